//! The interviews of a study: which is held next, where it is opened, what became of all.

use std::sync::{Arc, Mutex, PoisonError};

use futures_executor::block_on;
use journey_core::{
    Error,
    ffi::validated,
    interview::{Conversation, FailedInterview, FieldworkSchedule, InterviewOpener, Work},
    llm::{RetryPolicy, Spent},
    store::{SessionOpener, StudyServices},
    study::{Participant, Study},
    time::Timestamp,
};
use pyo3::{IntoPyObjectExt, prelude::*};

use crate::{
    failure::Result,
    interview::{Guide, Interview, json},
    store::Store,
    work::brief,
};

/// The interviews of a study, in memory or over a store.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Fieldwork {
    schedule: Mutex<Option<FieldworkSchedule>>,
    opener: Box<dyn InterviewOpener>,
    policy: RetryPolicy,
}

impl Fieldwork {
    fn with<T>(&self, run: impl FnOnce(&mut FieldworkSchedule) -> std::result::Result<T, Error>) -> std::result::Result<T, Error> {
        let mut schedule = self.schedule.lock().unwrap_or_else(PoisonError::into_inner);
        run(schedule.as_mut().ok_or_else(|| Error::protocol("is finished", "work"))?)
    }
}

#[pymethods]
impl Fieldwork {
    #[new]
    #[pyo3(signature = (study, guide, participants, concurrency, retry, store=None, holder=""))]
    #[expect(clippy::too_many_arguments, reason = "Python hands in one value after another")]
    fn new(
        py: Python<'_>,
        study: &str,
        guide: &Guide,
        participants: &str,
        concurrency: usize,
        retry: &str,
        store: Option<&Store>,
        holder: &str,
    ) -> Result<Self> {
        brief(py, || {
            let study: Study = validated("study", study)?;
            let participants: Vec<Participant> = validated("participants", participants)?;
            let policy: RetryPolicy = validated("retry", retry)?;
            let schedule = FieldworkSchedule::new(&study, Arc::clone(&guide.inner), participants)?;
            let opener: Box<dyn InterviewOpener> = match store {
                Some(store) => Box::new(SessionOpener::new(Arc::clone(store.here()?), StudyServices::from(study), holder)?),
                None => Box::new(Arc::clone(&guide.inner)),
            };
            let known = block_on(opener.known())?;
            let schedule = schedule.with_concurrency(concurrency).with_policy(policy).resuming(known);
            Ok(Self { schedule: Mutex::new(Some(schedule)), opener, policy })
        })
    }

    /// What to do next: a planned interview as JSON, milliseconds to wait (negative: until one has ended), or none when nothing is left.
    fn next(&self, py: Python<'_>, now: i64) -> Result<Option<Py<PyAny>>> {
        let work = brief(py, || self.with(|schedule| Ok(schedule.next(Timestamp(now)))))?;
        Ok(match work {
            Work::Hold(planned) => Some(json(&planned).into_py_any(py)?),
            Work::Wait(pause) => Some(pause.map_or(-1, |pause| i64::try_from(pause).unwrap_or(i64::MAX)).into_py_any(py)?),
            Work::Done => None,
        })
    }

    /// Opens a planned interview, or takes it up.
    fn open(&self, py: Python<'_>, planned: &str, now: i64) -> Result<Interview> {
        brief(py, || {
            let planned = validated("interview", planned)?;
            let host = block_on(self.opener.open(&planned, Timestamp(now)))?;
            let conversation = Conversation::new(host, self.policy).as_part_of_run();
            Ok(Interview::of(match planned.begins_at {
                Some(began) => conversation.with_own_time(began),
                None => conversation,
            }))
        })
    }

    /// Takes an interview at its end; its store lets go of it.
    fn ended(&self, py: Python<'_>, number: usize, interview: &Interview) -> Result<()> {
        brief(py, || {
            let mut conversation = interview.lock();
            let log = block_on(conversation.log())?;
            self.with(|schedule| {
                schedule.ended(number, conversation.interview(), log);
                Ok(())
            })?;
            // A store that cannot let go now does so by itself in a while.
            let _ = block_on(conversation.release());
            Ok(())
        })
    }

    /// Takes the reason why an interview could not go on; whether it is given up.
    #[pyo3(signature = (number, failed, now, interview=None))]
    fn failed(&self, py: Python<'_>, number: usize, failed: &str, now: i64, interview: Option<&Interview>) -> Result<bool> {
        brief(py, || {
            let failed: FailedInterview = validated("failed", failed)?;
            if let Some(interview) = interview {
                let _ = block_on(interview.lock().release());
            }
            self.with(|schedule| Ok(schedule.failed_with(number, failed, Timestamp(now))))
        })
    }

    /// How many have ended or could not go on.
    #[getter]
    fn finished(&self) -> Result<usize> {
        crate::work::guarded(|| self.with(|schedule| Ok(schedule.finished())))
    }

    /// What became of all, as JSON, with what the model cost.
    #[pyo3(signature = (spent=None))]
    fn finish(&self, py: Python<'_>, spent: Option<&str>) -> Result<String> {
        brief(py, || {
            let spent: Spent = spent.map(|spent| validated("spent", spent)).transpose()?.unwrap_or_default();
            let schedule = self.schedule.lock().unwrap_or_else(PoisonError::into_inner).take();
            let schedule = schedule.ok_or_else(|| Error::protocol("is finished", "work"))?;
            Ok(json(&journey_core::interview::Fieldwork { spent, ..schedule.finish() }))
        })
    }
}
