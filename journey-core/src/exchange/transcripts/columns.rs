//! Which column of a table holds what.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{rating::Rating, report::ReadGuess};
use crate::{error::Error, journey::DocumentSource, text::word_count};

/// Which columns hold what; an empty field uses the first common name found in the table, and words are found by what the columns hold.
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
    /// When it was said.
    pub time: Option<String>,
    /// The customer's segment.
    pub segment: Option<String>,
    /// The wave of fieldwork.
    pub wave: Option<String>,
    /// The language of the words, as a tag such as `de`.
    pub language: Option<String>,
    /// The stage that the row is about.
    pub stage: Option<String>,
    /// Ratings: instrument and column, such as `nps` and `Score`.
    pub ratings: BTreeMap<String, String>,
    /// What kind of documents they are.
    pub source: Option<DocumentSource>,
}

/// The usual names of columns, in lower case with spaces; the first that a table has is taken.
const TEXT: &[&str] = &[
    "text",
    "transcript",
    "interview turns",
    "turns",
    "message",
    "message body",
    "body",
    "content",
    "comment",
    "comments",
    "review",
    "review text",
    "review body",
    "feedback",
    "answer",
    "response",
    "verbatim",
    "description",
    "ticket description",
    "remarks",
    "open answer",
    "kommentar",
    "nachricht",
    "bewertung",
    "commentaire",
    "avis",
    "comentario",
    "mensaje",
    "review content",
    "beschwerdetext",
    "chat.msg",
    "msg",
];
const DOCUMENT: &[&str] = &[
    "document",
    "document id",
    "conversation id",
    "conversation",
    "interview id",
    "ticket id",
    "session id",
    "thread id",
    "chat id",
    "case id",
    "response id",
    "responseid",
    "review id",
    "id",
    "case number",
    "call id",
    "ticket number",
    "vorgangsnummer",
    "number",
    "#",
    "nr",
    "nr.",
];
const PARTICIPANT: &[&str] = &[
    "participant",
    "participant id",
    "customer id",
    "customer",
    "user id",
    "user",
    "respondent",
    "respondent id",
    "requester id",
    "requester",
    "client id",
    "client",
    "email",
    "author",
    "username",
    "user name",
    "reviewer",
    "recipientemail",
    "customer name",
    "kunde",
    "contact id",
];
/// Columns of people that may also tell who speaks.
const AUTHORS: &[&str] = &["author", "user", "username", "user name"];
const SPEAKER: &[&str] = &[
    "speaker",
    "role",
    "sender",
    "from",
    "author role",
    "author type",
    "sender type",
    "direction",
    "author.type",
    "sender.type",
    "author.role",
    "user.type",
    "via role",
    "user type",
    "participantrole",
    "participantid",
    "sender name",
    "author name",
];
const TIME: &[&str] = &[
    "time",
    "timestamp",
    "created at",
    "sent at",
    "created",
    "datetime",
    "date",
    "submitted at",
    "recordeddate",
    "recorded date",
    "enddate",
    "end date",
    "review date",
    "posted at",
    "start time",
    "startdate",
    "start date",
    "datum",
    "zeit",
    "fecha",
    "created time",
    "create date",
    "created date",
    "date/time opened",
    "submit date (utc)",
    "review submit date and time",
    "review created (utc)",
    "createddate",
    "timestamp ms",
    "ts",
    "eingangsdatum",
    "completed",
    "updated",
    "response timestamp",
];
const SEGMENT: &[&str] = &["segment", "segments", "group", "customer segment", "plan", "tier"];
const WAVE: &[&str] = &["wave", "round", "fieldwork"];
const LANGUAGE: &[&str] = &["language", "lang", "locale", "user language", "userlanguage", "reviewer language"];
const STAGE: &[&str] = &["stage"];
const RATINGS: &[(&str, &[&str])] = &[
    ("nps", &["nps", "nps score", "likelihood to recommend", "net promoter score", "recommend"]),
    (
        "csat",
        &[
            "csat",
            "csat score",
            "satisfaction",
            "satisfaction score",
            "overall satisfaction",
            "rating",
            "stars",
            "star rating",
            "review stars",
            "customer satisfaction",
            "im:rating",
            "bewertung",
            "sterne",
            "zufriedenheit",
            "calificación",
            "score",
        ],
    ),
    ("ces", &["ces", "ces score", "effort", "customer effort score", "effort score"]),
];

/// What a question of an instrument says.
const ASKED: &[(&str, &str)] = &[
    ("nps", "recommend"),
    ("nps", "weiterempf"),
    ("csat", "satisf"),
    ("csat", "zufrieden"),
    ("csat", "how would you rate"),
    ("ces", "effort"),
    ("ces", "easy"),
];

/// The fewest words that a text has on average.
const WORDS: f64 = 4.0;
/// The same of the answers to a question.
const ANSWER: f64 = 1.5;
/// The share of cells that must differ: words repeat less than codes do.
const DIFFERENT: f64 = 0.5;
/// How many times as long as any other the column must be that holds the words.
const LONGER: f64 = 2.5;

/// The places of the columns in one table.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// The columns of words, each with the question that it answers, where its name is one.
    pub(super) texts: Vec<(usize, Option<String>)>,
    pub(super) document: Option<usize>,
    pub(super) participant: Option<usize>,
    pub(super) speaker: Option<usize>,
    pub(super) time: Option<usize>,
    pub(super) segment: Option<usize>,
    pub(super) wave: Option<usize>,
    pub(super) language: Option<usize>,
    pub(super) stage: Option<usize>,
    pub(super) ratings: Vec<(String, usize)>,
}

/// The headers of a table, and what stands under them in some of its rows.
pub(super) struct Table<'a> {
    pub(super) headers: &'a [String],
    /// What a survey's file says of each column below its header: the question's words.
    pub(super) questions: &'a [String],
    pub(super) sample: Vec<Vec<&'a str>>,
}

impl Table<'_> {
    fn find(&self, name: &str) -> Option<usize> {
        let wanted = folded(name);
        let exact = self.headers.iter().position(|header| folded(header) == wanted);
        exact.or_else(|| self.headers.iter().position(|header| folded(header.rsplit('.').next().unwrap_or(header)) == wanted))
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.sample.iter().filter_map(move |row| row.get(column).copied()).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// How many words a column's cells have on average, where it holds words: many, and other ones in most rows.
    fn wordiness(&self, column: usize) -> Option<f64> {
        let least = if self.question(column).is_some() { ANSWER } else { WORDS };
        let cells: Vec<&str> = self.cells(column).collect();
        let mut distinct = cells.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let words = cells.iter().map(|cell| word_count(cell) as f64).sum::<f64>() / cells.len().max(1) as f64;
        let letters = cells.iter().filter(|cell| cell.chars().filter(|c| c.is_alphabetic()).count() * 2 >= cell.chars().count()).count();
        (words >= least && distinct.len() as f64 >= DIFFERENT * cells.len() as f64 && 2 * letters >= cells.len()).then_some(words)
    }

    /// Whether a column holds numbers.
    fn rates(&self, column: usize) -> bool {
        let (numbers, all) = self
            .cells(column)
            .fold((0, 0), |(numbers, all), cell| (numbers + usize::from(matches!(Rating::read(cell), Rating::Number(..))), all + 1));
        all > 0 && 5 * numbers >= 4 * all
    }

    fn question(&self, column: usize) -> Option<String> {
        let below = self.questions.get(column).map(|question| question.trim()).filter(|question| word_count(question) > 2);
        let header = self.headers.get(column).map(|header| header.trim()).filter(|header| header.ends_with('?') || word_count(header) > 4);
        below.or(header).map(str::to_owned)
    }

    /// The columns of words: the one of a usual name; else all that answer questions; else the one that is much the longest.
    fn texts(&self, guesses: &mut Vec<ReadGuess>) -> Result<Vec<(usize, Option<String>)>, Error> {
        if let Some(column) =
            TEXT.iter().filter_map(|name| self.find(name)).find(|column| self.questions.is_empty() && !self.rates(*column))
        {
            guesses.push(self.guess("text", column, "its name"));
            return Ok(vec![(column, None)]);
        }
        let mut wordy: Vec<(f64, usize)> = (0..self.headers.len()).filter_map(|column| Some((self.wordiness(column)?, column))).collect();
        let asked: Vec<(usize, Option<String>)> =
            wordy.iter().map(|(_, column)| (*column, self.question(*column))).filter(|(_, question)| question.is_some()).collect();
        if !asked.is_empty() {
            guesses.extend(asked.iter().map(|(column, _)| self.guess("text", *column, "open answers to its question")));
            return Ok(asked);
        }
        wordy.sort_by(|left, right| right.0.total_cmp(&left.0));
        match wordy.as_slice() {
            [] => Err(Error::invalid(
                "column of text",
                "none of the columns is known to hold text",
                format!("name it: {}", self.headers.join(", ")),
            )),
            [(words, column)] => {
                guesses.push(self.guess("text", *column, format!("{words:.0} words a cell, and no other holds sentences")));
                Ok(vec![(*column, None)])
            }
            [(words, column), (next, _), ..] if *words >= LONGER * next => {
                guesses.push(self.guess("text", *column, format!("{words:.0} words a cell, the next {next:.0}")));
                Ok(vec![(*column, None)])
            }
            several => {
                let names: Vec<String> =
                    several.iter().filter_map(|(_, column)| Some(format!("`{}`", self.headers.get(*column)?))).collect();
                let fix = "name it: `columns.text` (--text-column)";
                Err(Error::invalid("column of text", format!("{} all hold sentences", names.join(", ")), fix))
            }
        }
    }

    fn guess(&self, what: &str, column: usize, grounds: impl Into<String>) -> ReadGuess {
        ReadGuess::new(format!("column of {what}"), format!("`{}`", self.headers.get(column).map_or("", String::as_str)), grounds)
    }
}

impl Places {
    pub(super) fn of(table: &Table<'_>, columns: &TranscriptColumns, guesses: &mut Vec<ReadGuess>) -> Result<Self, Error> {
        let named = |field: &str, name: &str| {
            table.find(name).ok_or_else(|| {
                Error::invalid(
                    format!("column of {field}"),
                    format!("the file has no column `{name}`"),
                    format!("use one of: {}", table.headers.join(", ")),
                )
            })
        };
        let texts = match &columns.text {
            Some(name) => vec![(named("text", name)?, None)],
            None => table.texts(guesses)?,
        };
        let mut taken: Vec<usize> = texts.iter().map(|(column, _)| *column).collect();
        let mut pick = |field: &str, wanted: &Option<String>, usual: &[&str]| -> Result<Option<usize>, Error> {
            if let Some(name) = wanted {
                return named(field, name).map(Some);
            }
            let found = usual.iter().filter_map(|name| table.find(name)).find(|column| !taken.contains(column));
            if let Some(column) = found {
                taken.push(column);
                guesses.push(table.guess(field, column, "its name"));
            }
            Ok(found)
        };
        let document = pick("document", &columns.document, DOCUMENT)?;
        let speaker = pick("speaker", &columns.speaker, SPEAKER)?;
        let participant = pick("participant", &columns.participant, PARTICIPANT)?;
        let mut places = Self {
            document,
            speaker,
            participant,
            time: pick("time", &columns.time, TIME)?,
            segment: pick("segment", &columns.segment, SEGMENT)?,
            wave: pick("wave", &columns.wave, WAVE)?,
            language: pick("language", &columns.language, LANGUAGE)?,
            stage: pick("stage", &columns.stage, STAGE)?,
            texts,
            ratings: Vec::new(),
        };
        for (instrument, usual) in RATINGS {
            let wanted = columns.ratings.get(*instrument).cloned();
            if let Some(column) = pick(instrument, &wanted, usual)? {
                places.ratings.push(((*instrument).to_owned(), column));
            }
        }
        for (instrument, stem) in ASKED {
            let known = places.ratings.iter().any(|(known, _)| known == instrument);
            let header = |column: usize| table.headers.get(column).map_or("", String::as_str);
            let asks = |column: &usize| table.question(*column).as_deref().unwrap_or(header(*column)).to_lowercase().contains(stem);
            if let Some(column) = (0..table.headers.len())
                .filter(|column| !known && !places.holds(*column))
                .find(|column| asks(column) && table.rates(*column))
            {
                places.ratings.push(((*instrument).to_owned(), column));
                guesses.push(table.guess(instrument, column, "its question, and numbers below"));
            }
        }
        for (instrument, name) in columns.ratings.iter().filter(|(instrument, _)| !RATINGS.iter().any(|(known, _)| known == instrument)) {
            places.ratings.push((instrument.clone(), named(instrument, name)?));
        }
        places.tell_authors(table, columns, guesses);
        Ok(places)
    }

    /// A column of authors that changes within a conversation tells who speaks, not who the customer is.
    fn tell_authors(&mut self, table: &Table<'_>, columns: &TranscriptColumns, guesses: &mut Vec<ReadGuess>) {
        let (Some(document), Some(author), None, None) = (self.document, self.participant, self.speaker, &columns.participant) else {
            return;
        };
        let named_so = table.headers.get(author).is_some_and(|header| AUTHORS.contains(&folded(header).as_str()));
        let mut first: BTreeMap<&str, &str> = BTreeMap::new();
        let changes = table.sample.iter().any(|row| {
            let (Some(document), Some(author)) = (row.get(document), row.get(author)) else { return false };
            first.entry(document).or_insert(author) != author
        });
        if named_so && changes {
            (self.speaker, self.participant) = (Some(author), None);
            guesses.push(table.guess("speaker", author, "it changes within a conversation"));
        }
    }

    /// Every column that one of the fields holds, ratings aside.
    pub(super) fn holds(&self, column: usize) -> bool {
        let Self { document, participant, speaker, time, segment, wave, language, stage, .. } = *self;
        [document, participant, speaker, time, segment, wave, language, stage].contains(&Some(column))
            || self.texts.iter().any(|(text, _)| *text == column)
    }
}

/// A header as it is compared: in lower case, its words apart.
fn folded(header: &str) -> String {
    header.to_lowercase().split([' ', '_', '-', '/']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
