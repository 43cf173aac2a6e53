//! Batches: several short documents in one request, each coding given back to its own.

use super::{DocumentCoding, RejectedProposal};
use crate::{
    journey::{Document, DocumentSource, Observation, Quotation},
    text::SentenceId,
};

/// Several documents combined into one, to be coded in one call.
#[derive(Clone, Debug)]
pub struct DocumentBatch {
    document: Document,
    /// For each packed document: where it stands among those given, and how many turns stand before it.
    parts: Vec<(usize, u32)>,
}

impl DocumentBatch {
    /// Packs documents of one source, in order, so that each batch has at most so many sentences of customers; a longer document stands alone.
    ///
    /// ```
    /// use journey_core::{coding::DocumentBatch, journey::{Document, Role, DocumentSource}};
    /// let tickets: Vec<Document> = (0..5).map(|number| {
    ///     let mut ticket = Document::new(format!("t{number}"), DocumentSource::Ticket, format!("p{number}"));
    ///     ticket.push(Role::Customer, "The claim took three weeks. Nobody called.");
    ///     ticket
    /// }).collect();
    /// assert_eq!(DocumentBatch::pack(&tickets, 4).len(), 3);
    /// ```
    pub fn pack(documents: &[Document], most_sentences: usize) -> Vec<Self> {
        let mut batches: Vec<(Self, usize)> = Vec::new();
        for (at, document) in documents.iter().enumerate() {
            let sentences: usize = document.turns.iter().map(|turn| turn.sentences.len()).sum();
            let room =
                batches.last_mut().filter(|(batch, taken)| batch.document.source == document.source && taken + sentences <= most_sentences);
            match room {
                Some((batch, taken)) => {
                    batch.add(at, document);
                    *taken += sentences;
                }
                None => {
                    let mut batch = Self::empty(document.source);
                    batch.add(at, document);
                    batches.push((batch, sentences));
                }
            }
        }
        batches.into_iter().map(|(batch, _)| batch).collect()
    }

    fn empty(source: DocumentSource) -> Self {
        Self { document: Document::new("batch", source, ""), parts: Vec::new() }
    }

    fn add(&mut self, at: usize, document: &Document) {
        self.parts.push((at, self.document.turns.len() as u32));
        if self.document.id == "batch" {
            self.document.id.clone_from(&document.id);
        }
        for turn in &document.turns {
            let added = self.document.push(turn.role, turn.text.clone());
            added.stage.clone_from(&turn.stage);
            added.item.clone_from(&turn.item);
        }
    }

    /// The documents as one, to be coded with [`CodeDocument`](super::CodeDocument).
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Splits a coding of the batch into one per document, in order; token usage goes to the first.
    pub fn split(&self, coding: DocumentCoding, documents: &[Document]) -> Vec<DocumentCoding> {
        let mut split: Vec<DocumentCoding> = self
            .parts
            .iter()
            .filter_map(|(at, _)| documents.get(*at))
            .map(|document| DocumentCoding {
                document: document.id.clone(),
                observations: Vec::new(),
                rejected: Vec::new(),
                new_touchpoints: Vec::new(),
                usage: Default::default(),
            })
            .collect();
        let part_of = |turn: u32| self.parts.iter().rposition(|(_, before)| turn > *before);
        for mut observation in coding.observations {
            let Some(first) = observation.evidence.first().and_then(|quote| quote.sentences.first()) else { continue };
            let Some(part) = part_of(first.turn) else { continue };
            let (Some((at, before)), Some(own)) = (self.parts.get(part), split.get_mut(part)) else { continue };
            let Some(document) = documents.get(*at) else { continue };
            // Words of two documents are no one observation: the first keeps its own.
            observation.evidence.retain(|quote| quote.sentences.iter().all(|id| part_of(id.turn) == Some(part)));
            let elsewhere = |quote: &Quotation| quote.sentences.iter().any(|id| part_of(id.turn) != Some(part));
            observation.cause = observation.cause.filter(|quote| !elsewhere(quote));
            observation.expectation = observation.expectation.filter(|pair| !elsewhere(&pair.expected) && !elsewhere(&pair.actual));
            moved(&mut observation, document, *before);
            observation.id = format!("{}#{}", document.id, own.observations.len() + 1);
            own.observations.push(observation);
        }
        for rejected in coding.rejected {
            let turn = rejected.proposal.sentences.first().and_then(|id| id.parse::<SentenceId>().ok()).map_or(1, |id| id.turn);
            let part = part_of(turn).unwrap_or(0);
            if let (Some((at, _)), Some(own)) = (self.parts.get(part), split.get_mut(part)) {
                let document = documents.get(*at).map(|document| document.id.clone()).unwrap_or_default();
                own.rejected.push(RejectedProposal { document, ..rejected });
            }
        }
        if let Some(first) = split.first_mut() {
            first.new_touchpoints = coding.new_touchpoints;
            first.usage = coding.usage;
        }
        split
    }
}

/// Numbers an observation's sentences as its own document does.
fn moved(observation: &mut Observation, document: &Document, before: u32) {
    let quotes = observation.evidence.iter_mut().chain(&mut observation.cause);
    let pair = observation.expectation.iter_mut().flat_map(|pair| [&mut pair.expected, &mut pair.actual]);
    for quote in quotes.chain(pair) {
        quote.document.clone_from(&document.id);
        quote.sentences.iter_mut().for_each(|id| id.turn -= before);
    }
    observation.document.clone_from(&document.id);
    observation.participant.clone_from(&document.participant);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        builtin,
        journey::{Framework, Role},
    };

    #[test]
    fn a_batch_codes_as_its_documents_do_alone() {
        let framework = Framework::template("insurance").unwrap_or_else(|_| unreachable!());
        let texts = [
            "Filing the claim was easy.",
            "I waited three weeks for the claim. Nobody called me back.",
            "The renewal price went up by a third.",
        ];
        let documents: Vec<Document> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| {
                let mut document = Document::new(format!("d{at}"), DocumentSource::Ticket, format!("p{at}"));
                document.push(Role::Interviewer, "How can we help?");
                document.push(Role::Customer, *text);
                document
            })
            .collect();
        let batches = DocumentBatch::pack(&documents, 100);
        assert_eq!(batches.len(), 1);
        let coding = builtin::code_document(batches[0].document(), framework).unwrap_or_else(|error| unreachable!("{error}"));
        let split = batches[0].split(coding, &documents);
        let alone: Vec<DocumentCoding> = documents.iter().filter_map(|document| builtin::code_document(document, framework).ok()).collect();
        for (split, alone) in split.iter().zip(&alone) {
            assert_eq!(split.observations, alone.observations);
        }
        assert_eq!(split.len(), 3);
    }
}
