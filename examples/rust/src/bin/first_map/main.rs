//! The main job: from a research question to a journey map.

mod fieldwork;
mod options;
mod output;

use std::{fmt, path::Path, process::ExitCode};

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use journey_core::{
    Error, ErrorKind,
    analysis::{Corpus, JourneyMap, MapOptions},
    ask::{Answer, AskFindings, strategy},
    builtin::BuiltinProvider,
    coding::CodeDocument,
    journey::{Document, Framework, Observation},
    llm::{Driver, GenaiOptions, GenaiProvider, LlmProvider, RetryPolicy, TokioClock},
    plan::{DraftContext, DraftPlan, Focus, ResearchPlan},
    simulate::{compare_with_ground_truth, insurance_cohort, recovery_report},
};

use crate::{options::Options, output::Outcome};

/// What ends the command, with its exit code: 2 when the user can mend it, 1 otherwise.
#[derive(Debug)]
pub(crate) enum Failure {
    Input(String),
    Work(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(text) | Self::Work(text) => formatter.write_str(text),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::Invalid => Self::Input(error.to_string()),
            _ => Self::Work(format!("{error} ({})", error.code())),
        }
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(if matches!(failure, Failure::Input(_)) { 2 } else { 1 })
        }
    }
}

async fn run(options: &Options) -> Result<(), Failure> {
    output::check_target(&options.out)?;
    let provider = provider(options)?;
    let given = options.input.transcripts.as_ref().map(|path| fieldwork::read(path, &options.input)).transpose()?;
    let framework = framework(options, given.as_deref())?;
    let given = given.map(|documents| if options.industry.is_some() { documents } else { fieldwork::of_industry(documents, &framework) });
    let host = TokioClock;
    let mut driver = Driver::new(provider.as_ref(), &host);
    if let Some(path) = &options.model.replies {
        driver = driver.with_reply_file(path)?;
    }
    let plan = draft(options, &framework, &driver).await?;
    let cohort = insurance_cohort(options.seed);
    let (documents, held) = match given {
        Some(documents) => (documents, None),
        None => {
            let held = fieldwork::interview(&plan, &cohort, &driver, options).await?;
            (held.documents, Some((held.report_card, held.coverage)))
        }
    };
    let (observations, rejected, failed) = code(&documents, &framework, &driver, options).await?;
    let simulated = documents.iter().any(|document| document.simulated);
    let corpus = Corpus::new(&documents, &observations)?;
    let map = corpus.map(
        &framework,
        &MapOptions {
            include_simulated: simulated,
            seed: options.seed,
            segment_names: cohort.segments.iter().filter(|_| simulated).cloned().collect(),
            ..MapOptions::new(format!("{} customer journey", framework.name), &options.question)
        },
    )?;
    let answers = answer(&map, &corpus, &driver, options).await?;
    let strategy = strategy(&map, &corpus);
    let mut appendix = String::new();
    if simulated {
        let found = compare_with_ground_truth(&cohort, &documents, &observations, &map);
        appendix = recovery_report(&cohort, &found, &map);
    }
    if let Some((card, _)) = &held {
        appendix.push_str(&format!("\n## How the interviews were held\n\n{}", card.markdown()));
    }
    let written = output::write(
        &options.out,
        &Outcome {
            plan: &plan,
            documents: &documents,
            observations: &observations,
            map: &map,
            appendix: &appendix,
            answers: &answers,
            strategy: &strategy,
            coverage: held.as_ref().map(|(_, coverage)| coverage),
        },
    )?;
    summary(&map, &written, rejected, &failed);
    Ok(())
}

fn provider(options: &Options) -> Result<Box<dyn LlmProvider>, Failure> {
    let model = &options.model;
    if model.provider == "builtin" {
        return Ok(Box::new(BuiltinProvider));
    }
    let name = model.model.clone().ok_or_else(|| Failure::Input(format!("--model: {} needs the name of a model", model.provider)))?;
    let options =
        GenaiOptions { provider: model.provider.clone(), model: name, base_url: model.base_url.clone(), ..GenaiOptions::default() };
    Ok(Box::new(GenaiProvider::new(options)?))
}

fn framework(options: &Options, given: Option<&[Document]>) -> Result<Framework, Failure> {
    if let Some(id) = &options.industry {
        return Ok(Framework::template(id)?.clone());
    }
    let Some(documents) = given else {
        return Ok(Framework::template("insurance")?.clone());
    };
    let framework = fieldwork::industry(documents);
    eprintln!("mapping onto the stages of {} (--industry changes that)", framework.id);
    Ok(framework.clone())
}

async fn draft(options: &Options, framework: &Framework, driver: &Driver<'_>) -> Result<ResearchPlan, Failure> {
    let context = DraftContext { question: options.question.clone(), focus: Focus::EndToEnd, framework: framework.clone(), goal_count: 3 };
    let procedure = DraftPlan::new(context, RetryPolicy::default(), options.seed)?;
    let bar = progress("planning", 1);
    let plan = driver.run(procedure).await?;
    bar.finish_and_clear();
    Ok(plan)
}

type Coded = (Vec<Observation>, usize, Vec<String>);

/// Codes every document; one that a model fails on is named, not silently dropped.
async fn code(documents: &[Document], framework: &Framework, driver: &Driver<'_>, options: &Options) -> Result<Coded, Failure> {
    let procedures: Vec<CodeDocument<'_>> = documents
        .iter()
        .map(|document| CodeDocument::new(document, framework, RetryPolicy::default(), options.seed))
        .collect::<Result<_, _>>()?;
    let bar = progress("coding", documents.len() as u64);
    let results = driver.run_many(procedures, usize::from(options.model.concurrency), &|done| bar.set_position(done as u64)).await;
    bar.finish_and_clear();
    let (mut observations, mut rejected, mut failed) = (Vec::new(), 0, Vec::new());
    let mut first = None;
    for (document, result) in documents.iter().zip(results) {
        match result {
            Ok(coding) => {
                rejected += coding.rejected.len();
                observations.extend(coding.observations);
            }
            Err(error) => {
                failed.push(format!("{}: {error}", document.id));
                first.get_or_insert(error);
            }
        }
    }
    match first {
        Some(error) if failed.len() == documents.len() => Err(error.into()),
        _ => Ok((observations, rejected, failed)),
    }
}

/// The questions of the guide, the summary first.
const QUESTIONS: [&str; 7] = [
    "Everything in short",
    "Where is the most friction?",
    "What delights customers most?",
    "Where do expectation and experience part?",
    "How do experiences differ across channels?",
    "How do the segments compare?",
    "Which touchpoints drive satisfaction?",
];

async fn answer(map: &JourneyMap, corpus: &Corpus, driver: &Driver<'_>, options: &Options) -> Result<Vec<Answer>, Failure> {
    let bar = progress("answering", QUESTIONS.len() as u64);
    let mut answers = Vec::new();
    for question in QUESTIONS {
        let procedure = AskFindings::new(map, corpus, question, RetryPolicy::default(), options.seed)?;
        answers.push(driver.run(procedure).await?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(answers)
}

/// A progress bar on standard error; silent when that is not a terminal.
pub(crate) fn progress(what: &'static str, length: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:>12} [{bar:40}] {pos}/{len} {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length).with_style(style).with_message(what)
}

fn summary(map: &JourneyMap, written: &Path, rejected: usize, failed: &[String]) {
    println!("{} respondents, {} observations ({rejected} proposals failed a check)", map.base.respondents, map.base.observations);
    if map.base.simulated > 0 {
        println!("all of it simulated: this shows the method, not your customers");
    }
    for failure in failed {
        println!("not coded: {failure}");
    }
    if let Some((low, high)) = map.extremes() {
        for (name, step) in [("lowest", low), ("highest", high)] {
            if let Some(mean) = step.curve.mean {
                let band = step.curve.band.map(|band| format!(" [{:+.1} to {:+.1}]", band.low, band.high)).unwrap_or_default();
                println!("{name:>9}: {} {mean:+.1}{band}, n={}", step.name, step.curve.base);
            }
        }
    }
    println!("priorities:");
    for one in map.priorities.iter().take(3) {
        println!("  {}. {}: pain for {}", one.rank, one.name, one.prevalence);
    }
    println!("open {}", written.join("map.html").display());
}
