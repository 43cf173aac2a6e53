//! Where the words come from: interviews held now, or transcripts that exist.

use std::{collections::BTreeMap, fs, path::Path};

use journey_core::{
    builtin::rank_templates,
    exchange::{merge_excerpts, read_transcripts_csv, read_transcripts_json},
    interview::{Fieldwork, FieldworkOptions},
    journey::{Document, Framework},
    llm::Driver,
    plan::ResearchPlan,
    simulate::Cohort,
    study::{ParticipantExperience, Study},
};

use crate::{
    Failure,
    options::{Input, Options},
    progress,
};

/// Reads transcripts from a file; excerpts that overlap become one transcript.
pub(crate) fn read(path: &Path, input: &Input) -> Result<Vec<Document>, Failure> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| Failure::Input(format!("{name}: cannot be read: {error}")))?;
    let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let columns = input.columns();
    let documents = if json {
        let text = String::from_utf8(bytes).map_err(|_| Failure::Input(format!("{name}: it is not UTF-8; save it as UTF-8")))?;
        read_transcripts_json(&text, &columns)
    } else {
        read_transcripts_csv(bytes.as_slice(), &columns)
    };
    let mut documents = documents.map_err(|error| Failure::Input(format!("{name}: {error}")))?;
    if let Some(filter) = &input.filter {
        let (column, value) = filter.split_once('=').ok_or_else(|| Failure::Input(format!("--where: `{filter}` is not COLUMN=VALUE")))?;
        documents.retain(|document| document.attributes.get(column.trim()).is_some_and(|found| found.eq_ignore_ascii_case(value.trim())));
        if documents.is_empty() {
            return Err(Failure::Input(format!("{name}: no row has `{}` in column `{}`", value.trim(), column.trim())));
        }
    }
    let rows = documents.len();
    let merged = merge_excerpts(documents);
    if merged.len() < rows {
        eprintln!("{rows} documents, {} after merging excerpts that overlap", merged.len());
    }
    Ok(merged)
}

/// The industry whose touchpoints the documents name most.
pub(crate) fn industry(documents: &[Document]) -> &'static Framework {
    let texts: Vec<&str> = documents.iter().flat_map(texts).collect();
    let general = Framework::template("general");
    match rank_templates(&texts).first() {
        Some((hits, first)) if *hits > 0 => first,
        _ => general.unwrap_or(&Framework::templates()[0]),
    }
}

/// Leaves out documents that plainly belong to another industry, and says so: two journeys on one map mean nothing.
pub(crate) fn of_industry(documents: Vec<Document>, framework: &Framework) -> Vec<Document> {
    let mut elsewhere: BTreeMap<&str, usize> = BTreeMap::new();
    let total = documents.len();
    let kept: Vec<Document> = documents
        .into_iter()
        .filter(|document| {
            let ranked = rank_templates(&texts(document).collect::<Vec<_>>());
            let here = ranked.iter().find(|(_, one)| one.id == framework.id).map_or(0, |(hits, _)| *hits);
            match ranked.first() {
                Some((hits, other)) if *hits > here + here / 2 => {
                    *elsewhere.entry(&other.id).or_default() += 1;
                    false
                }
                _ => true,
            }
        })
        .collect();
    if !elsewhere.is_empty() {
        let named: Vec<String> = elsewhere.iter().map(|(id, count)| format!("{count} {id}")).collect();
        eprintln!(
            "{} of {total} transcripts read as another industry ({}) and are left out; --industry keeps all, --where chooses rows",
            total - kept.len(),
            named.join(", ")
        );
    }
    kept
}

fn texts(document: &Document) -> impl Iterator<Item = &str> {
    document.turns.iter().map(|turn| turn.text.as_ref())
}

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
    let mut fieldwork = study.run_with(cohort.respondents(), driver, options).await?;
    bar.finish_and_clear();
    if let Some(failed) = fieldwork.failed.first() {
        return Err(Failure::Work(format!("{}: {} ({})", failed.id, failed.message, failed.code)));
    }
    fieldwork.documents.iter_mut().for_each(|document| document.language = Some("en".into()));
    Ok(fieldwork)
}
