//! Coverage: how much of what customers said stands in the numbers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::index::Index;

/// The share of felt observations without a place from which the map warns.
const UNPLACED: f64 = 1.0 / 3.0;
/// The fewest felt observations that a warning stands on.
const LEAST: u64 = 20;

/// How much of what customers said stands in the numbers, and what became of the rest.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ReadingCoverage {
    /// Customers' sentences; zero where only codes were given.
    pub sentences: u64,
    /// Sentences that an observation stands on.
    pub coded: u64,
    /// Sentences about people or the world in general, left out.
    pub general: u64,
    /// Sentences about what might be, left out.
    pub hypothetical: u64,
    /// Greetings, thanks and questions, left out.
    pub talk: u64,
    /// Sentences that may tell something and were not coded: without feeling or a place, or in a language that was not read.
    pub unread: u64,
    /// Observations that tell a pain or a delight.
    pub felt: u64,
    /// Those of them that no stage could be found for; they stand in the lane of the whole journey.
    pub unplaced: u64,
    /// What a reader of the map should know of it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
}

impl ReadingCoverage {
    pub(super) fn of(index: &Index<'_>) -> Self {
        let mut all = Self::default();
        for counts in index.corpus.presences.iter().map(|presence| presence.sentences) {
            all.sentences += u64::from(counts.sentences);
            all.coded += u64::from(counts.coded);
            all.general += u64::from(counts.general);
            all.hypothetical += u64::from(counts.hypothetical);
            all.talk += u64::from(counts.talk);
        }
        all.unread = all.sentences.saturating_sub(all.coded + all.general + all.hypothetical + all.talk);
        for at in index.places() {
            let felt = at.told.iter().filter(|told| told.row.valence != 0 && told.row.kind().is_felt()).count() as u64;
            all.felt += felt;
            all.unplaced += if at.place.is_whole_journey() { felt } else { 0 };
        }
        all.warning = all.warn();
        all
    }

    fn warn(&self) -> Option<String> {
        let share = self.unplaced as f64 / self.felt.max(1) as f64;
        (self.felt >= LEAST && share > UNPLACED).then(|| {
            format!(
                "{} of {} felt statements ({:.0} %) could not be placed: name the stages and touchpoints of this study, or code a sample by hand",
                self.unplaced,
                self.felt,
                100.0 * share
            )
        })
    }
}
