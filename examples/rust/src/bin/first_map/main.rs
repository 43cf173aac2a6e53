//! The main job: from a research question to a journey map.

mod behaviour;
mod coding;
mod fieldwork;
mod options;

use std::{fmt, path::Path, process::ExitCode, sync::Arc};

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use journey_core::{
    Error, ErrorKind,
    analysis::{Corpus, JourneyMap, MapOptions},
    ask::{Answer, AskFindings, REPORT_QUESTIONS, strategy},
    builtin::BuiltinProvider,
    coding::{PreparedFramework, RecognisedFramework, recognise_framework},
    exchange::TranscriptTable,
    files::{ResultFolder, Results},
    journey::Framework,
    llm::{Driver, GenaiOptions, GenaiProvider, LlmProvider, RetryPolicy, TokioClock},
    plan::{DraftContext, DraftPlan, Focus, ResearchPlan},
    simulate::insurance_cohort,
};

use crate::{
    coding::{Coded, Coder},
    options::Options,
};

/// Coding makes many small values on every core, which the system's allocator is slow with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    let mut folder = ResultFolder::create(&options.out)?;
    let provider = provider(options)?;
    let table = (!options.input.transcripts.is_empty()).then(|| options.input.read()).transpose()?;
    if let (Some(file), None) = (&options.events.events, &table) {
        return behaviour::report_alone(file, options, folder);
    }
    let framework = framework(options, table.as_ref())?;
    let host = TokioClock;
    let mut driver = Driver::new(provider.as_ref(), &host);
    if let Some(path) = &options.model.replies {
        driver = driver.with_reply_file(path)?;
    }
    let plan = draft(options, &framework, &driver).await?;
    let cohort = insurance_cohort(options.seed);
    let mut coder = Coder {
        driver: &driver,
        framework: Arc::new(PreparedFramework::new(framework.clone())?.about(&options.question)),
        options,
        folder: &mut folder,
    };
    let (coded, held) = match table {
        Some(table) => (coder.code_table(&table).await?, None),
        None => {
            let held = fieldwork::interview(&plan, &cohort, &driver, options).await?;
            (coder.code(&held.documents).await?, Some(held))
        }
    };
    let map = coded.corpus.map(
        &framework,
        &MapOptions {
            seed: options.seed,
            segment_names: cohort.segments.iter().filter(|_| held.is_some()).cloned().collect(),
            ..MapOptions::new(format!("{} customer journey", framework.name), &options.question)
        },
    )?;
    let answers = answer(&map, &coded.corpus, &driver, options).await?;
    let strategy = strategy(&map, &coded.corpus);
    let (behaviour, planted) = behaviour::beside(&coded.corpus, &framework, &cohort, options)?;
    let appendix = held.as_ref().map(|held| fieldwork::appendix(held, &cohort, &coded.observations, &map)).unwrap_or_default();
    let appendix = planted + &appendix;
    let coverage = held.as_ref().map(|held| &held.coverage);
    let results = Results {
        framework: &framework,
        plan: &plan,
        map: &map,
        answers: &answers,
        strategy: &strategy,
        behaviour: behaviour.as_ref(),
        coverage,
        appendix: &appendix,
    };
    summary(&map, &folder.finish(&results)?, &coded);
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

/// The industry of the simulated customers that ship.
const COHORT: &str = "insurance";
/// How many documents tell the framework of a file.
const SAMPLE: usize = 2000;
/// The framework of a file, the industry that was named, or what the documents themselves tell.
fn framework(options: &Options, table: Option<&TranscriptTable>) -> Result<Framework, Failure> {
    if let Some(path) = &options.framework {
        return Framework::open(path).map_err(Failure::from);
    }
    let Some(table) = table else {
        let industry = options.industry.as_deref().unwrap_or(COHORT);
        let framework = Framework::template(industry)?.clone();
        if industry != COHORT {
            let problem = format!("no simulated customers ship for `{industry}`, only for `{COHORT}`");
            return Err(Failure::Input(format!("--industry: {problem}; give what real ones said with --transcripts")));
        }
        return Ok(framework);
    };
    if let Some(industry) = &options.industry {
        return Ok(Framework::template(industry)?.clone());
    }
    let RecognisedFramework { framework, grounds } = recognise_framework(&table.sample(SAMPLE)?);
    let edit = "--industry names another, --framework takes your own: edit framework.json of this result";
    eprintln!("mapping onto the stages of {}: {grounds} ({edit})", framework.id);
    Ok(framework)
}

async fn draft(options: &Options, framework: &Framework, driver: &Driver<'_>) -> Result<ResearchPlan, Failure> {
    let context = DraftContext { focus: focus(&options.focus), ..DraftContext::new(&options.question, Some(framework.clone())) };
    let procedure = DraftPlan::new(context, RetryPolicy::default(), options.seed)?;
    let bar = progress("planning", 1);
    let mut plan = driver.run(procedure).await?;
    bar.finish_and_clear();
    let mandatory = if options.mandatory.is_empty() { plan.recommended_mandatory_questions() } else { options.mandatory.clone() };
    for question in mandatory {
        for warning in plan.add_mandatory_question(&question, None)? {
            eprintln!("warning: {warning}");
        }
    }
    Ok(plan)
}

/// A preset by its name; anything else is the id of a stage.
fn focus(name: &str) -> Focus {
    match name {
        "business_to_business" => Focus::BusinessToBusiness,
        "cross_channel" => Focus::CrossChannel,
        "end_to_end" => Focus::EndToEnd,
        "lifecycle" => Focus::Lifecycle,
        "omnichannel" => Focus::Omnichannel,
        stage => Focus::SingleStage { stage: stage.to_owned() },
    }
}

async fn answer(map: &JourneyMap, corpus: &Corpus, driver: &Driver<'_>, options: &Options) -> Result<Vec<Answer>, Failure> {
    let bar = progress("answering", REPORT_QUESTIONS.len() as u64);
    let mut answers = Vec::new();
    for question in REPORT_QUESTIONS {
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

fn summary(map: &JourneyMap, written: &Path, coded: &Coded) {
    let Coded { rejected, failed, .. } = coded;
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
