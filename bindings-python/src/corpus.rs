//! The corpus, and tables that cross as Arrow without a copy.

use arrow_array::{
    RecordBatch, RecordBatchIterator, RecordBatchReader,
    ffi::FFI_ArrowSchema,
    ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader},
};
use journey_core::{
    analysis::{Corpus as CoreCorpus, aggregate_to_arrow},
    ffi::{call_corpus, start_corpus_task, validated},
    journey::{Document, Framework, Observation},
};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyBytes, PyCapsule},
};

use crate::{failure::Result, task::Task, work::work};

/// A table that hands itself out as an Arrow stream.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Table {
    inner: RecordBatch,
}

#[pymethods]
impl Table {
    #[getter]
    fn num_rows(&self) -> usize {
        self.inner.num_rows()
    }

    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.inner.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// The Arrow PyCapsule interface: the schema.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.inner.schema().as_ref()).map_err(|error| PyValueError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The Arrow PyCapsule interface: the stream of record batches.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyCapsule>> {
        // A consumer may ask for another schema; the protocol lets the producer answer with its own.
        drop(requested_schema);
        let batches = std::iter::once(Ok(self.inner.clone()));
        let reader: Box<dyn RecordBatchReader + Send> = Box::new(RecordBatchIterator::new(batches, self.inner.schema()));
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), c"arrow_array_stream")
    }
}

/// The batches of a table with an `__arrow_c_stream__`.
#[expect(unsafe_code, reason = "the Arrow PyCapsule protocol hands over a raw pointer")]
pub(crate) fn batches_of(py: Python<'_>, table: &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>> {
    let capsule = table.call_method0("__arrow_c_stream__").map_err(|_| PyTypeError::new_err("the table has no `__arrow_c_stream__`"))?;
    let capsule = capsule.cast_into::<PyCapsule>().map_err(|_| PyTypeError::new_err("`__arrow_c_stream__` gave no capsule"))?;
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: the capsule's name says that it holds a stream, by the Arrow PyCapsule protocol; taking it leaves an empty one behind.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
    let reader = RecordBatchStreamReader::try_new(stream).map_err(|error| PyValueError::new_err(error.to_string()))?;
    py.detach(|| reader.collect::<std::result::Result<Vec<RecordBatch>, _>>()).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// Observations in columns.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Corpus {
    inner: CoreCorpus,
}

impl Corpus {
    pub(crate) fn core(&self) -> &CoreCorpus {
        &self.inner
    }
}

#[pymethods]
impl Corpus {
    /// The corpus of documents and observations, as JSON, with these attributes of the documents.
    #[new]
    fn new(py: Python<'_>, documents: &str, observations: &str, attributes: Vec<String>) -> Result<Self> {
        let inner = work(py, || {
            let documents: Vec<Document> = validated("documents", documents)?;
            let observations: Vec<Observation> = validated("observations", observations)?;
            CoreCorpus::with_attributes(&documents, &observations, attributes)
        })?;
        Ok(Self { inner })
    }

    /// The corpus of documents, as JSON, coded by the built-in engine.
    #[staticmethod]
    fn code(py: Python<'_>, documents: &str, framework: &str, attributes: Vec<String>) -> Result<Self> {
        let inner = work(py, || {
            let documents: Vec<Document> = validated("documents", documents)?;
            let framework: Framework = validated("framework", framework)?;
            CoreCorpus::builder().keep_attributes(attributes).code(&documents, &framework)
        })?;
        Ok(Self { inner })
    }

    /// Several corpora as one.
    #[staticmethod]
    fn merge_all(py: Python<'_>, corpora: Vec<PyRef<'_, Self>>) -> Result<Self> {
        let corpora: Vec<&CoreCorpus> = corpora.iter().map(|corpus| &corpus.inner).collect();
        Ok(Self { inner: work(py, || CoreCorpus::merge_all(corpora))? })
    }

    /// The corpus of a table with an `__arrow_c_stream__`.
    #[staticmethod]
    fn from_arrow(py: Python<'_>, table: &Bound<'_, PyAny>) -> Result<Self> {
        let batches = batches_of(py, table)?;
        let inner = work(py, || CoreCorpus::from_batches(&batches))?;
        Ok(Self { inner })
    }

    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> Result<Self> {
        Ok(Self { inner: work(py, || CoreCorpus::from_bytes(bytes))? })
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyBytes>> {
        let bytes = work(py, || Ok(self.inner.to_bytes()))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The observations as a table.
    fn to_arrow(&self, py: Python<'_>) -> Result<Table> {
        Ok(Table { inner: work(py, || self.inner.to_arrow())? })
    }

    /// Asks by the name of a method, with a JSON object of its arguments; the answer as JSON.
    fn call(&self, py: Python<'_>, name: &str, arguments: &str) -> Result<String> {
        work(py, || call_corpus(&self.inner, name, arguments))
    }

    /// Begins work that asks a model.
    fn task(&self, py: Python<'_>, name: &str, arguments: &str) -> Result<Task> {
        Ok(Task::from(work(py, || start_corpus_task(&self.inner, name, arguments))?))
    }

    /// Groups as a table.
    fn aggregate_table(&self, py: Python<'_>, grouping: &str) -> Result<Table> {
        let inner = work(py, || aggregate_to_arrow(&self.inner.aggregate(validated("grouping", grouping)?)))?;
        Ok(Table { inner })
    }

    fn filter(&self, py: Python<'_>, filter: &str) -> Result<Self> {
        Ok(Self { inner: work(py, || Ok(self.inner.filter(&validated("filter", filter)?)))? })
    }

    #[getter]
    fn document_count(&self) -> u64 {
        self.inner.document_count()
    }

    #[getter]
    fn observation_count(&self) -> u64 {
        self.inner.observation_count()
    }

    #[getter]
    fn respondent_count(&self) -> u64 {
        self.inner.respondent_count()
    }

    #[getter]
    fn waves(&self) -> Vec<String> {
        self.inner.waves().to_vec()
    }

    #[getter]
    fn segments(&self) -> Vec<String> {
        self.inner.segments().to_vec()
    }

    #[getter]
    fn coders(&self) -> Vec<String> {
        self.inner.coders().to_vec()
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}
