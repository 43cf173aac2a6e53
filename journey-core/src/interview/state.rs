//! The state: a fold over the log.

use std::collections::{BTreeMap, HashSet};

use super::{Event, EventBody, InterviewError, InterviewPhase, Ledger, Mention, Outcome, Purpose, Reading, Status};
use crate::{
    journey::{Document, Role, Source, Turn},
    plan::{Answer, Guide},
    text::{Sentence, SentenceId, Signal},
    time::Timestamp,
};

/// A turn of the interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The words with their sentences.
    pub turn: Turn,
    /// What the interviewer's message was for; `None` for the participant.
    pub purpose: Option<Purpose>,
}

/// A request that the model has not answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Pending {
    pub request: u64,
    pub folded: u32,
    pub since: Timestamp,
    pub attempt: u32,
}

/// Everything that follows from the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    pub(super) phase: InterviewPhase,
    pub(super) ledger: Ledger,
    pub(super) turns: Vec<Said>,
    pub(super) current: Option<String>,
    pub(super) asked: u32,
    pub(super) requests: u64,
    pub(super) pending: Option<Pending>,
    pub(super) folded: u32,
    pub(super) rejected: Vec<String>,
    pub(super) offered: bool,
    pub(super) offers_by_model: u32,
    pub(super) unread_from: u32,
    pub(super) started: Option<Timestamp>,
    pub(super) last_heard: Option<Timestamp>,
    pub(super) away: bool,
    pub(super) ratings: BTreeMap<String, i32>,
    pub(super) mentions: Vec<Mention>,
    pub(super) flags: Vec<Signal>,
    pub(super) readings: Vec<(u32, Reading)>,
    pub(super) outcome: Option<Outcome>,
    pub(super) revision: u64,
    pub(super) inputs: HashSet<String>,
}

impl State {
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
    pub fn turns(&self) -> &[Said] {
        &self.turns
    }

    /// The item that the last question was about.
    pub fn current(&self) -> Option<&str> {
        self.current.as_deref()
    }

    /// How many questions were asked.
    pub fn asked(&self) -> u32 {
        self.asked
    }

    /// What participants named along the way.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// What a person should look at.
    pub fn flags(&self) -> &[Signal] {
        &self.flags
    }

    /// How each of the participant's turns was read.
    pub fn readings(&self) -> &[(u32, Reading)] {
        &self.readings
    }

    /// The ratings by item.
    pub fn ratings(&self) -> &BTreeMap<String, i32> {
        &self.ratings
    }

    /// Whether the participant is away.
    pub fn is_away(&self) -> bool {
        self.away
    }

    /// How the interview ended, once it has.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// How many events the log holds.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What the interviewer has asked so far, in words.
    pub(super) fn messages(&self) -> impl Iterator<Item = &str> {
        self.turns.iter().filter(|said| said.purpose.as_ref().is_some_and(Purpose::asks)).map(|said| said.turn.text.as_str())
    }

    /// What the participant has said so far.
    pub(super) fn heard(&self) -> impl Iterator<Item = &str> {
        self.turns.iter().filter(|said| said.purpose.is_none()).map(|said| said.turn.text.as_str())
    }

    /// The participant's turns since the last question.
    pub(super) fn unread(&self) -> impl Iterator<Item = &Turn> {
        self.turns.iter().filter(|said| said.purpose.is_none() && said.turn.number >= self.unread_from).map(|said| &said.turn)
    }

    /// The sentences of the participant's turns since the last question.
    pub(super) fn unread_sentences(&self) -> Vec<SentenceId> {
        self.unread().flat_map(|turn| &turn.sentences).map(|sentence: &Sentence| sentence.id).collect()
    }

    pub(super) fn next_turn(&self) -> u32 {
        u32::try_from(self.turns.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// Moves on by one event.
    pub(super) fn apply(&mut self, event: &Event, guide: &Guide) -> Result<(), InterviewError> {
        if event.revision != self.revision + 1 {
            let problem = format!("the next revision is {}", self.revision + 1);
            return Err(InterviewError::BrokenLog { revision: event.revision, problem });
        }
        self.revision = event.revision;
        if !self.inputs.contains(&event.input) {
            self.inputs.insert(event.input.clone());
        }
        match &event.body {
            EventBody::CameBack => self.away = false,
            EventBody::Closed { outcome } => {
                self.phase = InterviewPhase::Closed;
                self.outcome = Some(*outcome);
                self.pending = None;
                for entry in &mut self.ledger.entries {
                    if entry.status == Status::Unasked {
                        entry.status = Status::Unreached;
                    }
                }
            }
            EventBody::Consented => self.phase = InterviewPhase::Awaiting,
            EventBody::Corrected { turn, text } => self.correct(*turn, text)?,
            EventBody::DraftRejected { reasons, .. } => self.rejected.clone_from(reasons),
            EventBody::Erased => self.erase(),
            EventBody::Flagged { signal } => self.flags.push(*signal),
            EventBody::Joined => {
                self.phase = InterviewPhase::Consenting;
                self.started = Some(event.at);
                self.last_heard = Some(event.at);
            }
            EventBody::Left => self.away = true,
            EventBody::Ledger { item, status } => {
                if let Some(entry) = self.ledger.entry_mut(item) {
                    entry.status = status.clone();
                }
            }
            EventBody::Messaged { turn, text, purpose, .. } => self.messaged(*turn, text, purpose, guide)?,
            EventBody::ModelAsked { request, folded } => {
                let attempt = if self.rejected.is_empty() { 1 } else { 2 };
                self.phase = InterviewPhase::Thinking;
                self.requests = *request;
                self.folded = *folded;
                self.pending = Some(Pending { request: *request, folded: *folded, since: event.at, attempt });
            }
            EventBody::ModelFailed { .. } => {
                self.pending = None;
                self.phase = InterviewPhase::Awaiting;
            }
            EventBody::Rated { item, value } => {
                self.ratings.insert(item.clone(), *value);
                self.last_heard = Some(event.at);
            }
            EventBody::Read { turn, reading, mentions, .. } => {
                self.pending = None;
                self.rejected.clear();
                self.phase = InterviewPhase::Awaiting;
                self.readings.push((*turn, *reading));
                self.mentions.extend(mentions.iter().cloned());
            }
            EventBody::Said { turn, item, text } => {
                self.number(event.revision, *turn)?;
                let mut said = Turn::new(*turn, Role::Customer, text.clone());
                said.at = Some(event.at);
                said.item.clone_from(item);
                said.stage = item.as_deref().and_then(|item| guide.item(item)).and_then(|item| item.stage.clone());
                self.turns.push(Said { turn: said, purpose: None });
                self.last_heard = Some(event.at);
                self.away = false;
            }
        }
        Ok(())
    }

    fn number(&self, revision: u64, turn: u32) -> Result<(), InterviewError> {
        if turn == self.next_turn() {
            return Ok(());
        }
        Err(InterviewError::BrokenLog { revision, problem: format!("the next turn is {}, not {turn}", self.next_turn()) })
    }

    fn messaged(&mut self, turn: u32, text: &str, purpose: &Purpose, guide: &Guide) -> Result<(), InterviewError> {
        self.number(self.revision, turn)?;
        let mut message = Turn::new(turn, Role::Interviewer, text);
        message.item = purpose.item().map(str::to_owned);
        message.stage = purpose.item().and_then(|item| guide.item(item)).and_then(|item| item.stage.clone());
        self.turns.push(Said { turn: message, purpose: Some(purpose.clone()) });
        self.unread_from = turn + 1;
        if self.phase == InterviewPhase::Thinking {
            self.phase = InterviewPhase::Awaiting;
            self.pending = None;
        }
        self.offered = matches!(purpose, Purpose::Offer | Purpose::Safety);
        if matches!(purpose, Purpose::Offer) {
            self.offers_by_model += 1;
        }
        if let Some(item) = purpose.item() {
            self.asked += 1;
            self.current = Some(item.to_owned());
            if let Some(entry) = self.ledger.entry_mut(item) {
                entry.asked = true;
                match purpose {
                    Purpose::Probe { .. } => entry.probes += 1,
                    Purpose::Question { .. } => {}
                    _ => entry.returns += 1,
                }
                if entry.status == Status::Unasked {
                    entry.status = Status::Asked;
                }
            }
        }
        Ok(())
    }

    fn correct(&mut self, number: u32, text: &str) -> Result<(), InterviewError> {
        let said = self
            .turns
            .iter_mut()
            .find(|said| said.turn.number == number && said.purpose.is_none())
            .ok_or(InterviewError::UnknownTurn { turn: number })?;
        let old = std::mem::replace(&mut said.turn, Turn::new(number, Role::Customer, text));
        (said.turn.at, said.turn.item, said.turn.stage) = (old.at, old.item, old.stage);
        let fresh: Vec<SentenceId> = said.turn.sentences.iter().map(|sentence| sentence.id).collect();
        for entry in &mut self.ledger.entries {
            if let Status::Answered { evidence } | Status::Partial { evidence } = &mut entry.status
                && evidence.iter().any(|id| id.turn == number)
            {
                evidence.retain(|id| id.turn != number);
                evidence.extend(&fresh);
                evidence.sort_unstable();
                if evidence.is_empty() {
                    entry.status = Status::Asked;
                }
            }
        }
        Ok(())
    }

    /// Removes every word of the participant and every message that may quote one.
    fn erase(&mut self) {
        for said in &mut self.turns {
            let mut blank = Turn::new(said.turn.number, said.turn.role, "");
            blank.at = said.turn.at;
            said.turn = blank;
        }
        for entry in &mut self.ledger.entries {
            if !entry.status.evidence().is_empty() {
                entry.status = Status::Asked;
            }
        }
        self.ratings.clear();
        self.mentions.clear();
        self.flags.clear();
        self.rejected.clear();
    }

    /// The interview as a document, with the stages that were asked about and the ratings.
    pub(super) fn document(&self, id: &str, participant: &str, guide: &Guide) -> Document {
        let mut document = Document::new(id, Source::Interview, participant);
        document.turns = self.turns.iter().map(|said| said.turn.clone()).collect();
        for item in &guide.items {
            let Some(entry) = self.ledger.entry(&item.id) else { continue };
            if let Answer::Rating { instrument } = item.answer
                && let Some(value) = self.ratings.get(&item.id)
            {
                document.ratings.insert(instrument.name().to_owned(), f64::from(*value));
            }
            if let Some(stage) = &item.stage
                && entry.asked
                && entry.status != Status::NotApplicable
                && !document.stages_reached.contains(stage)
            {
                document.stages_reached.push(stage.clone());
            }
        }
        document
    }
}
