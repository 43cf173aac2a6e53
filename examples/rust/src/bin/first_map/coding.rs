//! Coding: by the built-in engine on all cores, or by a model, a chunk of documents at a time.

use std::sync::Arc;

use journey_core::{
    Error,
    analysis::{Corpus, CorpusParts},
    coding::{CodeDocument, PreparedFramework},
    exchange::TranscriptTable,
    files::{CodedFile, ResultFolder},
    journey::{Document, Observation},
    llm::{Driver, LlmError, RetryPolicy},
};

use crate::{Failure, options::Options, progress};

/// Documents that are coded by a model before they are written.
const CHUNK: usize = 1024;

pub(crate) struct Coder<'a> {
    pub(crate) driver: &'a Driver<'a>,
    pub(crate) framework: Arc<PreparedFramework>,
    pub(crate) options: &'a Options,
    pub(crate) folder: &'a mut ResultFolder,
}

#[derive(Default)]
pub(crate) struct Coded {
    pub(crate) corpus: Corpus,
    /// Proposals that failed a check.
    pub(crate) rejected: usize,
    /// Documents that a model failed on.
    pub(crate) failed: Vec<String>,
    /// What was observed in documents that were coded at once.
    pub(crate) observations: Vec<Observation>,
}

impl Coder<'_> {
    pub(crate) async fn code_table(&mut self, table: &TranscriptTable) -> Result<Coded, Failure> {
        let bar = progress("coding", table.len() as u64);
        if self.options.model.provider == "builtin" {
            let CodedFile { corpus, rejected } = self.folder.code(table, &self.framework, |done| bar.set_position(done as u64))?;
            bar.finish_and_clear();
            return Ok(Coded { corpus, rejected, ..Coded::default() });
        }
        let (mut all, mut parts) = (Coded::default(), CorpusParts::default());
        for begin in (0..table.len()).step_by(CHUNK) {
            let coded = self.code(&table.documents(begin..begin + CHUNK)?).await?;
            parts.push(coded.corpus)?;
            all.rejected += coded.rejected;
            all.failed.extend(coded.failed);
            bar.set_position(begin as u64);
        }
        bar.finish_and_clear();
        Ok(Coded { corpus: parts.finish()?, ..all })
    }

    /// Codes documents and writes them; one that a model fails on is named, not silently dropped.
    pub(crate) async fn code(&mut self, documents: &[Document]) -> Result<Coded, Failure> {
        let code = |document| CodeDocument::new(document, &self.framework, RetryPolicy::default(), self.options.seed);
        let procedures: Vec<CodeDocument<'_>> = documents.iter().map(code).collect();
        let bar = progress("coding", documents.len() as u64);
        let concurrency = usize::from(self.options.model.concurrency);
        let results = self.driver.run_many(procedures, concurrency, &|done| bar.set_position(done as u64)).await;
        bar.finish_and_clear();
        let (mut coded, mut first) = (Coded::default(), None);
        for (document, result) in documents.iter().zip(results) {
            match result {
                Ok(coding) => {
                    coded.rejected += coding.rejected.len();
                    coded.observations.extend(coding.observations);
                }
                Err(error) => {
                    coded.failed.push(format!("{}: {error}", document.id));
                    first.get_or_insert(error);
                }
            }
        }
        let lasting = |error: &Error| error.downcast_ref::<LlmError>().is_some_and(|failed| failed.kind.ends_run());
        if let Some(error) = first.filter(|error| coded.failed.len() == documents.len() || lasting(error)) {
            return Err(error.into());
        }
        self.folder.add(documents, &coded.observations)?;
        coded.corpus = Corpus::new(documents, &coded.observations)?;
        Ok(coded)
    }
}
