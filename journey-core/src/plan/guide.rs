//! The interview guide: what is asked, in which order, how deeply.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanQuestion, ResearchPlan};
use crate::{error::Error, llm::ModelRequest};

/// A phase of the interview.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Phase {
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
}

/// A rating instrument.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Instrument {
    /// Customer effort, 1 (very hard) to 7 (very easy).
    Ces,
    /// Satisfaction, 0 to 10.
    Csat,
    /// Likelihood to recommend, 0 to 10.
    Nps,
}

impl Instrument {
    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ces => "ces",
            Self::Csat => "csat",
            Self::Nps => "nps",
        }
    }

    /// The lowest and the highest value.
    pub fn range(self) -> (i32, i32) {
        match self {
            Self::Ces => (1, 7),
            Self::Csat | Self::Nps => (0, 10),
        }
    }
}

/// How an item is answered.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Answer {
    /// In the participant's own words.
    Open,
    /// With a number.
    Rating {
        /// The instrument.
        instrument: Instrument,
    },
}

/// How deeply an item is probed.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
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

/// Neutral probes, in the order in which they are used when no model gives a better one.
pub const PROBES: [&str; 3] =
    ["Tell me more about what happened there.", "What was that like for you, step by step?", "What do you think led to that?"];

impl Depth {
    /// The most probes.
    pub fn probes(self) -> u32 {
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
pub struct Item {
    /// Unique in the guide.
    pub id: String,
    /// When it comes.
    pub phase: Phase,
    /// The question as scripted.
    pub text: String,
    /// Whether it may stay unasked.
    pub kind: ItemKind,
    /// How it is answered.
    pub answer: Answer,
    /// How deeply it is probed.
    pub depth: Depth,
    /// The id of its stage.
    pub stage: Option<String>,
    /// Topics to stay away from.
    #[serde(default)]
    pub avoid: Vec<String>,
}

/// The interview guide with the limits that code enforces.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Guide {
    /// The version of the plan that it was made from.
    pub plan_version: u32,
    /// What the participant reads first.
    pub welcome: String,
    /// What the participant agrees to.
    pub consent: String,
    /// What the participant reads last.
    pub closing: String,
    /// What the interviewer may say about the study when asked.
    pub facts: Vec<String>,
    /// The items in order.
    pub items: Vec<Item>,
    /// The most questions that a participant is asked, 1 to 200.
    pub max_turns: u32,
    /// The longest duration in milliseconds.
    pub max_milliseconds: u64,
    /// The most words of a message, 10 to 200.
    pub max_words: usize,
    /// Whether everyone gets the same neutral probes.
    pub standard_probes: bool,
    /// The tokens that a prompt may take before old turns are folded.
    pub prompt_tokens: u64,
}

impl Guide {
    /// Makes the guide of a plan: stages in order, then reflection, mandatory questions where they belong, ratings last.
    ///
    /// # Errors
    /// When a limit of the guide would be broken.
    pub fn from_plan(plan: &ResearchPlan) -> Result<Self, Error> {
        let place = |question: &PlanQuestion| match (&question.stage, question.answer) {
            (_, Answer::Rating { .. }) => (Phase::Rating, 0),
            (Some(stage), _) => (Phase::Experience, plan.framework.stage(stage).map_or(0, |stage| stage.order)),
            (None, _) => (Phase::Reflection, 0),
        };
        let item = |question: &PlanQuestion, kind| Item {
            id: question.id.clone(),
            phase: place(question).0,
            text: question.text.clone(),
            kind,
            answer: question.answer,
            depth: question.depth,
            stage: question.stage.clone(),
            avoid: Vec::new(),
        };
        let mut placed: Vec<_> = plan
            .core_questions
            .iter()
            .map(|question| (place(question), item(question, ItemKind::Core)))
            .chain(plan.mandatory_questions.iter().map(|question| (place(question), item(question, ItemKind::Mandatory))))
            .collect();
        placed.sort_by_key(|(place, _)| *place);
        let items: Vec<Item> = placed.into_iter().map(|(_, item)| item).collect();
        let questions: u32 = items.iter().map(|item| 1 + item.depth.probes()).sum();
        let guide = Self {
            plan_version: plan.version,
            welcome: "Thank you for taking the time. This is a conversation about your experience; there are no right or wrong answers. You can skip any question or stop at any time.".into(),
            consent: "Your answers are stored and analysed for this study. Do you agree to take part?".into(),
            closing: "Those are all my questions. Thank you for telling me about your experience.".into(),
            facts: vec!["Your answers are used for this study only.".into(), "You can skip any question or stop at any time.".into()],
            items,
            max_turns: questions.clamp(4, 60),
            max_milliseconds: 45 * 60 * 1000,
            max_words: 45,
            standard_probes: false,
            prompt_tokens: 3000,
        };
        guide.check()?;
        Ok(guide)
    }

    /// Checks that ids are unique and every limit is within its range.
    ///
    /// # Errors
    /// Names the first field that breaks a rule.
    pub fn check(&self) -> Result<(), Error> {
        if self.items.is_empty() {
            return Err(Error::invalid("items", "there are none", "give at least one question"));
        }
        for (position, item) in self.items.iter().enumerate() {
            if item.id.is_empty() || self.items.iter().filter(|other| other.id == item.id).count() > 1 {
                return Err(Error::invalid(
                    format!("items[{position}].id"),
                    format!("`{}` is empty or taken", item.id),
                    "give each item a unique id",
                ));
            }
            if item.text.trim().is_empty() {
                return Err(Error::invalid(format!("items[{position}].text"), "it is empty", "write a question"));
            }
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
        Ok(())
    }

    /// The item of an id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The first 16 hexadecimal digits of the SHA-256 of the guide: its version in provenance.
    pub fn hash(&self) -> String {
        ModelRequest::hash_of(self)
    }
}
