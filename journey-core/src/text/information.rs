//! What kinds of information a text tells.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::{RegexSet, RegexSetBuilder};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::language::{Language, languages, primary};
use crate::{wire::from_wire_name, work::look};

/// A kind of information about an experience.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Information {
    /// What led to it.
    Cause,
    /// Where or by which way it took place.
    Channel,
    /// What came of it.
    Consequence,
    /// What was expected.
    Expectation,
    /// What it felt like.
    Feeling,
    /// What happened.
    Incident,
}

const KINDS: [Information; 6] = [
    Information::Cause,
    Information::Channel,
    Information::Consequence,
    Information::Expectation,
    Information::Feeling,
    Information::Incident,
];

/// A set of kinds of information.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(from = "Vec<Information>", into = "Vec<Information>")]
#[schemars(with = "Vec<Information>")]
pub struct InformationCoverage(u8);

impl InformationCoverage {
    /// Whether a kind is in the set.
    pub fn has(self, kind: Information) -> bool {
        self.0 & bit(kind) != 0
    }

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub fn beyond(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// How many kinds it holds.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The kinds, in alphabetical order.
    pub fn kinds(self) -> impl Iterator<Item = Information> {
        KINDS.into_iter().filter(move |kind| self.has(*kind))
    }
}

fn bit(kind: Information) -> u8 {
    1 << kind as u8
}

impl From<Vec<Information>> for InformationCoverage {
    fn from(kinds: Vec<Information>) -> Self {
        Self(kinds.into_iter().fold(0, |set, kind| set | bit(kind)))
    }
}

impl From<InformationCoverage> for Vec<Information> {
    fn from(told: InformationCoverage) -> Self {
        told.kinds().collect()
    }
}

/// The patterns of a language with the kinds that they tell.
struct Rules {
    set: RegexSet,
    kinds: Vec<Information>,
}

static RULES: LazyLock<BTreeMap<&str, Rules>> =
    LazyLock::new(|| languages().filter_map(|(tag, language)| Some((tag, Rules::of(language)?))).collect());

impl Rules {
    #[expect(clippy::expect_used, reason = "the patterns are part of the source; a test reads every language")]
    fn of(language: &Language) -> Option<Self> {
        let told =
            language.group("information").filter_map(|(name, sources)| Some((from_wire_name::<Information>(name)?, sources.join("|"))));
        let (kinds, sources): (Vec<Information>, Vec<String>) = told.unzip();
        // Words of ASCII letters are bounded as quickly as bytes are read.
        let unicode = !sources.iter().all(|source| source.is_ascii());
        let set = RegexSetBuilder::new(&sources).case_insensitive(true).unicode(unicode).build().expect("constant patterns compile");
        (!kinds.is_empty()).then_some(Self { set, kinds })
    }
}

/// Whether there are words for what a text of a language tells; where there are none, [`detect_information`] finds nothing.
pub fn knows_information(language: &str) -> bool {
    RULES.contains_key(primary(language))
}

/// The kinds of information that a text of a language tells, by its words.
///
/// ```
/// use journey_core::text::{Information, detect_information};
/// let told = detect_information("I called them twice because the app had crashed, and I felt stupid.", "en");
/// assert!(told.has(Information::Cause) && told.has(Information::Channel) && told.has(Information::Feeling));
/// assert!(!told.has(Information::Expectation));
/// ```
pub fn detect_information(text: &str, language: &str) -> InformationCoverage {
    look(text.len());
    let Some(rules) = RULES.get(primary(language)) else { return InformationCoverage::default() };
    rules.set.matches(text).iter().filter_map(|at| rules.kinds.get(at).copied()).collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_from_words() {
        for (text, kinds) in [
            ("It is fine.", vec![]),
            ("I waited three weeks.", vec![Information::Incident]),
            ("I had expected a call back.", vec![Information::Channel, Information::Expectation, Information::Incident]),
            ("In the end we cancelled.", vec![Information::Consequence]),
        ] {
            assert_eq!(Vec::from(detect_information(text, "en")), kinds, "{text}");
        }
    }

    #[test]
    fn sets_add_and_subtract() {
        let (a, b) = (
            InformationCoverage::from(vec![Information::Cause, Information::Feeling]),
            InformationCoverage::from(vec![Information::Feeling]),
        );
        assert_eq!(a.beyond(b), InformationCoverage::from(vec![Information::Cause]));
        assert_eq!((a.with(b), a.count()), (a, 2));
        let json = serde_json::to_string(&a).unwrap_or_default();
        assert_eq!(json, r#"["cause","feeling"]"#);
        assert_eq!(serde_json::from_str::<InformationCoverage>(&json).ok(), Some(a));
    }
}
