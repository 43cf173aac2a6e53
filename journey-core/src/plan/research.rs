//! The research plan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AnswerFormat, Focus, PlanChange, ProbingDepth, wording::Wordings};
use crate::{
    error::Error,
    journey::Framework,
    text::{LintIssue, LintLimits, lint_question},
};

/// What kind of research it is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ResearchType {
    /// Compares segments, channels or waves.
    Comparative,
    /// Looks for the causes of a known problem.
    Diagnostic,
    /// Judges an existing experience.
    Evaluative,
    /// Maps what is not known yet.
    Exploratory,
    /// Follows the same people over time.
    Longitudinal,
}

/// Who or what produced something.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Provenance {
    /// The engine: `builtin`, a model's name, or `person`.
    pub engine: String,
    /// The hash of the prompt, empty for a person.
    pub prompt_hash: String,
    /// Tokens used.
    pub tokens: u64,
    /// How many pieces of personal data were masked before the request left.
    #[serde(default)]
    pub masked: u64,
}

/// A question of the plan.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct PlanQuestion {
    /// Unique in the plan.
    pub id: String,
    /// The question as asked.
    pub text: String,
    /// The id of the stage that it is about; `None` for the whole journey.
    pub stage: Option<String>,
    /// How it is answered.
    pub answer: AnswerFormat,
    /// How deeply it is probed.
    pub depth: ProbingDepth,
    /// The numbers of the goals that it serves, from 1; none for all of them.
    #[serde(default)]
    pub serves: Vec<u32>,
}

/// A fault that the lint found in the plan.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct LintFinding {
    /// The id of the question, or `plan`.
    pub question: String,
    /// What is wrong, with a suggested wording.
    pub issue: LintIssue,
    /// The question as proposed, if it was replaced.
    pub proposed: Option<String>,
}

/// A research plan: what to find out, from whom, with which questions.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ResearchPlan {
    /// Counts from 1; each revision adds one.
    pub version: u32,
    /// The research question.
    pub question: String,
    /// The language of its questions, a BCP 47 tag.
    #[serde(default = "english")]
    pub language: String,
    /// What kind of research it is.
    pub research_type: ResearchType,
    /// What the study finds out, in prose.
    pub description: String,
    /// What it must be able to answer.
    pub goals: Vec<String>,
    /// Who must be heard.
    pub target_participants: Vec<String>,
    /// What part of the journey it looks at.
    pub focus: Focus,
    /// The stages and touchpoints that it maps onto.
    pub framework: Framework,
    /// Questions that every interview tries to cover.
    pub core_questions: Vec<PlanQuestion>,
    /// Questions that no completed interview leaves unasked.
    pub mandatory_questions: Vec<PlanQuestion>,
    /// What each version changed.
    pub changes: Vec<PlanChange>,
    /// Who drafted it.
    pub provenance: Provenance,
    /// Proposals that the lint replaced.
    pub replaced: Vec<LintFinding>,
}

fn english() -> String {
    "en".into()
}

/// Mandatory questions that a study is advised to stay within.
const ADVISED_MANDATORY: usize = 3;

impl ResearchPlan {
    /// Adds a mandatory question; returns warnings, such as more than three.
    ///
    /// # Errors
    /// When the text is empty or the stage unknown.
    pub fn add_mandatory_question(&mut self, text: &str, stage: Option<&str>) -> Result<Vec<String>, Error> {
        if text.trim().is_empty() {
            return Err(Error::invalid("mandatory question", "it is empty", "write a question"));
        }
        if let Some(stage) = stage
            && self.framework.stage(stage).is_none()
        {
            return Err(Error::invalid("mandatory question", format!("stage `{stage}` is not in the plan"), "use the id of a stage"));
        }
        let number = self.mandatory_questions.len() + 1;
        self.mandatory_questions.push(PlanQuestion {
            id: format!("m{number}"),
            text: text.trim().to_owned(),
            stage: stage.map(str::to_owned),
            answer: AnswerFormat::Open,
            depth: ProbingDepth::Light,
            serves: Vec::new(),
        });
        let mut warnings = Vec::new();
        if number > ADVISED_MANDATORY {
            warnings.push(format!(
                "{number} mandatory questions: more than {ADVISED_MANDATORY} leave little room to follow what participants bring up"
            ));
        }
        for issue in lint_question(text, &self.language, LintLimits::default()) {
            warnings.push(format!("{:?}: `{}`; {}", issue.rule, issue.excerpt, issue.suggestion));
        }
        Ok(warnings)
    }

    /// Three mandatory questions that suit most studies, in the language of the plan: the hardest moment, the best, and what had to be done again.
    /// They are advice: [`add_mandatory_question`](Self::add_mandatory_question) takes them up.
    pub fn recommended_mandatory_questions(&self) -> Vec<String> {
        Wordings::or_english(&self.language).all("recommended", &[])
    }

    /// Lints every open question.
    pub fn lint(&self) -> Vec<LintFinding> {
        self.core_questions
            .iter()
            .chain(&self.mandatory_questions)
            .filter(|question| question.answer.is_open())
            .flat_map(|question| {
                lint_question(&question.text, &self.language, LintLimits::default()).into_iter().map(|issue| LintFinding {
                    question: question.id.clone(),
                    issue,
                    proposed: None,
                })
            })
            .collect()
    }
}
