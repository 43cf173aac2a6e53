//! Drafting a plan: the model proposes, the lint disposes.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AnswerFormat, Focus, LintFinding, PlanQuestion, ProbingDepth, Provenance, RatingInstrument, ResearchPlan, ResearchType};
use crate::{
    error::Error,
    journey::{Framework, Stage},
    llm::{Completion, ModelMessage, ModelRequest, Procedure, ProcedureInput, ReplySchema, RetryPolicy, Step, TaskContext, data_block},
    text::{LintLimits, lint_question},
};

static REPLY: LazyLock<ReplySchema> = LazyLock::new(ReplySchema::of::<PlanProposal>);

/// What a drafter knows.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DraftContext {
    /// The research question.
    pub question: String,
    /// What part of the journey to look at.
    pub focus: Focus,
    /// The stages and touchpoints.
    pub framework: Framework,
    /// How many goals to write, 1 to 10.
    pub goal_count: usize,
}

/// A question as a drafter proposes it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ProposedQuestion {
    /// The question.
    #[schemars(length(max = 300))]
    pub text: String,
    /// The id of its stage; `None` for the whole journey.
    #[schemars(length(max = 60))]
    pub stage: Option<String>,
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
    /// Open questions.
    #[schemars(length(max = 14))]
    pub core_questions: Vec<ProposedQuestion>,
}

/// Drafts a plan from a research question.
#[derive(Clone, Debug)]
pub struct DraftPlan {
    context: DraftContext,
    completion: Completion<PlanProposal>,
}

impl DraftPlan {
    /// Begins a draft.
    ///
    /// # Errors
    /// When the question is empty, the framework unsound, or the focus names an unknown stage.
    pub fn new(context: DraftContext, policy: RetryPolicy, seed: u64) -> Result<Self, Error> {
        if context.question.trim().chars().count() < 8 {
            return Err(Error::invalid(
                "question",
                format!("`{}` is too short to plan from", context.question),
                "write what you want to find out",
            ));
        }
        if !(1..=10).contains(&context.goal_count) {
            return Err(Error::invalid("goals", format!("{} is not between 1 and 10", context.goal_count), "3 suits most studies"));
        }
        context.framework.check()?;
        if let Focus::SingleStage { stage } = &context.focus
            && context.framework.stage(stage).is_none()
        {
            return Err(Error::invalid("focus.stage", format!("`{stage}` is not a stage"), "use the id of a stage of the framework"));
        }
        let stages: Vec<String> = context.framework.stages.iter().map(|stage| format!("- {}: {}", stage.id, stage.name)).collect();
        let user = format!(
            "{}\n\nFocus: {}\nGoals wanted: {}\nStages:\n{}",
            data_block("research_question", &context.question),
            serde_json::to_string(&context.focus).unwrap_or_default(),
            context.goal_count,
            stages.join("\n"),
        );
        let request = ModelRequest {
            task: "plan.draft".into(),
            system: include_str!("../../data/prompts/plan.md").into(),
            messages: vec![ModelMessage::user(user)],
            schema: REPLY.clone(),
            max_output_tokens: 2500,
            temperature: 0.3,
            seed,
            context: TaskContext::new(context.clone()),
        };
        Ok(Self { completion: Completion::new(request, policy), context })
    }
}

impl Procedure for DraftPlan {
    type Output = ResearchPlan;

    fn step(&mut self, input: ProcedureInput) -> Result<Step<ResearchPlan>, Error> {
        Ok(match self.completion.step(input)? {
            Step::Ask(requests) => Step::Ask(requests),
            Step::Wait(wait) => Step::Wait(wait),
            Step::Done(done) => {
                let provenance = Provenance {
                    engine: done.model,
                    prompt_hash: done.prompt_hash.to_string(),
                    tokens: done.usage.prompt_tokens + done.usage.completion_tokens,
                };
                Step::Done(dispose(&self.context, done.value, provenance))
            }
        })
    }
}

/// Turns a proposal into a plan: faulty questions give way to scripted ones, uncovered stages get one.
fn dispose(context: &DraftContext, proposal: PlanProposal, provenance: Provenance) -> ResearchPlan {
    let framework = &context.framework;
    let focused: Vec<&Stage> = match &context.focus {
        Focus::SingleStage { stage } => framework.stages.iter().filter(|known| known.id == *stage).collect(),
        _ => framework.stages.iter().collect(),
    };
    let mut replaced = Vec::new();
    let mut core: Vec<PlanQuestion> = Vec::new();
    let add = |core: &mut Vec<PlanQuestion>, text: String, stage: Option<String>| {
        if core.iter().all(|known| crate::text::jaccard(&known.text, &text) < 0.72) {
            let depth = if stage.is_some() { ProbingDepth::Standard } else { ProbingDepth::Light };
            core.push(PlanQuestion { id: format!("q{}", core.len() + 1), text, stage, answer: AnswerFormat::Open, depth });
        }
    };
    for proposed in proposal.core_questions {
        let stage = proposed.stage.and_then(|name| framework.find_stage(&name)).map(|stage| stage.id.clone());
        match lint_question(&proposed.text, LintLimits { max_words: 30 }).into_iter().next() {
            None => add(&mut core, proposed.text, stage),
            Some(issue) => {
                replaced.push(LintFinding { question: format!("proposal {}", replaced.len() + 1), issue, proposed: Some(proposed.text) })
            }
        }
    }
    for stage in focused {
        if !core.iter().any(|question| question.stage.as_ref() == Some(&stage.id)) {
            add(&mut core, scripted_question(stage), Some(stage.id.clone()));
        }
    }
    for text in context.focus.questions() {
        add(&mut core, (*text).to_owned(), None);
    }
    for (instrument, text) in [
        (RatingInstrument::Csat, "Overall, how satisfied are you with your experience, from 0 to 10?"),
        (RatingInstrument::Nps, "How likely are you to recommend the company to a friend or colleague, from 0 to 10?"),
    ] {
        core.push(PlanQuestion {
            id: instrument.name().into(),
            text: text.into(),
            stage: None,
            answer: AnswerFormat::Rating { instrument },
            depth: ProbingDepth::None,
        });
    }
    let mut goals: Vec<String> = proposal.goals.into_iter().filter(|goal| !goal.trim().is_empty()).take(context.goal_count).collect();
    let mut fallback = [
        "Find where the journey causes friction and for whom",
        "Find where it delights and why",
        "Find which moments decide whether customers stay",
    ]
    .iter();
    while goals.len() < context.goal_count.min(3) {
        match fallback.next() {
            Some(goal) => goals.push((*goal).to_owned()),
            None => break,
        }
    }
    ResearchPlan {
        version: 1,
        question: context.question.clone(),
        research_type: proposal.research_type,
        description: proposal.description,
        goals,
        target_participants: proposal.target_participants,
        focus: context.focus.clone(),
        framework: framework.clone(),
        core_questions: core,
        mandatory_questions: Vec::new(),
        changes: Vec::new(),
        provenance,
        replaced,
    }
}

/// The question that is asked about a stage when nobody wrote a better one.
pub fn scripted_question(stage: &Stage) -> String {
    let known: &[(&str, &str)] = &[
        ("awareness", "Think back to when you first started to look around. What happened?"),
        ("consideration", "Tell me how you went about comparing what was on offer."),
        ("claims", "Tell me about the last time you made a claim or had something to report. What happened?"),
        ("purchase", "Walk me through how you bought it."),
        ("decision", "Walk me through the moment you decided and what you did then."),
        ("onboarding", "What were your first weeks as a customer like, right after you signed up?"),
        ("visit", "Walk me through your last visit."),
        ("viewing", "Tell me about seeing the places for yourself."),
        ("lease", "Walk me through how the contract came about."),
        ("relationship", "What is it like to be a customer between those bigger events, day to day?"),
        ("living", "What has everyday life there been like?"),
        ("adoption", "Tell me about the last time you used it."),
        ("support", "Tell me about a time when you needed help. What happened?"),
        ("renewal", "What happened the last time your renewal came up?"),
        ("advocacy", "Tell me about a time when you spoke to others about it."),
    ];
    let says = |word: &str| stage.id == word || stage.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(word));
    known.iter().find(|(word, _)| stage.id == *word).or_else(|| known.iter().find(|(word, _)| says(word))).map_or_else(
        || format!("Tell me about your experience with this part of the journey: {}.", stage.name.to_lowercase()),
        |(_, question)| (*question).to_owned(),
    )
}
