//! Synthetic participants.

use crate::{
    analysis::JourneyMap,
    ffi::operation::declare_operations,
    journey::{Document, Observation},
    simulate::{self, Persona, Preset, Recovered},
};

declare_operations! {
    /// Participants who make it hard: terse, guarded, hostile, elsewhere, injecting, contradictory.
    difficult_personas() -> Vec<Persona> {
        Ok(simulate::difficult_personas().to_vec())
    }
    /// Reads participants of your own from a preset.
    load_preset(json: String) -> Preset {
        simulate::load_preset(&json)
    }
    /// What was planted in the insurance cohort of a seed beside what a study of it found.
    recovered(seed: u64, documents: Vec<Document>, observations: Vec<Observation>, map: JourneyMap) -> Vec<Recovered> {
        Ok(simulate::recovered(&simulate::insurance_cohort(seed), &documents, &observations, &map))
    }
}
