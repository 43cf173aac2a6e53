//! What the participant sees next, and what is awaited of whom.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InputBody, Interview, InterviewOutcome, InterviewPhase, Respondent, Response};
use crate::{
    llm::LlmFailure,
    plan::{AnswerFormat, RatingScale},
    time::Timestamp,
};

/// A message to the participant.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ReplyMessage {
    /// The interviewer's turn.
    pub turn: u32,
    /// The words, checked.
    pub text: Arc<str>,
    /// How it is answered.
    pub answer: AnswerFormat,
    /// The numbers of a rating, with what its ends mean in the interview's language.
    pub scale: Option<RatingScale>,
}

/// What is awaited next.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Awaited {
    /// Whether the participant agrees to take part.
    Consent,
    /// The participant's words.
    Words,
    /// The participant's number or choice, as the last message says; words that name it do as well.
    Answer,
    /// Nothing of the participant: a tick, once it is due.
    Time,
    /// Nothing: the interview is over.
    Nothing,
}

/// How far an interview has come.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct InterviewProgress {
    /// Questions asked.
    pub asked: u32,
    /// Core and mandatory items that were asked or need not be any more.
    pub covered: u32,
    /// Core and mandatory items in all.
    pub items: u32,
}

/// What the participant sees next.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Reply {
    /// The messages, in order; the last one is answered.
    pub messages: Vec<ReplyMessage>,
    /// What is awaited next.
    pub awaits: Awaited,
    /// How the interview ended, once it has.
    pub outcome: Option<InterviewOutcome>,
    /// How far it has come.
    pub progress: InterviewProgress,
    /// The revision after it.
    pub revision: u64,
    /// When to hand in a tick, if nothing happens before.
    pub tick_at: Option<Timestamp>,
    /// Why the model could not be asked, when the interview went on from the guide.
    pub failure: Option<LlmFailure>,
}

impl Reply {
    /// The messages as one text.
    pub fn text(&self) -> String {
        self.messages.iter().map(|message| message.text.as_ref()).collect::<Vec<_>>().join("\n\n")
    }

    /// Puts the open question to a respondent: asks for consent, for words, or for a number or a choice.
    pub async fn put_to(&self, respondent: &mut dyn Respondent) -> Option<Response> {
        let text = self.text();
        match (self.awaits, self.messages.last()) {
            (Awaited::Consent, _) => respondent.consent(&text).await.map(|words| Response::Words(words.into())),
            (Awaited::Answer, Some(question)) => respondent.answer(&text, &question.answer).await.map(Response::Answer),
            (Awaited::Words, _) => respondent.say(&text).await.map(|words| Response::Words(words.into())),
            _ => None,
        }
    }
}

impl Awaited {
    /// What is awaited of an interview as it stands.
    pub fn of(interview: &Interview) -> Self {
        match interview.state().phase() {
            InterviewPhase::Closed => Self::Nothing,
            InterviewPhase::Created | InterviewPhase::Admitting | InterviewPhase::AwaitingModel => Self::Time,
            InterviewPhase::Consenting => Self::Consent,
            InterviewPhase::Awaiting if interview.question().is_none_or(AnswerFormat::is_open) => Self::Words,
            InterviewPhase::Awaiting => Self::Answer,
        }
    }

    /// The input that a response to it makes: nothing in the place of words is a wish to stop, in the place of an answer it skips.
    pub fn input(self, response: Option<Response>) -> InputBody {
        match (self, response) {
            (Self::Time | Self::Nothing, _) => InputBody::Tick,
            (_, Some(Response::Words(text))) => InputBody::Said { text },
            (_, Some(Response::Answer(answer))) => InputBody::Answered { answer },
            (Self::Answer, None) => InputBody::Skipped,
            (Self::Consent | Self::Words, None) => InputBody::AskedToStop,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::StructuredAnswer;

    #[test]
    fn what_is_given_becomes_the_input_that_was_awaited() {
        let words = || Some(Response::Words("yes".into()));
        let number = || Some(Response::Answer(StructuredAnswer::Number { value: 7 }));
        assert_eq!(Awaited::Consent.input(words()), InputBody::Said { text: "yes".into() });
        assert_eq!(Awaited::Consent.input(None), InputBody::AskedToStop);
        assert_eq!(Awaited::Words.input(None), InputBody::AskedToStop);
        assert_eq!(Awaited::Answer.input(number()), InputBody::Answered { answer: StructuredAnswer::Number { value: 7 } });
        assert_eq!(Awaited::Answer.input(words()), InputBody::Said { text: "yes".into() });
        assert_eq!(Awaited::Answer.input(None), InputBody::Skipped);
        assert_eq!(Awaited::Time.input(words()), InputBody::Tick);
    }
}
