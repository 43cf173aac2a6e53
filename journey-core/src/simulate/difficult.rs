//! Participants who make it hard: terse, guarded, hostile, elsewhere, injecting instructions, contradictory.

use std::sync::LazyLock;

use super::Persona;
use crate::journey::embedded;

static DIFFICULT: LazyLock<Vec<Persona>> = LazyLock::new(|| embedded(include_str!("../../data/personas/difficult.json")));

/// Six participants who make it hard, over one set of insurance memories; the persona's id names the difficulty.
///
/// ```
/// let ids: Vec<&str> = journey_core::simulate::difficult_personas().iter().map(|one| one.id.as_str()).collect();
/// assert_eq!(ids, ["contradictory", "guarded", "hostile", "prompt_injection", "off_topic", "terse"]);
/// ```
pub fn difficult_personas() -> &'static [Persona] {
    &DIFFICULT
}
