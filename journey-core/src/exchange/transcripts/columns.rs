//! Which column of a table holds what.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{error::Error, journey::DocumentSource};

/// Which columns hold what; an empty field uses the first common name found in the table.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TranscriptColumns {
    /// The words: a whole transcript with `Speaker:` lines, one turn, or one text.
    pub text: Option<String>,
    /// What tells documents apart; rows of one document become its turns.
    pub document: Option<String>,
    /// Who the customer is.
    pub participant: Option<String>,
    /// Who speaks, when each row is one turn.
    pub speaker: Option<String>,
    /// The customer's segment.
    pub segment: Option<String>,
    /// The stage that the row is about.
    pub stage: Option<String>,
    /// Ratings: instrument and column, such as `nps` and `Score`.
    pub ratings: BTreeMap<String, String>,
    /// What kind of documents they are.
    pub source: Option<DocumentSource>,
}

const TEXT: &[&str] = &[
    "text",
    "transcript",
    "interview turns",
    "turns",
    "message",
    "body",
    "content",
    "comment",
    "review",
    "feedback",
    "answer",
    "response",
    "description",
];
const DOCUMENT: &[&str] =
    &["document", "document_id", "conversation_id", "conversation", "interview_id", "ticket_id", "session_id", "thread_id", "chat_id"];
const PARTICIPANT: &[&str] =
    &["participant", "participant_id", "customer_id", "customer", "user_id", "user", "respondent", "respondent_id", "author", "username"];
const SPEAKER: &[&str] = &["speaker", "role", "sender", "from"];
const SEGMENT: &[&str] = &["segment", "segments", "group"];
const STAGE: &[&str] = &["stage"];
/// The places of the columns in one table.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) text: usize,
    pub(super) document: Option<usize>,
    pub(super) participant: Option<usize>,
    pub(super) speaker: Option<usize>,
    pub(super) segment: Option<usize>,
    pub(super) stage: Option<usize>,
    pub(super) ratings: Vec<(String, usize)>,
}

impl Places {
    pub(super) fn of(headers: &[String], columns: &TranscriptColumns) -> Result<Self, Error> {
        let find = |name: &str| headers.iter().position(|header| header.eq_ignore_ascii_case(name.trim()));
        let pick = |field: &str, wanted: &Option<String>, usual: &[&str]| -> Result<Option<usize>, Error> {
            match wanted {
                Some(name) => find(name).map(Some).ok_or_else(|| {
                    Error::invalid(
                        format!("column of {field}"),
                        format!("the file has no column `{name}`"),
                        format!("use one of: {}", headers.join(", ")),
                    )
                }),
                None => Ok(usual.iter().find_map(|name| find(name))),
            }
        };
        let text = pick("text", &columns.text, TEXT)?.ok_or_else(|| {
            Error::invalid("column of text", "none of the columns is known to hold text", format!("name it: {}", headers.join(", ")))
        })?;
        let mut ratings = Vec::new();
        for (instrument, name) in &columns.ratings {
            if let Some(place) = pick(instrument, &Some(name.clone()), &[])? {
                ratings.push((instrument.clone(), place));
            }
        }
        for instrument in ["nps", "csat", "ces"] {
            if let Some(place) = find(instrument).filter(|_| !columns.ratings.contains_key(instrument)) {
                ratings.push((instrument.to_owned(), place));
            }
        }
        Ok(Self {
            text,
            document: pick("document", &columns.document, DOCUMENT)?,
            participant: pick("participant", &columns.participant, PARTICIPANT)?,
            speaker: pick("speaker", &columns.speaker, SPEAKER)?,
            segment: pick("segment", &columns.segment, SEGMENT)?,
            stage: pick("stage", &columns.stage, STAGE)?,
            ratings,
        })
    }
}
