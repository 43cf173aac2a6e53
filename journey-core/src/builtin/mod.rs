//! The embedded default: answers the same requests that a model would, by rules and small tables.
//!
//! It is honest about what it is: provenance says `builtin`.

mod answer;
mod code;
mod corpus;
mod cue;
mod judge;
mod marker;
mod opinion;
mod plan;
mod study;

pub use opinion::polarity;

use std::sync::Arc;

use async_trait::async_trait;
use serde::de::DeserializeOwned;

use crate::{
    coding::{DocumentCoding, PreparedFramework, code_by_rules},
    error::Error,
    interview::{ModeratorMove, TurnContext, moderate},
    journey::{Document, DocumentSource, Framework},
    llm::{
        BUILTIN_ENGINE, FinishReason, LlmError, LlmErrorKind, LlmProvider, ModelInfo, ModelReply, ModelRequest, Procedure, ProcedureInput,
        RetryPolicy, Step, TokenUsage,
    },
    plan::{DraftContext, DraftPlan, ResearchPlan},
    text::Reading,
};

/// The built-in engine as a provider: needs no key, network or download.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuiltinProvider;

#[async_trait]
impl LlmProvider for BuiltinProvider {
    fn model(&self) -> ModelInfo {
        ModelInfo { name: BUILTIN_ENGINE.into(), context_window: 1_000_000, json_schema: true }
    }

    async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        answer(request)
    }
}

/// Answers a request from its typed context.
///
/// # Errors
/// When the task is unknown or its context cannot be read.
pub fn answer(request: &ModelRequest) -> Result<ModelReply, LlmError> {
    let text = match request.task.as_str() {
        "ask.answer" => reply(request, answer::answer)?,
        "coding.document" => reply(request, code::code)?,
        "interview.judge" => reply(request, judge::judge)?,
        "interview.turn" => reply(request, turn)?,
        "plan.draft" => reply(request, plan::draft)?,
        task => return Err(LlmError::new(LlmErrorKind::InvalidReply, format!("the builtin engine does not know the task `{task}`"))),
    };
    Ok(ModelReply { text, finish: FinishReason::Stop, usage: TokenUsage::default(), model: BUILTIN_ENGINE.into() })
}

/// The interview's own move, with what the lexicon reads of each mention beside it: waiting and repeating are felt without a feeling word.
fn turn(context: &TurnContext) -> ModeratorMove {
    let mut next = moderate(context);
    for (mention, named) in next.mentions.iter_mut().zip(&context.named) {
        let sentence = context.answer.iter().find(|sentence| sentence.id == named.sentence);
        if let Some(cue) =
            sentence.and_then(|sentence| cue::read(&sentence.text, Reading::of(&sentence.text).as_ref(), None, DocumentSource::Interview))
        {
            mention.valence = cue.valence;
        }
    }
    next
}

/// Answers from the typed context: as it was given, or read from JSON.
fn reply<T: DeserializeOwned + 'static, R: serde::Serialize>(
    request: &ModelRequest,
    answer: impl FnOnce(&T) -> R,
) -> Result<String, LlmError> {
    if let Some(context) = request.context.get() {
        return Ok(json(&answer(context)));
    }
    let read = serde_json::from_value(request.context.json());
    let context = read
        .map_err(|error| LlmError::new(LlmErrorKind::InvalidReply, format!("the context of `{}` cannot be read: {error}", request.task)))?;
    Ok(json(&answer(&context)))
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Runs a procedure to completion with the built-in engine, without a driver.
///
/// # Errors
/// The procedure's own failure.
pub fn run<P: Procedure>(mut procedure: P) -> Result<P::Output, Error> {
    let mut input = ProcedureInput::Start;
    loop {
        input = match procedure.step(input)? {
            Step::Ask(requests) => ProcedureInput::Replies(requests.iter().map(answer).collect()),
            Step::Done(output) => return Ok(output),
            Step::Wait(_) => ProcedureInput::Elapsed,
        };
    }
}

/// Drafts a plan from a research question: over an industry template, or with `None` over the stages that the question itself calls for.
///
/// ```
/// let plan = journey_core::builtin::draft_plan("Where in the journey do we create friction, where delight?", "insurance")?;
/// assert_eq!(plan.goals.len(), 3);
/// assert!(plan.lint().is_empty());
/// let own = journey_core::builtin::draft_plan("Why do volunteers stop coming to our food bank?", None)?;
/// assert_eq!(own.core_questions[0].text, "Think of a time when you stopped coming to the food bank, or came close to it. What happened?");
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When the question is too short or the template unknown.
pub fn draft_plan<'a>(question: &str, template: impl Into<Option<&'a str>>) -> Result<ResearchPlan, Error> {
    let framework = template.into().map(|template| Framework::template(template).cloned()).transpose()?;
    run(DraftPlan::new(DraftContext::new(question, framework), RetryPolicy::never(), 0)?)
}

/// Codes a document against a framework, which is prepared for this one document; many are coded by [`code_prepared`] or
/// [`Corpus::code`](crate::Corpus::code).
///
/// ```
/// use journey_core::{builtin, journey::{Document, DocumentSource, Framework, ObservationKind, Role}};
/// let mut ticket = Document::new("ticket-1", DocumentSource::Ticket, "customer-1");
/// ticket.push(Role::Customer, "Filing the claim was easy. Then I waited three weeks without any update.");
/// let coding = builtin::code_document(&ticket, Framework::template("insurance")?)?;
/// assert_eq!(coding.observations[0].kind, ObservationKind::Delight);
/// assert_eq!(coding.observations[1].evidence[0].text, "Then I waited three weeks without any update.");
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When the framework breaks a rule.
pub fn code_document(document: &Document, framework: &Framework) -> Result<DocumentCoding, Error> {
    Ok(code_prepared(document, &Arc::new(PreparedFramework::new(framework.clone())?)))
}

/// Codes a document: the result is that of [`CodeDocument`](crate::coding::CodeDocument), sooner.
pub fn code_prepared(document: &Document, framework: &Arc<PreparedFramework>) -> DocumentCoding {
    code_by_rules(document, framework, code::code)
}
