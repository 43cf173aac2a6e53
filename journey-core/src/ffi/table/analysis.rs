//! The map and what is computed around it.

use crate::{
    analysis::{self, Account, JourneyMap, Lifecycle, MapOptions, WaveComparison},
    ffi::operation::declare_operations,
    journey::{Document, Framework, Kind, Observation},
    statistics::Corrected,
};

declare_operations! {
    /// Consensus and dissent within accounts: people who share an attribute, such as their company.
    accounts(documents: Vec<Document>, observations: Vec<Observation>, framework: Framework, attribute: String) -> Vec<Account> {
        Ok(analysis::accounts(&documents, &observations, &framework, &attribute))
    }
    /// Corrects the share of documents with an experience for the machine's errors, by a sample that people coded.
    corrected_finding(
        documents: Vec<Document>, machine: Vec<Observation>, people: Vec<Observation>, sample: Vec<String>, stage: String,
        touchpoint: Option<String>, kind: Kind,
    ) -> Corrected {
        analysis::corrected_finding(&documents, &machine, &people, &sample, &stage, touchpoint.as_deref(), kind)
    }
    /// Computes the journey map: curve, prevalence, satisfaction, priorities, drivers, moments of truth, gaps, channels, segments, themes.
    journey_map(
        documents: Vec<Document>, observations: Vec<Observation>, framework: Framework, options: MapOptions = MapOptions::default(),
    ) -> JourneyMap {
        Ok(analysis::journey_map(&documents, &observations, &framework, &options))
    }
    /// The same customers over several cycles, told apart by an attribute of their documents.
    lifecycle(documents: Vec<Document>, observations: Vec<Observation>, attribute: String) -> Lifecycle {
        Ok(analysis::lifecycle(&documents, &observations, &attribute))
    }
    /// What moved between two waves, in words.
    wave_verdicts(comparison: WaveComparison) -> Vec<String> {
        Ok(comparison.verdicts())
    }
    /// The map with the curve of the wave before as a ghost.
    with_ghost(map: JourneyMap, comparison: WaveComparison) -> JourneyMap {
        Ok(map.with_ghost(&comparison))
    }
}
