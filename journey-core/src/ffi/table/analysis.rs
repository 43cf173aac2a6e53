//! The map and what is computed around it.

use crate::{
    analysis::{self, Account, CycleComparison, JourneyMap, MapOptions, WaveComparison},
    ffi::operation::declare_operations,
    journey::{Document, Framework, Observation, ObservationKind},
    statistics::CorrectedPrevalence,
};

declare_operations! {
    /// Consensus and dissent within accounts: people who share an attribute, such as their company.
    accounts(documents: Vec<Document>, observations: Vec<Observation>, framework: Framework, attribute: String) -> Vec<Account> {
        Ok(analysis::accounts(&documents, &observations, &framework, &attribute))
    }
    /// Corrects the share of documents with an experience for the machine's errors, by a sample that people coded.
    correct_for_coder_error(
        documents: Vec<Document>, machine: Vec<Observation>, people: Vec<Observation>, sample: Vec<String>, stage: String,
        touchpoint: Option<String>, kind: ObservationKind,
    ) -> CorrectedPrevalence {
        analysis::correct_for_coder_error(&documents, &machine, &people, &sample, &stage, touchpoint.as_deref(), kind)
    }
    /// Computes the journey map: curve, prevalence, satisfaction, priorities, drivers, moments of truth, gaps, channels, segments, themes.
    journey_map(documents: Vec<Document>, observations: Vec<Observation>, framework: Framework, options: Option<MapOptions>) -> JourneyMap {
        Ok(analysis::journey_map(&documents, &observations, &framework, &options.unwrap_or_default()))
    }
    /// The same customers over several cycles, told apart by an attribute of their documents.
    lifecycle(documents: Vec<Document>, observations: Vec<Observation>, attribute: String) -> CycleComparison {
        Ok(analysis::lifecycle(&documents, &observations, &attribute))
    }
    /// What moved between two waves, in words.
    wave_conclusions(comparison: WaveComparison) -> Vec<String> {
        Ok(comparison.conclusions())
    }
    /// The map with the curve of the wave before as a ghost.
    with_baseline(map: JourneyMap, comparison: WaveComparison) -> JourneyMap {
        Ok(map.with_baseline(&comparison))
    }
}
