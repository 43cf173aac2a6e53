//! A folder of results: written beside its place while the work goes on, put in place at once.

use std::{
    fs::{self, File},
    io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;
use tempfile::TempDir;

use super::{
    behaviour::{BEHAVIOUR, write_behaviour},
    unwritable,
};
use crate::{
    analysis::JourneyMap,
    ask::{Answer, Strategy},
    behaviour::BehaviourReport,
    coding::Codebook,
    error::Error,
    exchange::{QdpxPart, QdpxWriter, csv_header, csv_rows, write_qdc},
    interview::CoverageMatrix,
    journey::{Document, Framework, Observation},
    plan::ResearchPlan,
    render::{behaviour_markdown, chart_svg, markdown},
    schema,
};

/// By this file a folder of results is known.
const MAP: &str = "map.json";

/// A folder of results that is being written: transcripts, observations, the project for QDA software, the map and what was asked of it.
///
/// Documents and observations are written as they come, so that their number is not bounded by memory. The folder takes its place when all
/// is written; what was there before is replaced only if it was a folder of results.
#[derive(Debug)]
pub struct ResultFolder {
    place: PathBuf,
    workshop: TempDir,
    transcripts: JsonList,
    observations: JsonList,
    table: BufWriter<File>,
    project: QdpxWriter<BufWriter<File>, Spool>,
}

/// What was found, beside the documents and observations.
#[derive(Clone, Copy, Debug)]
pub struct Results<'a> {
    /// What the documents were coded by.
    pub framework: &'a Framework,
    pub plan: &'a ResearchPlan,
    pub map: &'a JourneyMap,
    /// The answers to questions, the summary first.
    pub answers: &'a [Answer],
    pub strategy: &'a Strategy,
    /// What customers did, when an event log was read.
    pub behaviour: Option<&'a BehaviourReport>,
    /// Who answered what, when interviews were held.
    pub coverage: Option<&'a CoverageMatrix>,
    /// Markdown at the end of the report.
    pub appendix: &'a str,
}

/// Some documents with their observations, ready to be written. Parts can be made on all cores.
#[derive(Debug)]
pub(super) struct ResultPart {
    transcripts: Vec<u8>,
    observations: Vec<u8>,
    table: String,
    project: QdpxPart,
}

impl ResultPart {
    pub(super) fn new(documents: &[Document], observations: &[Observation]) -> Result<Self, Error> {
        Ok(Self {
            transcripts: lines(documents),
            observations: lines(observations),
            table: csv_rows(observations),
            project: QdpxPart::new(documents, observations)?,
        })
    }
}

/// Records of a list, one a line.
fn lines<T: Serialize>(all: &[T]) -> Vec<u8> {
    let mut text = Vec::new();
    for one in all {
        if !text.is_empty() {
            text.extend_from_slice(b",\n");
        }
        // Serialising to memory cannot fail: every part is a number, a text or a list.
        let _ = serde_json::to_writer(&mut text, one);
    }
    text
}

impl ResultFolder {
    /// Begins a folder of results.
    ///
    /// # Errors
    /// When other files are in its place, or nothing can be written beside it.
    pub fn create(place: impl Into<PathBuf>) -> Result<Self, Error> {
        let place = place.into();
        refuse_others(&place)?;
        let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |error| unwritable(&place, error);
        fs::create_dir_all(parent).map_err(failed)?;
        let workshop = tempfile::Builder::new().prefix(".journey-").tempdir_in(parent).map_err(failed)?;
        let fresh = workshop.path().join("new");
        fs::create_dir(&fresh).map_err(failed)?;
        let create = |name: &str| File::create(fresh.join(name)).map(BufWriter::new).map_err(failed);
        let mut table = create("observations.csv")?;
        table.write_all(csv_header().as_bytes()).map_err(failed)?;
        Ok(Self {
            transcripts: JsonList::new(create("transcripts.json")?),
            observations: JsonList::new(create("observations.json")?),
            project: QdpxWriter::new(create("project.qdpx")?, Spool::new().map_err(failed)?),
            table,
            workshop,
            place,
        })
    }

    /// Adds documents with their observations.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add(&mut self, documents: &[Document], observations: &[Observation]) -> Result<(), Error> {
        self.append(ResultPart::new(documents, observations)?)
    }

    pub(super) fn append(&mut self, part: ResultPart) -> Result<(), Error> {
        let failed = |error| unwritable(&self.place, error);
        self.transcripts.append(&part.transcripts).map_err(failed)?;
        self.observations.append(&part.observations).map_err(failed)?;
        self.table.write_all(part.table.as_bytes()).map_err(failed)?;
        self.project.add(part.project)
    }

    /// Writes what was found and puts the folder in its place, which is returned.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self, results: &Results<'_>) -> Result<PathBuf, Error> {
        let failed = |error| unwritable(&self.place, error);
        let codebook = Codebook::from_framework(results.framework);
        self.transcripts.finish().map_err(failed)?;
        self.observations.finish().map_err(failed)?;
        self.table.flush().map_err(failed)?;
        self.project.finish(&results.map.title, &codebook)?.flush().map_err(failed)?;
        write_results(&self.workshop.path().join("new"), results, &codebook)?;
        put_in_place(&self.workshop, "new", &self.place)
    }

    /// Writes what an event log alone shows, without words, and puts the folder in its place, which is returned.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish_behaviour(self, report: &BehaviourReport) -> Result<PathBuf, Error> {
        let failed = |error| unwritable(&self.place, error);
        let fresh = self.workshop.path().join("behaviour");
        fs::create_dir(&fresh).map_err(failed)?;
        write_behaviour(&fresh, report)?;
        fs::write(fresh.join("report.md"), format!("# What an event log shows\n\n{}", behaviour_markdown(report))).map_err(failed)?;
        put_in_place(&self.workshop, "behaviour", &self.place)
    }
}

/// Puts a folder of the workshop in its place; what was there is left in the workshop.
fn put_in_place(workshop: &TempDir, fresh: &str, place: &Path) -> Result<PathBuf, Error> {
    let failed = |error| unwritable(place, error);
    if place.exists() {
        fs::rename(place, workshop.path().join("old")).map_err(failed)?;
    }
    fs::rename(workshop.path().join(fresh), place).map_err(failed)?;
    place.canonicalize().map_err(failed)
}

/// Refuses a folder with files of someone else in it, before any work is done.
fn refuse_others(place: &Path) -> Result<(), Error> {
    let refuse = |problem, fix| Err(Error::invalid(place.display(), problem, fix));
    if place.is_file() {
        return refuse("it is a file", "name a folder");
    }
    let Ok(mut entries) = fs::read_dir(place) else { return Ok(()) };
    let own = [Path::new(MAP), &Path::new(BEHAVIOUR).join("behaviour.json")].iter().any(|file| place.join(file).is_file());
    if entries.next().is_some() && !own {
        return refuse("it holds other files", "name a new or an empty folder");
    }
    Ok(())
}

fn write_results(folder: &Path, results: &Results<'_>, codebook: &Codebook) -> Result<(), Error> {
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| unwritable(&path, error))
    };
    write("framework.json", pretty(results.framework))?;
    write("plan.json", pretty(results.plan))?;
    write("answers.json", pretty(results.answers))?;
    write("strategy.json", pretty(results.strategy))?;
    write("map.schema.json", pretty(&schema::map()))?;
    write("codebook.qdc", write_qdc(codebook)?)?;
    write("report.md", report(results))?;
    if let Some(behaviour) = results.behaviour {
        write_behaviour(folder, behaviour)?;
    }
    if let Some(coverage) = results.coverage {
        write("coverage.csv", coverage.csv())?;
    }
    fs::create_dir(folder.join("charts")).map_err(|error| unwritable(folder, error))?;
    for answer in results.answers {
        if let Some(chart) = &answer.chart {
            write(&format!("charts/{}.svg", answer.topic.name().replace(' ', "-")), chart_svg(chart))?;
        }
    }
    for name in [MAP, "map.svg", "map.html", "map.mmd"] {
        results.map.save(folder.join(name))?;
    }
    Ok(())
}

fn report(results: &Results<'_>) -> String {
    let answers: String = results.answers.iter().map(|answer| format!("\n{}", answer.markdown())).collect();
    let asked = format!("\n# Questions to the findings\n{answers}\n{}", results.strategy.markdown());
    let done = results.behaviour.map_or_else(String::new, |report| format!("\n{}", behaviour_markdown(report)));
    markdown(results.map) + &done + &asked + results.appendix
}

pub(super) fn pretty<T: Serialize + ?Sized>(value: &T) -> String {
    // Serialising to memory cannot fail: every part is a number, a text or a list.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// A list in a file, one record a line.
#[derive(Debug)]
struct JsonList {
    file: BufWriter<File>,
    begun: bool,
}

impl JsonList {
    fn new(file: BufWriter<File>) -> Self {
        Self { file, begun: false }
    }

    fn append(&mut self, records: &[u8]) -> std::io::Result<()> {
        if records.is_empty() {
            return Ok(());
        }
        self.file.write_all(if self.begun { b",\n" } else { b"[\n" })?;
        self.begun = true;
        self.file.write_all(records)
    }

    fn finish(&mut self) -> std::io::Result<()> {
        self.file.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })?;
        self.file.flush()
    }
}

/// A temporary file that is written once, then read once.
#[derive(Debug)]
struct Spool {
    written: BufWriter<File>,
    read: BufReader<File>,
}

impl Spool {
    fn new() -> std::io::Result<Self> {
        let file = tempfile::tempfile()?;
        Ok(Self { read: BufReader::with_capacity(1 << 16, file.try_clone()?), written: BufWriter::with_capacity(1 << 16, file) })
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.written.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.written.flush()
    }
}

impl Read for Spool {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        self.read.read(bytes)
    }
}

impl Seek for Spool {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.written.flush()?;
        self.read.seek(to)
    }
}
