//! The map and what is computed around it.

use crate::{
    analysis::{self, JourneyMap, WaveComparison},
    ffi::operation::declare_operations,
    journey::{Document, Observation, ObservationKind, Place},
    statistics::CorrectedPrevalence,
};

declare_operations! {
    /// Corrects the share of documents with an experience for the machine's errors, by a sample that people coded.
    correct_for_coder_error(
        documents: Vec<Document>, machine: Vec<Observation>, people: Vec<Observation>, sample: Vec<String>, place: Place,
        kind: ObservationKind,
    ) -> CorrectedPrevalence {
        analysis::correct_for_coder_error(&documents, &machine, &people, &sample, &place, kind)
    }
    /// What moved between two waves, in words.
    wave_conclusions(comparison: WaveComparison) -> Vec<String> {
        Ok(comparison.conclusions())
    }
    /// The map with the curve of the wave before behind its own.
    with_baseline(map: JourneyMap, comparison: WaveComparison) -> JourneyMap {
        Ok(map.with_baseline(&comparison))
    }
}
