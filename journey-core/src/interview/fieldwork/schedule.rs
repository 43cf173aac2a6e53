//! The schedule: which interview is held next, which is tried again, when the run stops. It reads no clock and holds no interview itself.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use super::{FailedInterview, Fieldwork, PlannedInterview};
use crate::{
    error::Error,
    interview::{CoverageMatrix, Interview, InterviewEvent, InterviewOutcome, InterviewState, PreparedGuide, ReportCard},
    journey::Document,
    llm::RetryPolicy,
    study::{Attribute, Participant, ParticipantStatus, Segment, Study, add_screener_answers},
    time::Timestamp,
};

/// Interviews at once, unless the host says otherwise.
const AT_ONCE: usize = 64;

/// Simulated participants come by the hour, the first on 5 January 2026 at 09:00 UTC.
const FIRST: Timestamp = Timestamp(1_767_603_600_000);
const HOUR: u64 = 3_600_000;

/// Errors after which every further interview would fail in the same way.
const ENDING: [&str; 3] = ["cancelled", "llm_auth", "llm_budget_exceeded"];

/// What a host does next.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// Hold this interview, beside those that are being held.
    Hold(PlannedInterview),
    /// Wait until an interview that is being held has ended, or for milliseconds, whichever is first.
    Wait(Option<u64>),
    /// Nothing is left.
    Done,
}

/// Decides over the interviews of a study: the next one, how many at once, what is resumed, what is tried again, when no further one begins.
///
/// A host asks for the next work until it is done, and tells how each interview ended or why it could not go on.
///
/// ```
/// use journey_core::{Study, Timestamp, interview::{FieldworkSchedule, PreparedGuide, Work}, study::Participant};
/// let study = Study::draft("Where do claims hurt?", "insurance")?;
/// let people = ["ada", "ben"].map(|id| Participant { id: id.into(), ..Participant::default() });
/// let mut schedule = FieldworkSchedule::new(&study, PreparedGuide::new(study.guide.clone())?, people.to_vec())?.with_concurrency(1);
/// let Work::Hold(first) = schedule.next(Timestamp(0)) else { unreachable!() };
/// assert_eq!(first.id, "study-ada");
/// assert_eq!(schedule.next(Timestamp(0)), Work::Wait(None));
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Debug)]
pub struct FieldworkSchedule {
    guide: Arc<PreparedGuide>,
    segments: Vec<Segment>,
    interviews: Vec<PlannedInterview>,
    concurrency: usize,
    policy: RetryPolicy,
    waiting: VecDeque<usize>,
    open: BTreeSet<usize>,
    /// Interviews that failed in a way that may pass, with the moment of the next try.
    again: Vec<(Timestamp, usize)>,
    tries: BTreeMap<usize, u32>,
    stopped: Option<String>,
    held: BTreeMap<usize, Held>,
    failed: BTreeMap<usize, FailedInterview>,
}

/// What an interview leaves.
#[derive(Debug)]
struct Held {
    outcome: Option<InterviewOutcome>,
    document: Option<Document>,
    card: ReportCard,
    state: InterviewState,
    log: Vec<InterviewEvent>,
}

impl FieldworkSchedule {
    /// The interviews of a study's participants under its guide, `STUDY-PARTICIPANT` by id.
    ///
    /// # Errors
    /// Names the first participant whose id is empty or taken.
    pub fn new(study: &Study, guide: Arc<PreparedGuide>, participants: Vec<Participant>) -> Result<Self, Error> {
        Self::of_guide(&study.id, guide, participants).map(|schedule| Self { segments: study.segments.clone(), ..schedule })
    }

    /// The same for a guide without a study.
    ///
    /// # Errors
    /// As for [`Self::new`].
    pub fn of_guide(name: &str, guide: Arc<PreparedGuide>, participants: Vec<Participant>) -> Result<Self, Error> {
        let mut ids = BTreeSet::new();
        for (number, Participant { id, .. }) in participants.iter().enumerate() {
            if id.is_empty() || !ids.insert(id.as_str()) {
                let (field, problem) = (format!("participants[{number}].id"), format!("`{id}` is empty or taken"));
                return Err(Error::invalid(field, problem, "give each participant a unique id"));
            }
        }
        let planned = |(number, participant): (usize, Participant)| PlannedInterview {
            number,
            id: format!("{name}-{}", participant.id),
            resumes: false,
            begins_at: (participant.status == ParticipantStatus::Simulated).then(|| FIRST.plus_ms(HOUR * number as u64)),
            participant,
        };
        let interviews: Vec<PlannedInterview> = participants.into_iter().enumerate().map(planned).collect();
        Ok(Self {
            guide,
            segments: Vec::new(),
            waiting: (0..interviews.len()).collect(),
            interviews,
            concurrency: AT_ONCE,
            policy: RetryPolicy::default(),
            open: BTreeSet::new(),
            again: Vec::new(),
            tries: BTreeMap::new(),
            stopped: None,
            held: BTreeMap::new(),
            failed: BTreeMap::new(),
        })
    }

    /// Sets how many interviews are held at once.
    #[must_use]
    pub fn with_concurrency(mut self, most: usize) -> Self {
        self.concurrency = most.max(1);
        self
    }

    /// Sets how often and after what wait an interview over a store is tried again when it failed in a way that may pass.
    #[must_use]
    pub fn with_policy(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Takes up what was begun before, by id, instead of beginning it anew.
    #[must_use]
    pub fn resuming(mut self, known: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let known: BTreeSet<String> = known.into_iter().map(|id| id.as_ref().to_owned()).collect();
        for interview in &mut self.interviews {
            interview.resumes = known.contains(&interview.id);
        }
        self
    }

    /// How many interviews there are.
    pub fn total(&self) -> usize {
        self.interviews.len()
    }

    /// How many have ended or could not go on.
    pub fn finished(&self) -> usize {
        self.held.len() + self.failed.len()
    }

    /// How many could not go on.
    pub fn failures(&self) -> usize {
        self.failed.len()
    }

    /// What to do next.
    pub fn next(&mut self, now: Timestamp) -> Work {
        let full = self.open.len() >= self.concurrency;
        if self.stopped.is_none() && !full {
            if let Some(at) = self.again.iter().position(|(due, _)| *due <= now) {
                let (_, number) = self.again.remove(at);
                return self.hold(number);
            }
            if let Some(number) = self.waiting.pop_front() {
                return self.hold(number);
            }
        }
        let due = self.again.iter().map(|(due, _)| due.ms_since(now)).min().filter(|_| self.stopped.is_none() && !full);
        if self.open.is_empty() && due.is_none() { Work::Done } else { Work::Wait(due) }
    }

    /// Takes an interview at its end, with its whole log.
    pub fn ended(&mut self, number: usize, interview: &Interview, log: Vec<InterviewEvent>) {
        self.open.remove(&number);
        let Some(planned) = self.interviews.get(number) else { return };
        let outcome = interview.state().outcome();
        let took_part = interview.state().consent().is_some() && outcome.is_some_and(counts_as_taking_part);
        let held = Held {
            outcome,
            document: took_part.then(|| self.transcript(planned, interview)),
            card: ReportCard::from_log(interview.guide(), &log),
            state: interview.state().clone(),
            log,
        };
        self.held.insert(number, held);
    }

    /// Takes the reason why an interview could not go on.
    pub fn failed(&mut self, number: usize, error: &Error, now: Timestamp) {
        let Some(planned) = self.interviews.get(number) else { return };
        let failed = FailedInterview::new(&planned.id, error);
        self.failed_with(number, failed, now);
    }

    /// The same for an error of another language. Whether the interview is given up: otherwise it is tried again.
    pub fn failed_with(&mut self, number: usize, failed: FailedInterview, now: Timestamp) -> bool {
        self.open.remove(&number);
        if ENDING.contains(&failed.code.as_str()) {
            self.stopped.get_or_insert_with(|| failed.code.clone());
        }
        let tries = self.tries.get(&number).copied().unwrap_or(0);
        // Only what is kept can be taken up again: another store may hold it, or it may not be reached just now.
        if failed.retryable && failed.code.starts_with("store_") && self.stopped.is_none() && tries < self.policy.max_attempts {
            self.again.push((now.plus_ms(self.policy.back_off(tries)), number));
            if let Some(planned) = self.interviews.get_mut(number) {
                planned.resumes = true;
            }
            return false;
        }
        self.failed.insert(number, failed);
        true
    }

    /// Begins no further interview.
    pub fn stop(&mut self, code: &str) {
        self.stopped.get_or_insert_with(|| code.to_owned());
    }

    /// What became of all.
    pub fn finish(mut self) -> Fieldwork {
        let again = std::mem::take(&mut self.again).into_iter().map(|(_, number)| number);
        let not_begun: BTreeSet<usize> = self.waiting.drain(..).chain(again).chain(self.open.iter().copied()).collect();
        let id = |number: usize| self.interviews.get(number).map(|planned| planned.id.clone()).unwrap_or_default();
        let mut fieldwork = Fieldwork {
            not_begun: not_begun.into_iter().map(id).collect(),
            stopped: self.stopped.clone(),
            failed: self.failed.into_values().collect(),
            coverage: CoverageMatrix::new(self.guide.guide()),
            ..Fieldwork::default()
        };
        for (number, held) in self.held {
            let Some(planned) = self.interviews.get(number) else { continue };
            fieldwork.report_card.merge(&held.card);
            fieldwork.documents.extend(held.document);
            fieldwork.outcomes.extend(held.outcome.map(|outcome| (planned.id.clone(), outcome)));
            fieldwork.coverage.push(&planned.participant.id, &held.state);
            fieldwork.logs.insert(planned.id.clone(), held.log);
        }
        fieldwork
    }

    fn hold(&mut self, number: usize) -> Work {
        let Some(planned) = self.interviews.get(number) else { return Work::Done };
        self.open.insert(number);
        *self.tries.entry(number).or_default() += 1;
        Work::Hold(planned.clone())
    }

    /// The transcript with what is known of who spoke.
    fn transcript(&self, planned: &PlannedInterview, interview: &Interview) -> Document {
        let participant = add_screener_answers(&planned.participant, &interview.screener_answers());
        let mut document = interview.document(&participant.id);
        document.simulated = participant.status == ParticipantStatus::Simulated;
        document.segments = self.segments.iter().filter(|one| one.rule.matches(&participant)).map(|one| one.id.clone()).collect();
        // Segments that are known beforehand stand in an attribute of that name.
        if let Some(Attribute::Text(known)) = participant.attributes.get("segment") {
            let known = known.split("; ").filter(|id| !id.is_empty() && !document.segments.iter().any(|other| other == id));
            document.segments.extend(known.map(str::to_owned).collect::<Vec<_>>());
        }
        document
    }
}

fn counts_as_taking_part(outcome: InterviewOutcome) -> bool {
    use InterviewOutcome::{Declined, QuotaFull, ScreenedOut, Withdrawn};
    !matches!(outcome, Declined | QuotaFull | ScreenedOut | Withdrawn)
}
