//! Tries an interview guide on simulated participants: how it runs, how it is held, how much of what they hold it finds.

use std::{fs, path::PathBuf, process::ExitCode};

use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use journey_core::{
    Error,
    builtin::{self, BuiltinProvider},
    llm::{Driver, RetryPolicy, VirtualClock},
    plan::{Guide, InterviewMode},
    simulate::{Persona, difficult_personas, read_preset, run_pilot},
    time::Timestamp,
};

/// Pilots a guide: interviews simulated participants and reports time, coverage, questions that fall flat, the report card, and how much of
/// what the participants hold was found.
#[derive(Debug, Parser)]
#[command(name = "pilot", version, max_term_width = 110)]
struct Options {
    /// Preset with topics and participants, in the form of interviewplayground; without one, the insurance guide and difficult participants
    #[arg(long, value_name = "FILE")]
    preset: Option<PathBuf>,

    /// Who asks: the adaptive built-in moderator, the same neutral probes for all, or the guide read as a fixed survey
    #[arg(long, value_enum, default_value_t = Moderator::Builtin)]
    moderator: Moderator,

    /// Most questions an interview
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=200))]
    turns: u32,

    /// Interviews to hold; the participants take turns. Without it, one each
    #[arg(long, value_name = "N")]
    interviews: Option<usize>,

    /// Seed of the participants' small choices: same seed, same report
    #[arg(long, value_name = "N", default_value_t = 7)]
    seed: u64,

    /// Print JSON instead of Markdown
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Moderator {
    Builtin,
    Standard,
    Survey,
}

impl Moderator {
    fn mode(self) -> InterviewMode {
        match self {
            Self::Builtin => InterviewMode::Adaptive,
            Self::Standard => InterviewMode::Standard,
            Self::Survey => InterviewMode::Strict,
        }
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> Result<String, String> {
    let (guide, personas) = material(options)?;
    let interviews = options.interviews.unwrap_or(personas.len());
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| error.to_string())?;
    let host = VirtualClock::at(Timestamp(0));
    let driver = Driver::new(&BuiltinProvider, &host);
    let style = ProgressStyle::with_template("{msg:>12} [{bar:40}] {pos}/{len} {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(interviews as u64).with_style(style).with_message("interviewing");
    let report = runtime
        .block_on(run_pilot(&guide, &personas, interviews, &driver, RetryPolicy::never(), options.seed, &|done| {
            bar.set_position(done as u64)
        }))
        .map_err(|error| error.to_string())?;
    bar.finish_and_clear();
    if options.json { serde_json::to_string_pretty(&report).map_err(|error| error.to_string()) } else { Ok(report.markdown()) }
}

fn material(options: &Options) -> Result<(Guide, Vec<Persona>), String> {
    let mode = options.moderator.mode();
    let named = |error: Error| error.to_string();
    let Some(path) = &options.preset else {
        let mut plan = builtin::draft_plan("Where in the journey do we create friction, where delight?", "insurance").map_err(named)?;
        plan.add_mandatory_question("What had you expected of your insurer before you became a customer?", None).map_err(named)?;
        let guide = Guide { mode, max_turns: options.turns, ..Guide::from_plan(&plan).map_err(named)? };
        return Ok((guide, difficult_personas().to_vec()));
    };
    let text = fs::read_to_string(path).map_err(|error| format!("{}: cannot be read: {error}", path.display()))?;
    let preset = read_preset(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok((preset.guide(mode, options.turns).map_err(named)?, preset.personas))
}
