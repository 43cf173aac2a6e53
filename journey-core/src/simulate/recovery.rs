//! Recovered against planted: what the whole thread finds of what was put in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Cohort;
use crate::{
    analysis::JourneyMap,
    journey::{Document, Observation, ObservationKind, Place, Role},
    statistics::Interval,
};

/// A difference in percentage points that counts as recovered.
pub const RECOVERY_TOLERANCE: f64 = 5.0;

/// One ground-truth finding compared with what the map found.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct RecoveryResult {
    /// The finding in words.
    pub finding: String,
    /// The stage's id.
    pub stage: String,
    /// The kind.
    pub kind: ObservationKind,
    /// Personas who carry it.
    pub planted: u64,
    /// Respondents in whom it was found.
    pub found: u64,
    /// The base.
    pub base: u64,
    /// The interval of what was found.
    pub interval: Option<Interval>,
    /// Personas with the finding who never mentioned it.
    pub undisclosed: u64,
    /// Personas who mentioned it in words that the coder did not recognise.
    pub uncoded: u64,
    /// Respondents in whom it was found though they do not have it.
    pub false_positives: u64,
}

impl RecoveryResult {
    /// The difference in percentage points.
    pub fn points(&self) -> f64 {
        if self.base == 0 { 0.0 } else { (self.found as f64 - self.planted as f64) / self.base as f64 * 100.0 }
    }
}

/// Sets every planted finding beside what the map found.
pub fn compare_with_ground_truth(
    cohort: &Cohort,
    documents: &[Document],
    observations: &[Observation],
    map: &JourneyMap,
) -> Vec<RecoveryResult> {
    cohort
        .ground_truth
        .iter()
        .map(|planted| {
            let share = map.prevalence_at(&Place::whole(planted.stage.as_str()), planted.kind).map(|finding| &finding.share);
            let found = |persona: &str| {
                observations.iter().any(|one| one.participant == persona && one.place.stage() == planted.stage && one.kind == planted.kind)
            };
            let missed: Vec<&String> = planted.personas.iter().filter(|persona| !found(persona)).collect();
            let told = |persona: &str| {
                let said = documents.iter().filter(|document| document.participant == persona).flat_map(|document| &document.turns);
                let said: Vec<&str> = said.filter(|turn| turn.role == Role::Customer).map(|turn| turn.text.as_ref()).collect();
                cohort.phrases(&planted.stage).iter().any(|phrase| said.iter().any(|text| text.contains(phrase.as_str())))
            };
            let unread = missed.iter().filter(|persona| told(persona)).count() as u64;
            RecoveryResult {
                finding: planted.finding.clone(),
                stage: planted.stage.clone(),
                kind: planted.kind,
                planted: planted.personas.len() as u64,
                found: share.map_or(0, |share| share.count),
                base: share.map_or(0, |share| share.base),
                interval: share.and_then(|share| share.interval),
                undisclosed: missed.len() as u64 - unread,
                uncoded: unread,
                false_positives: cohort
                    .personas
                    .iter()
                    .filter(|persona| !planted.personas.contains(&persona.id) && found(&persona.id))
                    .count() as u64,
            }
        })
        .collect()
}

/// The comparison as a section of a report.
pub fn recovery_report(cohort: &Cohort, found: &[RecoveryResult], map: &JourneyMap) -> String {
    let mut out = String::from("\n## Recovered against planted\n\n");
    out.push_str(&format!(
        "The respondents are simulated; what was planted in them is known to this section only, never to the coder. Assumption: {}.\n\n",
        cohort.assumption
    ));
    out.push_str(
        "| finding | planted | found (95 %) | points | untold | unread | mistaken |\n| --- | ---: | --- | ---: | ---: | ---: | ---: |\n",
    );
    for one in found {
        let interval = one.interval.map_or_else(String::new, |interval| format!(" [{}]", interval.percent()));
        let share = |count: u64| if one.base == 0 { 0.0 } else { count as f64 / one.base as f64 * 100.0 };
        out.push_str(&format!(
            "| {} ({}, {}) | {}/{}, {:.0} % | {}/{}, {:.0} %{interval} | {:+.1} | {} | {} | {} |\n",
            one.finding,
            one.stage,
            one.kind.name(),
            one.planted,
            one.base,
            share(one.planted),
            one.found,
            one.base,
            share(one.found),
            one.points(),
            one.undisclosed,
            one.uncoded,
            one.false_positives
        ));
    }
    out.push_str("\nUntold: carriers who forgot it or kept it to themselves. Unread: carriers who told it in words that the coder's rules do not read as such. Mistaken: others in whom it was found.\n");
    for one in found.iter().filter(|one| one.points().abs() > RECOVERY_TOLERANCE) {
        out.push_str(&format!(
            "\n**{}** is off by {:+.1} points: {} untold, {} unread, {} mistaken.\n",
            one.finding,
            one.points(),
            one.undisclosed,
            one.uncoded,
            one.false_positives
        ));
    }
    out.push_str("\n| stage | planted mean valence | found | n |\n| --- | ---: | ---: | ---: |\n");
    for planted in &cohort.stages {
        let point = map.stages.iter().find(|one| one.stage.id == planted.stage).map(|one| &one.curve);
        let mean = point.and_then(|point| point.mean).map_or_else(|| "no data".into(), |mean| format!("{mean:+.2}"));
        out.push_str(&format!("| {} | {:+.2} | {mean} | {} |\n", planted.stage, planted.valence, point.map_or(0, |point| point.base)));
    }
    out.push_str("\nPlanted valence is a person's judgement of each phrase; the builtin coder gives most pains −1, so very bad stages come out milder.\n");
    out
}
