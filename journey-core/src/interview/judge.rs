//! A judge: a model's view of how an interview was held, beside the report card's counts.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EventBody, InterviewEvent};
use crate::{
    error::Error,
    llm::{Completion, ModelMessage, ModelRequest, Procedure, ProcedureInput, ReplySchema, RetryPolicy, Step, TaskContext, data_block},
    plan::Provenance,
};

static REPLY: LazyLock<ReplySchema> = LazyLock::new(ReplySchema::of::<JudgeScores>);

/// A line of a transcript as a judge reads it.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct JudgedTurn {
    /// The turn's number.
    pub turn: u32,
    /// Whether the interviewer says it.
    pub interviewer: bool,
    /// Its words.
    pub text: String,
}

/// What a judge sees: the typed context of the task `interview.judge`.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct JudgeContext {
    /// The transcript from the first question on.
    pub lines: Vec<JudgedTurn>,
    /// The most words of a message.
    pub max_words: usize,
    /// The language of the interview, a BCP 47 tag.
    pub language: String,
}

/// The scores that a judge gave.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct JudgeScores {
    /// 1 (questions jump about) to 4 (each follows from what was said).
    #[schemars(range(min = 1, max = 4))]
    pub coherence: u8,
    /// 1 (a fixed script) to 4 (questions take up what this participant said).
    #[schemars(range(min = 1, max = 4))]
    pub adaptiveness: u8,
    /// The interviewer's turns that lead.
    #[schemars(length(max = 60))]
    pub leading: Vec<u32>,
    /// The interviewer's turns that are unclear.
    #[schemars(length(max = 60))]
    pub unclear: Vec<u32>,
    /// The participant's turns that opened a lead which no later question takes up.
    #[schemars(length(max = 60))]
    pub dropped: Vec<u32>,
    /// The interviewer's turns that press on after a refusal, distress or grief.
    #[schemars(length(max = 60))]
    pub pressing: Vec<u32>,
    /// Why, in a sentence or two.
    #[schemars(length(max = 400))]
    pub reason: String,
}

/// Marks with who gave them.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Judgement {
    /// The marks; turns that are not the interviewer's are left out.
    pub marks: JudgeScores,
    /// Who gave them.
    pub provenance: Provenance,
}

/// Judges one interview.
#[derive(Clone, Debug)]
pub struct JudgeInterview {
    interviewer: Vec<u32>,
    participant: Vec<u32>,
    completion: Completion<JudgeScores>,
}

/// The language that consent was given in; a log without it is read as English.
fn language(log: &[InterviewEvent]) -> String {
    let consented = log.iter().find_map(|event| match &event.body {
        EventBody::Consented { language, .. } => Some(language.clone()),
        _ => None,
    });
    consented.unwrap_or_else(|| "en".to_owned())
}

impl JudgeInterview {
    /// Begins a judgement of an interview's log.
    ///
    /// # Errors
    /// When nothing was said.
    pub fn new(log: &[InterviewEvent], max_words: usize, policy: RetryPolicy, seed: u64) -> Result<Self, Error> {
        let lines: Vec<JudgedTurn> = log
            .iter()
            .filter_map(|event| match &event.body {
                EventBody::MessageShown { turn, text, purpose, .. } if purpose.is_question() => {
                    Some(JudgedTurn { turn: *turn, interviewer: true, text: text.to_string() })
                }
                EventBody::Said { turn, text, .. } => Some(JudgedTurn { turn: *turn, interviewer: false, text: text.to_string() }),
                _ => None,
            })
            .collect();
        if lines.iter().all(|line| line.interviewer) {
            return Err(Error::invalid("log", "the participant said nothing", "judge an interview that was held"));
        }
        let told: Vec<String> = lines
            .iter()
            .map(|line| format!("[{}] {}: {}", line.turn, if line.interviewer { "interviewer" } else { "participant" }, line.text))
            .collect();
        let turns = |interviewer: bool| lines.iter().filter(|line| line.interviewer == interviewer).map(|line| line.turn).collect();
        let (interviewer, participant) = (turns(true), turns(false));
        let context = JudgeContext { lines, max_words, language: language(log) };
        let request = ModelRequest {
            task: "interview.judge".into(),
            system: include_str!("../../data/prompts/judge.md").into(),
            messages: vec![ModelMessage::user(data_block("transcript", &told.join("\n")))],
            schema: REPLY.clone(),
            max_output_tokens: 600,
            temperature: 0.0,
            seed,
            context: TaskContext::new(context),
        };
        Ok(Self { interviewer, participant, completion: Completion::new(request, policy, crate::text::personal_data) })
    }
}

impl Procedure for JudgeInterview {
    type Output = Judgement;

    fn step(&mut self, input: ProcedureInput) -> Result<Step<Judgement>, Error> {
        Ok(match self.completion.step(input)? {
            Step::Ask(requests) => Step::Ask(requests),
            Step::Wait(wait) => Step::Wait(wait),
            Step::Done(done) => {
                let mut marks = done.value;
                marks.leading.retain(|turn| self.interviewer.contains(turn));
                marks.unclear.retain(|turn| self.interviewer.contains(turn));
                marks.pressing.retain(|turn| self.interviewer.contains(turn));
                marks.dropped.retain(|turn| self.participant.contains(turn));
                let tokens = done.usage.prompt_tokens + done.usage.completion_tokens;
                Step::Done(Judgement {
                    marks,
                    provenance: Provenance { engine: done.model, prompt_hash: done.prompt_hash.to_string(), tokens, masked: done.masked },
                })
            }
        })
    }
}
