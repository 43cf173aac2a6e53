//! Reading transcripts, tickets, chats and reviews from CSV and JSON.

use std::{collections::BTreeMap, io::Read, sync::LazyLock};

use regex::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    journey::{Document, DocumentSource, Role},
    plain,
    text::pattern::pattern,
};

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
const INTERVIEWER: &[&str] = &[
    "interviewer",
    "moderator",
    "researcher",
    "agent",
    "assistant",
    "bot",
    "support",
    "representative",
    "rep",
    "advisor",
    "employee",
    "company",
    "staff",
    "q",
    "question",
    "i",
];
const SYSTEM: &[&str] = &["system", "action", "note", "event"];

/// How the id of a document begins whose row names none.
pub(super) const UNNAMED_ROW: &str = "row-";

/// The places of the columns in one table.
struct Places {
    text: usize,
    document: Option<usize>,
    participant: Option<usize>,
    speaker: Option<usize>,
    segment: Option<usize>,
    stage: Option<usize>,
    ratings: Vec<(String, usize)>,
}

/// Reads documents from CSV with a header.
///
/// ```
/// use journey_core::exchange::{TranscriptColumns, read_csv};
/// let csv = "ticket_id,message\n7,The claim took weeks.\n8,All went well.\n";
/// let documents = read_csv(csv.as_bytes(), &TranscriptColumns::default())?;
/// assert_eq!((documents.len(), documents[0].id.as_str()), (2, "7"));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// Names the row and the column that cannot be read.
pub fn read_transcripts_csv(input: impl Read, columns: &TranscriptColumns) -> Result<Vec<Document>, Error> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(input);
    let broken = |error: &csv::Error| {
        let place = error.position().map_or_else(|| "the table".to_owned(), |position| format!("line {}", position.line()));
        Error::invalid(place, csv_problem(error), "save the table as UTF-8 CSV with the same number of fields in each row")
    };
    let mut headers: Vec<String> = reader.headers().map_err(|error| broken(&error))?.iter().map(|name| name.trim().to_owned()).collect();
    if let Some(first) = headers.first_mut() {
        *first = first.trim_start_matches('\u{feff}').to_owned();
    }
    let places = Places::of(&headers, columns)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        rows.push(record.iter().map(str::to_owned).collect::<Vec<_>>());
    }
    documents(&rows, &headers, &places, columns.source)
}

/// Reads documents from JSON: this library's documents, or a list of flat records with the same columns as a table.
///
/// # Errors
/// Names the record and the field that cannot be read.
pub fn read_transcripts_json(text: &str, columns: &TranscriptColumns) -> Result<Vec<Document>, Error> {
    let value: serde_json::Value = plain::from_json("the file", text.trim_start_matches('\u{feff}'))?;
    let list = match value {
        serde_json::Value::Array(list) => list,
        one @ serde_json::Value::Object(_) => vec![one],
        _ => return Err(Error::invalid("the file", "it holds neither a record nor a list of records", "give a list of records")),
    };
    if list.iter().all(|one| one.get("turns").is_some_and(serde_json::Value::is_array)) && !list.is_empty() {
        return list
            .into_iter()
            .enumerate()
            .map(|(at, one)| {
                let document: Document =
                    serde_json::from_value(one).map_err(|error| plain::invalid(format!("record {}", at + 1), &error))?;
                Ok(recut(document))
            })
            .collect();
    }
    let mut headers: Vec<String> = Vec::new();
    for key in list.iter().filter_map(serde_json::Value::as_object).flat_map(|one| one.keys()) {
        if !headers.contains(key) {
            headers.push(key.clone());
        }
    }
    let places = Places::of(&headers, columns)?;
    let rows: Vec<Vec<String>> =
        list.iter().map(|one| headers.iter().map(|key| one.get(key).map(plain).unwrap_or_default()).collect()).collect();
    documents(&rows, &headers, &places, columns.source)
}

/// Numbers turns and cuts sentences anew, so that ids and spans can be trusted whoever wrote the file.
fn recut(document: Document) -> Document {
    let mut whole = Document { turns: Vec::new(), ..document.clone() };
    for turn in document.turns {
        let pushed = whole.push(turn.role, turn.text);
        (pushed.at, pushed.item, pushed.stage) = (turn.at, turn.item, turn.stage);
    }
    whole
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Places {
    fn of(headers: &[String], columns: &TranscriptColumns) -> Result<Self, Error> {
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

fn documents(rows: &[Vec<String>], headers: &[String], places: &Places, source: Option<DocumentSource>) -> Result<Vec<Document>, Error> {
    let mut documents: Vec<Document> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (number, row) in (1..).zip(rows) {
        let cell = |place: Option<usize>| place.and_then(|at| row.get(at)).map(|text| text.trim()).filter(|text| !text.is_empty());
        let Some(text) = cell(Some(places.text)) else {
            let column = headers.get(places.text).map_or("text", String::as_str);
            return Err(Error::invalid(format!("row {number}, column `{column}`"), "it is empty", "fill it or leave the row out"));
        };
        let id = cell(places.document).map_or_else(|| format!("{UNNAMED_ROW}{number}"), str::to_owned);
        let at = *known.entry(id.clone()).or_insert_with(|| {
            let participant = cell(places.participant).unwrap_or(&id);
            documents.push(Document::new(&id, source.unwrap_or(DocumentSource::Interview), participant));
            documents.len() - 1
        });
        let Some(document) = documents.get_mut(at) else { continue };
        let stage = cell(places.stage).map(str::to_owned);
        match cell(places.speaker) {
            Some(speaker) => document.push(role(speaker), text).stage = stage,
            None => {
                for (role, text) in spoken(text) {
                    document.push(role, text).stage.clone_from(&stage);
                }
            }
        }
        if let Some(segments) = cell(places.segment) {
            for segment in segments.split([';', '|']).map(str::trim).filter(|segment| !segment.is_empty()) {
                if !document.segments.iter().any(|known| known == segment) {
                    document.segments.push(segment.to_owned());
                }
            }
        }
        for (instrument, place) in &places.ratings {
            if let Some(value) = cell(Some(*place)) {
                let value: f64 = value.parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(|| {
                    Error::invalid(
                        format!("row {number}, column `{}`", headers.get(*place).map_or("", String::as_str)),
                        format!("`{value}` is not a number"),
                        "write a number or leave it empty",
                    )
                })?;
                document.ratings.insert(instrument.clone(), value);
            }
        }
        let used = [Some(places.text), places.document, places.participant, places.speaker, places.segment, places.stage];
        for (at, header) in headers.iter().enumerate().filter(|(at, _)| !used.contains(&Some(*at))) {
            if let Some(value) = cell(Some(at)) {
                document.attributes.entry(header.clone()).or_insert_with(|| value.to_owned());
            }
        }
    }
    if documents.is_empty() {
        return Err(Error::invalid("the file", "it has no rows", "give at least one transcript"));
    }
    for document in &mut documents {
        let interviewed = document.turns.iter().any(|turn| turn.role == Role::Interviewer);
        if source.is_none() {
            document.source = if interviewed { DocumentSource::Interview } else { DocumentSource::Review };
        }
    }
    Ok(documents)
}

/// Cuts a transcript at its `Speaker:` lines; a text without them is one customer's turn.
fn spoken(text: &str) -> Vec<(Role, String)> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^[ \t]*([\p{L}][\p{L}\p{N} ._-]{0,30}?)[ \t]*(?:#\d+[ \t]*)?:[ \t]+"));
    let labels: Vec<(usize, usize, &str)> = LABEL
        .captures_iter(text)
        .filter_map(|found| Some((found.get(0)?.start(), found.get(0)?.end(), found.get(1)?.as_str())))
        .filter(|(start, _, label)| *start == 0 || known_speaker(label))
        .collect();
    let known = labels.iter().any(|(_, _, label)| known_speaker(label));
    if !known {
        return vec![(Role::Customer, text.to_owned())];
    }
    let mut turns = Vec::new();
    for (at, (start, end, label)) in labels.iter().enumerate() {
        if at == 0 && *start > 0 {
            turns.extend(text.get(..*start).map(|lead| (Role::Customer, lead.trim().to_owned())));
        }
        let next = labels.get(at + 1).map_or(text.len(), |(start, ..)| *start);
        turns.extend(text.get(*end..next).map(|said| (role(label), said.trim().to_owned())));
    }
    turns.retain(|(_, said)| !said.is_empty());
    turns
}

fn known_speaker(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    INTERVIEWER.contains(&label.as_str())
        || SYSTEM.contains(&label.as_str())
        || [
            "interviewee",
            "participant",
            "customer",
            "respondent",
            "user",
            "client",
            "a",
            "p",
            "patient",
            "guest",
            "speaker",
            "caller",
            "me",
        ]
        .contains(&label.as_str())
}

fn role(speaker: &str) -> Role {
    let speaker = speaker.trim().to_lowercase();
    if INTERVIEWER.contains(&speaker.as_str()) {
        Role::Interviewer
    } else if SYSTEM.contains(&speaker.as_str()) {
        Role::System
    } else {
        Role::Customer
    }
}

fn csv_problem(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("it has {len} fields where the header has {expected_len}"),
        csv::ErrorKind::Utf8 { .. } => "it is not UTF-8".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(csv: &str) -> Result<Vec<Document>, Error> {
        read_transcripts_csv(csv.as_bytes(), &TranscriptColumns::default())
    }

    #[test]
    fn labelled_lines_become_turns() {
        let documents =
            read("transcript\n\"Interviewer: How was it?\nInterviewee: Fine: really.\nQ: Why?\nMy note: none\"\n").unwrap_or_default();
        let turns: Vec<_> = documents[0].turns.iter().map(|turn| (turn.role, turn.text.as_ref())).collect();
        assert_eq!(
            turns,
            [(Role::Interviewer, "How was it?"), (Role::Customer, "Fine: really."), (Role::Interviewer, "Why?\nMy note: none")]
        );
    }

    #[test]
    fn rows_of_one_document_are_its_turns() {
        let documents = read("conversation_id,role,message,nps,extra\nc,agent,Hello,,x\nc,customer,Hi there,9,y\n").unwrap_or_default();
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].turns.len(), 2);
        assert_eq!(documents[0].ratings.get("nps"), Some(&9.0));
        assert_eq!(documents[0].attributes.get("extra").map(String::as_str), Some("x"));
    }

    #[test]
    fn faults_name_row_and_column() {
        for (csv, place) in [
            ("text\n\"\"\n", "row 1, column `text`"),
            ("text,nps\nhello,nine\n", "row 1, column `nps`"),
            ("a,b\n1,2\n", "column of text"),
            ("text,b\nonly one\n", "line 2"),
            ("text\n", "the file"),
        ] {
            let error = read(csv).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.contains(place), "{csv:?}: {error}");
        }
        let columns = TranscriptColumns { text: Some("words".into()), ..Default::default() };
        assert!(read_transcripts_csv("text\nx\n".as_bytes(), &columns).is_err());
    }

    #[test]
    fn json_records_and_documents_are_read() {
        let records =
            read_transcripts_json(r#"[{"id":1,"text":"Customer: hello\nAgent: hi"}]"#, &TranscriptColumns::default()).unwrap_or_default();
        assert_eq!(records[0].turns.len(), 2);
        let written = serde_json::to_string(&records).unwrap_or_default();
        assert_eq!(read_transcripts_json(&written, &TranscriptColumns::default()).unwrap_or_default(), records);
        assert!(read_transcripts_json("3", &TranscriptColumns::default()).is_err());
        assert!(read_transcripts_json("{", &TranscriptColumns::default()).is_err());
    }

    proptest::proptest! {
        /// Whatever the bytes, reading ends in documents whose quotations are their own, or in an error that names a place.
        #[test]
        fn no_bytes_break_the_readers(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300), text in "(text|nps|Interviewer:|,|\\n|\"|[a-z ]|[\\{\\}\\[\\]:]|é|😀){0,60}") {
            for input in [bytes.as_slice(), text.as_bytes(), format!("text\n{text}").as_bytes()] {
                match read_transcripts_csv(input, &TranscriptColumns::default()) {
                    Ok(documents) => {
                        for document in &documents {
                            for turn in &document.turns {
                                let ids: Vec<_> = turn.sentences.iter().map(|sentence| sentence.id).collect();
                                proptest::prop_assert!(document.quote(&ids).iter().all(|quote| turn.text.contains(&quote.text)));
                            }
                        }
                    }
                    Err(error) => proptest::prop_assert_eq!(error.code(), "invalid"),
                }
            }
            if let Err(error) = read_transcripts_json(&text, &TranscriptColumns::default()) {
                proptest::prop_assert_eq!(error.code(), "invalid");
            }
        }
    }
}
