//! Synthetic participants for piloting a plan. Everything simulated is labelled and left out of findings unless asked for.

mod cohort;
mod difficult;
mod events;
mod persona;
mod pilot;
mod playground;
mod recall;
mod recovery;
mod respondent;

pub use cohort::{Cohort, GroundTruth, GroundTruthStage, insurance_cohort};
pub use difficult::difficult_personas;
pub use events::{SimulatedEvents, disagreement_report, insurance_events};
pub use persona::{Attitude, Persona, PersonaMemory, TraitLevel, Traits};
pub use pilot::{Elicitation, ItemReport, PilotReport, run_pilot};
pub use playground::{StudyPreset, read_preset};
pub use recovery::{RECOVERY_TOLERANCE, RecoveryResult, compare_with_ground_truth, recovery_report};
pub use respondent::SimulatedRespondent;
