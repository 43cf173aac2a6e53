//! Parts that come one after another, merged as they come.

use super::Corpus;
use crate::error::Error;

/// Corpora of parts, merged while they come, so that memory stays near that of the whole.
///
/// Parts of like size are merged with each other: each observation is moved a few times, however many parts there are.
///
/// ```
/// use journey_core::{Corpus, Document, Framework, analysis::CorpusParts, journey::{DocumentSource, Role}};
/// let framework = Framework::template("insurance")?;
/// let mut parts = CorpusParts::default();
/// for number in 0..5 {
///     let mut ticket = Document::new(format!("ticket-{number}"), DocumentSource::Ticket, format!("customer-{number}"));
///     ticket.push(Role::Customer, "The claim took three weeks.");
///     parts.push(Corpus::code(&[ticket], framework)?)?;
/// }
/// assert_eq!(parts.finish()?.respondent_count(), 5);
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CorpusParts {
    /// Each with how many parts it was made of; the larger ones first.
    merged: Vec<(u64, Corpus)>,
}

impl CorpusParts {
    /// Takes one more part.
    ///
    /// # Errors
    /// As for [`Corpus::merge`].
    pub fn push(&mut self, part: Corpus) -> Result<(), Error> {
        let mut next = (1, part);
        while let Some((count, before)) = self.merged.pop_if(|(count, _)| *count <= next.0) {
            next = (count + next.0, before.merge(&next.1)?);
        }
        self.merged.push(next);
        Ok(())
    }

    /// The corpus of all parts.
    ///
    /// # Errors
    /// As for [`Corpus::merge`].
    pub fn finish(self) -> Result<Corpus, Error> {
        Corpus::merge_all(self.merged.iter().map(|(_, corpus)| corpus))
    }
}
