//! Interviews held now, with simulated participants.

use futures_util::{StreamExt, stream};
use journey_core::{
    analysis::JourneyMap,
    interview::{CoverageMatrix, Interview, ReportCard, converse},
    journey::{Document, Observation},
    llm::{BUILTIN_ENGINE, Clock, Driver, LlmProvider, RetryPolicy, TokioClock, VirtualClock},
    plan::ResearchPlan,
    simulate::{Cohort, Persona, compare_with_ground_truth, recovery_report},
    study::{ParticipantExperience, Study},
    time::Timestamp,
};

use crate::{Failure, options::Options, progress};

/// When the first simulated interview takes place: 5 January 2026, 09:00 UTC.
const BEGIN: i64 = 1_767_603_600_000;
const HOUR: i64 = 3_600_000;

/// Interviews every persona of the cohort.
pub(crate) async fn interview(
    plan: &ResearchPlan,
    cohort: &Cohort,
    provider: &dyn LlmProvider,
    options: &Options,
) -> Result<Held, Failure> {
    let experience = ParticipantExperience::new(format!("Your experience: {}", plan.framework.name), "The research team");
    let study = Study::new("first-map", plan.clone(), experience)?;
    let bar = progress("interviewing", cohort.personas.len() as u64);
    let held: Vec<Result<(Document, Interview), Failure>> = stream::iter((0..).zip(&cohort.personas))
        .map(|(number, persona)| hold(number, persona, &study, cohort, provider))
        .buffered(usize::from(options.model.concurrency))
        .inspect(|_| bar.inc(1))
        .collect()
        .await;
    bar.finish_and_clear();
    let mut all = Held { documents: Vec::new(), card: ReportCard::default(), coverage: CoverageMatrix::new(&study.guide) };
    for one in held {
        let (document, interview) = one?;
        all.card.merge(&ReportCard::from_log(interview.guide(), interview.log()));
        all.coverage.push(&document.participant, interview.state());
        all.documents.push(document);
    }
    Ok(all)
}

/// What a fieldwork leaves: what was said, how it was held, who answered what.
pub(crate) struct Held {
    pub(crate) documents: Vec<Document>,
    pub(crate) card: ReportCard,
    pub(crate) coverage: CoverageMatrix,
}

impl Held {
    /// What the report says of them: what was planted and found, and how they were held.
    pub(crate) fn appendix(&self, cohort: &Cohort, observations: &[Observation], map: &JourneyMap) -> String {
        let found = compare_with_ground_truth(cohort, &self.documents, observations, map);
        format!("{}\n## How the interviews were held\n\n{}", recovery_report(cohort, &found, map), self.card.markdown())
    }
}

async fn hold(
    number: i64,
    persona: &Persona,
    study: &Study,
    cohort: &Cohort,
    provider: &dyn LlmProvider,
) -> Result<(Document, Interview), Failure> {
    // Time is simulated with the participant, so that a run repeats to the byte; a real model still needs real waits.
    let virtual_host = VirtualClock::at(Timestamp(BEGIN + number * HOUR));
    let builtin = provider.model().name == BUILTIN_ENGINE;
    let host: &dyn Clock = if builtin { &virtual_host } else { &TokioClock };
    let driver = Driver::new(provider, host);
    let mut interview = Interview::new(format!("interview-{}", persona.id), study.guide.clone())?;
    let mut respondent = cohort.respondent(persona);
    converse(&mut interview, &mut respondent, &driver, RetryPolicy::default()).await?;
    let mut document = interview.document(&persona.id);
    document.simulated = true;
    document.segments.clone_from(&persona.segments);
    document.language = Some("en".into());
    Ok((document, interview))
}
