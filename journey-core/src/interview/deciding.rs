//! One input being decided: events are applied as they are made, so that every decision sees the state it stands on.

use std::sync::Arc;

use super::{
    AnswerAssessment, EventBody, InputBody, InterviewEvent, InterviewOutcome, InterviewPhase, InterviewState, ItemStatus, LedgerEntry,
    MessagePurpose, NEAR_DUPLICATE, PreparedGuide, event::MessageProvenance, moderate::moderate,
};
use crate::{
    error::Error,
    llm::{BUILTIN_ENGINE, LlmError, LlmErrorKind, LlmFailure, TokenUsage},
    plan::{BranchAction, Guide, GuideItem, GuidePhase, InterviewMode, ItemKind, ScreenerVerdict, Script, Tone},
    text::{LintLimits, lint_message},
    time::Timestamp,
};

pub(super) struct Deciding<'a> {
    pub(super) prepared: &'a PreparedGuide,
    pub(super) state: &'a mut InterviewState,
    pub(super) events: Vec<InterviewEvent>,
    pub(super) input: &'a Arc<str>,
    pub(super) now: Timestamp,
    /// What the next question begins with: the answer to what the participant asked.
    pub(super) preface: Option<String>,
}

impl<'a> Deciding<'a> {
    pub(super) fn emit(&mut self, body: EventBody) -> Result<(), Error> {
        let event = InterviewEvent { revision: self.state.revision + 1, at: self.now, input: Arc::clone(self.input), body };
        self.state.apply(&event, self.prepared.guide())?;
        self.events.push(event);
        Ok(())
    }

    pub(super) fn decide(&mut self, body: &InputBody) -> Result<(), Error> {
        let closed = self.state.phase == InterviewPhase::Closed;
        match body {
            InputBody::Admitted { quotas, full } => self.admitted(quotas, full.as_deref()),
            InputBody::AskedToStop => self.stop(),
            InputBody::Rejoined => self.emit(EventBody::Rejoined),
            InputBody::Consented { agreed } => self.consent(*agreed),
            InputBody::Corrected { turn, text } => self.emit(EventBody::Corrected { turn: *turn, text: text.clone() }),
            InputBody::Answered { answer: given } => self.gave(given),
            InputBody::Joined => {
                self.emit(EventBody::Joined)?;
                self.script(&self.guide().welcome, MessagePurpose::Welcome)?;
                self.script(&self.guide().consent, MessagePurpose::Consent)
            }
            InputBody::Left => self.emit(EventBody::Left),
            InputBody::ModelFailed { request, error } if self.is_pending(*request) => self.model_failed(*request, error.clone()),
            InputBody::ModelReplied { request, proposal, model, prompt_hash, usage } if self.is_pending(*request) => {
                self.model_replied(*request, proposal, model, prompt_hash, *usage)
            }
            // A reply to a request that was overtaken is late, not wrong.
            InputBody::ModelFailed { .. } | InputBody::ModelReplied { .. } => Ok(()),
            InputBody::Said { text } if self.state.phase == InterviewPhase::Consenting => self.said_on_consent(text),
            InputBody::Said { text } => self.said(text),
            InputBody::Skipped => {
                self.settle(ItemStatus::Declined)?;
                self.advance()
            }
            InputBody::Tick if closed => Ok(()),
            InputBody::Tick => self.tick(),
            InputBody::WithdrewConsent => self.withdraw(),
        }
    }

    fn is_pending(&self, number: u64) -> bool {
        self.state.pending.is_some_and(|pending| pending.request == number)
    }

    pub(super) fn guide(&self) -> &'a Guide {
        self.prepared.guide()
    }

    pub(super) fn lines(&self) -> &'a Script {
        self.guide().script()
    }

    pub(super) fn item(&self) -> Option<&'a GuideItem> {
        self.prepared.item(self.state.current.as_deref()?)
    }

    pub(super) fn entry(&self) -> Option<&LedgerEntry> {
        self.state.ledger.entry(self.state.current.as_deref()?)
    }

    /// Records the standing of the item in hand: an answer stays an answer, a refusal a refusal.
    pub(super) fn settle(&mut self, status: ItemStatus) -> Result<(), Error> {
        match self.entry() {
            Some(entry) if entry.status.may_become(&status) => {
                let item = entry.item.clone();
                self.emit(EventBody::ItemStatusChanged { item, status })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn read(&mut self, reading: AnswerAssessment) -> Result<(), Error> {
        let turn = self.state.unread().last().map_or(0, |turn| turn.number);
        self.emit(EventBody::AnswerAssessed {
            turn,
            assessment: reading,
            mentions: Vec::new(),
            notes: String::new(),
            engine: "rules".into(),
            prompt_hash: "".into(),
            usage: TokenUsage::default(),
        })
    }

    /// Whether a question beyond the mandatory ones still fits the turn cap and the time.
    pub(super) fn may_ask_more(&self) -> bool {
        let reserve = u32::try_from(self.state.ledger.mandatory_unasked()).unwrap_or(u32::MAX);
        self.state.asked.saturating_add(reserve) < self.guide().max_turns && !self.time_is_up()
    }

    pub(super) fn may_probe(&self, item: &GuideItem) -> bool {
        let entry = self.state.ledger.entry(&item.id);
        self.may_ask_more()
            && entry.is_some_and(|entry| {
                entry.asked && !entry.refused && entry.probes < self.state.probes_allowed(item, self.guide()) && !entry.status.is_final()
            })
    }

    fn time_is_up(&self) -> bool {
        self.state.time_is_up(self.guide(), self.now)
    }

    /// Leaves the item in hand: follows its branches, then asks the next item, or closes when nothing is left or a limit is reached.
    pub(super) fn advance(&mut self) -> Result<(), Error> {
        if self.leaves_item()? {
            return self.screen_out();
        }
        let next = self.next_item();
        if self.guide().requires_admission && !self.state.admitted && next.is_none_or(|item| item.phase != GuidePhase::Screener) {
            return self.emit(EventBody::AdmissionAsked);
        }
        let looking_back = next.is_none_or(|item| item.phase > GuidePhase::Experience);
        if looking_back && self.revisit()? {
            return Ok(());
        }
        match next {
            Some(item) => self.ask(item),
            None => {
                let outcome =
                    if self.state.ledger.mandatory_unasked() == 0 { InterviewOutcome::Completed } else { InterviewOutcome::OutOfTime };
                self.close(outcome)
            }
        }
    }

    /// Follows the branches of the item in hand; says whether the participant is screened out.
    pub(super) fn leaves_item(&mut self) -> Result<bool, Error> {
        let Some(item) = self.item() else { return Ok(false) };
        if item.phase == GuidePhase::Screener && !self.qualifies(item) {
            return Ok(true);
        }
        for branch in &item.branches {
            if !self.state.holds(&branch.when) {
                continue;
            }
            match &branch.then {
                BranchAction::End => self.leave_out(|_| true)?,
                BranchAction::ScreenOut => return Ok(true),
                BranchAction::SkipItem { item } => self.leave_out(|other| other.id == *item)?,
                BranchAction::SkipPhase { phase } => self.leave_out(|other| other.phase == *phase)?,
            }
        }
        Ok(false)
    }

    /// The next item to ask: in the guide's order, core items while turns and time last, parts of them while turns are to spare.
    fn next_item(&self) -> Option<&'a GuideItem> {
        if self.state.asked >= self.guide().max_turns || self.time_is_up() {
            return None;
        }
        let more = self.may_ask_more();
        let open = |entry: &&LedgerEntry| {
            let known = entry.asked || entry.status == ItemStatus::NotApplicable;
            !known && (entry.mandatory || (more && !self.is_answered(entry) && !self.repeats(entry)))
        };
        let mode = self.guide().mode;
        let entries = &self.state.ledger.entries;
        let core = entries.iter().filter(open).find(|entry| !entry.optional);
        let part = match mode {
            InterviewMode::Adaptive if core.is_none() || self.state.spare(self.guide()) > 0 => {
                // Parts of the topic in hand come before the next topic; those of earlier topics come at the end.
                let ahead = core.map(|core| core.item.as_str());
                let until = entries.iter().position(|entry| Some(entry.item.as_str()) == ahead).unwrap_or(entries.len());
                let from = match core {
                    Some(_) => entries.iter().take(until).rposition(|entry| !entry.optional).unwrap_or(0),
                    None => 0,
                };
                entries.iter().take(until).skip(from).find(open)
            }
            InterviewMode::Standard if core.is_none() => entries.iter().find(open),
            InterviewMode::Strict => entries.iter().find(open),
            InterviewMode::Adaptive | InterviewMode::Standard => None,
        };
        part.or(core).and_then(|entry| self.prepared.item(&entry.item))
    }

    /// Whether an item's question is, but for a word or two, one that was asked; a script is read as it is written.
    fn repeats(&self, entry: &LedgerEntry) -> bool {
        self.guide().mode == InterviewMode::Adaptive
            && self
                .prepared
                .question(&entry.item)
                .is_some_and(|words| self.state.messages().any(|(_, asked)| asked.overlaps(words, NEAR_DUPLICATE)))
    }

    /// Whether an item was answered while another was asked: nobody is asked twice, unless the script is the same for all. An item that was merely
    /// spoken of is asked.
    fn is_answered(&self, entry: &LedgerEntry) -> bool {
        self.guide().mode == InterviewMode::Adaptive && matches!(entry.status, ItemStatus::Answered { .. })
    }

    fn ask(&mut self, item: &GuideItem) -> Result<(), Error> {
        let entry = self.state.ledger.entry(&item.id);
        let told = self.guide().mode == InterviewMode::Adaptive && entry.is_some_and(|entry| !entry.status.evidence().is_empty());
        let mut text = self.guide().question(item, told);
        let answered_before = self.state.turns.last().is_some_and(|said| said.purpose.is_none());
        if self.guide().tone == Tone::Warm && answered_before && self.preface.is_none() {
            text = format!("{} {text}", self.lines().thanks).into();
        }
        let provenance = MessageProvenance { lint_warnings: self.prepared.faults(&item.id).to_vec(), ..MessageProvenance::guide() };
        self.say(text.as_ref().into(), MessagePurpose::Question { item: item.id.clone() }, provenance)
    }

    /// Leaves out the unasked core items that match.
    fn leave_out(&mut self, matches: impl Fn(&GuideItem) -> bool) -> Result<(), Error> {
        for item in &self.guide().items {
            let open = self.state.ledger.entry(&item.id).is_some_and(|entry| !entry.asked && entry.status.is_open());
            if open && item.kind != ItemKind::Mandatory && matches(item) {
                self.emit(EventBody::ItemStatusChanged { item: item.id.clone(), status: ItemStatus::NotApplicable })?;
            }
        }
        Ok(())
    }

    /// Whether the participant passes a screener item: its verdicts, and an answer at all where there are verdicts.
    fn qualifies(&self, item: &GuideItem) -> bool {
        match self.state.given.get(&item.id) {
            Some(given) => item.answer.qualifies(given),
            None => item.answer.options().iter().all(|option| option.verdict == ScreenerVerdict::Neutral),
        }
    }

    pub(super) fn screen_out(&mut self) -> Result<(), Error> {
        self.script(&self.lines().screened_out, MessagePurpose::Closing)?;
        self.emit(EventBody::Closed { outcome: InterviewOutcome::ScreenedOut })
    }

    fn admitted(&mut self, quotas: &[String], full: Option<&str>) -> Result<(), Error> {
        if full.is_some() {
            self.script(&self.lines().quota_full, MessagePurpose::Closing)?;
            return self.emit(EventBody::Closed { outcome: InterviewOutcome::QuotaFull });
        }
        self.emit(EventBody::Admitted { quotas: quotas.to_vec() })?;
        self.advance()
    }

    pub(super) fn stop(&mut self) -> Result<(), Error> {
        let outcome = if self.state.phase == InterviewPhase::Consenting { InterviewOutcome::Declined } else { InterviewOutcome::Stopped };
        self.close(outcome)
    }

    fn close(&mut self, outcome: InterviewOutcome) -> Result<(), Error> {
        self.script(&self.guide().closing, MessagePurpose::Closing)?;
        self.emit(EventBody::Closed { outcome })
    }

    pub(super) fn withdraw(&mut self) -> Result<(), Error> {
        self.emit(EventBody::Erased)?;
        // The events of this very input carry words too.
        self.events.iter_mut().for_each(InterviewEvent::erase);
        if self.state.phase != InterviewPhase::Closed {
            self.script(&self.lines().withdrawn, MessagePurpose::Closing)?;
        }
        self.emit(EventBody::Closed { outcome: InterviewOutcome::Withdrawn })
    }

    fn tick(&mut self) -> Result<(), Error> {
        if let Some(request) = self.state.model_is_late(self.now) {
            return self.model_failed(request, LlmError::new(LlmErrorKind::Transient, "the model did not answer in time").into());
        }
        if self.state.is_silent(self.guide(), self.now) {
            return self.emit(EventBody::Closed { outcome: InterviewOutcome::Abandoned });
        }
        match self.state.reminder_due(self.guide(), self.now) {
            Some(number) => self.emit(EventBody::Reminded { number }),
            None => Ok(()),
        }
    }

    /// The built-in engine moderates the turn that a model failed; a script goes on.
    fn model_failed(&mut self, request: u64, error: LlmFailure) -> Result<(), Error> {
        let stands_in = self.guide().mode == InterviewMode::Adaptive;
        let proposal = super::request::context(self.state, self.prepared).filter(|_| stands_in).map(|context| moderate(&context));
        self.emit(EventBody::ModelFailed { request, error })?;
        match proposal {
            Some(proposal) => self.moved(&proposal, &BUILTIN_ENGINE.into(), &"".into(), TokenUsage::default()),
            None => {
                self.read_by_rules()?;
                self.advance()
            }
        }
    }

    /// Says a scripted line; what the turn linter finds in it is noted.
    pub(super) fn script(&mut self, text: &str, purpose: MessagePurpose) -> Result<(), Error> {
        let mut provenance = MessageProvenance::guide();
        if purpose.is_question() {
            let limits = LintLimits { max_words: self.guide().max_words };
            provenance.lint_warnings = lint_message(text, &self.guide().language, limits)
                .into_iter()
                .map(|issue| format!("{:?}: `{}`", issue.rule, issue.excerpt))
                .collect();
        }
        self.say(text.into(), purpose, provenance)
    }

    pub(super) fn say(&mut self, text: Arc<str>, purpose: MessagePurpose, provenance: MessageProvenance) -> Result<(), Error> {
        let text = match self.preface.take() {
            Some(preface) => format!("{preface} {text}").into(),
            None => text,
        };
        self.emit(EventBody::MessageShown { turn: self.state.next_turn(), text, purpose, provenance: provenance.shared() })
    }
}
