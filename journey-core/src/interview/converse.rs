//! Holding an interview between a participant and a provider.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use async_trait::async_trait;

use super::{Input, InputBody, Interview, InterviewOutcome, InterviewPhase, Output};
use crate::{
    error::Error,
    llm::{Driver, LlmError, RetryPolicy},
    plan::{AnswerFormat, StructuredAnswer},
    time::Timestamp,
};

/// Someone who answers: a person behind a transport, or a simulation.
#[async_trait]
pub trait Respondent: Send {
    /// Answers a message; `None` leaves the interview.
    async fn say(&mut self, message: &str) -> Option<String>;

    /// Answers whether they agree to take part; `None` leaves the interview.
    async fn consent(&mut self, message: &str) -> Option<String> {
        self.say(message).await
    }

    /// Answers with a number or a choice; `None` skips.
    async fn answer(&mut self, message: &str, answer: &AnswerFormat) -> Option<StructuredAnswer>;

    /// Milliseconds that the last answer took.
    fn response_ms(&self) -> u64 {
        0
    }
}

/// Handles the inputs of an interview, in memory or through a store.
#[async_trait]
pub trait InterviewHost: Send {
    /// The interview.
    fn interview(&self) -> &Interview;

    /// Takes an input; see [`Interview::handle`].
    ///
    /// # Errors
    /// An input that the interview refuses, or what the store could not keep.
    async fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Output>, Error>;

    /// Checks the quotas for what was given in the screener; without any, everyone is admitted.
    ///
    /// # Errors
    /// When the quotas cannot be checked.
    async fn admission(&mut self, answers: BTreeMap<String, StructuredAnswer>) -> Result<InputBody, Error> {
        drop(answers);
        Ok(InputBody::Admitted { quotas: Vec::new(), full: None })
    }
}

#[async_trait]
impl InterviewHost for Interview {
    fn interview(&self) -> &Interview {
        self
    }

    async fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Output>, Error> {
        Self::handle(self, input, now)
    }
}

/// Runs an interview to its end and returns the outcome.
///
/// A failing model is handed to the interview as such and the guide goes on; a cancelled driver is an error, and so is a spent budget, so
/// that nobody is interviewed by the script alone because the money ran out.
///
/// # Errors
/// a cancelled run, a spent budget, or an input that the seat refuses.
pub async fn converse(
    seat: &mut dyn InterviewHost,
    respondent: &mut dyn Respondent,
    driver: &Driver<'_>,
    policy: RetryPolicy,
) -> Result<InterviewOutcome, Error> {
    let mut outputs = match seat.interview().state().phase() {
        InterviewPhase::Created => seat.handle(Input::new("joined", InputBody::Joined), driver.host().now()).await?,
        _ => seat.interview().pending(),
    };
    loop {
        let mut open = None;
        for output in outputs {
            match output {
                Output::Finished { outcome } => return Ok(outcome),
                Output::Ask { .. } | Output::CheckQuotas { .. } | Output::AskModel { .. } | Output::Say { .. } => open = Some(output),
                _ => {}
            }
        }
        let id: Arc<str> = format!("input-{}", seat.interview().state().revision()).into();
        let next = match open {
            Some(Output::AskModel { request, body }) => match Box::pin(driver.run(Interview::completion(*body, policy))).await {
                Ok(completed) => Input::model_replied(id, request, completed),
                Err(error) => match error.downcast_ref::<LlmError>().filter(|failed| !driver.is_spent(failed)) {
                    Some(failed) => Input::new(id, InputBody::ModelFailed { request, error: failed.clone().into() }),
                    None => return Err(error),
                },
            },
            Some(Output::CheckQuotas { answers }) => Input::new(id, seat.admission(answers).await?),
            Some(Output::Ask { text, answer, .. }) => {
                let given = respondent.answer(&text, &answer).await;
                driver.host().sleep(Duration::from_millis(respondent.response_ms())).await;
                Input::new(id, given.map_or(InputBody::Skipped, |given| InputBody::Answered { answer: given }))
            }
            Some(Output::Say { text, .. }) => {
                let consenting = seat.interview().state().phase() == InterviewPhase::Consenting;
                let said = if consenting { respondent.consent(&text).await } else { respondent.say(&text).await };
                driver.host().sleep(Duration::from_millis(respondent.response_ms())).await;
                match said {
                    Some(text) => Input::said(id, text),
                    None => Input::new(id, InputBody::AskedToStop),
                }
            }
            _ => Input::new(id, InputBody::Tick),
        };
        outputs = seat.handle(next, driver.host().now()).await?;
    }
}
