//! The interviews of a study: which is held next, where it is opened, what became of all.

use std::sync::{Arc, Mutex, PoisonError};

use futures_executor::block_on;
use journey_core::{
    Error,
    ffi::validated,
    interview::{Conversation, FailedInterview, FieldworkSchedule, InterviewOpener, Work as Planned},
    llm::{RetryPolicy, Spent},
    store::{SessionOpener, StudyServices},
    study::{Participant, Study},
    time::Timestamp,
};
use napi::bindgen_prelude::{AsyncTask, Either};
use napi_derive::napi;

use crate::{
    failure::Result,
    interview::{Guide, Interview, json},
    store::{Opening, Store},
    work::{Work, guarded},
};

struct Inner {
    schedule: Mutex<Option<FieldworkSchedule>>,
    opener: Box<dyn InterviewOpener>,
    policy: RetryPolicy,
}

impl Inner {
    fn with<T>(&self, run: impl FnOnce(&mut FieldworkSchedule) -> std::result::Result<T, Error>) -> std::result::Result<T, Error> {
        let mut schedule = self.schedule.lock().unwrap_or_else(PoisonError::into_inner);
        run(schedule.as_mut().ok_or_else(finished)?)
    }

    fn take(&self) -> std::result::Result<FieldworkSchedule, Error> {
        self.schedule.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or_else(finished)
    }
}

fn finished() -> Error {
    Error::protocol("is finished", "work")
}

/// The interviews of a study, in memory or over a store.
#[napi]
pub struct Fieldwork {
    inner: Arc<Inner>,
}

#[napi]
impl Fieldwork {
    #[napi(constructor)]
    pub fn new(
        study: String,
        guide: &Guide,
        participants: String,
        concurrency: u32,
        retry: String,
        store: Option<&Store>,
        holder: String,
    ) -> Result<Self> {
        guarded(|| {
            let study: Study = validated("study", &study)?;
            let participants: Vec<Participant> = validated("participants", &participants)?;
            let policy: RetryPolicy = validated("retry", &retry)?;
            let schedule = FieldworkSchedule::new(&study, Arc::clone(&guide.inner), participants)?;
            let schedule = schedule.with_concurrency(concurrency as usize).with_policy(policy);
            let opener: Box<dyn InterviewOpener> = match store {
                Some(store) => Box::new(SessionOpener::new(Arc::clone(&store.inner), StudyServices::from(study), holder)?),
                None => Box::new(Arc::clone(&guide.inner)),
            };
            Ok(Self { inner: Arc::new(Inner { schedule: Mutex::new(Some(schedule)), opener, policy }) })
        })
    }

    /// Takes up what was begun before, before anything else.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn resume(&self) -> AsyncTask<Work<()>> {
        let inner = Arc::clone(&self.inner);
        Work::spawn(move || {
            let known = block_on(inner.opener.known())?;
            let resumed = inner.take()?.resuming(known);
            *inner.schedule.lock().unwrap_or_else(PoisonError::into_inner) = Some(resumed);
            Ok(())
        })
    }

    /// What to do next: a planned interview as JSON, milliseconds to wait (negative: until one has ended), or nothing when nothing is left.
    #[napi(ts_return_type = "string | number | null")]
    pub fn next(&self, now: f64) -> Result<Option<Either<String, f64>>> {
        guarded(|| {
            Ok(match self.inner.with(|schedule| Ok(schedule.next(Timestamp(now as i64))))? {
                Planned::Hold(planned) => Some(Either::A(json(&planned))),
                Planned::Wait(pause) => Some(Either::B(pause.map_or(-1.0, |pause| pause as f64))),
                Planned::Done => None,
            })
        })
    }

    /// Where an interview will be.
    #[napi]
    pub fn opening(&self) -> Opening {
        Opening { inner: Arc::default() }
    }

    /// Opens a planned interview, or takes it up.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn open(&self, opening: &Opening, planned: String, now: f64) -> AsyncTask<Work<()>> {
        let (inner, place) = (Arc::clone(&self.inner), Arc::clone(&opening.inner));
        Work::spawn(move || {
            let planned = validated("interview", &planned)?;
            let host = block_on(inner.opener.open(&planned, Timestamp(now as i64)))?;
            let conversation = Conversation::new(host, inner.policy).as_part_of_run();
            let conversation = match planned.begins_at {
                Some(began) => conversation.with_own_time(began),
                None => conversation,
            };
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(conversation);
            Ok(())
        })
    }

    /// Takes an interview at its end; its store lets go of it.
    #[napi(ts_return_type = "Promise<void>")]
    pub fn ended(&self, number: u32, interview: &Interview) -> AsyncTask<Work<()>> {
        let (inner, held) = (Arc::clone(&self.inner), Arc::clone(&interview.inner));
        Work::spawn(move || {
            let conversation = &mut held.lock().unwrap_or_else(PoisonError::into_inner).conversation;
            let log = block_on(conversation.log())?;
            inner.with(|schedule| {
                schedule.ended(number as usize, conversation.interview(), log);
                Ok(())
            })?;
            // A store that cannot let go now does so by itself in a while.
            let _ = block_on(conversation.release());
            Ok(())
        })
    }

    /// Takes the reason why an interview could not go on; whether it is given up.
    #[napi(ts_return_type = "Promise<boolean>")]
    pub fn failed(&self, number: u32, failed: String, now: f64, interview: Option<&Interview>) -> AsyncTask<Work<bool>> {
        let (inner, held) = (Arc::clone(&self.inner), interview.map(|interview| Arc::clone(&interview.inner)));
        Work::spawn(move || {
            let failed: FailedInterview = validated("failed", &failed)?;
            if let Some(held) = held {
                let _ = block_on(held.lock().unwrap_or_else(PoisonError::into_inner).conversation.release());
            }
            inner.with(|schedule| Ok(schedule.failed_with(number as usize, failed, Timestamp(now as i64))))
        })
    }

    /// What became of all, as JSON, with what the model cost.
    #[napi]
    pub fn finish(&self, spent: Option<String>) -> Result<String> {
        guarded(|| {
            let spent: Spent = spent.map(|spent| validated("spent", &spent)).transpose()?.unwrap_or_default();
            Ok(json(&journey_core::interview::Fieldwork { spent, ..self.inner.take()?.finish() }))
        })
    }
}
