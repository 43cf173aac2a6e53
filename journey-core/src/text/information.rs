//! What kinds of information a text tells.

use std::sync::LazyLock;

use regex::{RegexSet, RegexSetBuilder};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::work::look;

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

#[expect(clippy::expect_used, reason = "the patterns are constants; a test reads every one")]
static PATTERNS: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSetBuilder::new([
        r"\b(?:because|since (?:they|it|i|we|the|my|he|she)|due to|thanks to|that's why|that is why|the reason|caused? by|as a result of|on account of|which is why|for that reason)\b",
        r"\b(?:app|phone|phoned|called|call|calls|hotline|email|emailed|e-mail|chat|chatbot|whatsapp|branch|in person|face to face|letter|by post|website|site|online|portal|counter|broker|sms|text message)\b",
        r"\b(?:so i|so we|so that|in the end|ended up|eventually|as a result|therefore|which meant|that meant|finally|after that i|since then|from then on|never again|gave up|switched|cancell?ed|left them|stopped (?:using|going|asking)|had to)\b",
        r"\b(?:expect(?:ed|ing|ation)?|hoped|hoping|assumed|thought (?:it|they|that|i) (?:would|was going)|supposed to|promised|should have|was told (?:it|that)|looking forward)\b",
        r"\b(?:felt|feel|feelings?|mixed|sore point|not easy|hard to|awkward|frustrat\w+|annoy\w+|angry|anger|happy|glad|pleased|relie(?:f|ved)|worr(?:y|ied)|anxious|stress\w*|upset|disappoint\w+|confus\w+|surpris\w+|delight\w*|proud|ashamed|afraid|scared|nervous|trust\w*|safe|comfortable|uncomfortable|love[ds]?|liked?|hate[ds]?|enjoy\w*|impress\w*|grateful|excit\w+|overwhelm\w*|calm|lonely|guilty|embarrass\w+)\b",
        r"\b(?:(?:last|this|one|that) (?:time|day|week|month|year|morning|evening|summer|winter|spring|autumn|fall|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|yesterday|ago|once|when i|when we|when my|i (?:had|went|got|called|asked|tried|sent|bought|found|told|took|waited|signed|filled|paid|saw|heard|remember|made|started|opened|logged|applied|spoke|met|learned|moved|lost)|we (?:had|went|got|called|asked|tried|bought|found|waited|signed|made|moved)|(?:they|she|he|it) (?:told|said|sent|asked|called|came|went|took|gave|refused|denied|crashed|failed|lost|arrived|broke|closed|answered|never))\b",
    ])
    .case_insensitive(true)
    .unicode(false)
    .build()
    .expect("constant patterns compile")
});

/// The kinds of information that a text tells, by its words; English.
///
/// ```
/// use journey_core::text::{Information, information};
/// let told = detect_information("I called them twice because the app had crashed, and I felt stupid.");
/// assert!(told.has(Information::Cause) && told.has(Information::Channel) && told.has(Information::Feeling));
/// assert!(!told.has(Information::Expectation));
/// ```
pub fn detect_information(text: &str) -> InformationCoverage {
    look(text.len());
    InformationCoverage(PATTERNS.matches(text).iter().fold(0, |set, at| set | (1 << at)))
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
            assert_eq!(Vec::from(detect_information(text)), kinds, "{text}");
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
