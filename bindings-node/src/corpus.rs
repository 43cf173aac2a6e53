//! The corpus, and tables as buffers in Arrow's IPC format.

use std::io::Cursor;

use arrow_array::RecordBatch;
use arrow_ipc::{reader::FileReader, reader::StreamReader, writer::StreamWriter};
use journey_core::{
    Error,
    analysis::{Corpus as CoreCorpus, cells_to_arrow, compare_waves, what_if},
    ffi::validated,
    journey::{Document, Observation},
};
use napi::bindgen_prelude::{Buffer, Uint8Array};
use napi_derive::napi;

use crate::{failure::Result, interview::json, work::guarded};

/// Observations in columns.
#[napi]
pub struct Corpus {
    inner: CoreCorpus,
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::invalid("table", error, "give a table in Arrow's IPC format, such as `tableToIPC` writes")
}

fn read(bytes: &[u8]) -> std::result::Result<Vec<RecordBatch>, Error> {
    // A file begins with its name, a stream with the length of its schema.
    if bytes.starts_with(b"ARROW1") {
        return FileReader::try_new(Cursor::new(bytes), None).map_err(broken)?.collect::<std::result::Result<_, _>>().map_err(broken);
    }
    StreamReader::try_new(Cursor::new(bytes), None).map_err(broken)?.collect::<std::result::Result<_, _>>().map_err(broken)
}

fn write(batch: &RecordBatch) -> std::result::Result<Buffer, Error> {
    let mut bytes = Vec::with_capacity(batch.get_array_memory_size());
    let mut writer = StreamWriter::try_new(&mut bytes, &batch.schema()).map_err(broken)?;
    writer.write(batch).and_then(|()| writer.finish()).map_err(broken)?;
    drop(writer);
    Ok(bytes.into())
}

#[napi]
impl Corpus {
    /// The corpus of documents and observations, as JSON.
    #[napi(factory)]
    pub fn of(documents: String, observations: String) -> Result<Self> {
        let inner = guarded(|| {
            let documents: Vec<Document> = validated("documents", &documents)?;
            let observations: Vec<Observation> = validated("observations", &observations)?;
            CoreCorpus::of(&documents, &observations)
        })?;
        Ok(Self { inner })
    }

    /// The corpus of a table in Arrow's IPC format.
    #[napi(factory)]
    pub fn from_arrow(table: Uint8Array) -> Result<Self> {
        Ok(Self { inner: guarded(|| CoreCorpus::from_batches(&read(&table)?))? })
    }

    #[napi(factory)]
    pub fn from_bytes(bytes: Uint8Array) -> Result<Self> {
        Ok(Self { inner: guarded(|| CoreCorpus::from_bytes(&bytes))? })
    }

    #[napi]
    pub fn to_bytes(&self) -> Result<Buffer> {
        guarded(|| Ok(self.inner.to_bytes().into()))
    }

    /// The observations as a table in Arrow's IPC format.
    #[napi]
    pub fn to_arrow(&self) -> Result<Buffer> {
        guarded(|| write(&self.inner.to_arrow()?))
    }

    /// Groups as JSON.
    #[napi]
    pub fn cells(&self, grouping: String) -> Result<String> {
        guarded(|| Ok(json(&self.inner.aggregate(validated("grouping", &grouping)?))))
    }

    /// Groups as a table in Arrow's IPC format.
    #[napi]
    pub fn cells_table(&self, grouping: String) -> Result<Buffer> {
        guarded(|| write(&cells_to_arrow(&self.inner.aggregate(validated("grouping", &grouping)?))?))
    }

    #[napi]
    pub fn filter(&self, filter: String) -> Result<Self> {
        Ok(Self { inner: guarded(|| Ok(self.inner.filter(&validated("filter", &filter)?)))? })
    }

    #[napi]
    pub fn merge(&self, other: &Corpus) -> Result<Self> {
        Ok(Self { inner: guarded(|| self.inner.merge(&other.inner))? })
    }

    #[napi]
    pub fn compare_waves(&self, framework: String, before: String, after: String, resamples: u32, seed: f64) -> Result<String> {
        guarded(|| {
            let framework = validated("framework", &framework)?;
            Ok(json(&compare_waves(&self.inner, &framework, &before, &after, resamples as usize, seed as u64)?))
        })
    }

    #[napi]
    pub fn what_if(&self, stage: String, touchpoint: Option<String>, outcome: String, fall: f64) -> Result<String> {
        guarded(|| Ok(json(&what_if(&self.inner, &stage, touchpoint.as_deref(), &outcome, fall)?)))
    }

    #[napi(getter)]
    pub fn observations(&self) -> f64 {
        self.inner.observation_count() as f64
    }

    #[napi(getter)]
    pub fn respondents(&self) -> f64 {
        self.inner.respondent_count() as f64
    }

    #[napi(getter)]
    pub fn waves(&self) -> Vec<String> {
        self.inner.waves().to_vec()
    }

    #[napi(getter)]
    pub fn segments(&self) -> Vec<String> {
        self.inner.segments().to_vec()
    }

    #[napi(getter)]
    pub fn coders(&self) -> Vec<String> {
        self.inner.coders().to_vec()
    }

    #[napi]
    pub fn equals(&self, other: &Corpus) -> bool {
        self.inner == other.inner
    }
}
