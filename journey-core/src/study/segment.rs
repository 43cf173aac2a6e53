//! Segments: rules over what is known of a participant.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Attribute, Participant};

/// A rule over a participant's attributes. A missing attribute never satisfies a rule.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum SegmentRule {
    /// Every rule holds.
    All {
        /// The rules.
        rules: Vec<SegmentRule>,
    },
    /// At least one rule holds.
    Any {
        /// The rules.
        rules: Vec<SegmentRule>,
    },
    /// The rule does not hold.
    Not {
        /// The rule.
        rule: Box<SegmentRule>,
    },
    /// A number lies in a range, both ends included.
    Number {
        /// The attribute.
        attribute: String,
        /// The least value.
        min: Option<f64>,
        /// The greatest value.
        max: Option<f64>,
    },
    /// A word is one of several, without regard to case.
    Text {
        /// The attribute.
        attribute: String,
        /// The words.
        values: Vec<String>,
    },
}

impl SegmentRule {
    /// Whether the rule holds for a participant.
    pub fn matches(&self, participant: &Participant) -> bool {
        match self {
            Self::All { rules } => rules.iter().all(|rule| rule.matches(participant)),
            Self::Any { rules } => rules.iter().any(|rule| rule.matches(participant)),
            Self::Not { rule } => !rule.matches(participant),
            Self::Number { attribute, min, max } => match participant.attributes.get(attribute) {
                Some(Attribute::Number(value)) => min.is_none_or(|min| *value >= min) && max.is_none_or(|max| *value <= max),
                _ => false,
            },
            Self::Text { attribute, values } => match participant.attributes.get(attribute) {
                // Several options of a screener stand joined by semicolons.
                Some(Attribute::Text(value)) => {
                    value.split("; ").any(|one| values.iter().any(|wanted| wanted.to_lowercase() == one.to_lowercase()))
                }
                _ => false,
            },
        }
    }
}

/// A named group of participants.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Segment {
    /// A short id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who belongs to it.
    pub rule: SegmentRule,
}

impl Segment {
    /// A segment of everyone whose attribute `segment` is `id`.
    pub fn from_label(id: &str, name: &str) -> Self {
        let rule = SegmentRule::Text { attribute: "segment".into(), values: vec![id.into()] };
        Self { id: id.into(), name: name.into(), rule }
    }
}

/// The six standard segments, over `tenure_days`, `value_percentile` (0–100), `risk_score` (0–1) and `channels_used`.
///
/// New 0–90 days, established 91–730, long-term beyond; high-value from the 80th percentile; at-risk from 0.6;
/// cross-channel from three channels.
pub fn standard_segments() -> Vec<Segment> {
    let number = |id: &str, name: &str, attribute: &str, min: Option<f64>, max: Option<f64>| Segment {
        id: id.into(),
        name: name.into(),
        rule: SegmentRule::Number { attribute: attribute.into(), min, max },
    };
    vec![
        number("new", "New customers (0–90 days)", "tenure_days", Some(0.0), Some(90.0)),
        number("established", "Established customers", "tenure_days", Some(91.0), Some(730.0)),
        number("long_term", "Long-term customers", "tenure_days", Some(731.0), None),
        number("high_value", "High-value customers", "value_percentile", Some(80.0), None),
        number("at_risk", "At-risk customers", "risk_score", Some(0.6), None),
        number("cross_channel", "Cross-channel customers", "channels_used", Some(3.0), None),
    ]
}
