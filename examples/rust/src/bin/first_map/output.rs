//! Writing the results: into a temporary folder first, then in place at once.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use journey_core::{
    analysis::JourneyMap,
    ask::{Answer, Strategy},
    coding::Codebook,
    exchange::{observations_csv, write_qdc, write_qdpx},
    interview::CoverageMatrix,
    journey::{Document, Observation},
    plan::ResearchPlan,
    render::{RenderOptions, chart_svg, html, markdown, mermaid, svg},
    schema,
};
use serde::Serialize;

use crate::Failure;

/// Everything that is written.
pub(crate) struct Outcome<'a> {
    pub(crate) plan: &'a ResearchPlan,
    pub(crate) documents: &'a [Document],
    pub(crate) observations: &'a [Observation],
    pub(crate) map: &'a JourneyMap,
    pub(crate) appendix: &'a str,
    /// The answers to the questions of the guide, the summary first.
    pub(crate) answers: &'a [Answer],
    pub(crate) strategy: &'a Strategy,
    /// Who answered what, when the interviews were held here.
    pub(crate) coverage: Option<&'a CoverageMatrix>,
}

/// Refuses a folder with files of someone else in it, before any work is done.
pub(crate) fn check_target(out: &Path) -> Result<(), Failure> {
    let refuse = |problem: &str| Err(Failure::Input(format!("--out: `{}` {problem}", out.display())));
    if out.is_file() {
        return refuse("is a file; name a folder");
    }
    let Ok(mut entries) = fs::read_dir(out) else { return Ok(()) };
    if entries.next().is_some() && !out.join("map.json").is_file() {
        return refuse("holds other files; name a new or an empty folder");
    }
    Ok(())
}

/// Writes all files and returns the folder.
pub(crate) fn write(out: &Path, outcome: &Outcome<'_>) -> Result<PathBuf, Failure> {
    place(out, outcome).map_err(|error| Failure::Work(format!("{}: cannot be written: {error}", out.display())))
}

fn place(out: &Path, outcome: &Outcome<'_>) -> io::Result<PathBuf> {
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent)?;
    let workshop = tempfile::Builder::new().prefix(".first_map-").tempdir_in(parent)?;
    let fresh = workshop.path().join("new");
    fs::create_dir(&fresh)?;
    files(&fresh, outcome)?;
    if out.exists() {
        fs::rename(out, workshop.path().join("old"))?;
    }
    fs::rename(&fresh, out)?;
    out.canonicalize()
}

fn files(folder: &Path, outcome: &Outcome<'_>) -> io::Result<()> {
    json(&folder.join("plan.json"), outcome.plan)?;
    let transcripts = folder.join("transcripts");
    fs::create_dir(&transcripts)?;
    let mut taken = HashSet::new();
    for (number, document) in (1..).zip(outcome.documents) {
        let mut name = file_name(&document.id);
        if !taken.insert(name.clone()) {
            name = format!("{name}-{number}");
        }
        json(&transcripts.join(format!("{name}.json")), document)?;
    }
    json(&folder.join("observations.json"), outcome.observations)?;
    fs::write(folder.join("observations.csv"), observations_csv(outcome.observations))?;
    if let Some(coverage) = outcome.coverage {
        fs::write(folder.join("coverage.csv"), coverage.csv())?;
    }
    json(&folder.join("map.json"), outcome.map)?;
    json(&folder.join("map.schema.json"), &schema::map())?;
    json(&folder.join("answers.json"), outcome.answers)?;
    json(&folder.join("strategy.json"), outcome.strategy)?;
    let charts = folder.join("charts");
    fs::create_dir(&charts)?;
    for answer in outcome.answers {
        if let Some(chart) = &answer.chart {
            fs::write(charts.join(format!("{}.svg", answer.topic.name().replace(' ', "-"))), chart_svg(chart))?;
        }
    }
    let codebook = Codebook::from_framework(&outcome.plan.framework);
    let project = write_qdpx(&outcome.map.title, outcome.documents, outcome.observations, &codebook);
    fs::write(folder.join("project.qdpx"), project.map_err(io::Error::other)?)?;
    fs::write(folder.join("codebook.qdc"), write_qdc(&codebook).map_err(io::Error::other)?)?;
    let picture = RenderOptions::default();
    fs::write(folder.join("map.svg"), svg(outcome.map, &picture))?;
    fs::write(folder.join("map.html"), html(outcome.map, &picture))?;
    fs::write(folder.join("map.mmd"), mermaid(outcome.map))?;
    fs::write(folder.join("report.md"), markdown(outcome.map) + &answered(outcome) + outcome.appendix)
}

/// The answers and the strategy as the report has them.
fn answered(outcome: &Outcome<'_>) -> String {
    let answers: String = outcome.answers.iter().map(|answer| format!("\n{}", answer.markdown())).collect();
    format!("\n# Questions to the findings\n{answers}\n{}", outcome.strategy.markdown())
}

fn json<T: Serialize + ?Sized>(path: &Path, value: &T) -> io::Result<()> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    fs::write(path, text)
}

/// A document's id as a file name.
fn file_name(id: &str) -> String {
    id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' }).take(100).collect()
}
