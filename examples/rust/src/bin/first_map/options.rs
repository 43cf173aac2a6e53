//! The command line.

use std::path::{Path, PathBuf};

use clap::Parser;
use journey_core::{
    exchange::{TranscriptColumns, TranscriptTable},
    journey::DocumentSource,
};

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
    pub(crate) model: Model,
}

/// Existing words instead of interviews.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Existing transcripts")]
pub(crate) struct Input {
    /// Code and map this CSV or JSON file instead of holding interviews
    #[arg(long, value_name = "FILE")]
    pub(crate) transcripts: Option<PathBuf>,

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

    /// Column of satisfaction, 0 to 10 [default: csat]
    #[arg(long, value_name = "COLUMN")]
    csat_column: Option<String>,

    /// What the documents are: interview, ticket, chat, review, survey [default: interview with an interviewer's turns, review with a rating, else survey]
    #[arg(long, value_name = "KIND", value_parser = source)]
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
    /// Reads transcripts from a file; excerpts that overlap become one transcript.
    pub(crate) fn read(&self, path: &Path) -> Result<TranscriptTable, Failure> {
        let mut table = TranscriptTable::open(path, &self.columns())?;
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

    fn columns(&self) -> TranscriptColumns {
        let ratings = [("nps", &self.nps_column), ("csat", &self.csat_column)];
        TranscriptColumns {
            text: self.text_column.clone(),
            document: self.document_column.clone(),
            participant: self.participant_column.clone(),
            speaker: self.speaker_column.clone(),
            segment: self.segment_column.clone(),
            stage: self.stage_column.clone(),
            ratings: ratings.into_iter().filter_map(|(name, column)| Some((name.to_owned(), column.clone()?))).collect(),
            source: self.source,
        }
    }
}

fn source(name: &str) -> Result<DocumentSource, String> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(|_| "use interview, ticket, chat, review or survey".into())
}
