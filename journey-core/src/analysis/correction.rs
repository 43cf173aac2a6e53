//! Prevalence corrected by a sample that people coded.

use std::collections::BTreeSet;

use crate::{
    error::Error,
    journey::{Document, Observation, ObservationKind, Place},
    statistics::{CorrectedPrevalence, corrected_prevalence},
};

/// Corrects a prevalence for the machine coder's errors, using a human-coded sample.
///
/// `sample` names the documents that people coded, drawn at random; in them a place that people left uncoded counts as not told. Without a
/// touchpoint the whole stage counts. The unit is the document: give one a respondent for a share of respondents.
///
/// # Errors
/// When people coded fewer than 20 of the documents, or all of them.
pub fn correct_for_coder_error(
    documents: &[Document],
    machine: &[Observation],
    people: &[Observation],
    sample: &[String],
    place: &Place,
    kind: ObservationKind,
) -> Result<CorrectedPrevalence, Error> {
    let telling = |observations: &[Observation]| -> BTreeSet<String> {
        let here = |one: &&Observation| one.kind == kind && place.holds(&one.place);
        observations.iter().filter(here).map(|one| one.document.clone()).collect()
    };
    let (by_machine, by_people) = (telling(machine), telling(people));
    let flag = |set: &BTreeSet<String>, id: &str| f64::from(u8::from(set.contains(id)));
    let sampled: BTreeSet<&String> = sample.iter().collect();
    let (inside, outside): (Vec<&Document>, Vec<&Document>) = documents.iter().partition(|document| sampled.contains(&document.id));
    let coded: Vec<(f64, f64)> = inside.iter().map(|document| (flag(&by_people, &document.id), flag(&by_machine, &document.id))).collect();
    let uncoded: Vec<f64> = outside.iter().map(|document| flag(&by_machine, &document.id)).collect();
    corrected_prevalence(&coded, &uncoded)
}
