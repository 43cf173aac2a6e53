//! The command line.

use std::path::PathBuf;

use clap::Parser;
use journey_core::{
    exchange::{FileFormat, ReadOptions, TranscriptColumns, TranscriptTable},
    journey::DocumentSource,
    time::Period,
};
use serde::de::DeserializeOwned;

use crate::Failure;

/// From a research question to a journey map.
///
/// Without options: drafts a plan, interviews 89 simulated insurance customers, codes every answer and writes the map.
/// With --transcripts: codes and maps what real customers said. No key and no network are needed unless --provider names one.
#[derive(Debug, Parser)]
#[command(name = "first_map", version, max_term_width = 110)]
pub(crate) struct Options {
    /// Folder to write to; an earlier result in it is replaced
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(crate) out: PathBuf,

    /// Seed of everything that is drawn: same seed, same bytes
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub(crate) seed: u64,

    /// Research question
    #[arg(long, value_name = "TEXT", default_value = "Where in the journey do we create friction, where delight?")]
    pub(crate) question: String,

    /// Stages and touchpoints to map onto: b2b, banking, general, healthcare, housing, insurance, retail, saas, telecom, travel
    /// [default: insurance; with --transcripts the one whose touchpoints are named without doubt, else what the customers speak of]
    #[arg(long, value_name = "ID")]
    pub(crate) industry: Option<String>,

    /// Stages and touchpoints of your own: a framework.json that an earlier run wrote, and that you edited
    #[arg(long, value_name = "FILE", conflicts_with = "industry")]
    pub(crate) framework: Option<PathBuf>,

    /// What part of the journey to look at: end_to_end, cross_channel, omnichannel, lifecycle, business_to_business, or the id of a stage
    #[arg(long, value_name = "FOCUS", default_value = "end_to_end")]
    pub(crate) focus: String,

    /// A question that no completed interview leaves unasked; may be given several times [default: the three that are recommended]
    #[arg(long, value_name = "TEXT")]
    pub(crate) mandatory: Vec<String>,

    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) events: Events,

    #[command(flatten)]
    pub(crate) model: Model,
}

/// What customers did.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Event logs")]
pub(crate) struct Events {
    /// Show what customers did, from a CSV, XES or OCEL 2.0 log, packed or not; with --transcripts of the same people beside what they said
    #[arg(long, value_name = "FILE")]
    pub(crate) events: Option<PathBuf>,

    /// Simulate the events of the simulated customers, who disagree with what they say as far as was planted
    #[arg(long, conflicts_with_all = ["events", "transcripts"])]
    pub(crate) simulate_events: bool,

    /// Column of whose journey it is [default: case_id, customer_id, user_id, …]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) case_column: Option<String>,

    /// Column of what happened [default: activity, event, action, …]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) activity_column: Option<String>,

    /// Column of when it happened [default: timestamp, time, date, …]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) event_time_column: Option<String>,

    /// Column of the channel that it went through [default: channel]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) channel_column: Option<String>,

    /// Column of the case's segment [default: segment]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) case_segment_column: Option<String>,

    /// Zone of times that name none, such as Europe/Berlin or +02:00 [default: UTC]
    #[arg(long, value_name = "ZONE")]
    pub(crate) time_zone: Option<String>,

    /// Type of objects whose journeys are the cases of an object-centric log
    #[arg(long, value_name = "TYPE")]
    pub(crate) object_type: Option<String>,

    /// Which touchpoint each activity belongs to, where its name does not tell: a CSV with the columns activity and touchpoint
    #[arg(long, value_name = "FILE")]
    pub(crate) places: Option<PathBuf>,

    /// Activities by which customers leave; may be given several times
    #[arg(long, value_name = "ACTIVITY")]
    pub(crate) left: Vec<String>,

    /// Days without an event after which a customer has left
    #[arg(long, value_name = "DAYS", conflicts_with = "left")]
    pub(crate) absent_days: Option<f64>,

    /// Until when customers were observed, such as 2026-11-27T00:00:00Z [default: the last event]
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<jiff::Timestamp>,

    /// Length of a period of the churn model, in days
    #[arg(long, value_name = "DAYS", default_value_t = 30.0)]
    pub(crate) period_days: f64,

    /// How many periods ahead risks are told
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) horizon: u32,
}

/// Existing words instead of interviews.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Existing transcripts")]
pub(crate) struct Input {
    /// Code and map these files instead of holding interviews: CSV, Excel, JSON, Zendesk, Intercom, Freshdesk, Qualtrics, Slack, mail, WebVTT,
    /// SRT, Whisper, Word, text, WhatsApp; a folder stands for all files in it
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) transcripts: Vec<PathBuf>,

    /// Keep only rows whose column has this value
    #[arg(long = "where", value_name = "COLUMN=VALUE")]
    pub(crate) filter: Option<String>,

    /// Column of the words: a transcript with `Speaker:` lines, or one turn [default: text, transcript, message, …]
    #[arg(long, value_name = "COLUMN")]
    text_column: Option<String>,

    /// Column that tells documents apart; rows with one value are its turns [default: document, conversation_id, …]
    #[arg(long, value_name = "COLUMN")]
    document_column: Option<String>,

    /// Column of the customer [default: participant, customer_id, user_id, …]
    #[arg(long, value_name = "COLUMN")]
    participant_column: Option<String>,

    /// Column of who speaks, when a row is one turn [default: speaker, role, …]
    #[arg(long, value_name = "COLUMN")]
    speaker_column: Option<String>,

    /// Column of the customer's segment [default: segment, group]
    #[arg(long, value_name = "COLUMN")]
    segment_column: Option<String>,

    /// Column of the stage that a row is about [default: stage]
    #[arg(long, value_name = "COLUMN")]
    stage_column: Option<String>,

    /// Column of likelihood to recommend, 0 to 10 [default: nps]
    #[arg(long, value_name = "COLUMN")]
    nps_column: Option<String>,

    /// Column of satisfaction, on any scale [default: csat, satisfaction, rating, stars, …]
    #[arg(long, value_name = "COLUMN")]
    csat_column: Option<String>,

    /// Column of the time [default: time, created_at, date, …]
    #[arg(long, value_name = "COLUMN")]
    time_column: Option<String>,

    /// Column of the wave of fieldwork [default: wave]
    #[arg(long, value_name = "COLUMN")]
    wave_column: Option<String>,

    /// Make a wave of each month, quarter or year
    #[arg(long, value_name = "PERIOD", value_parser = from_name::<Period>)]
    waves: Option<Period>,

    /// A speaker who is a customer; may be given several times
    #[arg(long = "customer", value_name = "NAME")]
    customers: Vec<String>,

    /// A speaker who is the company's or the researcher's; may be given several times
    #[arg(long, value_name = "NAME")]
    staff: Vec<String>,

    /// In dates such as 03/04/2026 the day comes first [default: what the dates tell]
    #[arg(long, conflicts_with = "month_first")]
    pub(crate) day_first: bool,

    /// In dates such as 03/04/2026 the month comes first
    #[arg(long)]
    pub(crate) month_first: bool,

    /// What the files are: csv, docx, excel, json, json_lines, mail, slack, srt, text, vtt, whatsapp [default: what their content tells]
    #[arg(long, value_name = "FORMAT", value_parser = from_name::<FileFormat>)]
    format: Option<FileFormat>,

    /// The mark between the fields of a table [default: what its rows tell]
    #[arg(long, value_name = "MARK")]
    pub(crate) delimiter: Option<char>,

    /// The encoding, such as windows-1252 [default: what the bytes tell]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// The sheet of a workbook [default: the one with most rows]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,

    /// The scale of satisfaction in the file, such as 1-5 [default: what its numbers tell]
    #[arg(long, value_name = "LOW-HIGH", value_parser = scale)]
    csat_scale: Option<(f64, f64)>,

    /// What the documents are: interview, ticket, chat, review, survey [default: interview with an interviewer's turns, review with a rating, else survey]
    #[arg(long, value_name = "KIND", value_parser = from_name::<DocumentSource>)]
    source: Option<DocumentSource>,
}

/// Which model does the work.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Model")]
pub(crate) struct Model {
    /// Who moderates and codes: builtin, openai, anthropic, gemini, ollama, groq, …
    #[arg(long, value_name = "NAME", default_value = "builtin")]
    pub(crate) provider: String,

    /// Address of the server, for any server with an OpenAI-shaped API: --provider openai --base-url http://localhost:8080/v1/
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,

    /// Name of the model; the key is read from the provider's usual variable, such as OPENAI_API_KEY
    #[arg(long, value_name = "NAME")]
    pub(crate) model: Option<String>,

    /// Keep a model's replies in this file and never pay for the same request twice, also after a crash
    #[arg(long, value_name = "FILE")]
    pub(crate) replies: Option<PathBuf>,

    /// Interviews and documents at a time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) concurrency: u16,
}

impl Input {
    /// Reads transcripts from files and says how; excerpts that overlap become one transcript.
    pub(crate) fn read(&self) -> Result<TranscriptTable, Failure> {
        let (mut table, reports) = TranscriptTable::open(&self.transcripts, &self.options())?;
        reports.iter().for_each(|report| eprintln!("{report}"));
        if let Some(filter) = &self.filter {
            let (column, value) =
                filter.split_once('=').ok_or_else(|| Failure::Input(format!("--where: `{filter}` is not COLUMN=VALUE")))?;
            table = table.keep(column, value)?;
        }
        let rows = table.len();
        let merged = table.merge_excerpts()?;
        if merged.len() < rows {
            eprintln!("{rows} documents, {} after merging excerpts that overlap", merged.len());
        }
        Ok(merged)
    }

    fn options(&self) -> ReadOptions {
        ReadOptions {
            columns: self.columns(),
            format: self.format,
            encoding: self.encoding.clone(),
            delimiter: self.delimiter,
            sheet: self.sheet.clone(),
            customers: self.customers.clone(),
            staff: self.staff.clone(),
            day_first: self.day_first.then_some(true).or(self.month_first.then_some(false)),
            scales: self.csat_scale.map(|scale| ("csat".to_owned(), scale)).into_iter().collect(),
            waves: self.waves,
        }
    }

    fn columns(&self) -> TranscriptColumns {
        let ratings = [("nps", &self.nps_column), ("csat", &self.csat_column)];
        TranscriptColumns {
            text: self.text_column.clone(),
            document: self.document_column.clone(),
            participant: self.participant_column.clone(),
            speaker: self.speaker_column.clone(),
            time: self.time_column.clone(),
            segment: self.segment_column.clone(),
            wave: self.wave_column.clone(),
            language: None,
            stage: self.stage_column.clone(),
            ratings: ratings.into_iter().filter_map(|(name, column)| Some((name.to_owned(), column.clone()?))).collect(),
            source: self.source,
        }
    }
}

fn from_name<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(|_| "use one of the names above".into())
}

fn scale(text: &str) -> Result<(f64, f64), String> {
    let ends = text.split_once('-').and_then(|(low, high)| Some((low.trim().parse().ok()?, high.trim().parse().ok()?)));
    ends.ok_or_else(|| "write the lowest and the highest number, such as 1-5".into())
}
