//! Synthetic participants for piloting a plan. Everything simulated is labelled and left out of findings unless asked for.

mod cohort;
mod persona;
mod playground;
mod recall;
mod recovery;
mod respondent;

pub use cohort::{Cohort, Planted, PlantedStage, insurance_cohort};
pub use persona::{Level, Memory, Persona, Traits};
pub use playground::{Preset, load_preset};
pub use recovery::{Recovered, TOLERANCE, recovered, recovery_report};
pub use respondent::SimulatedRespondent;
