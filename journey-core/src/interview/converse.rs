//! Holding an interview between a respondent and a provider.

use std::time::Duration;

use super::{Awaited, Conversation, InterviewHost, InterviewOutcome, Next, Reply, Respondent};
use crate::{
    error::Error,
    llm::{Driver, ProcedureInput, RetryPolicy},
};

/// Drives an interview to its end and says how it ended.
///
/// A failing model is handed to the interview as such and the guide goes on. A failure that will not go away, such as a spent budget or a wrong
/// key, is an error: nobody is interviewed by the script alone for it. So is a cancelled driver.
///
/// # Errors
/// A cancelled run, a failure that will not go away, or what the host refuses.
pub async fn converse(
    host: &mut dyn InterviewHost,
    respondent: &mut dyn Respondent,
    driver: &Driver<'_>,
    policy: RetryPolicy,
) -> Result<InterviewOutcome, Error> {
    hold(&mut Conversation::new(host, policy).as_part_of_run(), respondent, driver).await
}

/// Drives a conversation to its end.
pub(super) async fn hold<H: InterviewHost>(
    conversation: &mut Conversation<H>,
    respondent: &mut dyn Respondent,
    driver: &Driver<'_>,
) -> Result<InterviewOutcome, Error> {
    let now = || driver.clock().now();
    let mut next = conversation.start(now()).await?;
    loop {
        if driver.is_cancelled() {
            return Err(Error::cancelled());
        }
        next = match next {
            Next::Ask(request) => {
                let replied = driver.complete(&request).await?;
                conversation.feed(ProcedureInput::Replies(vec![replied]), now()).await?
            }
            Next::Wait(milliseconds) => {
                driver.clock().sleep(Duration::from_millis(milliseconds)).await;
                conversation.feed(ProcedureInput::Elapsed, now()).await?
            }
            Next::Rest(reply) => match reply.outcome {
                Some(outcome) => return Ok(outcome),
                None => {
                    sleep_until_due(&reply, driver).await;
                    let response = reply.put_to(respondent).await;
                    conversation.respond(response, respondent.response_ms(), now()).await?
                }
            },
        };
    }
}

async fn sleep_until_due(reply: &Reply, driver: &Driver<'_>) {
    if reply.awaits == Awaited::Time
        && let Some(due) = reply.tick_at
    {
        driver.clock().sleep(Duration::from_millis(due.ms_since(driver.clock().now()))).await;
    }
}
