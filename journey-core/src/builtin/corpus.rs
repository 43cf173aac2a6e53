//! Coding many documents into a corpus.

use std::sync::Arc;

use super::{code_prepared, run};
use crate::{
    analysis::{Corpus, CorpusBuilder, JourneyMap},
    ask::{Answer, AskFindings},
    coding::PreparedFramework,
    error::Error,
    journey::{Document, Framework},
    llm::RetryPolicy,
};

/// Documents that one core codes before it takes others.
const CHUNK: usize = 256;

impl Corpus {
    /// Codes documents with the built-in engine. With the feature `rayon` they share the machine's cores; the corpus is the same.
    ///
    /// ```
    /// use journey_core::{Corpus, Document, Framework, journey::{DocumentSource, Role}};
    /// let mut ticket = Document::new("ticket-1", DocumentSource::Ticket, "customer-1");
    /// ticket.push(Role::Customer, "Filing the claim was easy. Then I waited three weeks without any update.");
    /// let corpus = Corpus::code(&[ticket], Framework::template("insurance")?)?;
    /// assert_eq!((corpus.respondent_count(), corpus.observation_count()), (1, 2));
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the framework breaks a rule, or a document occurs twice.
    pub fn code(documents: &[Document], framework: &Framework) -> Result<Self, Error> {
        Self::builder().code(documents, framework)
    }

    /// Answers a question from a map of this corpus with the built-in engine: claims with the facts and the words they stand on.
    ///
    /// ```
    /// # use journey_core::{Corpus, Document, Framework, MapOptions, journey::{DocumentSource, Role}};
    /// # let framework = Framework::template("insurance")?;
    /// # let mut ticket = Document::new("ticket-1", DocumentSource::Ticket, "customer-1");
    /// # ticket.push(Role::Customer, "Filing the claim was easy. Then I waited three weeks without any update.");
    /// # let corpus = Corpus::code(&[ticket], framework)?;
    /// let map = corpus.map(framework, &MapOptions::new("Claims", "Where do claims hurt?"))?;
    /// println!("{}", corpus.ask(&map, "Where is the most friction?")?.markdown());
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the question is empty.
    pub fn ask(&self, map: &JourneyMap, question: &str) -> Result<Answer, Error> {
        run(AskFindings::new(map, self, question, RetryPolicy::never(), 0)?)
    }
}

impl CorpusBuilder {
    /// Codes documents with the built-in engine and adds them; see [`Corpus::code`].
    ///
    /// # Errors
    /// As for [`Corpus::code`].
    pub fn code(self, documents: &[Document], framework: &Framework) -> Result<Corpus, Error> {
        let framework = &Arc::new(PreparedFramework::new(framework.clone())?);
        let empty = self.emptied();
        let part = |documents: &[Document]| {
            let mut part = empty.clone();
            for document in documents {
                part.add(document, &code_prepared(document, framework).observations)?;
            }
            part.finish()
        };
        #[cfg(feature = "rayon")]
        let parts: Vec<Corpus> = {
            use rayon::prelude::*;
            documents.par_chunks(CHUNK).map(part).collect::<Result<_, _>>()?
        };
        #[cfg(not(feature = "rayon"))]
        let parts: Vec<Corpus> = documents.chunks(CHUNK).map(part).collect::<Result<_, _>>()?;
        Corpus::merge_all(std::iter::once(&self.finish()?).chain(&parts))
    }
}
