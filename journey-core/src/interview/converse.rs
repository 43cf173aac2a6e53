//! Holding an interview between a participant and a provider.

use async_trait::async_trait;

use super::{Input, InputBody, Interview, InterviewPhase, Output};
use crate::{
    error::Error,
    llm::{Driver, RetryPolicy},
    plan::Instrument,
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

    /// Answers with a number; `None` skips.
    async fn rate(&mut self, message: &str, instrument: Instrument) -> Option<i32>;

    /// Milliseconds that the last answer took.
    fn pace(&self) -> u64 {
        0
    }
}

/// Drives an interview to its end.
///
/// A failing model is handed to the interview as such and the guide goes on; only a cancelled driver is an error.
///
/// # Errors
/// [`Error::Cancelled`], or an input that the interview refuses.
pub async fn converse(
    interview: &mut Interview,
    respondent: &mut dyn Respondent,
    driver: &Driver<'_>,
    policy: RetryPolicy,
) -> Result<(), Error> {
    let mut number = 0;
    let mut next = Input::new("joined", InputBody::Joined);
    loop {
        let outputs = interview.handle(next, driver.host().now())?;
        let mut open = None;
        for output in outputs {
            match output {
                Output::Finished { .. } => return Ok(()),
                Output::AskModel { .. } | Output::AskRating { .. } | Output::Say { .. } => open = Some(output),
                Output::Record { .. } | Output::SetTimer { .. } => {}
            }
        }
        number += 1;
        let id = format!("input-{number}");
        next = match open {
            Some(Output::AskModel { request, body }) => match driver.run(Interview::completion(*body, policy)).await {
                Ok(completed) => Input::model_replied(id, request, completed),
                Err(Error::Llm(error)) => Input::new(id, InputBody::ModelFailed { request, error }),
                Err(error) => return Err(error),
            },
            Some(Output::AskRating { text, instrument, .. }) => {
                let rated = respondent.rate(&text, instrument).await;
                driver.host().sleep(std::time::Duration::from_millis(respondent.pace())).await;
                Input::new(id, rated.map_or(InputBody::Skipped, |value| InputBody::Rated { value }))
            }
            Some(Output::Say { text, .. }) => {
                let consenting = interview.state().phase() == InterviewPhase::Consenting;
                let said = if consenting { respondent.consent(&text).await } else { respondent.say(&text).await };
                driver.host().sleep(std::time::Duration::from_millis(respondent.pace())).await;
                match said {
                    Some(text) => Input::said(id, text),
                    None => Input::new(id, InputBody::AskedToStop),
                }
            }
            _ => Input::new(id, InputBody::Tick),
        };
    }
}
