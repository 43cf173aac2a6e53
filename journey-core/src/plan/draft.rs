//! Drafting a plan: the drafter proposes; what the host does not accept is drafted once more.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Focus, LintFinding, ProbingDepth, Provenance, ResearchPlan, ResearchType,
    disposal::{Disposal, Rejected, accept},
    fit::fitting_framework,
    inquiry,
};
use crate::{
    error::Error,
    journey::Framework,
    llm::{
        BUILTIN_ENGINE, Completion, ModelMessage, ModelRequest, Procedure, ProcedureInput, ReplySchema, RetryPolicy, Step, TaskContext,
        ValidatedReply, data_block,
    },
};

static REPLY: LazyLock<ReplySchema> = LazyLock::new(ReplySchema::of::<PlanProposal>);
static REWORDED: LazyLock<ReplySchema> = LazyLock::new(ReplySchema::of::<RewordedQuestions>);

/// What a drafter knows.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DraftContext {
    /// The research question.
    pub question: String,
    /// What part of the journey to look at.
    pub focus: Focus,
    /// The stages and touchpoints.
    pub framework: Framework,
    /// Whether a drafter may put stages of its own in their place, as when nobody named an industry.
    #[serde(default)]
    pub stages_open: bool,
    /// How many goals to write, 1 to 10.
    pub goal_count: usize,
    /// The language of the questions, one that ships: de, en, es, fr.
    pub language: String,
}

impl DraftContext {
    /// A draft over the whole journey with three goals, in the language of the question. Without a framework the question's own is taken.
    pub fn new(question: impl Into<String>, framework: Option<Framework>) -> Self {
        let question = question.into();
        Self {
            stages_open: framework.is_none(),
            framework: framework.unwrap_or_else(|| fitting_framework(&question)),
            focus: Focus::EndToEnd,
            goal_count: 3,
            language: inquiry::spoken(&question).to_owned(),
            question,
        }
    }
}

/// A question as a drafter proposes it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ProposedQuestion {
    /// The question.
    #[schemars(length(max = 300))]
    pub text: String,
    /// The id of its stage; `null` for the whole journey.
    #[schemars(length(max = 60))]
    pub stage: Option<String>,
    /// How many probes it may get: none, light (1), standard (2), deep (3).
    pub depth: ProbingDepth,
    /// The numbers of the goals that it serves, from 1.
    #[schemars(length(max = 10))]
    pub serves: Vec<u32>,
}

/// A touchpoint as a drafter proposes it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ProposedTouchpoint {
    /// Its name, in a customer's words.
    #[schemars(length(max = 60))]
    pub name: String,
    /// The id or the name of its stage.
    #[schemars(length(max = 60))]
    pub stage: String,
}

/// A plan as a drafter proposes it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PlanProposal {
    /// What kind of research it is.
    pub research_type: ResearchType,
    /// What the study finds out.
    #[schemars(length(max = 600))]
    pub description: String,
    /// What it must be able to answer.
    #[schemars(length(max = 10), inner(length(max = 240)))]
    pub goals: Vec<String>,
    /// Who must be heard.
    #[schemars(length(max = 8), inner(length(max = 160)))]
    pub target_participants: Vec<String>,
    /// Stages to put in the place of those that were given, in the order of the journey; empty to keep them.
    #[schemars(length(max = 10), inner(length(max = 60)))]
    pub stages: Vec<String>,
    /// Touchpoints that the study should tell apart and that are not given.
    #[schemars(length(max = 20))]
    pub touchpoints: Vec<ProposedTouchpoint>,
    /// Open questions, in the order in which they are asked.
    #[schemars(length(max = 14))]
    pub core_questions: Vec<ProposedQuestion>,
}

/// A question in other words.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct RewordedQuestion {
    /// The number of the rejected question.
    pub number: u32,
    /// The question in other words.
    #[schemars(length(max = 300))]
    pub text: String,
}

/// The rejected questions in other words.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct RewordedQuestions {
    /// One for each rejected question.
    #[schemars(length(max = 14))]
    pub questions: Vec<RewordedQuestion>,
}

/// Drafts a plan from a research question. Questions that break a rule are shown back to a model once, with what to change.
#[derive(Clone, Debug)]
pub struct DraftPlan {
    context: DraftContext,
    request: ModelRequest,
    policy: RetryPolicy,
    state: State,
}

#[derive(Clone, Debug)]
enum State {
    Drafting(Completion<PlanProposal>),
    Rewording(Box<Rewording>),
}

#[derive(Clone, Debug)]
struct Rewording {
    completion: Completion<RewordedQuestions>,
    disposal: Disposal,
    provenance: Provenance,
}

impl DraftPlan {
    /// Begins a draft.
    ///
    /// # Errors
    /// When the question is empty, the framework unsound, no lines ship for the language, or the focus names an unknown stage.
    pub fn new(context: DraftContext, policy: RetryPolicy, seed: u64) -> Result<Self, Error> {
        check(&context)?;
        let request = request(&context, seed);
        Ok(Self { state: State::Drafting(Completion::new(request.clone(), policy, crate::text::personal_data)), request, policy, context })
    }

    /// Accepts what the rules allow; asks a model for other words for the rest.
    fn drafted(&mut self, done: ValidatedReply<PlanProposal>) -> Result<Step<ResearchPlan>, Error> {
        let proposed = serde_json::to_string(&done.value).unwrap_or_default();
        let provenance = Provenance {
            engine: done.model,
            prompt_hash: done.prompt_hash.to_string(),
            tokens: done.usage.prompt_tokens + done.usage.completion_tokens,
            masked: done.masked,
        };
        let disposal = accept(&self.context, done.value);
        if disposal.rejected.is_empty() || provenance.engine == BUILTIN_ENGINE {
            return Ok(Step::Done(disposal.plan(&self.context, provenance)));
        }
        let mut request = self.request.clone();
        request.task = "plan.reword".into();
        request.schema = REWORDED.clone();
        request.messages.push(ModelMessage::assistant(proposed));
        request.messages.push(ModelMessage::user(shown_back(&disposal.rejected)));
        let completion = Completion::new(request, self.policy, crate::text::personal_data);
        self.state = State::Rewording(Box::new(Rewording { completion, disposal, provenance }));
        self.step(ProcedureInput::Start)
    }
}

impl Procedure for DraftPlan {
    type Output = ResearchPlan;

    fn step(&mut self, input: ProcedureInput) -> Result<Step<ResearchPlan>, Error> {
        match &mut self.state {
            State::Drafting(completion) => match completion.step(input)? {
                Step::Ask(requests) => Ok(Step::Ask(requests)),
                Step::Wait(wait) => Ok(Step::Wait(wait)),
                Step::Done(done) => self.drafted(done),
            },
            State::Rewording(rewording) => {
                let reworded = match rewording.completion.step(input) {
                    Ok(Step::Ask(requests)) => return Ok(Step::Ask(requests)),
                    Ok(Step::Wait(wait)) => return Ok(Step::Wait(wait)),
                    Ok(Step::Done(done)) => {
                        rewording.provenance.tokens += done.usage.prompt_tokens + done.usage.completion_tokens;
                        done.value.questions
                    }
                    // The plan stands without the questions that could not be reworded.
                    Err(_) => Vec::new(),
                };
                let mut disposal = rewording.disposal.clone();
                disposal.reword(&self.context, reworded);
                Ok(Step::Done(disposal.plan(&self.context, rewording.provenance.clone())))
            }
        }
    }
}

fn check(context: &DraftContext) -> Result<(), Error> {
    if context.question.trim().chars().count() < 8 {
        let problem = format!("`{}` is too short to plan from", context.question);
        return Err(Error::invalid("question", problem, "write what you want to find out"));
    }
    if !(1..=10).contains(&context.goal_count) {
        return Err(Error::invalid("goals", format!("{} is not between 1 and 10", context.goal_count), "3 suits most studies"));
    }
    if !inquiry::ships(&context.language) {
        let problem = format!("no wordings ship for `{}`", context.language);
        return Err(Error::invalid("language", problem, "use one of de, en, es, fr, and give the guide a script of another language"));
    }
    context.framework.check()?;
    match &context.focus {
        Focus::SingleStage { stage } if context.framework.stage(stage).is_none() => {
            let known = context.framework.stages.iter().map(|stage| stage.id.as_str()).collect::<Vec<_>>().join(", ");
            Err(Error::invalid("focus.stage", format!("`{stage}` is not a stage"), format!("use one of {known}")))
        }
        _ => Ok(()),
    }
}

fn request(context: &DraftContext, seed: u64) -> ModelRequest {
    let framework = &context.framework;
    let stages = framework.stages.iter().map(|stage| {
        let touchpoints = framework.touchpoints.iter().filter(|one| one.stage == stage.id).map(|one| one.name.as_str()).collect::<Vec<_>>();
        let passing = if touchpoints.is_empty() { String::new() } else { format!(" (touchpoints: {})", touchpoints.join(", ")) };
        format!("- {}: {}{passing}", stage.id, stage.name)
    });
    let own =
        if context.stages_open { "\nThe stages are a guess: where they do not fit the question, give your own as `stages`." } else { "" };
    let user = format!(
        "{}\n\nFocus: {}\nGoals wanted: {}\nLanguage of everything you write: {}\nStages:\n{}{own}",
        data_block("research_question", &context.question),
        focus_in_words(&context.focus),
        context.goal_count,
        context.language,
        stages.collect::<Vec<_>>().join("\n"),
    );
    ModelRequest {
        task: "plan.draft".into(),
        system: include_str!("../../data/prompts/plan.md").into(),
        messages: vec![ModelMessage::user(user)],
        schema: REPLY.clone(),
        max_output_tokens: 2500,
        temperature: 0.3,
        seed,
        context: TaskContext::new(context.clone()),
    }
}

fn focus_in_words(focus: &Focus) -> String {
    match focus {
        Focus::BusinessToBusiness => {
            "several stakeholders of one business customer: who takes part, who needs what, where they disagree".into()
        }
        Focus::CrossChannel => "how channels hand over to each other".into(),
        Focus::EndToEnd => "what the question is about; the whole journey when it names no part of it".into(),
        Focus::Lifecycle => "the same customer over several cycles: what changes, what brings them back".into(),
        Focus::Omnichannel => "whether the experience is one across all channels at once".into(),
        Focus::SingleStage { stage } => format!("only the stage `{stage}`, in depth"),
    }
}

fn shown_back(rejected: &[Rejected]) -> String {
    let lines = (1..).zip(rejected).map(|(number, one)| format!("{number}. `{}`: {}", one.question.text, reason(&one.finding)));
    format!(
        "These questions cannot be asked as they stand:\n{}\nWord each so that it asks for the same without the fault. Reply with `questions`, each with its number, as JSON only.",
        lines.collect::<Vec<_>>().join("\n")
    )
}

fn reason(finding: &LintFinding) -> String {
    format!("`{}`: {}", finding.issue.excerpt, finding.issue.suggestion)
}
