//! What a participant says: consent, plain signals, numbers and choices; what is left goes to the moderator.

use std::sync::Arc;

use super::{AnswerAssessment, EventBody, InterviewOutcome, ItemStatus, MessagePurpose, deciding::Deciding, given, moderate::best_fact};
use crate::{
    error::Error,
    plan::{AnswerFormat, InterviewMode, StructuredAnswer},
    text::{Signal, content_words, detect_answer_signals, detect_signals, read_consent, word_count, words},
};

/// How often consent is asked for while the participant has questions.
const MOST_CONSENTS: usize = 5;
/// Who chooses to go on does so in no more words than this.
const LONGEST_CHOICE: usize = 8;
/// `Maybe?` is no question to the interviewer.
const FEWEST_OF_QUESTION: usize = 3;
/// How often consent is asked for when the reply is neither yes nor no.
const MOST_UNCLEAR_CONSENTS: usize = 2;

impl Deciding<'_> {
    pub(super) fn consent(&mut self, agreed: bool) -> Result<(), Error> {
        if agreed {
            let (text_hash, language) = (self.prepared.consent_hash.clone(), self.guide().language.clone());
            self.emit(EventBody::Consented { text_hash, language })?;
            return self.advance();
        }
        self.script(&self.lines().declined, MessagePurpose::Closing)?;
        self.emit(EventBody::Closed { outcome: InterviewOutcome::Declined })
    }

    pub(super) fn said_on_consent(&mut self, text: &str) -> Result<(), Error> {
        let found = detect_signals(text, &self.guide().language);
        let has = |signal| found.contains(&signal);
        match read_consent(text) {
            Some(true) => return self.consent(true),
            Some(false) => return self.consent(false),
            None if has(Signal::Withdraws) || has(Signal::Stops) || has(Signal::Declines) => return self.consent(false),
            None => {}
        }
        if has(Signal::Distress) {
            self.emit(EventBody::Flagged { signal: Signal::Distress })?;
            self.script(&self.lines().safety, MessagePurpose::Safety)?;
            return self.emit(EventBody::Closed { outcome: InterviewOutcome::Declined });
        }
        let asked = self.state.turns.iter().filter(|said| said.purpose == Some(MessagePurpose::Consent)).count();
        let asks = has(Signal::AsksQuestion) || (text.contains(['?', '？', '؟']) && word_count(text) >= FEWEST_OF_QUESTION);
        // Consent that is never given is consent declined.
        if asked >= if asks { MOST_CONSENTS } else { MOST_UNCLEAR_CONSENTS } {
            return self.consent(false);
        }
        let (lines, facts) = (self.lines(), &self.guide().facts);
        let before = if asks { best_fact(text, facts).unwrap_or(&lines.deferred) } else { &lines.consent_unclear };
        self.script(&format!("{before} {}", self.guide().consent), MessagePurpose::Consent)
    }

    pub(super) fn said(&mut self, text: &Arc<str>) -> Result<(), Error> {
        let item = self.state.current.clone();
        let (offered, confirming, consoling) = (self.state.offered, self.state.confirming, self.state.consoling);
        let withdrawing = self.state.withdrawing;
        let asked = self.state.open_question().unwrap_or_default().to_owned();
        self.emit(EventBody::Said { turn: self.state.next_turn(), item, text: Arc::clone(text) })?;
        let found = detect_answer_signals(text, &asked, &self.guide().language);
        for signal in found.iter().filter(|signal| matches!(signal, Signal::Distress | Signal::Gibberish | Signal::Injection)) {
            self.emit(EventBody::Flagged { signal: *signal })?;
        }
        let has = |signal| found.contains(&signal);
        let agrees = read_consent(text);
        // Who withdraws again before anything else was asked has confirmed it, whatever was said between.
        if (confirming && agrees == Some(true)) || (withdrawing && has(Signal::Withdraws)) {
            return self.withdraw();
        }
        if has(Signal::Withdraws) {
            return self.script(&self.lines().confirm_withdrawal, MessagePurpose::ConfirmWithdrawal);
        }
        if has(Signal::Stops) {
            return self.stop();
        }
        if has(Signal::Distress) {
            // Distress after the offer to stop ends the interview: nothing more is asked of someone in need.
            return if offered { self.stop() } else { self.comfort() };
        }
        // `No, the agent was rude` tells more than that the participant goes on.
        let goes_on = word_count(text) <= LONGEST_CHOICE && (agrees == Some(false) || begins(text, &self.lines().refusal_phrases));
        if offered && agrees == Some(true) {
            return self.stop();
        }
        if confirming && goes_on {
            self.preface = Some(self.lines().kept.clone());
            return self.ask_open_question();
        }
        if (offered || consoling) && (goes_on || has(Signal::Declines)) {
            return self.advance();
        }
        if consoling && agrees == Some(true) {
            return self.ask_open_question();
        }
        if has(Signal::Grief) && !self.state.consoled {
            return self.console();
        }
        if has(Signal::Declines) {
            self.read(AnswerAssessment::Declined)?;
            self.settle(ItemStatus::Declined)?;
            return self.advance();
        }
        if let Some(answer) = self.item().map(|item| &item.answer).filter(|answer| !answer.is_open()) {
            return match given::read(text, answer, &self.guide().language) {
                Some(given) => self.gave(&given),
                None if has(Signal::DontKnow) => self.settle(ItemStatus::DontKnow).and_then(|()| self.advance()),
                None => self.ask_given_again(answer),
            };
        }
        for (signal, reading, status) in [
            (Signal::NotApplicable, AnswerAssessment::NotApplicable, ItemStatus::NotApplicable),
            (Signal::DontKnow, AnswerAssessment::DontKnow, ItemStatus::DontKnow),
        ] {
            if has(signal) {
                self.read(reading)?;
                self.settle(status)?;
                return self.advance();
            }
        }
        if (has(Signal::Gibberish) && !text.contains('?')) || word_count(text) == 0 {
            return self.ask_again(&self.lines().unclear);
        }
        if self.guide().mode == InterviewMode::Strict {
            self.read_by_rules()?;
            return self.advance();
        }
        self.ask_model()
    }

    /// A number or a choice: recorded when it is valid, asked for once more otherwise.
    pub(super) fn gave(&mut self, given: &StructuredAnswer) -> Result<(), Error> {
        let Some(item) = self.item() else { return Ok(()) };
        if self.entry().is_some_and(|entry| entry.refused) {
            return self.advance();
        }
        if !item.answer.accepts(given) {
            return self.ask_given_again(&item.answer);
        }
        self.emit(EventBody::Answered { item: item.id.clone(), answer: given.clone() })?;
        let evidence = self.state.unread_sentences();
        self.emit(EventBody::ItemStatusChanged { item: item.id.clone(), status: ItemStatus::Answered { evidence } })?;
        self.advance()
    }

    fn ask_given_again(&mut self, answer: &AnswerFormat) -> Result<(), Error> {
        let text = match answer.range() {
            Some((low, high)) => self.lines().number_again.replace("{low}", &low.to_string()).replace("{high}", &high.to_string()),
            None => {
                let options: Vec<&str> = answer.options().iter().map(|option| option.text.as_str()).collect();
                self.lines().choice_again.replace("{options}", &options.join("; "))
            }
        };
        self.ask_again(&text)
    }

    /// Asks the item in hand once more with a scripted line; a second unclear answer moves on.
    pub(super) fn ask_again(&mut self, text: &str) -> Result<(), Error> {
        let again = self.entry().is_some_and(|entry| entry.times_reasked == 0 && !entry.refused);
        match self.item().map(|item| item.id.clone()) {
            Some(item) if again && self.may_ask_more() => self.script(text, MessagePurpose::Rephrase { item }),
            _ => {
                if self.entry().is_some_and(|entry| matches!(entry.status, ItemStatus::Asked | ItemStatus::Touched { .. })) {
                    self.settle(ItemStatus::DontKnow)?;
                }
                self.advance()
            }
        }
    }

    /// Answers distress with the safe line; the item in hand is left in peace.
    pub(super) fn comfort(&mut self) -> Result<(), Error> {
        self.read(AnswerAssessment::Declined)?;
        self.settle(ItemStatus::Declined)?;
        self.script(&self.lines().safety, MessagePurpose::Safety)
    }

    /// Meets a bereavement or an illness with one kind sentence; what was told stands, and the participant says how to go on.
    fn console(&mut self) -> Result<(), Error> {
        self.read_by_rules()?;
        self.script(&self.lines().kindness, MessagePurpose::Kindness)
    }

    /// Asks once more what stands open.
    fn ask_open_question(&mut self) -> Result<(), Error> {
        let goes_on = self.entry().is_none_or(|entry| entry.refused || entry.status.is_final());
        let (Some(item), Some(open)) = (self.item().map(|item| item.id.clone()), self.state.open_question().map(str::to_owned)) else {
            return self.advance();
        };
        if goes_on || !self.may_ask_more() {
            return self.advance();
        }
        self.script(&open, MessagePurpose::Rephrase { item })
    }

    /// Reads the answer without a model: it counts as answered when it has content of its own.
    pub(super) fn read_by_rules(&mut self) -> Result<(), Error> {
        let evidence = self.state.unread_sentences();
        let content: usize = self.state.unread().map(|turn| content_words(&turn.text).len()).sum();
        let full = content >= 3;
        self.read(if full { AnswerAssessment::Substantive } else { AnswerAssessment::Partial })?;
        match (evidence.is_empty(), full) {
            (true, _) => Ok(()),
            (false, true) => self.settle(ItemStatus::Answered { evidence }),
            (false, false) => self.settle(ItemStatus::Partial { evidence }),
        }
    }
}

/// Whether a text begins with one of some phrases, word by word.
fn begins(text: &str, phrases: &[String]) -> bool {
    let said = words(text);
    phrases.iter().any(|phrase| {
        let phrase = words(phrase);
        !phrase.is_empty() && said.starts_with(&phrase)
    })
}
