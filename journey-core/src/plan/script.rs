//! The interviewer's scripted lines, in the interview's language.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RatingInstrument;
use crate::journey::embedded;

/// Probes by what they look for, several wordings each. Anchored ones hold `{phrase}`, the participant's own words.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Probes {
    /// What happened.
    pub descriptive: Vec<String>,
    /// One instance.
    pub idiographic: Vec<String>,
    /// What a word means.
    pub clarifying: Vec<String>,
    /// What led to it.
    pub explanatory: Vec<String>,
    /// What came of it.
    pub consequence: Vec<String>,
    /// What was expected.
    pub expectation: Vec<String>,
    /// What it was like.
    pub feeling: Vec<String>,
}

impl Probes {
    /// Every wording.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        [&self.descriptive, &self.idiographic, &self.clarifying, &self.explanatory, &self.consequence, &self.expectation, &self.feeling]
            .into_iter()
            .flatten()
    }
}

/// What the lowest and the highest number of each instrument mean, as its buttons say it.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct ScaleEnds {
    /// Of effort.
    pub ces: [String; 2],
    /// Of satisfaction.
    pub csat: [String; 2],
    /// Of likelihood to recommend.
    pub nps: [String; 2],
}

/// The numbers that a rating may be, with what its ends mean.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct RatingScale {
    /// The lowest.
    pub low: i64,
    /// The highest.
    pub high: i64,
    /// What the lowest means.
    pub low_label: String,
    /// What the highest means.
    pub high_label: String,
}

/// Everything that an interviewer says without a model. English, German, French and Spanish ship; others are given as data.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Script {
    /// A BCP 47 language tag.
    pub language: String,
    /// What the participant reads first.
    pub welcome: String,
    /// What the participant agrees to.
    pub consent: String,
    /// What the participant reads last.
    pub closing: String,
    /// What the interviewer may say about the study when asked.
    pub facts: Vec<String>,
    /// How people agree, in lower case.
    pub agreement_phrases: Vec<String>,
    /// How people refuse, or choose to go on when they are offered to stop.
    pub refusal_phrases: Vec<String>,
    /// Offers to stop.
    pub offer: String,
    /// Answers distress.
    pub safety: String,
    /// Asks for other words.
    pub unclear: String,
    /// Leads back to the question.
    pub off_topic: String,
    /// Defers a question that the facts do not answer.
    pub deferred: String,
    /// Says that a reply to the consent was neither yes nor no, and that it is not kept.
    pub consent_unclear: String,
    /// Asks whether to erase what was said.
    pub confirm_withdrawal: String,
    /// Says that nothing was erased.
    pub kept: String,
    /// Meets a bereavement or an illness, and asks whether to go on with it.
    pub kindness: String,
    /// Says that the interviewer goes on to something else.
    pub moving_on: String,
    /// Says goodbye to whoever did not consent.
    pub declined: String,
    /// Confirms the erasure.
    pub withdrawn: String,
    /// Says goodbye to whoever is not looked for.
    pub screened_out: String,
    /// Says goodbye when a quota is full.
    pub quota_full: String,
    /// Asks for a number from `{low}` to `{high}` again.
    pub number_again: String,
    /// What the ends of a rating mean.
    pub scale_ends: ScaleEnds,
    /// Asks to choose from `{options}` again.
    pub choice_again: String,
    /// Introduces a mandatory question that was already answered in passing.
    pub already: String,
    /// Thanks, before the next question, in a warm tone.
    pub thanks: String,
    /// The neutral probes that everyone gets, in order.
    pub probes: [String; 3],
    /// Probes on the participant's own words.
    pub anchored: Probes,
    /// Probes without a quotation.
    pub plain: Probes,
}

static ENGLISH: LazyLock<Script> = LazyLock::new(|| embedded(include_str!("../../data/languages/en/script.json")));
static OTHERS: LazyLock<[Script; 3]> = LazyLock::new(|| {
    [
        embedded(include_str!("../../data/languages/de/script.json")),
        embedded(include_str!("../../data/languages/es/script.json")),
        embedded(include_str!("../../data/languages/fr/script.json")),
    ]
});

impl Script {
    /// The lines in English.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// The built-in lines for a language tag; the region is ignored, so `de-CH` gets `de`.
    ///
    /// ```
    /// use journey_core::plan::Script;
    /// assert_eq!(Script::for_language("de-CH").map(|script| script.thanks.as_str()), Some("Danke."));
    /// assert!(Script::for_language("tlh").is_none());
    /// ```
    pub fn for_language(language: &str) -> Option<&'static Self> {
        let primary = language.split('-').next().unwrap_or(language);
        std::iter::once(&*ENGLISH).chain(OTHERS.iter()).find(|script| script.language.eq_ignore_ascii_case(primary))
    }

    /// The scale of an instrument, for whoever draws its buttons.
    ///
    /// ```
    /// use journey_core::plan::{RatingInstrument, Script};
    /// let scale = Script::english().scale(RatingInstrument::Nps);
    /// assert_eq!((scale.low, scale.high, scale.high_label.as_str()), (0, 10, "extremely likely"));
    /// ```
    pub fn scale(&self, instrument: RatingInstrument) -> RatingScale {
        let [low_label, high_label] = match instrument {
            RatingInstrument::Ces => &self.scale_ends.ces,
            RatingInstrument::Csat => &self.scale_ends.csat,
            RatingInstrument::Nps => &self.scale_ends.nps,
        };
        let (low, high) = instrument.range();
        RatingScale { low, high, low_label: low_label.clone(), high_label: high_label.clone() }
    }
}
