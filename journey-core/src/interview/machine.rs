//! The machine: takes inputs, appends events, hands out what to do. Every rule of the interview is decided here.

use super::{
    Event, EventBody, Input, InputBody, InterviewError, InterviewPhase, Move, MoveKind, Outcome, Output, ProbeKind, Purpose, Reading,
    State, Status,
    event::MessageProvenance,
    gates, lines,
    moderator::{fold, request},
    transition::targets,
};
use crate::{
    error::Error,
    journey::Document,
    llm::{Completion, ModelRequest, RetryPolicy, Usage},
    plan::{Answer, Guide, Item, PROBES},
    text::{SentenceId, Signal, content_words, signals, stem, words},
    time::Timestamp,
};

/// How long a model may take before the guide goes on without it, in milliseconds.
const MODEL_PATIENCE: u64 = 120_000;
/// How often one item is asked again before the interview moves on.
const MOST_RETURNS: u32 = 2;
/// How often consent is asked for.
const MOST_CONSENTS: usize = 3;
/// A refusal that only the model sees counts when the answer is no longer than this.
const SHORT_ANSWER: usize = 12;

/// One interview.
///
/// Feed it inputs with the present time; it returns what to store, what to show and what to ask the model.
///
/// ```
/// use journey_core::{interview::{Input, InputBody, Interview, Output}, plan::Guide, time::Timestamp};
/// # let plan = journey_core::builtin::draft("Where does our insurance journey hurt?", "insurance")?;
/// let guide = Guide::from_plan(&plan)?;
/// let mut interview = Interview::new("i-1", guide)?;
/// let outputs = interview.handle(Input::new("in-1", InputBody::Joined), Timestamp(0))?;
/// assert!(outputs.iter().any(|output| matches!(output, Output::Say { .. })));
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Interview {
    id: String,
    guide: Guide,
    state: State,
    log: Vec<Event>,
}

impl Interview {
    /// A new interview under a guide.
    ///
    /// # Errors
    /// When the guide breaks a rule.
    pub fn new(id: impl Into<String>, guide: Guide) -> Result<Self, Error> {
        guide.check()?;
        Ok(Self { id: id.into(), state: State::new(&guide), guide, log: Vec::new() })
    }

    /// Rebuilds an interview from its log.
    ///
    /// # Errors
    /// When the guide breaks a rule or the log has a gap.
    pub fn replay(id: impl Into<String>, guide: Guide, log: Vec<Event>) -> Result<Self, Error> {
        let mut interview = Self::new(id, guide)?;
        for event in &log {
            interview.state.apply(event, &interview.guide)?;
        }
        interview.log = log;
        Ok(interview)
    }

    /// The interview's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The guide.
    pub fn guide(&self) -> &Guide {
        &self.guide
    }

    /// The state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The log.
    pub fn log(&self) -> &[Event] {
        &self.log
    }

    /// The transcript as a document.
    pub fn document(&self, participant: &str) -> Document {
        self.state.document(&self.id, participant, &self.guide)
    }

    /// The procedure that answers an [`Output::AskModel`]: retries, validates, repairs.
    pub fn completion(request: ModelRequest, policy: RetryPolicy) -> Completion<Move> {
        Completion::new(request, policy)
    }

    /// Takes an input and returns what to do, in order.
    ///
    /// # Errors
    /// A stale revision, or an input that does not fit the phase; nothing has changed then.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Output>, Error> {
        if self.state.inputs.contains(&input.id) {
            return Ok(Vec::new());
        }
        if let Some(expected) = input.expected_revision
            && expected != self.state.revision
        {
            return Err(InterviewError::StaleRevision { expected, actual: self.state.revision }.into());
        }
        let (phase, kind) = (self.state.phase, input.body.kind());
        let allowed = targets(phase, kind).ok_or(InterviewError::InvalidTransition { phase, input: kind })?;
        self.admit(&input.body)?;
        let mut turn = Deciding { guide: &self.guide, state: &mut self.state, events: Vec::new(), input: &input.id, now };
        turn.decide(&input.body)?;
        debug_assert!(allowed.contains(&turn.state.phase), "{phase:?} -{kind:?}-> {:?}", turn.state.phase);
        let events = turn.events;
        let outputs = self.outputs(&events);
        if events.iter().any(|event| matches!(event.body, EventBody::Erased)) {
            self.log.iter_mut().for_each(erase);
        }
        self.log.extend(events);
        Ok(outputs)
    }

    /// What is still to be done, for a host that lost the last outputs: the open question, or the open request.
    pub fn pending(&self) -> Vec<Output> {
        if let Some(pending) = self.state.pending {
            return request(&self.state, &self.guide, pending.request, pending.folded)
                .map(|body| Output::AskModel { request: pending.request, body: Box::new(body) })
                .into_iter()
                .collect();
        }
        if let Some(outcome) = self.state.outcome {
            return vec![Output::Finished { outcome }];
        }
        self.state
            .turns
            .iter()
            .rev()
            .find_map(|said| said.purpose.as_ref().map(|purpose| self.shown(said.turn.number, &said.turn.text, purpose)))
            .into_iter()
            .collect()
    }

    /// Refuses what the state cannot take, before anything changes.
    fn admit(&self, body: &InputBody) -> Result<(), Error> {
        match body {
            InputBody::Corrected { turn, .. }
                if !self.state.turns.iter().any(|said| said.turn.number == *turn && said.purpose.is_none()) =>
            {
                Err(InterviewError::UnknownTurn { turn: *turn }.into())
            }
            InputBody::Rated { .. }
                if !self.state.current().and_then(|item| self.guide.item(item)).is_some_and(|item| item.answer != Answer::Open) =>
            {
                Err(Error::invalid("rated.value", "the question in hand does not ask for a number", "send what the participant said"))
            }
            _ => Ok(()),
        }
    }

    fn outputs(&self, events: &[Event]) -> Vec<Output> {
        let mut outputs: Vec<Output> = events.iter().map(|event| Output::Record { event: event.clone() }).collect();
        for event in events {
            match &event.body {
                EventBody::CameBack => outputs.extend(self.pending()),
                EventBody::Closed { outcome } => outputs.push(Output::Finished { outcome: *outcome }),
                EventBody::Joined => outputs.push(Output::SetTimer { at: event.at.plus(self.guide.max_milliseconds) }),
                EventBody::Messaged { turn, text, purpose, .. } => outputs.push(self.shown(*turn, text, purpose)),
                EventBody::ModelAsked { .. } => outputs.extend(self.pending()),
                _ => {}
            }
        }
        outputs
    }

    fn shown(&self, turn: u32, text: &str, purpose: &Purpose) -> Output {
        let instrument = purpose.item().and_then(|item| self.guide.item(item)).and_then(|item| match item.answer {
            Answer::Rating { instrument } => Some(instrument),
            Answer::Open => None,
        });
        let text = text.to_owned();
        match instrument {
            Some(instrument) => Output::AskRating { turn, text, instrument },
            None => Output::Say { turn, text },
        }
    }
}

/// Takes a participant's words, and what may quote them, out of a stored event.
fn erase(event: &mut Event) {
    match &mut event.body {
        EventBody::Corrected { text, .. } | EventBody::Messaged { text, .. } | EventBody::Said { text, .. } => text.clear(),
        EventBody::DraftRejected { reasons, .. } => reasons.clear(),
        EventBody::Ledger { status, .. } if !status.evidence().is_empty() => *status = Status::Asked,
        EventBody::Rated { value, .. } => *value = 0,
        EventBody::Read { mentions, .. } => mentions.clear(),
        _ => {}
    }
}

/// One input being decided: events are applied as they are made, so that every decision sees the state it stands on.
struct Deciding<'a> {
    guide: &'a Guide,
    state: &'a mut State,
    events: Vec<Event>,
    input: &'a str,
    now: Timestamp,
}

impl Deciding<'_> {
    fn emit(&mut self, body: EventBody) -> Result<(), Error> {
        let event = Event { revision: self.state.revision + 1, at: self.now, input: self.input.to_owned(), body };
        self.state.apply(&event, self.guide)?;
        self.events.push(event);
        Ok(())
    }

    fn decide(&mut self, body: &InputBody) -> Result<(), Error> {
        let closed = self.state.phase == InterviewPhase::Closed;
        match body {
            InputBody::AskedToStop => self.stop(),
            InputBody::CameBack => self.emit(EventBody::CameBack),
            InputBody::Consented { agreed } => self.consent(*agreed),
            InputBody::Corrected { turn, text } => self.emit(EventBody::Corrected { turn: *turn, text: text.clone() }),
            InputBody::Joined => {
                self.emit(EventBody::Joined)?;
                self.say(self.guide.welcome.clone(), Purpose::Welcome, guide())?;
                self.say(self.guide.consent.clone(), Purpose::Consent, guide())
            }
            InputBody::Left => self.emit(EventBody::Left),
            InputBody::ModelFailed { request, error } if self.is_pending(*request) => {
                self.emit(EventBody::ModelFailed { request: *request, error: error.clone() })?;
                self.read_by_rules()?;
                self.advance()
            }
            InputBody::ModelReplied { request, proposal, model, prompt_hash, usage } if self.is_pending(*request) => {
                self.model_replied(*request, proposal, model, prompt_hash, *usage)
            }
            // A reply to a request that was overtaken is late, not wrong.
            InputBody::ModelFailed { .. } | InputBody::ModelReplied { .. } => Ok(()),
            InputBody::Rated { value } => self.rated(*value),
            InputBody::Said { text } if self.state.phase == InterviewPhase::Consenting => self.said_on_consent(text),
            InputBody::Said { text } => self.said(text),
            InputBody::Skipped => {
                self.settle(Status::Declined)?;
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

    fn consent(&mut self, agreed: bool) -> Result<(), Error> {
        if agreed {
            self.emit(EventBody::Consented)?;
            return self.advance();
        }
        self.say(lines::DECLINED.into(), Purpose::Closing, guide())?;
        self.emit(EventBody::Closed { outcome: Outcome::Declined })
    }

    fn said_on_consent(&mut self, text: &str) -> Result<(), Error> {
        let found = signals(text);
        if found.contains(&Signal::Withdraws) {
            return self.withdraw();
        }
        if found.contains(&Signal::Stops) || found.contains(&Signal::Declines) || lines::goes_on(text) {
            return self.consent(false);
        }
        if lines::agrees(text) {
            return self.consent(true);
        }
        // Consent that is never given is consent declined.
        let asked = self.state.turns.iter().filter(|said| said.purpose == Some(Purpose::Consent)).count();
        if asked >= MOST_CONSENTS {
            return self.consent(false);
        }
        self.say(self.guide.consent.clone(), Purpose::Consent, guide())
    }

    fn said(&mut self, text: &str) -> Result<(), Error> {
        let item = self.state.current.clone();
        let offered = self.state.offered;
        self.emit(EventBody::Said { turn: self.state.next_turn(), item, text: text.to_owned() })?;
        let found = signals(text);
        for signal in found.iter().filter(|signal| matches!(signal, Signal::Distress | Signal::Gibberish | Signal::Injection)) {
            self.emit(EventBody::Flagged { signal: *signal })?;
        }
        let has = |signal| found.contains(&signal);
        if has(Signal::Withdraws) {
            return self.withdraw();
        }
        if has(Signal::Stops) {
            return self.stop();
        }
        if has(Signal::Distress) {
            // Distress after the offer to stop ends the interview: nothing more is asked of someone in need.
            return if offered { self.stop() } else { self.comfort(Purpose::Safety) };
        }
        if offered {
            return if lines::agrees(text) { self.stop() } else { self.advance() };
        }
        if has(Signal::Declines) {
            self.read(Reading::Declined)?;
            self.settle(Status::Declined)?;
            return self.advance();
        }
        if let Some((low, high)) = self.rating() {
            return match number(text).filter(|value| (low..=high).contains(value)) {
                Some(value) => self.rated(value),
                None if has(Signal::DontKnow) => self.settle(Status::DontKnow).and_then(|()| self.advance()),
                None => self.ask_number_again(low, high),
            };
        }
        for (signal, reading, status) in [
            (Signal::NotApplicable, Reading::NotApplicable, Status::NotApplicable),
            (Signal::DontKnow, Reading::DontKnow, Status::DontKnow),
        ] {
            if has(signal) {
                self.read(reading)?;
                self.settle(status)?;
                return self.advance();
            }
        }
        if has(Signal::Gibberish) || words(text).is_empty() {
            return self.ask_again(lines::UNCLEAR.into());
        }
        self.ask_model()
    }

    fn rating(&self) -> Option<(i32, i32)> {
        match self.item()?.answer {
            Answer::Rating { instrument } => Some(instrument.range()),
            Answer::Open => None,
        }
    }

    fn rated(&mut self, value: i32) -> Result<(), Error> {
        let Some((low, high)) = self.rating() else { return Ok(()) };
        if !(low..=high).contains(&value) {
            return self.ask_number_again(low, high);
        }
        let Some(item) = self.state.current.clone() else { return Ok(()) };
        self.emit(EventBody::Rated { item: item.clone(), value })?;
        let evidence = self.state.unread_sentences();
        self.emit(EventBody::Ledger { item, status: Status::Answered { evidence } })?;
        self.advance()
    }

    fn ask_number_again(&mut self, low: i32, high: i32) -> Result<(), Error> {
        self.ask_again(lines::number_again(low, high))
    }

    /// Asks the item in hand once more with a scripted line; a second unclear answer moves on.
    fn ask_again(&mut self, text: String) -> Result<(), Error> {
        let returns = self.entry().map_or(0, |entry| entry.returns);
        match self.item().map(|item| item.id.clone()) {
            Some(item) if returns == 0 && self.may_ask_more() => self.say(text, Purpose::Rephrase { item }, guide()),
            _ => {
                self.settle(Status::DontKnow)?;
                self.advance()
            }
        }
    }

    fn ask_model(&mut self) -> Result<(), Error> {
        let folded = fold(self.state, self.guide);
        self.emit(EventBody::ModelAsked { request: self.state.requests + 1, folded })
    }

    fn model_replied(&mut self, number: u64, proposal: &Move, model: &str, prompt_hash: &str, usage: Usage) -> Result<(), Error> {
        let Some(item) = self.item().cloned() else { return self.advance() };
        let short = self.state.unread().map(|turn| words(&turn.text).len()).sum::<usize>() <= SHORT_ANSWER;
        let reading = match proposal.reading {
            Reading::Declined | Reading::DontKnow | Reading::NotApplicable if !short => Reading::Partial,
            reading => reading,
        };
        // The draft is judged before the answer is settled, so that a rejected draft can be written again.
        let drafts = matches!(proposal.kind, MoveKind::Probe | MoveKind::Rephrase)
            && matches!(reading, Reading::Substantive | Reading::Partial | Reading::OffTopic);
        let allowed = match proposal.kind {
            MoveKind::Probe => self.may_probe(&item),
            MoveKind::Rephrase => self.entry().is_some_and(|entry| entry.returns == 0) && self.may_ask_more(),
            _ => false,
        };
        let standard = self.guide.standard_probes && proposal.kind == MoveKind::Probe;
        let faults =
            if drafts && allowed && !standard { gates::faults(&proposal.message, &item, self.guide, self.state) } else { Vec::new() };
        let again = self.state.pending.is_some_and(|pending| pending.attempt == 1);
        if !faults.is_empty() && again {
            self.emit(EventBody::DraftRejected { request: number, reasons: faults })?;
            return self.ask_model();
        }
        let turn = self.state.unread().last().map_or(0, |turn| turn.number);
        let mentions = proposal.mentions.iter().filter(|mention| mention.valence.abs() <= 2).take(6).cloned().collect();
        self.emit(EventBody::Read { turn, reading, mentions, engine: model.to_owned(), prompt_hash: prompt_hash.to_owned(), usage })?;
        self.settle_claims(&item, reading, proposal)?;
        let engine = MessageProvenance { engine: model.to_owned(), prompt_hash: prompt_hash.to_owned(), replaced: None };
        match reading {
            Reading::AsksBack => self.answer_back(&item, proposal.fact),
            Reading::Declined | Reading::DontKnow | Reading::NotApplicable => self.advance(),
            Reading::Distress | Reading::WantsToStop if self.state.offers_by_model == 0 => self.comfort(Purpose::Offer),
            Reading::Distress | Reading::WantsToStop => self.advance(),
            Reading::OffTopic | Reading::Partial | Reading::Substantive => match proposal.kind {
                MoveKind::Probe if allowed && (standard || !faults.is_empty()) => {
                    self.scripted_probe(&item, (!standard).then(|| faults.join("; ")))
                }
                MoveKind::Probe if allowed => {
                    let kind = proposal.probe.unwrap_or(ProbeKind::Descriptive);
                    self.say(proposal.message.clone(), Purpose::Probe { item: item.id, kind }, engine)
                }
                MoveKind::Rephrase if allowed && faults.is_empty() => {
                    self.say(proposal.message.clone(), Purpose::Rephrase { item: item.id }, engine)
                }
                MoveKind::AnswerThenReturn => self.answer_back(&item, proposal.fact),
                _ => self.advance(),
            },
        }
    }

    /// Records what the newest answer settles: only its own sentences count, and only for items that may still change.
    fn settle_claims(&mut self, item: &Item, reading: Reading, proposal: &Move) -> Result<(), Error> {
        let heard = self.state.unread_sentences();
        for claim in &proposal.answers {
            let known = claim.item != item.id && self.state.ledger.entry(&claim.item).is_some_and(|entry| entry.status == Status::Unasked);
            let evidence: Vec<SentenceId> =
                claim.sentences.iter().filter_map(|id| id.parse().ok()).filter(|id| heard.contains(id)).collect();
            if known && !evidence.is_empty() {
                self.emit(EventBody::Ledger { item: claim.item.clone(), status: Status::Partial { evidence } })?;
            }
        }
        let mut evidence: Vec<SentenceId> = self.entry().map(|entry| entry.status.evidence().to_vec()).unwrap_or_default();
        evidence.extend(&heard);
        let status = match reading {
            Reading::Declined => Status::Declined,
            Reading::DontKnow => Status::DontKnow,
            Reading::NotApplicable => Status::NotApplicable,
            Reading::Substantive if !evidence.is_empty() => Status::Answered { evidence },
            Reading::Partial | Reading::OffTopic | Reading::Distress | Reading::WantsToStop if !evidence.is_empty() => {
                Status::Partial { evidence }
            }
            _ => return Ok(()),
        };
        self.settle(status)
    }

    /// Answers from the study's facts or defers, then asks the item again.
    fn answer_back(&mut self, item: &Item, fact: Option<u32>) -> Result<(), Error> {
        if self.entry().is_none_or(|entry| entry.returns >= MOST_RETURNS) || !self.may_ask_more() {
            return self.advance();
        }
        let fact = fact.and_then(|number| self.guide.facts.get((number as usize).checked_sub(1)?));
        let answer = fact.map_or(lines::DEFERRED, String::as_str);
        self.say(format!("{answer} {}", item.text), Purpose::Answer { item: item.id.clone() }, guide())
    }

    fn scripted_probe(&mut self, item: &Item, replaced: Option<String>) -> Result<(), Error> {
        let used = self.entry().map_or(0, |entry| entry.probes as usize);
        let kinds = [ProbeKind::Descriptive, ProbeKind::Idiographic, ProbeKind::Explanatory];
        let next = PROBES
            .iter()
            .zip(kinds)
            .skip(used)
            .find(|(text, _)| self.guide.standard_probes || gates::faults(text, item, self.guide, self.state).is_empty());
        match next {
            Some((text, kind)) => {
                let provenance = MessageProvenance { replaced, ..guide() };
                self.say((*text).to_owned(), Purpose::Probe { item: item.id.clone(), kind }, provenance)
            }
            None => self.advance(),
        }
    }

    /// Offers to stop; the item in hand is left in peace.
    fn comfort(&mut self, purpose: Purpose) -> Result<(), Error> {
        let text = if purpose == Purpose::Safety { lines::SAFETY } else { lines::OFFER };
        if purpose == Purpose::Safety {
            self.settle(Status::Declined)?;
        }
        self.say(text.into(), purpose, guide())
    }

    fn read(&mut self, reading: Reading) -> Result<(), Error> {
        let turn = self.state.unread().last().map_or(0, |turn| turn.number);
        self.emit(EventBody::Read {
            turn,
            reading,
            mentions: Vec::new(),
            engine: "rules".into(),
            prompt_hash: String::new(),
            usage: Usage::default(),
        })
    }

    /// Reads the answer without a model: it counts as answered when it has content of its own.
    fn read_by_rules(&mut self) -> Result<(), Error> {
        let evidence = self.state.unread_sentences();
        let content: usize = self.state.unread().map(|turn| content_words(&turn.text).len()).sum();
        let full = content >= 3;
        self.read(if full { Reading::Substantive } else { Reading::Partial })?;
        match (evidence.is_empty(), full) {
            (true, _) => Ok(()),
            (false, true) => self.settle(Status::Answered { evidence }),
            (false, false) => self.settle(Status::Partial { evidence }),
        }
    }

    fn item(&self) -> Option<&Item> {
        self.guide.item(self.state.current.as_deref()?)
    }

    fn entry(&self) -> Option<&super::Entry> {
        self.state.ledger.entry(self.state.current.as_deref()?)
    }

    /// Records the standing of the item in hand; a refusal stays a refusal.
    fn settle(&mut self, status: Status) -> Result<(), Error> {
        match self.entry() {
            Some(entry) if entry.status != Status::Declined && entry.status != status => {
                let item = entry.item.clone();
                self.emit(EventBody::Ledger { item, status })
            }
            _ => Ok(()),
        }
    }

    /// Whether a question beyond the mandatory ones still fits the turn cap and the time.
    fn may_ask_more(&self) -> bool {
        let reserve = u32::try_from(self.state.ledger.mandatory_unasked()).unwrap_or(u32::MAX);
        self.state.asked.saturating_add(reserve) < self.guide.max_turns && !self.time_is_up()
    }

    fn may_probe(&self, item: &Item) -> bool {
        self.may_ask_more() && self.entry().is_some_and(|entry| entry.probes < item.depth.probes() && !entry.status.is_final())
    }

    fn time_is_up(&self) -> bool {
        self.state.started.is_some_and(|started| self.now.since(started) >= self.guide.max_milliseconds)
    }

    /// Asks the next item, or closes when nothing is left or a limit is reached.
    fn advance(&mut self) -> Result<(), Error> {
        let may_ask_more = self.may_ask_more();
        let capped = self.state.asked >= self.guide.max_turns || self.time_is_up();
        let next = self
            .state
            .ledger
            .entries
            .iter()
            .find(|entry| !entry.asked && (entry.mandatory || may_ask_more))
            .filter(|_| !capped)
            .and_then(|entry| self.guide.item(&entry.item))
            .map(|item| (item.text.clone(), item.id.clone()));
        match next {
            Some((text, item)) => self.say(text, Purpose::Question { item }, guide()),
            None => {
                let outcome = if self.state.ledger.mandatory_unasked() == 0 { Outcome::Completed } else { Outcome::OutOfTime };
                self.close(outcome)
            }
        }
    }

    fn stop(&mut self) -> Result<(), Error> {
        let outcome = if self.state.phase == InterviewPhase::Consenting { Outcome::Declined } else { Outcome::Stopped };
        self.close(outcome)
    }

    fn close(&mut self, outcome: Outcome) -> Result<(), Error> {
        self.say(self.guide.closing.clone(), Purpose::Closing, guide())?;
        self.emit(EventBody::Closed { outcome })
    }

    fn withdraw(&mut self) -> Result<(), Error> {
        self.emit(EventBody::Erased)?;
        // The events of this very input carry words too.
        self.events.iter_mut().for_each(erase);
        if self.state.phase != InterviewPhase::Closed {
            self.say(lines::WITHDRAWN.into(), Purpose::Closing, guide())?;
        }
        self.emit(EventBody::Closed { outcome: Outcome::Withdrawn })
    }

    fn tick(&mut self) -> Result<(), Error> {
        if let Some(pending) = self.state.pending
            && self.now.since(pending.since) >= MODEL_PATIENCE
        {
            let error = crate::llm::LlmError::new(crate::llm::LlmErrorKind::Transient, "the model did not answer in time");
            self.emit(EventBody::ModelFailed { request: pending.request, error })?;
            self.read_by_rules()?;
            return self.advance();
        }
        let silent = self.state.last_heard.is_some_and(|last| self.now.since(last) >= self.guide.max_milliseconds);
        if silent {
            return self.emit(EventBody::Closed { outcome: Outcome::Abandoned });
        }
        Ok(())
    }

    fn say(&mut self, text: String, purpose: Purpose, provenance: MessageProvenance) -> Result<(), Error> {
        self.emit(EventBody::Messaged { turn: self.state.next_turn(), text, purpose, provenance })
    }
}

fn guide() -> MessageProvenance {
    MessageProvenance { engine: "guide".into(), prompt_hash: String::new(), replaced: None }
}

/// The one number that a text names, in digits or as a word.
fn number(text: &str) -> Option<i32> {
    const WORDS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let all: Vec<String> = words(text);
    // "8 out of 10" and "8/10" name the scale after the number.
    let scale = all.windows(3).position(|three| matches!(three, [_, out, of] if out == "out" && of == "of")).map(|at| at + 3);
    let slash = text.contains("/10") || text.contains("/ 10");
    let mut found: Vec<i32> = Vec::new();
    for (place, word) in all.iter().enumerate() {
        if scale == Some(place) {
            continue;
        }
        let value = word
            .parse()
            .ok()
            .or_else(|| WORDS.iter().position(|name| *name == stem(word) || name == word).and_then(|at| i32::try_from(at).ok()));
        found.extend(value);
    }
    if slash {
        found.truncate(1);
    }
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
