//! Sentiment of a clause.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vader_parity::SentimentIntensityAnalyzer;

use crate::work::look;

/// The sentiment of a short text.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Sentiment {
    /// VADER's compound score, −1 to 1 (Hutto and Gilbert 2014).
    pub compound: f64,
}

impl Sentiment {
    /// The valence on the map's scale, −2 to 2: 0 below |0.05|, ±2 from |0.6|.
    pub fn valence(&self) -> i8 {
        let size = match self.compound.abs() {
            score if score < 0.05 => 0,
            score if score < 0.6 => 1,
            _ => 2,
        };
        if self.compound < 0.0 { -size } else { size }
    }
}

/// Scores a clause or a sentence with VADER.
pub fn sentiment(text: &str) -> Sentiment {
    look(text.len());
    static ANALYZER: LazyLock<SentimentIntensityAnalyzer> = LazyLock::new(SentimentIntensityAnalyzer::new);
    Sentiment { compound: ANALYZER.polarity_scores(text).compound }
}
