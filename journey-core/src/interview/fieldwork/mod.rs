//! Fieldwork: the interviews of a study, from the first to the last.

mod outcome;
mod planned;
mod run;
mod schedule;
#[cfg(test)]
mod tests;

pub use outcome::{FailedInterview, Fieldwork};
pub use planned::{InterviewOpener, PlannedInterview};
pub use run::{FieldworkOptions, FieldworkProgress, run_fieldwork};
pub use schedule::{FieldworkSchedule, Work};
