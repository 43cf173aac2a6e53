//! One validated answer: ask, wait and retry, validate, repair once.

use std::{marker::PhantomData, sync::Arc};

use serde::de::DeserializeOwned;

use super::{
    FinishReason, LlmError, LlmErrorKind, ModelMessage, ModelReply, ModelRequest, Procedure, ProcedureInput, ReplySchema, RetryPolicy,
    Step, TokenUsage, lenient,
    masking::{Mask, Masking},
};
use crate::error::Error;

/// A validated answer and what it took.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidatedReply<T> {
    /// The answer.
    pub value: T,
    /// The model's name.
    pub model: String,
    /// Tokens of all attempts.
    pub usage: TokenUsage,
    /// The hash of the prompt.
    pub prompt_hash: Arc<str>,
    /// Whether the first reply had to be repaired.
    pub repaired: bool,
    /// How many pieces of personal data were masked in the request.
    pub masked: u64,
}

/// Asks one request until a reply follows its schema.
///
/// Transient failures wait and retry by the policy. A reply that breaks the schema is sent back once with the faults.
/// A truncated reply or a refusal is a typed failure at once.
#[derive(Clone, Debug)]
pub struct Completion<T> {
    request: ModelRequest,
    policy: RetryPolicy,
    attempt: u32,
    repaired: bool,
    waiting: Waiting,
    usage: TokenUsage,
    masking: Masking,
    output: PhantomData<fn() -> T>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Waiting {
    Start,
    Reply,
    Timer,
}

impl<T: DeserializeOwned> Completion<T> {
    /// A completion of a request; `mask` finds the personal data that stays here, where the policy asks for it.
    pub fn new(mut request: ModelRequest, policy: RetryPolicy, mask: Mask) -> Self {
        let masking = if policy.masks_personal_data { Masking::of(&mut request, mask) } else { Masking::default() };
        let usage = TokenUsage::default();
        Self { request, policy, attempt: 0, repaired: false, waiting: Waiting::Start, usage, masking, output: PhantomData }
    }

    fn ask(&mut self) -> Step<ValidatedReply<T>> {
        self.attempt += 1;
        self.waiting = Waiting::Reply;
        Step::Ask(vec![self.request.clone()])
    }

    fn replied(&mut self, reply: ModelReply) -> Result<Step<ValidatedReply<T>>, Error> {
        self.usage.prompt_tokens += reply.usage.prompt_tokens;
        self.usage.completion_tokens += reply.usage.completion_tokens;
        match reply.finish {
            FinishReason::Length => {
                let limit = self.request.max_output_tokens;
                return Err(LlmError::new(LlmErrorKind::Truncated, format!("the reply was cut at {limit} tokens")).into());
            }
            FinishReason::Refused => return Err(LlmError::new(LlmErrorKind::Refused, "the model declined to answer").into()),
            FinishReason::Stop => {}
        }
        let restored = self.masking.restore(&reply.text);
        match parse(&self.request.schema, restored.as_deref().unwrap_or(&reply.text)) {
            Ok(value) => Ok(Step::Done(ValidatedReply {
                value,
                model: reply.model,
                usage: self.usage,
                prompt_hash: self.request.prompt_hash(),
                repaired: self.repaired,
                masked: self.masking.count(),
            })),
            Err(faults) if self.repaired => Err(LlmError::new(LlmErrorKind::InvalidReply, faults).into()),
            Err(faults) => {
                // A fault may name the words that it is about.
                let faults = self.masking.hide(&faults);
                self.repaired = true;
                let shown: String = reply.text.chars().take(2000).collect();
                // Providers refuse an empty message.
                let shown = if shown.trim().is_empty() { "(nothing)".to_owned() } else { shown };
                self.request.messages.push(ModelMessage::assistant(shown));
                self.request.messages.push(ModelMessage::user(format!(
                    "That reply does not follow the JSON Schema: {faults}. Reply again with the corrected JSON only."
                )));
                self.attempt = 0;
                Ok(self.ask())
            }
        }
    }
}

/// Reads a reply leniently and checks it strictly.
fn parse<T: DeserializeOwned>(schema: &ReplySchema, text: &str) -> Result<T, String> {
    let value = lenient::read(text, schema.full())?;
    schema.check(&value)?;
    serde_json::from_value(value).map_err(|error| error.to_string())
}

impl<T: DeserializeOwned> Procedure for Completion<T> {
    type Output = ValidatedReply<T>;

    fn step(&mut self, input: ProcedureInput) -> Result<Step<ValidatedReply<T>>, Error> {
        match (self.waiting, input) {
            (Waiting::Start, ProcedureInput::Start) | (Waiting::Timer, ProcedureInput::Elapsed) => Ok(self.ask()),
            (Waiting::Reply, ProcedureInput::Replies(replies)) => match replies.into_iter().next() {
                Some(Ok(reply)) => self.replied(reply),
                Some(Err(error)) => match self.policy.wait(self.attempt, &error) {
                    Some(wait) => {
                        self.waiting = Waiting::Timer;
                        Ok(Step::Wait(wait))
                    }
                    None => Err(error.into()),
                },
                None => Err(Error::protocol("waits for one reply", "none")),
            },
            (waiting, input) => {
                let expected = match waiting {
                    Waiting::Start => "waits for its start",
                    Waiting::Reply => "waits for a reply",
                    Waiting::Timer => "waits for time to pass",
                };
                Err(Error::protocol(expected, input.name()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn request() -> ModelRequest {
        ModelRequest {
            task: "test".into(),
            system: "".into(),
            messages: vec![],
            schema: serde_json::json!({"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}).into(),
            max_output_tokens: 10,
            temperature: 0.0,
            seed: 0,
            context: crate::llm::TaskContext::none(),
        }
    }

    fn reply(text: &str, finish: FinishReason) -> ProcedureInput {
        ProcedureInput::Replies(vec![Ok(ModelReply { text: text.into(), finish, usage: TokenUsage::default(), model: "m".into() })])
    }

    fn begun() -> Completion<Value> {
        let mut completion = Completion::new(request(), RetryPolicy::default(), |_| Vec::new());
        assert!(matches!(completion.step(ProcedureInput::Start), Ok(Step::Ask(_))));
        completion
    }

    #[test]
    fn a_bad_reply_is_repaired_once() {
        let mut completion = begun();
        let step = completion.step(reply("{\"a\":\"x\"}", FinishReason::Stop));
        assert!(matches!(&step, Ok(Step::Ask(requests)) if requests[0].messages.len() == 2), "{step:?}");
        let step = completion.step(reply("```json\n{\"a\":1}\n```", FinishReason::Stop));
        assert!(matches!(step, Ok(Step::Done(done)) if done.repaired && done.value["a"] == 1));
        let mut completion = begun();
        assert!(completion.step(reply("nonsense", FinishReason::Stop)).is_ok());
        let error = completion.step(reply("nonsense", FinishReason::Stop)).err();
        assert_eq!(error.map(|error| error.code()), Some("llm_invalid_reply"));
    }

    #[test]
    fn truncation_is_its_own_error_and_transients_wait() {
        let error = begun().step(reply("{\"a\":1}", FinishReason::Length)).err();
        assert_eq!(error.map(|error| error.code()), Some("llm_truncated"));
        let mut completion = begun();
        let failed = ProcedureInput::Replies(vec![Err(LlmError::new(LlmErrorKind::Transient, "down"))]);
        assert!(matches!(completion.step(failed), Ok(Step::Wait(_))));
        assert!(matches!(completion.step(ProcedureInput::Elapsed), Ok(Step::Ask(_))));
        assert_eq!(completion.step(ProcedureInput::Elapsed).err().map(|error| error.code()), Some("protocol"));
    }
}
