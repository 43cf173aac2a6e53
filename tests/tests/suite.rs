//! Every test across modules that needs no model, in one binary.

mod backend;
mod behaviour_golden;
mod behaviour_properties;
mod conformance;
mod cost;
mod faults;
mod fieldwork;
mod findings;
mod folder;
mod hazard_simulation;
mod hostile;
mod kill;
mod lifecycle;
mod listening;
mod outreach;
mod parsers;
mod picture;
mod planning;
mod presets;
mod reading;
mod results;
mod rules;
mod stores;
mod survival_extremes;
mod thread;
