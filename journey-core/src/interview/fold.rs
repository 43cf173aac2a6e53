//! The fold: how each event moves the state on.

use std::sync::Arc;

use super::{
    AnswerAssessment, EventBody, InterviewError, InterviewEvent, InterviewPhase, InterviewState, ItemStatus, MessagePurpose, TurnMention,
    Utterance,
    history::History,
    state::{Consent, Pending},
};
use crate::{
    journey::{Role, Turn},
    plan::{Guide, InterviewMode, ItemKind},
    text::{SentenceId, Signal, WordSet, detect_information, hash},
    time::Timestamp,
};

/// An answer shorter than this that tells no new kind of information is dry.
const DRY_WORDS: u32 = 12;

/// Turns that room is made for at a time.
const ROOM: usize = 4;

impl InterviewState {
    /// Moves on by one event.
    pub(super) fn apply(&mut self, event: &InterviewEvent, guide: &Guide) -> Result<(), InterviewError> {
        if event.revision != self.revision + 1 {
            let problem = format!("the next revision is {}", self.revision + 1);
            return Err(InterviewError::BrokenLog { revision: event.revision, problem });
        }
        self.revision = event.revision;
        let known = self.inputs.entry(hash(&event.input)).or_default();
        if let EventBody::Said { text, .. } = &event.body {
            *known = if text.is_empty() { 0 } else { hash(text) };
        }
        match &event.body {
            EventBody::AdmissionAsked => {
                self.pending = None;
                self.phase = InterviewPhase::Admitting;
            }
            EventBody::Admitted { quotas } => {
                self.admitted = true;
                self.quotas.clone_from(quotas);
                self.phase = InterviewPhase::Awaiting;
            }
            EventBody::Rejoined => self.away = false,
            EventBody::Closed { outcome } => {
                self.phase = InterviewPhase::Closed;
                self.outcome = Some(*outcome);
                self.pending = None;
                for entry in &mut self.ledger.entries {
                    if entry.status == ItemStatus::Unasked {
                        entry.status = ItemStatus::Unreached;
                    }
                }
            }
            EventBody::Consented { text_hash, language } => {
                self.phase = InterviewPhase::Awaiting;
                self.consent = Some(Consent { at: event.at, text_hash: text_hash.clone(), language: language.clone() });
                self.hear(event.at);
            }
            EventBody::Corrected { turn, text } => self.correct(*turn, text)?,
            EventBody::DraftRejected { reasons, draft, .. } => {
                self.rejected.clone_from(reasons);
                self.drafted = Some(draft.as_str().into());
            }
            EventBody::Erased => {
                self.inputs.values_mut().for_each(|words| *words = 0);
                self.erase();
            }
            EventBody::Flagged { signal } => {
                self.flags.push(*signal);
                if *signal == Signal::Distress {
                    self.protected.extend(self.turns.iter().rev().find(|said| said.purpose.is_none()).map(|said| said.turn.number));
                }
            }
            EventBody::Answered { item, answer: given } => {
                self.given.insert(item.clone(), given.clone());
                self.hear(event.at);
            }
            EventBody::Joined => {
                self.phase = InterviewPhase::Consenting;
                self.started = Some(event.at);
                self.hear(event.at);
            }
            EventBody::Left => self.away = true,
            EventBody::ItemStatusChanged { item, status } => {
                if let Some(entry) = self.ledger.entry_mut(item) {
                    entry.status = status.clone();
                }
            }
            EventBody::MessageShown { turn, text, purpose, .. } => self.messaged(*turn, text, purpose, guide)?,
            EventBody::ModelAsked { request, folded } => {
                let attempt = if self.rejected.is_empty() { 1 } else { 2 };
                self.phase = InterviewPhase::AwaitingModel;
                self.requests = *request;
                if *folded != self.folded {
                    self.folded = *folded;
                    self.history.fold(*folded, &self.turns, &self.ledger, guide);
                }
                self.pending = Some(Pending { request: *request, since: event.at, attempt });
            }
            EventBody::ModelFailed { .. } => {
                self.pending = None;
                self.rejected.clear();
                self.drafted = None;
                self.phase = InterviewPhase::Awaiting;
            }
            EventBody::AnswerAssessed { turn, assessment: reading, mentions, notes, .. } => {
                self.pending = None;
                self.rejected.clear();
                self.drafted = None;
                self.phase = InterviewPhase::Awaiting;
                self.readings.push((*turn, *reading));
                if !notes.is_empty() {
                    self.notes.clone_from(notes);
                }
                if *reading == AnswerAssessment::Declined
                    && let Some(entry) = self.current.clone().and_then(|item| self.ledger.entry_mut(&item))
                {
                    entry.refused = true;
                }
                self.mentions.reserve_exact(mentions.len());
                self.mentions.extend(mentions.iter().map(|mention| TurnMention { mention: mention.clone(), turn: *turn }));
            }
            EventBody::Reminded { number } => self.reminded = *number,
            EventBody::Said { turn, item, text } => self.said(event, *turn, item.as_deref(), text, guide)?,
        }
        Ok(())
    }

    fn hear(&mut self, at: Timestamp) {
        self.active = self.active_milliseconds(at);
        self.last_heard = Some(at);
        self.reminded = 0;
        self.away = false;
    }

    fn said(
        &mut self,
        event: &InterviewEvent,
        turn: u32,
        item: Option<&str>,
        text: &Arc<str>,
        guide: &Guide,
    ) -> Result<(), InterviewError> {
        self.number(event.revision, turn)?;
        let mut said = Turn::new(turn, Role::Customer, Arc::clone(text));
        said.at = Some(event.at);
        let place = item.and_then(|item| self.place(item));
        if guide.mode == InterviewMode::Adaptive
            && let Some(entry) = item.and_then(|item| self.ledger.entry_mut(item))
        {
            let told = detect_information(text, &guide.language);
            let words = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
            let dry = told.beyond(entry.information).count() == 0 && words < DRY_WORDS;
            entry.unproductive_answers = if dry { entry.unproductive_answers + 1 } else { 0 };
            entry.information = entry.information.with(told);
            entry.words = entry.words.saturating_add(words);
        }
        self.push(Utterance { turn: said, purpose: None, item: place, words: None }, guide);
        self.hear(event.at);
        Ok(())
    }

    fn push(&mut self, said: Utterance, guide: &Guide) {
        if guide.mode != InterviewMode::Strict {
            self.history.push(&said);
        }
        // Interviews are many and short: room for a few more turns, not for twice as many.
        if self.turns.len() == self.turns.capacity() {
            self.turns.reserve_exact(ROOM);
        }
        self.turns.push(said);
    }

    /// An item's position in the guide; the ledger has the guide's order.
    fn place(&self, item: &str) -> Option<u32> {
        self.ledger.entries.iter().position(|entry| entry.item == item).and_then(|at| u32::try_from(at).ok())
    }

    fn number(&self, revision: u64, turn: u32) -> Result<(), InterviewError> {
        if turn == self.next_turn() {
            return Ok(());
        }
        Err(InterviewError::BrokenLog { revision, problem: format!("the next turn is {}, not {turn}", self.next_turn()) })
    }

    fn messaged(&mut self, turn: u32, text: &Arc<str>, purpose: &MessagePurpose, guide: &Guide) -> Result<(), InterviewError> {
        self.number(self.revision, turn)?;
        let message = Turn::whole(turn, Role::Interviewer, Arc::clone(text));
        let item = purpose.item().and_then(|item| self.place(item));
        // What answers the participant's own question stands in front of the next one and is no part of it.
        let answers = guide.facts.iter().chain([&guide.script().deferred]);
        let asked = answers.filter_map(|answer| text.strip_prefix(answer.as_str())).next().unwrap_or(text);
        let words = purpose.is_question().then(|| WordSet::of(asked));
        self.push(Utterance { turn: message, purpose: Some(purpose.clone()), item, words }, guide);
        self.unread_from = turn + 1;
        if self.phase == InterviewPhase::AwaitingModel {
            self.phase = InterviewPhase::Awaiting;
            self.pending = None;
        }
        self.offered = matches!(purpose, MessagePurpose::OfferToStop | MessagePurpose::Safety);
        self.confirming = matches!(purpose, MessagePurpose::ConfirmWithdrawal);
        self.withdrawing = self.confirming || (self.withdrawing && !purpose.is_question());
        self.consoling = matches!(purpose, MessagePurpose::Kindness);
        self.consoled |= self.consoling;
        if matches!(purpose, MessagePurpose::OfferToStop) {
            self.offers_by_model += 1;
        }
        if let Some(item) = purpose.item() {
            self.asked += 1;
            let optional = guide.item(item).is_some_and(|item| item.kind == ItemKind::Optional);
            self.used_here = match purpose {
                MessagePurpose::Question { .. } if !optional => 0,
                _ => self.used_here + 1,
            };
            self.revisits += u32::from(matches!(purpose, MessagePurpose::Probe { .. }) && self.current.as_deref() != Some(item));
            self.current = Some(item.to_owned());
            if let Some(entry) = self.ledger.entry_mut(item) {
                entry.asked = true;
                match purpose {
                    MessagePurpose::Probe { .. } => entry.probes += 1,
                    MessagePurpose::Question { .. } => {}
                    _ => entry.times_reasked += 1,
                }
                if entry.status == ItemStatus::Unasked {
                    entry.status = ItemStatus::Asked;
                }
            }
        }
        Ok(())
    }

    fn correct(&mut self, number: u32, text: &Arc<str>) -> Result<(), InterviewError> {
        let said = self
            .turns
            .iter_mut()
            .find(|said| said.turn.number == number && said.purpose.is_none())
            .ok_or(InterviewError::UnknownTurn { turn: number })?;
        let old = std::mem::replace(&mut said.turn, Turn::new(number, Role::Customer, Arc::clone(text)));
        said.turn.at = old.at;
        let fresh: Vec<SentenceId> = said.turn.sentences.iter().map(|sentence| sentence.id).collect();
        for entry in &mut self.ledger.entries {
            if let ItemStatus::Answered { evidence } | ItemStatus::Partial { evidence } | ItemStatus::Touched { evidence } =
                &mut entry.status
                && evidence.iter().any(|id| id.turn == number)
            {
                evidence.retain(|id| id.turn != number);
                evidence.extend(&fresh);
                evidence.sort_unstable();
                if evidence.is_empty() {
                    entry.status = if entry.asked { ItemStatus::Asked } else { ItemStatus::Unasked };
                }
            }
        }
        self.history.rebuild(&self.turns);
        Ok(())
    }

    /// Removes every word of the participant and every message that may quote one.
    fn erase(&mut self) {
        for said in &mut self.turns {
            let mut blank = Turn::new(said.turn.number, said.turn.role, "");
            blank.at = said.turn.at;
            said.turn = blank;
            said.words = None;
        }
        self.history = History::default();
        for entry in &mut self.ledger.entries {
            if !entry.status.evidence().is_empty() {
                entry.status = if entry.asked { ItemStatus::Asked } else { ItemStatus::Unasked };
            }
            (entry.information, entry.words, entry.unproductive_answers) = Default::default();
        }
        self.given.clear();
        self.mentions.clear();
        self.flags.clear();
        self.rejected.clear();
        self.notes.clear();
        self.drafted = None;
    }
}
