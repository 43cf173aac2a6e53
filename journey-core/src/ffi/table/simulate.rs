//! Synthetic participants.

use crate::{
    analysis::JourneyMap,
    ffi::operation::declare_operations,
    journey::{Document, Observation},
    simulate::{self, Persona, RecoveryResult, StudyPreset},
};

declare_operations! {
    /// Participants who make it hard: terse, guarded, hostile, elsewhere, injecting instructions, contradictory.
    difficult_personas() -> Vec<Persona> {
        Ok(simulate::difficult_personas().to_vec())
    }
    /// Reads participants of your own from a preset.
    read_preset(json: String) -> StudyPreset {
        simulate::read_preset(&json)
    }
    /// What was planted in the insurance cohort of a seed beside what a study of it found.
    compare_with_ground_truth(seed: u64, documents: Vec<Document>, observations: Vec<Observation>, map: JourneyMap) -> Vec<RecoveryResult> {
        Ok(simulate::compare_with_ground_truth(&simulate::insurance_cohort(seed), &documents, &observations, &map))
    }
}
