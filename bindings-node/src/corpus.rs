//! The corpus, and tables as buffers in Arrow's IPC format.

use std::io::Cursor;

use arrow_array::RecordBatch;
use arrow_ipc::{reader::FileReader, reader::StreamReader, writer::StreamWriter};
use journey_core::{
    Error,
    analysis::{Corpus as CoreCorpus, aggregate_to_arrow},
    ffi::{call_corpus, start_corpus_task, validated},
    journey::{Document, Framework, Observation},
};
use napi::bindgen_prelude::{Buffer, Uint8Array};
use napi_derive::napi;

use crate::{failure::Result, task::Task, work::guarded};

/// Observations in columns.
#[napi]
pub struct Corpus {
    inner: CoreCorpus,
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::invalid("table", error, "give a table in Arrow's IPC format, such as `tableToIPC` writes")
}

pub(crate) fn read(bytes: &[u8]) -> std::result::Result<Vec<RecordBatch>, Error> {
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

impl Corpus {
    pub(crate) fn core(&self) -> &CoreCorpus {
        &self.inner
    }
}

#[napi]
impl Corpus {
    /// The corpus of documents and observations, as JSON, with these attributes of the documents.
    #[napi(constructor)]
    pub fn new(documents: String, observations: String, attributes: Vec<String>) -> Result<Self> {
        let inner = guarded(|| {
            let documents: Vec<Document> = validated("documents", &documents)?;
            let observations: Vec<Observation> = validated("observations", &observations)?;
            CoreCorpus::with_attributes(&documents, &observations, attributes)
        })?;
        Ok(Self { inner })
    }

    /// The corpus of documents, as JSON, coded by the built-in engine.
    #[napi(factory)]
    pub fn code(documents: String, framework: String, attributes: Vec<String>) -> Result<Self> {
        let inner = guarded(|| {
            let documents: Vec<Document> = validated("documents", &documents)?;
            let framework: Framework = validated("framework", &framework)?;
            CoreCorpus::builder().keep_attributes(attributes).code(&documents, &framework)
        })?;
        Ok(Self { inner })
    }

    /// Several corpora as one.
    #[napi(factory)]
    pub fn merge_all(corpora: Vec<&Corpus>) -> Result<Self> {
        Ok(Self { inner: guarded(|| CoreCorpus::merge_all(corpora.iter().map(|corpus| &corpus.inner)))? })
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

    /// Asks by the name of a method, with a JSON object of its arguments; the answer as JSON.
    #[napi]
    pub fn call(&self, name: String, arguments: String) -> Result<String> {
        guarded(|| call_corpus(&self.inner, &name, &arguments))
    }

    /// Begins work that asks a model.
    #[napi]
    pub fn task(&self, name: String, arguments: String) -> Result<Task> {
        Ok(guarded(|| start_corpus_task(&self.inner, &name, &arguments))?.into())
    }

    /// Groups as a table in Arrow's IPC format.
    #[napi]
    pub fn aggregate_table(&self, grouping: String) -> Result<Buffer> {
        guarded(|| write(&aggregate_to_arrow(&self.inner.aggregate(validated("grouping", &grouping)?))?))
    }

    #[napi]
    pub fn filter(&self, filter: String) -> Result<Self> {
        Ok(Self { inner: guarded(|| Ok(self.inner.filter(&validated("filter", &filter)?)))? })
    }

    #[napi(getter)]
    pub fn document_count(&self) -> f64 {
        self.inner.document_count() as f64
    }

    #[napi(getter)]
    pub fn observation_count(&self) -> f64 {
        self.inner.observation_count() as f64
    }

    #[napi(getter)]
    pub fn respondent_count(&self) -> f64 {
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
