//! The runner in Rust: many interviews at once with one driver.

use std::{fmt, sync::Arc, time::Duration};

use futures_util::{StreamExt, future::select, stream::FuturesUnordered};

use super::{Fieldwork, FieldworkSchedule, InterviewOpener, PlannedInterview, Work};
use crate::{
    error::Error,
    interview::{Conversation, InterviewHost, PreparedGuide, Respondent, converse::hold},
    llm::{Driver, RetryPolicy},
    study::{Participant, Study},
};

/// How far a fieldwork has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct FieldworkProgress {
    /// Interviews that have ended or could not go on.
    pub done: usize,
    /// Those of them that could not go on.
    pub failed: usize,
    /// Interviews in all.
    pub total: usize,
}

/// How the interviews of a study are held.
#[derive(Clone, Copy)]
pub struct FieldworkOptions<'a> {
    /// Interviews at once.
    pub concurrency: usize,
    /// When a model is asked again, and an interview over a store is tried again.
    pub policy: RetryPolicy,
    /// Where interviews are opened, such as [`SessionOpener`](crate::store::SessionOpener); in memory without one.
    pub opener: Option<&'a dyn InterviewOpener>,
    /// Hears of each interview that is done.
    pub progress: &'a (dyn Fn(FieldworkProgress) + Sync),
}

impl Default for FieldworkOptions<'_> {
    fn default() -> Self {
        Self { concurrency: 64, policy: RetryPolicy::default(), opener: None, progress: &|_| {} }
    }
}

impl fmt::Debug for FieldworkOptions<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { concurrency, policy, .. } = self;
        formatter.debug_struct("FieldworkOptions").field("concurrency", concurrency).field("policy", policy).finish_non_exhaustive()
    }
}

impl Study {
    /// Interviews respondents with a driver: its budget is their cost ceiling, its window their back-pressure, its switch cancels them.
    ///
    /// With an opener over a store, a run that was cut short goes on where each interview was. A failing model is no reason to stop: the guide
    /// goes on. A spent budget or a wrong key is one: no further interview begins, and the fieldwork says so.
    ///
    /// # Errors
    /// When the guide breaks a rule, two participants share an id, the store cannot be read, or the driver was cancelled.
    pub async fn run_with<R: Respondent>(
        &self,
        respondents: impl IntoIterator<Item = (Participant, R)>,
        driver: &Driver<'_>,
        options: FieldworkOptions<'_>,
    ) -> Result<Fieldwork, Error> {
        let guide = PreparedGuide::new(self.guide.clone())?;
        let (participants, respondents): (Vec<Participant>, Vec<R>) = respondents.into_iter().unzip();
        let schedule = FieldworkSchedule::new(self, Arc::clone(&guide), participants)?;
        run_fieldwork(schedule, respondents, driver, FieldworkOptions { opener: Some(options.opener.unwrap_or(&guide)), ..options }).await
    }
}

/// Holds the interviews of a schedule, one for each respondent in its order.
///
/// # Errors
/// As for [`Study::run_with`]; and when there is no opener.
pub async fn run_fieldwork<R: Respondent>(
    schedule: FieldworkSchedule,
    respondents: Vec<R>,
    driver: &Driver<'_>,
    options: FieldworkOptions<'_>,
) -> Result<Fieldwork, Error> {
    let opener = options.opener.ok_or_else(|| Error::invalid("opener", "there is none", "give where interviews are opened"))?;
    let known = opener.known().await?;
    let mut schedule = schedule.with_concurrency(options.concurrency).with_policy(options.policy).resuming(known);
    let mut respondents: Vec<Option<R>> = respondents.into_iter().map(Some).collect();
    let mut under_way = FuturesUnordered::new();
    let now = || driver.clock().now();
    loop {
        if driver.is_cancelled() {
            schedule.stop("cancelled");
        }
        let pause = match schedule.next(now()) {
            Work::Done => break,
            Work::Wait(pause) => pause,
            Work::Hold(planned) => {
                let Some(respondent) = respondents.get_mut(planned.number).and_then(Option::take) else {
                    return Err(Error::invalid(
                        "respondents",
                        format!("there is none for `{}`", planned.id),
                        "give one for each participant",
                    ));
                };
                under_way.push(hold_one(planned, respondent, driver, opener, options.policy));
                continue;
            }
        };
        let ended = match pause {
            None => under_way.next().await,
            Some(pause) => match select(under_way.next(), driver.clock().sleep(Duration::from_millis(pause))).await {
                futures_util::future::Either::Left((Some(ended), _)) => Some(ended),
                futures_util::future::Either::Left((None, sleep)) => {
                    sleep.await;
                    None
                }
                futures_util::future::Either::Right(_) => None,
            },
        };
        let Some((number, respondent, held)) = ended else { continue };
        if let Some(place) = respondents.get_mut(number) {
            *place = Some(respondent);
        }
        let before = schedule.finished();
        match held {
            Ok(mut conversation) => match conversation.log().await {
                Ok(log) => schedule.ended(number, conversation.interview(), log),
                Err(error) => schedule.failed(number, &error, now()),
            },
            Err(error) => schedule.failed(number, &error, now()),
        }
        if schedule.finished() > before {
            (options.progress)(FieldworkProgress { done: schedule.finished(), failed: schedule.failures(), total: schedule.total() });
        }
    }
    drop(under_way);
    if driver.is_cancelled() {
        return Err(Error::cancelled());
    }
    Ok(Fieldwork { spent: driver.spent(), ..schedule.finish() })
}

type Held = Result<Conversation<Box<dyn InterviewHost>>, Error>;

async fn hold_one<R: Respondent>(
    planned: PlannedInterview,
    mut respondent: R,
    driver: &Driver<'_>,
    opener: &dyn InterviewOpener,
    policy: RetryPolicy,
) -> (usize, R, Held) {
    let number = planned.number;
    let held = async {
        let host = opener.open(&planned, driver.clock().now()).await?;
        let mut conversation = Conversation::new(host, policy).as_part_of_run();
        if let Some(began) = planned.begins_at {
            conversation = conversation.with_own_time(began);
        }
        let outcome = hold(&mut conversation, &mut respondent, driver).await;
        // A store that cannot let go now does so by itself in a while.
        let _ = conversation.release().await;
        outcome.map(|_| conversation)
    };
    let held = held.await;
    (number, respondent, held)
}
