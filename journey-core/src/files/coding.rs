//! Coding a file of any size on all cores, while what was coded is written.

use std::{
    ops::Range,
    sync::{
        Arc,
        mpsc::{Receiver, sync_channel},
    },
};

use super::{ResultFolder, folder::ResultPart};
use crate::{
    analysis::{Corpus, CorpusParts},
    builtin::code_prepared,
    coding::PreparedFramework,
    error::Error,
    exchange::TranscriptTable,
    journey::{Document, Observation},
};

/// Documents that one core codes before it takes others.
const CHUNK: usize = 256;
/// Chunks that are coded before they are handed to the writer.
const BATCH: usize = 16;

/// Some documents, coded.
struct Part {
    corpus: Corpus,
    result: ResultPart,
    rejected: usize,
}

/// What became of a coded file.
#[derive(Clone, Debug)]
pub struct CodedFile {
    pub corpus: Corpus,
    /// Proposals that failed a check.
    pub rejected: usize,
}

impl ResultFolder {
    /// Codes all documents of a table with the built-in engine, writes them and their observations, and keeps what a map needs.
    ///
    /// `progress` is told how many documents are done.
    ///
    /// # Errors
    /// When a row cannot be read, a document occurs twice, or nothing can be written.
    pub fn code(
        &mut self,
        table: &TranscriptTable,
        framework: &Arc<PreparedFramework>,
        progress: impl Fn(usize),
    ) -> Result<CodedFile, Error> {
        let batches = (0..table.len()).step_by(CHUNK * BATCH);
        std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel(1);
            let writer = scope.spawn(|| self.keep(receiver));
            for begin in batches {
                let end = (begin + CHUNK * BATCH).min(table.len());
                let failed = parts(table, begin..end, framework).map(|parts| sender.send(parts).is_err())?;
                if failed {
                    break;
                }
                progress(end);
            }
            drop(sender);
            writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }

    fn keep(&mut self, batches: Receiver<Vec<Part>>) -> Result<CodedFile, Error> {
        let (mut corpora, mut rejected) = (CorpusParts::default(), 0);
        for part in batches.into_iter().flatten() {
            self.append(part.result)?;
            corpora.push(part.corpus)?;
            rejected += part.rejected;
        }
        Ok(CodedFile { corpus: corpora.finish()?, rejected })
    }
}

fn parts(table: &TranscriptTable, range: Range<usize>, framework: &Arc<PreparedFramework>) -> Result<Vec<Part>, Error> {
    let chunks = range.clone().step_by(CHUNK).map(|begin| begin..(begin + CHUNK).min(range.end)).collect::<Vec<_>>();
    let code = |chunk: Range<usize>| code_chunk(&table.documents(chunk)?, framework);
    #[cfg(feature = "rayon")]
    {
        use rayon::prelude::*;
        chunks.into_par_iter().map(code).collect()
    }
    #[cfg(not(feature = "rayon"))]
    chunks.into_iter().map(code).collect()
}

fn code_chunk(documents: &[Document], framework: &Arc<PreparedFramework>) -> Result<Part, Error> {
    let (mut observations, mut rejected) = (Vec::<Observation>::new(), 0);
    for document in documents {
        let coding = code_prepared(document, framework);
        rejected += coding.rejected.len();
        observations.extend(coding.observations);
    }
    Ok(Part { corpus: Corpus::new(documents, &observations)?, result: ResultPart::new(documents, &observations)?, rejected })
}
