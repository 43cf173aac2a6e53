//! Someone who answers an interviewer.

use std::sync::Arc;

use async_trait::async_trait;

use crate::plan::{AnswerFormat, StructuredAnswer};

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

    /// Milliseconds that the last answer would have taken, where answering takes no time of its own.
    fn response_ms(&self) -> u64 {
        0
    }
}

#[async_trait]
impl<R: Respondent + ?Sized> Respondent for &mut R {
    async fn say(&mut self, message: &str) -> Option<String> {
        (**self).say(message).await
    }

    async fn consent(&mut self, message: &str) -> Option<String> {
        (**self).consent(message).await
    }

    async fn answer(&mut self, message: &str, answer: &AnswerFormat) -> Option<StructuredAnswer> {
        (**self).answer(message, answer).await
    }

    fn response_ms(&self) -> u64 {
        (**self).response_ms()
    }
}

/// What a respondent gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Response {
    /// A number or a choice.
    Answer(StructuredAnswer),
    /// Words.
    Words(Arc<str>),
}
