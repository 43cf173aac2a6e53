//! Synthetic participants for piloting a plan. Everything simulated is labelled and left out of findings unless asked for.

mod cohort;
mod difficult;
mod persona;
mod pilot;
mod playground;
mod recall;
mod recovery;
mod respondent;

pub use cohort::{Cohort, Planted, PlantedStage, insurance_cohort};
pub use difficult::difficult_personas;
pub use persona::{Level, Memory, Persona, Temper, Traits};
pub use pilot::{Elicited, ItemReport, PilotReport, pilot};
pub use playground::{Preset, load_preset};
pub use recovery::{Recovered, TOLERANCE, recovered, recovery_report};
pub use respondent::SimulatedRespondent;
