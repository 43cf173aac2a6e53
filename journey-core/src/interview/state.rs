//! The state: a fold over the log.

use std::collections::{BTreeMap, HashMap};

use super::{AnswerAssessment, InterviewOutcome, InterviewPhase, ItemStatus, Ledger, Mention, MessagePurpose, history::History};
use crate::{
    journey::{Document, DocumentSource, Turn},
    plan::{AnswerFormat, Guide, GuideItem, InterviewMode, StructuredAnswer},
    text::{Sentence, SentenceId, Signal, WordSet},
    time::Timestamp,
};

/// A turn of the interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// The words with their sentences.
    pub turn: Turn,
    /// What the interviewer's message was for; `None` for the participant.
    pub purpose: Option<MessagePurpose>,
    /// The position in the guide of the item that the turn asks or answers; the transcript holds its id and its stage.
    pub item: Option<u32>,
    /// The words of a message that asks, to notice a repetition.
    pub(super) words: Option<WordSet>,
}

/// A request that the model has not answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Pending {
    pub request: u64,
    pub since: Timestamp,
    pub attempt: u32,
}

/// What a participant agreed to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Consent {
    /// When.
    pub at: Timestamp,
    /// The first 16 hexadecimal digits of the SHA-256 of the text.
    pub text_hash: String,
    /// The language of the text.
    pub language: String,
}

/// A mention with the words that it comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TurnMention {
    /// The mention.
    pub mention: Mention,
    /// The participant's turn.
    pub turn: u32,
}

/// The interview's state, derived from its log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InterviewState {
    pub(super) phase: InterviewPhase,
    pub(super) ledger: Ledger,
    pub(super) turns: Vec<Utterance>,
    pub(super) history: History,
    pub(super) current: Option<String>,
    pub(super) asked: u32,
    pub(super) requests: u64,
    pub(super) pending: Option<Pending>,
    pub(super) folded: u32,
    pub(super) rejected: Vec<String>,
    pub(super) offered: bool,
    /// Whether the last message asks to confirm a withdrawal.
    pub(super) confirming: bool,
    /// Whether a withdrawal was asked to be confirmed and nothing else was asked since.
    pub(super) withdrawing: bool,
    /// Whether the last message met a bereavement.
    pub(super) consoling: bool,
    pub(super) consoled: bool,
    /// Participant's turns that are never quoted or probed: they speak of distress.
    pub(super) protected: Vec<u32>,
    /// What the moderator noted for itself last.
    pub(super) notes: String,
    pub(super) drafted: Option<Box<str>>,
    pub(super) offers_by_model: u32,
    pub(super) unread_from: u32,
    pub(super) started: Option<Timestamp>,
    pub(super) last_heard: Option<Timestamp>,
    pub(super) active: u64,
    pub(super) reminded: u32,
    pub(super) away: bool,
    pub(super) admitted: bool,
    pub(super) quotas: Vec<String>,
    pub(super) consent: Option<Consent>,
    pub(super) given: BTreeMap<String, StructuredAnswer>,
    pub(super) mentions: Vec<TurnMention>,
    pub(super) revisits: u32,
    /// Questions since the last core item, which their share of the spare turns pays for.
    pub(super) used_here: u32,
    pub(super) flags: Vec<Signal>,
    pub(super) readings: Vec<(u32, AnswerAssessment)>,
    pub(super) outcome: Option<InterviewOutcome>,
    pub(super) revision: u64,
    /// The inputs so far, by the hashes of their ids, with those of what was said: two of a hundred ids share one by chance once in 10^15
    /// interviews.
    pub(super) inputs: HashMap<u64, u64>,
}

/// Probes that an item may take of those that others left over.
const BORROWED: u32 = 1;

impl InterviewState {
    pub(super) fn new(guide: &Guide) -> Self {
        Self { ledger: Ledger::new(guide), ..Self::default() }
    }

    /// The phase.
    pub fn phase(&self) -> InterviewPhase {
        self.phase
    }

    /// What stands of each item.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The turns so far.
    pub fn turns(&self) -> &[Utterance] {
        &self.turns
    }

    /// Whether a request to the model is under way.
    pub fn is_waiting(&self) -> bool {
        self.pending.is_some()
    }

    /// The item that the last question was about.
    pub fn current(&self) -> Option<&str> {
        self.current.as_deref()
    }

    /// How many questions were asked.
    pub fn asked(&self) -> u32 {
        self.asked
    }

    /// What the participant named along the way.
    pub fn mentions(&self) -> &[TurnMention] {
        &self.mentions
    }

    /// What needs a person's attention.
    pub fn flags(&self) -> &[Signal] {
        &self.flags
    }

    /// How each of the participant's turns was read.
    pub fn assessments(&self) -> &[(u32, AnswerAssessment)] {
        &self.readings
    }

    /// The numbers and choices by item.
    pub fn structured_answers(&self) -> &BTreeMap<String, StructuredAnswer> {
        &self.given
    }

    /// What the participant agreed to, once they have.
    pub fn consent(&self) -> Option<&Consent> {
        self.consent.as_ref()
    }

    /// The quotas that the participant counts towards.
    pub fn quotas(&self) -> &[String] {
        &self.quotas
    }

    /// When the participant joined.
    pub fn started(&self) -> Option<Timestamp> {
        self.started
    }

    /// When the participant last did something.
    pub fn last_activity(&self) -> Option<Timestamp> {
        self.last_heard
    }

    /// Whether the participant is away.
    pub fn is_away(&self) -> bool {
        self.away
    }

    /// How the interview ended, once it has.
    pub fn outcome(&self) -> Option<InterviewOutcome> {
        self.outcome
    }

    /// How many events the log holds.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What the interviewer has asked so far, with its words.
    pub(super) fn messages(&self) -> impl Iterator<Item = (&str, &WordSet)> {
        self.turns.iter().filter_map(|said| Some((said.turn.text.as_ref(), said.words.as_ref()?)))
    }

    /// What the participant has said so far and may be quoted.
    pub(super) fn heard(&self) -> impl Iterator<Item = &str> {
        let quotable = |said: &&Utterance| said.purpose.is_none() && !self.protected.contains(&said.turn.number);
        self.turns.iter().filter(quotable).map(|said| said.turn.text.as_ref())
    }

    /// The question that stands open: the last one, without what came before it.
    pub(super) fn open_question(&self) -> Option<&str> {
        let asks = |purpose: &MessagePurpose| {
            matches!(purpose, MessagePurpose::Probe { .. } | MessagePurpose::Question { .. } | MessagePurpose::Rephrase { .. })
        };
        self.turns.iter().rev().find(|said| said.purpose.as_ref().is_some_and(asks)).map(|said| said.turn.text.as_ref())
    }

    /// Whether a question has named one of these.
    pub(super) fn asked_about(&self, names: &[WordSet]) -> bool {
        self.messages().any(|(_, asked)| names.iter().any(|name| asked.holds(name)))
    }

    /// Whether parts of the topic in hand wait for the turns that are to spare.
    pub(super) fn parts_wait(&self, spare: u32) -> bool {
        let from = self.ledger.entries.iter().position(|entry| Some(entry.item.as_str()) == self.current()).unwrap_or(0);
        let parts = self.ledger.entries.iter().skip(from + 1).take_while(|entry| entry.optional);
        parts.filter(|entry| !entry.asked && entry.status.is_open()).count() >= spare.max(1) as usize
    }

    /// Turns that the topic in hand may still take: its share of those beyond what the core items ahead need.
    pub(super) fn spare(&self, guide: &Guide) -> u32 {
        let ahead = self.ledger.entries.iter().filter(|entry| !entry.optional && !entry.asked && entry.status.is_open()).count();
        let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
        let spare = guide.max_turns.saturating_sub(self.asked).saturating_sub(ahead);
        let share = (spare + self.used_here).div_ceil(ahead.saturating_add(1));
        share.saturating_sub(self.used_here).min(spare)
    }

    /// Probes that are left to all items together: those of items that were told in few go to those that need more.
    pub(super) fn probes_left(&self, guide: &Guide) -> u32 {
        let pool: u32 = guide.items.iter().map(|item| item.depth.max_probes()).sum();
        pool.saturating_sub(self.ledger.entries.iter().map(|entry| entry.probes).sum())
    }

    /// The most probes that an item may have by now.
    pub(super) fn probes_allowed(&self, item: &GuideItem, guide: &Guide) -> u32 {
        let own = item.depth.max_probes();
        if guide.mode != InterviewMode::Adaptive || own == 0 {
            return own;
        }
        let used = self.ledger.entry(&item.id).map_or(0, |entry| entry.probes);
        (own + BORROWED).min(used.saturating_add(self.probes_left(guide)))
    }

    /// The participant's turns since the last question.
    pub(super) fn unread(&self) -> impl Iterator<Item = &Turn> {
        // Turns are numbered from 1 without gaps.
        let from = (self.unread_from as usize).saturating_sub(1).min(self.turns.len());
        self.turns.get(from..).unwrap_or_default().iter().filter(|said| said.purpose.is_none()).map(|said| &said.turn)
    }

    /// The sentences of the participant's turns since the last question.
    pub(super) fn unread_sentences(&self) -> Vec<SentenceId> {
        self.unread().flat_map(|turn| &turn.sentences).map(|sentence: &Sentence| sentence.id).collect()
    }

    pub(super) fn next_turn(&self) -> u32 {
        u32::try_from(self.turns.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The id of the item that a turn asks or answers.
    pub(super) fn item_of(&self, said: &Utterance) -> Option<&str> {
        self.ledger.entries.get(said.item? as usize).map(|entry| entry.item.as_str())
    }

    /// The interview as a document, with the stages that were asked about and the ratings.
    pub(super) fn document(&self, id: &str, participant: &str, guide: &Guide) -> Document {
        let mut document = Document::new(id, DocumentSource::Interview, participant);
        document.language = Some(guide.language.clone());
        document.turns = self
            .turns
            .iter()
            .map(|said| {
                let item = self.item_of(said).and_then(|id| guide.item(id));
                Turn { item: item.map(|item| item.id.clone()), stage: item.and_then(|item| item.stage.clone()), ..said.turn.clone() }
            })
            .collect();
        for item in &guide.items {
            let Some(entry) = self.ledger.entry(&item.id) else { continue };
            match (&item.answer, self.given.get(&item.id)) {
                (AnswerFormat::Rating { instrument }, Some(StructuredAnswer::Number { value })) => {
                    document.ratings.insert(instrument.name().to_owned(), *value as f64);
                }
                (_, Some(StructuredAnswer::Number { value })) => {
                    document.attributes.insert(item.id.clone(), value.to_string());
                }
                (_, Some(StructuredAnswer::Choices { options })) => {
                    document.attributes.insert(item.id.clone(), options.join("; "));
                }
                _ => {}
            }
            if let Some(stage) = &item.stage
                && entry.asked
                && entry.status != ItemStatus::NotApplicable
                && !document.stages_reached.contains(stage)
            {
                document.stages_reached.push(stage.clone());
            }
        }
        document
    }
}
