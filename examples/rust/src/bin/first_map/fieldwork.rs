//! Interviews held now, with simulated participants.

use journey_core::{
    analysis::JourneyMap,
    interview::{Fieldwork, FieldworkOptions},
    journey::Observation,
    llm::Driver,
    plan::ResearchPlan,
    simulate::{Cohort, compare_with_ground_truth, recovery_report},
    study::{ParticipantExperience, Study},
};

use crate::{Failure, options::Options, progress};

/// Interviews every persona of the cohort.
pub(crate) async fn interview(plan: &ResearchPlan, cohort: &Cohort, driver: &Driver<'_>, options: &Options) -> Result<Fieldwork, Failure> {
    let experience = ParticipantExperience::new(format!("Your experience: {}", plan.framework.name), "The research team");
    let study = Study::new("first-map", plan.clone(), experience)?;
    let bar = progress("interviewing", cohort.personas.len() as u64);
    let options = FieldworkOptions {
        concurrency: usize::from(options.model.concurrency),
        progress: &|progress| bar.set_position(progress.done as u64),
        ..FieldworkOptions::default()
    };
    let fieldwork = study.run_with(cohort.respondents(), driver, options).await?;
    bar.finish_and_clear();
    if let Some(failed) = fieldwork.failed.first() {
        return Err(Failure::Work(format!("{}: {} ({})", failed.id, failed.message, failed.code)));
    }
    Ok(fieldwork)
}

/// What the report says of the interviews: what was planted and found, and how they were held.
pub(crate) fn appendix(fieldwork: &Fieldwork, cohort: &Cohort, observations: &[Observation], map: &JourneyMap) -> String {
    let found = compare_with_ground_truth(cohort, &fieldwork.documents, observations, map);
    format!("{}\n## How the interviews were held\n\n{}", recovery_report(cohort, &found, map), fieldwork.report_card.markdown())
}
