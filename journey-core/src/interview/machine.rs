//! The machine: takes inputs, appends events, hands out what to do.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    EventBody, Input, InputBody, InterviewError, InterviewEvent, InterviewPhase, InterviewState, MessagePurpose, ModeratorMove, Output,
    PreparedGuide, deciding::Deciding, request::request, transition::targets,
};
use crate::{
    error::Error,
    journey::Document,
    llm::{Completion, ModelRequest, RetryPolicy},
    plan::{AnswerFormat, Guide, GuidePhase, StructuredAnswer},
    text::hash,
    time::Timestamp,
};

/// An interview as a state machine: inputs in, outputs out.
///
/// Feed it inputs with the present time; it returns what to store, what to show and what to ask the model.
///
/// ```
/// use journey_core::{interview::{Input, InputBody, Interview, Output}, plan::Guide, time::Timestamp};
/// # let plan = journey_core::builtin::draft_plan("Where does our insurance journey hurt?", "insurance")?;
/// let guide = Guide::from_plan(&plan)?;
/// let mut interview = Interview::new("i-1", guide)?;
/// let outputs = interview.handle(Input::new("in-1", InputBody::Joined), Timestamp(0))?;
/// assert!(outputs.iter().any(|output| matches!(output, Output::Say { .. })));
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Interview {
    id: String,
    prepared: Arc<PreparedGuide>,
    state: InterviewState,
    /// What the moderator may know of the participant: the host tells it, the log does not hold it.
    participant: Option<Arc<str>>,
    /// None when the host stores the events and need not find them here.
    log: Option<Vec<InterviewEvent>>,
}

/// Whether an input that came under a known id says other words than the first did.
fn differs(known: u64, body: &InputBody) -> bool {
    matches!(body, InputBody::Said { text } if known != 0 && known != hash(text))
}

impl Interview {
    /// A new interview under a guide of its own.
    ///
    /// # Errors
    /// When the guide breaks a rule.
    pub fn new(id: impl Into<String>, guide: Guide) -> Result<Self, Error> {
        Ok(Self::with_guide(id, PreparedGuide::new(guide)?))
    }

    /// A new interview under a guide that many share.
    pub fn with_guide(id: impl Into<String>, prepared: Arc<PreparedGuide>) -> Self {
        Self { id: id.into(), state: InterviewState::new(prepared.guide()), prepared, participant: None, log: Some(Vec::new()) }
    }

    /// Keeps no log in memory: for a host that stores every recorded event.
    #[must_use]
    pub fn without_log(mut self) -> Self {
        self.log = None;
        self
    }

    /// Rebuilds an interview from its log.
    ///
    /// # Errors
    /// When the guide breaks a rule or the log has a gap.
    pub fn replay(id: impl Into<String>, guide: Guide, log: Vec<InterviewEvent>) -> Result<Self, Error> {
        Self::replay_with_guide(id, PreparedGuide::new(guide)?, log)
    }

    /// Rebuilds an interview from its log under a guide that many share.
    ///
    /// # Errors
    /// When the log has a gap.
    pub fn replay_with_guide(id: impl Into<String>, prepared: Arc<PreparedGuide>, log: Vec<InterviewEvent>) -> Result<Self, Error> {
        let mut interview = Self::with_guide(id, prepared);
        for event in &log {
            interview.state.apply(event, interview.prepared.guide())?;
        }
        interview.log = Some(log);
        Ok(interview)
    }

    /// Tells the moderator about the participant: segments and attributes, as the study knows them. Nothing secret belongs here: a model reads it.
    #[must_use]
    pub fn about(mut self, participant: impl Into<Arc<str>>) -> Self {
        self.participant = Some(participant.into()).filter(|about: &Arc<str>| !about.is_empty());
        self
    }

    /// The interview's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The guide.
    pub fn guide(&self) -> &Guide {
        self.prepared.guide()
    }

    /// The guide with what interviews under it share.
    pub fn prepared(&self) -> &Arc<PreparedGuide> {
        &self.prepared
    }

    /// The state.
    pub fn state(&self) -> &InterviewState {
        &self.state
    }

    /// The log; empty when it is not kept.
    pub fn log(&self) -> &[InterviewEvent] {
        self.log.as_deref().unwrap_or_default()
    }

    /// The transcript as a document.
    pub fn document(&self, participant: &str) -> Document {
        self.state.document(&self.id, participant, self.guide())
    }

    /// The procedure that answers an [`Output::AskModel`]: retries, validates, repairs.
    pub fn completion(request: ModelRequest, policy: RetryPolicy) -> Completion<ModeratorMove> {
        Completion::new(request, policy, crate::text::personal_data)
    }

    /// Applies an input and returns what the host must do, in order.
    ///
    /// # Errors
    /// A stale revision, or an input that does not fit the phase; nothing has changed then.
    pub fn handle(&mut self, mut input: Input, now: Timestamp) -> Result<Vec<Output>, Error> {
        if input.id.is_empty() {
            input.id = self.next_input_id();
        } else if let Some(known) = self.state.inputs.get(&hash(&input.id)) {
            return if self.state.outcome.is_some() || !differs(*known, &input.body) {
                Ok(self.pending())
            } else {
                Err(InterviewError::InputConflict { id: input.id.to_string() }.into())
            };
        }
        if let Some(expected) = input.expected_revision
            && expected != self.state.revision
        {
            return Err(InterviewError::StaleRevision { expected, actual: self.state.revision }.into());
        }
        let (phase, kind) = (self.state.phase, input.body.kind());
        let allowed = targets(phase, kind).ok_or(InterviewError::InvalidTransition { phase, input: kind })?;
        self.admit(&input.body)?;
        let mut deciding =
            Deciding { prepared: &self.prepared, state: &mut self.state, events: Vec::new(), input: &input.id, now, preface: None };
        deciding.decide(&input.body)?;
        debug_assert!(allowed.contains(&deciding.state.phase), "{phase:?} -{kind:?}-> {:?}", deciding.state.phase);
        let events = deciding.events;
        if let Some(log) = &mut self.log {
            if events.iter().any(|event| matches!(event.body, EventBody::Erased)) {
                log.iter_mut().for_each(InterviewEvent::erase);
            }
            // Interviews are many and short: room for what is there, not for twice as much.
            if log.capacity() - log.len() < events.len() {
                log.reserve_exact(events.len().max(log.len() / 8));
            }
            log.extend(events.iter().cloned());
        }
        Ok(self.outputs(events))
    }

    /// The id of an input that comes without one.
    pub(crate) fn next_input_id(&self) -> Arc<str> {
        let mut id = format!("in-{}", self.state.revision);
        while self.state.inputs.contains_key(&hash(&id)) {
            id.push('+');
        }
        id.into()
    }

    /// What is still to be done, for a host that lost the last outputs: the open question, the open request, the next timer; the last message, once it is over.
    pub fn pending(&self) -> Vec<Output> {
        let mut outputs = Vec::new();
        if let Some(outcome) = self.state.outcome {
            outputs.extend(
                self.last_message()
                    .filter(|(_, text, _)| !text.is_empty())
                    .map(|(turn, text, _)| Output::Say { turn, text: Arc::clone(text) }),
            );
            outputs.push(Output::Finished { outcome });
            return outputs;
        }
        if self.state.phase == InterviewPhase::Admitting {
            outputs.push(self.ask_admission());
        } else if self.state.pending.is_some() {
            outputs.extend(self.ask_model());
        } else {
            outputs.extend(self.last_message().map(|(turn, text, purpose)| self.shown(turn, text, purpose)));
        }
        outputs.extend(self.timer());
        outputs
    }

    /// How the last message is answered; none before there is one.
    pub fn question(&self) -> Option<&AnswerFormat> {
        let (_, _, purpose) = self.last_message()?;
        Some(purpose.item().and_then(|item| self.prepared.item(item)).map_or(&AnswerFormat::Open, |item| &item.answer))
    }

    fn last_message(&self) -> Option<(u32, &Arc<str>, &MessagePurpose)> {
        self.state.turns.iter().rev().find_map(|said| Some((said.turn.number, &said.turn.text, said.purpose.as_ref()?)))
    }

    /// What was given in the screener, by item.
    pub fn screener_answers(&self) -> BTreeMap<String, StructuredAnswer> {
        let screener = |item: &str| self.prepared.item(item).is_some_and(|item| item.phase == GuidePhase::Screener);
        self.state.given.iter().filter(|(item, _)| screener(item)).map(|(item, given)| (item.clone(), given.clone())).collect()
    }

    /// Refuses what the state cannot take, before anything changes.
    fn admit(&self, body: &InputBody) -> Result<(), Error> {
        match body {
            InputBody::Corrected { turn, .. }
                if !self.state.turns.iter().any(|said| said.turn.number == *turn && said.purpose.is_none()) =>
            {
                Err(InterviewError::UnknownTurn { turn: *turn }.into())
            }
            InputBody::Answered { .. }
                if self.state.current().and_then(|item| self.prepared.item(item)).is_none_or(|item| item.answer.is_open()) =>
            {
                Err(Error::invalid("answered.answer", "the question in hand asks for words", "send what the participant said"))
            }
            _ => Ok(()),
        }
    }

    fn outputs(&self, events: Vec<InterviewEvent>) -> Vec<Output> {
        let mut after = Vec::new();
        for event in &events {
            match &event.body {
                EventBody::AdmissionAsked => after.push(self.ask_admission()),
                EventBody::Rejoined => after = self.pending(),
                EventBody::Closed { outcome } => after.push(Output::Finished { outcome: *outcome }),
                EventBody::Erased => after.push(Output::Erase),
                EventBody::MessageShown { turn, text, purpose, .. } => after.push(self.shown(*turn, text, purpose)),
                EventBody::ModelAsked { .. } => after.extend(self.ask_model()),
                EventBody::Reminded { number } => after.push(Output::Remind { number: *number }),
                _ => {}
            }
        }
        if !events.is_empty() && !after.iter().any(|output| matches!(output, Output::SetTimer { .. })) {
            after.extend(self.timer());
        }
        let mut outputs: Vec<Output> = Vec::with_capacity(events.len() + after.len());
        outputs.extend(events.into_iter().map(|event| Output::Record { event }));
        outputs.append(&mut after);
        outputs
    }

    fn ask_model(&self) -> Option<Output> {
        let pending = self.state.pending?;
        let body = Box::new(request(&self.state, &self.prepared, self.participant.as_deref(), pending.request)?);
        Some(Output::AskModel { request: pending.request, body })
    }

    fn ask_admission(&self) -> Output {
        Output::CheckQuotas { answers: self.screener_answers() }
    }

    fn shown(&self, turn: u32, text: &Arc<str>, purpose: &MessagePurpose) -> Output {
        let text = Arc::clone(text);
        match purpose.item().and_then(|item| self.prepared.item(item)).filter(|item| !item.answer.is_open()) {
            Some(item) => Output::Ask { turn, text, answer: item.answer.clone() },
            None => Output::Say { turn, text },
        }
    }

    fn timer(&self) -> Option<Output> {
        self.state.deadline(self.guide()).map(|at| Output::SetTimer { at })
    }
}
