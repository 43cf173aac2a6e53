//! Documents: anything that a customer said.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Citations;
use crate::{
    text::{Sentence, SentenceId, cuts, split_sentences},
    time::Timestamp,
};

/// What kind of document it is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentSource {
    /// A chat log.
    Chat,
    /// An interview.
    Interview,
    /// A review.
    Review,
    /// An open survey answer.
    Survey,
    /// A support ticket.
    Ticket,
}

impl DocumentSource {
    /// Every source, in alphabetical order; a source's number in a corpus is its position here.
    pub(crate) const ALL: [Self; 5] = [Self::Chat, Self::Interview, Self::Review, Self::Survey, Self::Ticket];

    /// The source's number: exhaustive, so that a new source cannot pass for another.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Chat => 0,
            Self::Interview => 1,
            Self::Review => 2,
            Self::Survey => 3,
            Self::Ticket => 4,
        }
    }
}

/// Who speaks.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// The customer: the only speaker whose words are evidence.
    Customer,
    /// An interviewer or an agent of the company.
    Interviewer,
    /// A machine's notice.
    System,
}

/// One speaker's turn.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Turn {
    /// Its number in the document, from 1.
    pub number: u32,
    /// Who speaks.
    pub role: Role,
    /// The words, exactly.
    pub text: Arc<str>,
    /// When, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The id of the guide's item that the turn asks or answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The stage that the turn's question is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The numbered sentences.
    pub sentences: Vec<Sentence>,
}

impl Turn {
    /// A turn with its sentences cut.
    pub fn new(number: u32, role: Role, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let mut sentences: Vec<Sentence> = (1..)
            .zip(split_sentences(&text))
            .map(|(sentence, span)| Sentence { id: SentenceId { turn: number, sentence }, span })
            .collect();
        sentences.shrink_to_fit();
        Self { sentences, ..Self::whole(number, role, text) }
    }

    /// A turn without its sentences cut: an interviewer's, which is never evidence.
    pub(crate) fn whole(number: u32, role: Role, text: impl Into<Arc<str>>) -> Self {
        Self { number, role, text: text.into(), at: None, item: None, stage: None, sentences: Vec::new() }
    }

    /// The words of a sentence of this turn. To read many, [`each_sentence`](Self::each_sentence) takes no longer than for the last.
    pub fn sentence(&self, id: SentenceId) -> Option<&str> {
        self.sentences.get(self.place(id)?)?.span.slice(&self.text)
    }

    /// Where a sentence stands among those of this turn, which are numbered from 1 without gaps.
    pub(super) fn place(&self, id: SentenceId) -> Option<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.id < id);
        self.sentences.get(at).is_some_and(|sentence| sentence.id == id).then_some(at)
    }

    /// Where the sentences stand in the text, in bytes, found in one walk.
    pub(super) fn cuts(&self) -> impl Iterator<Item = Option<Range<usize>>> {
        cuts(&self.text, self.sentences.iter().map(|sentence| sentence.span))
    }

    /// The sentences with their words, in one walk over the turn.
    pub fn each_sentence(&self) -> impl Iterator<Item = (SentenceId, &str)> {
        self.each_cut().filter_map(|(id, cut)| Some((id, self.text.get(cut)?)))
    }

    /// The sentences with where they stand in the text, in bytes.
    pub(crate) fn each_cut(&self) -> impl Iterator<Item = (SentenceId, Range<usize>)> {
        self.sentences.iter().zip(self.cuts()).filter_map(|(sentence, cut)| Some((sentence.id, cut?)))
    }
}

/// Words cut by the library from a customer's turn.
#[derive(Clone, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Quotation {
    /// The document's id.
    pub document: String,
    /// The sentences that the words come from, in order, of one turn.
    pub sentences: Vec<SentenceId>,
    /// The words, a verbatim part of the turn.
    pub text: String,
}

/// Anything a customer said: an interview, a ticket, a chat, a review, an open survey answer.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Document {
    /// Unique in the corpus.
    pub id: String,
    /// What kind of document it is.
    pub source: DocumentSource,
    /// The participant's id; shared by documents of one person.
    pub participant: String,
    /// The segments that the participant belongs to.
    #[serde(default)]
    pub segments: Vec<String>,
    /// The wave of fieldwork.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wave: Option<String>,
    /// A BCP 47 language tag, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether the participant was simulated.
    #[serde(default)]
    pub simulated: bool,
    /// Anything else that was imported.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
    /// Stages that the participant was asked about or reached.
    #[serde(default)]
    pub stages_reached: Vec<String>,
    /// Ratings by instrument: `nps`, `csat`, `ces`.
    #[serde(default)]
    pub ratings: BTreeMap<String, f64>,
    /// The turns, numbered from 1 without gaps.
    pub turns: Vec<Turn>,
}

impl Document {
    /// An empty document.
    pub fn new(id: impl Into<String>, source: DocumentSource, participant: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            source,
            participant: participant.into(),
            segments: Vec::new(),
            wave: None,
            language: None,
            simulated: false,
            attributes: BTreeMap::new(),
            stages_reached: Vec::new(),
            ratings: BTreeMap::new(),
            turns: Vec::new(),
        }
    }

    /// Appends a turn and numbers it.
    pub fn push(&mut self, role: Role, text: impl Into<Arc<str>>) -> &mut Turn {
        let number = u32::try_from(self.turns.len()).unwrap_or(u32::MAX).saturating_add(1);
        self.turns.push(Turn::new(number, role, text));
        let last = self.turns.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "the turn was pushed on the line above")]
        &mut self.turns[last]
    }

    /// The turn of a number.
    pub fn turn(&self, number: u32) -> Option<&Turn> {
        let at = self.turns.partition_point(|turn| turn.number < number);
        self.turns.get(at).filter(|turn| turn.number == number)
    }

    /// The customer's words under a sentence id; `None` for another speaker's sentence or an unknown id.
    pub fn customer_sentence(&self, id: SentenceId) -> Option<&str> {
        let turn = self.turn(id.turn).filter(|turn| turn.role == Role::Customer)?;
        turn.sentence(id)
    }

    /// Cuts the quotations that a set of sentence ids stands for, one for each unbroken run in a turn.
    ///
    /// Ids that are unknown or not the customer's are left out.
    pub fn quote(&self, ids: &[SentenceId]) -> Vec<Quotation> {
        Citations::of(self).quote(ids)
    }
}
