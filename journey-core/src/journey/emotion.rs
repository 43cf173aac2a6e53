//! Emotions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The small set of emotions that customers report.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EmotionLabel {
    /// Angry.
    Anger,
    /// Worried or stressed.
    Anxiety,
    /// Sure of themselves or of the company.
    Confidence,
    /// Not understanding.
    Confusion,
    /// Delighted.
    Delight,
    /// Let down.
    Disappointment,
    /// No longer trusting.
    Distrust,
    /// Ashamed or exposed.
    Embarrassment,
    /// Blocked or slowed.
    Frustration,
    /// Thankful.
    Gratitude,
    /// Mourning a loss.
    Grief,
    /// Without clear feeling.
    Neutral,
    /// A worry that ended.
    Relief,
    /// Content.
    Satisfaction,
    /// Taken by surprise.
    Surprise,
    /// Trusting.
    Trust,
}

impl EmotionLabel {
    /// Every label, in alphabetical order; a label's number in a corpus is its position here.
    pub(crate) const ALL: [Self; 16] = [
        Self::Anger,
        Self::Anxiety,
        Self::Confidence,
        Self::Confusion,
        Self::Delight,
        Self::Disappointment,
        Self::Distrust,
        Self::Embarrassment,
        Self::Frustration,
        Self::Gratitude,
        Self::Grief,
        Self::Neutral,
        Self::Relief,
        Self::Satisfaction,
        Self::Surprise,
        Self::Trust,
    ];

    /// The label's number: exhaustive, so that a new label cannot pass for another.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Anger => 0,
            Self::Anxiety => 1,
            Self::Confidence => 2,
            Self::Confusion => 3,
            Self::Delight => 4,
            Self::Disappointment => 5,
            Self::Distrust => 6,
            Self::Embarrassment => 7,
            Self::Frustration => 8,
            Self::Gratitude => 9,
            Self::Grief => 10,
            Self::Neutral => 11,
            Self::Relief => 12,
            Self::Satisfaction => 13,
            Self::Surprise => 14,
            Self::Trust => 15,
        }
    }

    /// −1 for what feels bad, 1 for what feels good; 0 for neutral, and for surprise, which may be either.
    pub fn sign(self) -> i8 {
        match self {
            Self::Confidence | Self::Delight | Self::Gratitude | Self::Relief | Self::Satisfaction | Self::Trust => 1,
            Self::Neutral | Self::Surprise => 0,
            Self::Anger
            | Self::Anxiety
            | Self::Confusion
            | Self::Disappointment
            | Self::Distrust
            | Self::Embarrassment
            | Self::Frustration
            | Self::Grief => -1,
        }
    }

    /// Its name in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Anger => "anger",
            Self::Anxiety => "anxiety",
            Self::Confidence => "confidence",
            Self::Confusion => "confusion",
            Self::Delight => "delight",
            Self::Disappointment => "disappointment",
            Self::Distrust => "distrust",
            Self::Embarrassment => "embarrassment",
            Self::Frustration => "frustration",
            Self::Gratitude => "gratitude",
            Self::Grief => "grief",
            Self::Neutral => "neutral",
            Self::Relief => "relief",
            Self::Satisfaction => "satisfaction",
            Self::Surprise => "surprise",
            Self::Trust => "trust",
        }
    }

    /// How aroused the emotion usually is, 0 to 1, after Russell's circumplex (1980), rounded.
    pub fn arousal(self) -> f64 {
        match self {
            Self::Anger => 0.9,
            Self::Anxiety | Self::Delight | Self::Surprise => 0.8,
            Self::Frustration => 0.7,
            Self::Confusion | Self::Distrust | Self::Embarrassment => 0.5,
            Self::Confidence | Self::Disappointment | Self::Gratitude | Self::Grief => 0.4,
            Self::Relief | Self::Satisfaction | Self::Trust => 0.3,
            Self::Neutral => 0.1,
        }
    }
}

/// An emotion as a coder read it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Emotion {
    /// The label that the coder gave.
    pub label: EmotionLabel,
    /// −2 (very bad) to 2 (very good).
    pub valence: i8,
    /// 0 (calm) to 1 (agitated).
    pub arousal: f64,
    /// 0 to 1.
    pub confidence: f64,
}
