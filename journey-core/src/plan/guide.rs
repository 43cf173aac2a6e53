//! The interview guide: what is asked, in which order, how deeply.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AnswerFormat, Branch, BranchAction, GuideTouchpoint, InterviewMode, LintFinding, PlanQuestion, ResearchPlan, Script, Tone,
    inquiry::OWN, wording::translated,
};
use crate::{
    error::Error,
    llm::ModelRequest,
    text::{LintLimits, lint_question},
};

/// A phase of the interview.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GuidePhase {
    /// Checks whether the participant belongs to the target group.
    Screener,
    /// The journey overview.
    Overview,
    /// Each stage and its touchpoints.
    Experience,
    /// The whole journey looked back on: pain, delight, channels.
    Reflection,
    /// Ratings.
    Rating,
}

/// Whether an item may stay unasked.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Asked while turns and time last.
    Core,
    /// Asked before an interview counts as completed.
    Mandatory,
    /// A part of the core item before it: an adaptive interviewer asks it when turns are to spare and it was not told already. A script reads it
    /// in its place; with standard probes it comes after all core items.
    Optional,
}

/// How deeply an item is probed.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProbingDepth {
    /// No probe.
    None,
    /// At most one.
    Light,
    /// At most two.
    #[default]
    Standard,
    /// At most three.
    Deep,
}

impl ProbingDepth {
    /// The most probes.
    pub fn max_probes(self) -> u32 {
        match self {
            Self::None => 0,
            Self::Light => 1,
            Self::Standard => 2,
            Self::Deep => 3,
        }
    }
}

/// One thing to ask.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct GuideItem {
    /// Unique in the guide.
    pub id: String,
    /// When it comes.
    pub phase: GuidePhase,
    /// The question as scripted.
    pub text: String,
    /// Whether it may stay unasked.
    pub kind: ItemKind,
    /// How it is answered.
    pub answer: AnswerFormat,
    /// How deeply it is probed.
    pub depth: ProbingDepth,
    /// The id of its stage.
    pub stage: Option<String>,
    /// Topics to stay away from.
    #[serde(default)]
    pub avoid: Vec<String>,
    /// The numbers of the goals that it serves, from 1; none for all of them.
    #[serde(default)]
    pub serves: Vec<u32>,
    /// What follows from its answer.
    #[serde(default)]
    pub branches: Vec<Branch>,
}

impl GuideItem {
    /// A core item in the participant's own words.
    pub fn open(id: impl Into<String>, phase: GuidePhase, text: impl Into<String>, depth: ProbingDepth) -> Self {
        Self {
            id: id.into(),
            phase,
            text: text.into(),
            kind: ItemKind::Core,
            answer: AnswerFormat::Open,
            depth,
            stage: None,
            avoid: Vec::new(),
            serves: Vec::new(),
            branches: Vec::new(),
        }
    }
}

/// The interview guide with the limits that code enforces.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Guide {
    /// The version of the plan that it was made from.
    pub plan_version: u32,
    /// The research question, for the moderator.
    #[serde(default)]
    pub question: String,
    /// What the study is about: the product, the service, whose customers are asked; for the moderator.
    #[serde(default)]
    pub product: String,
    /// What the participant reads first.
    pub welcome: String,
    /// What the participant agrees to. Its hash and language are stored with the consent.
    pub consent: String,
    /// What the participant reads last.
    pub closing: String,
    /// What the interviewer may say about the study when asked.
    pub facts: Vec<String>,
    /// What the study must be able to answer.
    #[serde(default)]
    pub goals: Vec<String>,
    /// The items in order, those of the screener first.
    pub items: Vec<GuideItem>,
    /// Touchpoints that an answer may name, to follow up those that no question covers.
    #[serde(default)]
    pub touchpoints: Vec<GuideTouchpoint>,
    /// The most questions that a participant is asked, 1 to 200.
    pub max_turns: u32,
    /// The longest duration in milliseconds, from joining.
    pub max_duration_ms: u64,
    /// The silence after which an interview counts as abandoned, in milliseconds.
    pub abandon_after_ms: u64,
    /// When a silent participant is reminded, in milliseconds after their last word, ascending.
    #[serde(default)]
    pub reminders: Vec<u64>,
    /// The most words of a message, 10 to 200.
    pub max_words: usize,
    /// How freely the interviewer follows.
    #[serde(default)]
    pub mode: InterviewMode,
    /// How the interviewer sounds.
    #[serde(default)]
    pub tone: Tone,
    /// The language of the interview, a BCP 47 tag.
    pub language: String,
    /// The language that findings are written in, a BCP 47 tag.
    pub analysis_language: String,
    /// Topics to stay away from, whatever the item.
    #[serde(default)]
    pub avoid: Vec<String>,
    /// Whether the host must admit a participant after the screener, as when there are quotas.
    #[serde(default)]
    pub requires_admission: bool,
    /// Instructions for the moderating model in place of those that ship (`data/prompts/interview.md`); their hash is their version.
    #[serde(default)]
    pub instructions: Option<String>,
    /// Scripted lines of one's own; needed for a language that has none here.
    #[serde(default)]
    pub script: Option<Box<Script>>,
    /// The tokens that a prompt may take before old turns are folded.
    pub max_prompt_tokens: u64,
}

impl Guide {
    /// Makes the guide of a plan: stages in order, then reflection, mandatory questions where they belong, ratings last.
    ///
    /// # Errors
    /// When a limit of the guide would be broken.
    pub fn from_plan(plan: &ResearchPlan) -> Result<Self, Error> {
        // Questions keep the order of the plan within their phase; a mandatory one follows the last of its stage.
        let phase = |question: &PlanQuestion| match (&question.stage, &question.answer) {
            (_, AnswerFormat::Rating { .. }) => GuidePhase::Rating,
            (Some(_), _) => GuidePhase::Experience,
            (None, _) => GuidePhase::Reflection,
        };
        let last_of = |stage: &Option<String>| plan.core_questions.iter().rposition(|core| core.stage == *stage).unwrap_or(usize::MAX);
        let item = |question: &PlanQuestion, kind| GuideItem {
            kind,
            answer: question.answer.clone(),
            stage: question.stage.clone(),
            serves: question.serves.clone(),
            ..GuideItem::open(&question.id, phase(question), &question.text, question.depth)
        };
        let core = (0..).zip(&plan.core_questions).map(|(at, question)| ((phase(question), at, 0), item(question, ItemKind::Core)));
        let mandatory = plan.mandatory_questions.iter().map(|question| {
            // The last look back asks what was not addressed: what must be asked comes before it.
            let at = if question.stage.is_some() { last_of(&question.stage) } else { 0 };
            let rank = if question.stage.is_some() { 1 } else { -1 };
            ((phase(question), at, rank), item(question, ItemKind::Mandatory))
        });
        let mut placed: Vec<_> = core.chain(mandatory).collect();
        placed.sort_by_key(|(place, _)| *place);
        let touchpoints = plan.framework.touchpoints.iter().map(|touchpoint| GuideTouchpoint {
            id: touchpoint.id.clone(),
            stage: touchpoint.stage.clone(),
            names: std::iter::once(&touchpoint.name).chain(&touchpoint.aliases).cloned().collect(),
        });
        let guide = Self {
            plan_version: plan.version,
            question: plan.question.clone(),
            product: if plan.framework.id == OWN { plan.description.clone() } else { plan.framework.name.clone() },
            goals: plan.goals.clone(),
            touchpoints: touchpoints.collect(),
            ..Self::from_items(placed.into_iter().map(|(_, item)| item).collect())
        };
        let guide = if plan.language == guide.language { guide } else { guide.with_language(&plan.language)? };
        guide.check()?;
        Ok(guide)
    }

    /// A guide of some items with ordinary limits and words, in English.
    pub fn from_items(items: Vec<GuideItem>) -> Self {
        let script = Script::english();
        let questions: u32 = items.iter().map(|item| 1 + item.depth.max_probes()).sum();
        Self {
            plan_version: 1,
            question: String::new(),
            product: String::new(),
            welcome: script.welcome.clone(),
            consent: script.consent.clone(),
            closing: script.closing.clone(),
            facts: script.facts.clone(),
            goals: Vec::new(),
            items,
            touchpoints: Vec::new(),
            max_turns: questions.clamp(4, 60),
            max_duration_ms: 45 * MINUTE,
            abandon_after_ms: 72 * 60 * MINUTE,
            reminders: Vec::new(),
            max_words: 45,
            mode: InterviewMode::Adaptive,
            tone: Tone::Neutral,
            language: script.language.clone(),
            analysis_language: script.language.clone(),
            avoid: Vec::new(),
            requires_admission: false,
            instructions: None,
            script: None,
            max_prompt_tokens: 3000,
        }
    }

    /// The guide in another language: the scripted lines and questions that ship are asked in it, questions of one's own as they are.
    ///
    /// # Errors
    /// When no lines ship for the language.
    pub fn with_language(mut self, language: &str) -> Result<Self, Error> {
        let script = Script::for_language(language).ok_or_else(|| no_script(language))?;
        for item in &mut self.items {
            if let Some(text) = translated(&item.text, &self.language, language) {
                item.text = text;
            }
        }
        self.language = language.to_owned();
        self.welcome.clone_from(&script.welcome);
        self.consent.clone_from(&script.consent);
        self.closing.clone_from(&script.closing);
        self.facts.clone_from(&script.facts);
        Ok(self)
    }

    /// The scripted lines.
    pub fn script(&self) -> &Script {
        match &self.script {
            Some(own) => own,
            None => Script::for_language(&self.language).unwrap_or_else(Script::english),
        }
    }

    /// The longest an interview may take, in whole minutes.
    pub fn minutes(&self) -> u64 {
        self.max_duration_ms / MINUTE
    }

    /// Checks that ids are unique, references known and every limit within its range.
    ///
    /// # Errors
    /// Names the first field that breaks a rule.
    pub fn check(&self) -> Result<(), Error> {
        if self.items.is_empty() {
            return Err(Error::invalid("items", "there are none", "give at least one question"));
        }
        for (position, item) in self.items.iter().enumerate() {
            self.check_item(position, item)?;
        }
        let mandatory = self.items.iter().filter(|item| item.kind == ItemKind::Mandatory).count();
        if !(1..=200).contains(&self.max_turns) || (self.max_turns as usize) < mandatory {
            return Err(Error::invalid(
                "max_turns",
                format!("{} is not between {} and 200", self.max_turns, mandatory.max(1)),
                "allow a turn for each mandatory item",
            ));
        }
        if !(10..=200).contains(&self.max_words) {
            return Err(Error::invalid("max_words", format!("{} is not between 10 and 200", self.max_words), "45 suits most studies"));
        }
        let ascending = self.reminders.windows(2).all(|pair| matches!(pair, [first, second] if first < second));
        if !ascending || self.reminders.last().is_some_and(|last| *last >= self.abandon_after_ms) {
            return Err(Error::invalid("reminders", "they do not ascend below `silence_milliseconds`", "remind before giving up"));
        }
        if self.script.is_none() && Script::for_language(&self.language).is_none() {
            return Err(no_script(&self.language));
        }
        Ok(())
    }

    fn check_item(&self, position: usize, item: &GuideItem) -> Result<(), Error> {
        let field = format!("items[{position}]");
        if item.id.is_empty() || self.items.iter().filter(|other| other.id == item.id).count() > 1 {
            return Err(Error::invalid(format!("{field}.id"), format!("`{}` is empty or taken", item.id), "give each item a unique id"));
        }
        if item.text.trim().is_empty() {
            return Err(Error::invalid(format!("{field}.text"), "it is empty", "write a question"));
        }
        item.answer.check(&format!("{field}.answer"))?;
        if item.phase == GuidePhase::Screener && self.items.iter().take(position).any(|before| before.phase != GuidePhase::Screener) {
            return Err(Error::invalid(format!("{field}.phase"), "a screener item follows other items", "put the screener first"));
        }
        for (at, branch) in item.branches.iter().enumerate() {
            let field = format!("{field}.branches[{at}]");
            if let Some(unknown) = branch.when.items().into_iter().find(|id| self.item(id).is_none()) {
                return Err(Error::invalid(format!("{field}.when"), format!("`{unknown}` is not an item"), "use the id of an item"));
            }
            if let BranchAction::SkipItem { item } = &branch.then {
                match self.item(item) {
                    None => {
                        return Err(Error::invalid(format!("{field}.then"), format!("`{item}` is not an item"), "use the id of an item"));
                    }
                    Some(skipped) if skipped.kind == ItemKind::Mandatory => {
                        let problem = format!("`{item}` is mandatory and cannot be skipped");
                        return Err(Error::invalid(format!("{field}.then"), problem, "make it a core item"));
                    }
                    Some(_) => {}
                }
            }
        }
        Ok(())
    }

    /// What is wrong with the wording of the questions; the researcher decides.
    pub fn lint(&self) -> Vec<LintFinding> {
        let limits = LintLimits { max_words: self.max_words };
        self.items
            .iter()
            .filter(|item| item.answer.is_open())
            .flat_map(|item| {
                lint_question(&item.text, &self.language, limits).into_iter().map(|issue| LintFinding {
                    question: item.id.clone(),
                    issue,
                    proposed: None,
                })
            })
            .collect()
    }

    /// An item's question; one that was answered in passing says so first.
    pub(crate) fn question<'a>(&self, item: &'a GuideItem, answered: bool) -> Cow<'a, str> {
        if answered { Cow::Owned(format!("{} {}", self.script().already, item.text)) } else { Cow::Borrowed(&item.text) }
    }

    /// The item of an id.
    pub fn item(&self, id: &str) -> Option<&GuideItem> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The first 16 hexadecimal digits of the SHA-256 of the guide: its version in provenance.
    pub fn hash(&self) -> String {
        ModelRequest::hash_of(self)
    }
}

const MINUTE: u64 = 60_000;

fn no_script(language: &str) -> Error {
    Error::invalid("language", format!("no scripted lines ship for `{language}`"), "give them as `script`, or use one of de, en, es, fr")
}
