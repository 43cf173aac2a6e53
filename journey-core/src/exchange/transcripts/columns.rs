//! Which column of a table holds what.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    names::{
        ANSWERS, ASKED, AUTHORS, DOCUMENT, FLAGS, Flag, LANGUAGE, PARTICIPANT, RATINGS, RECOMMENDERS, SCORES, SEGMENT, SPEAKER, STAGE,
        TEXT, TIME, WAVE, WORKERS, folded, is_yes,
    },
    rating::Rating,
    report::ReadGuess,
    wording,
};
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
    /// Which document of another row a row answers.
    pub(super) answers: Option<usize>,
    /// Columns of yes and no that tell whose words a row holds, the first to be heeded first.
    pub(super) flags: Vec<(usize, Flag)>,
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
        (words >= least && !self.rates(column) && distinct.len() as f64 >= DIFFERENT * cells.len() as f64 && 2 * letters >= cells.len())
            .then_some(words)
    }

    /// Whether a column holds ratings: numbers, or answers on a scale.
    fn rates(&self, column: usize) -> bool {
        let rated = |cell: &&str| matches!(Rating::read(cell), Rating::Number(..)) || wording::is_answer(cell);
        self.cells(column).next().is_some() && 5 * self.cells(column).filter(rated).count() >= 4 * self.cells(column).count()
    }

    /// Whether a column says who recommends.
    fn tells_recommenders(&self, column: usize) -> bool {
        self.cells(column).next().is_some() && self.cells(column).all(|cell| RECOMMENDERS.contains(&cell.to_lowercase().as_str()))
    }

    /// The columns of yes and no that tell whose words a row holds.
    fn flags(&self) -> Vec<(usize, Flag)> {
        let yes_or_no = |column: &usize| self.cells(*column).all(|cell| is_yes(cell).is_some());
        let found = |(column, header): (usize, &String)| Some((Flag::named(header)?, column));
        let mut found: Vec<(usize, usize)> =
            self.headers.iter().enumerate().filter_map(found).filter(|(_, column)| yes_or_no(column)).collect();
        found.sort_unstable();
        found.into_iter().filter_map(|(at, column)| Some((column, *FLAGS.get(at)?))).collect()
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
        let worked_on = WORKERS.iter().any(|name| table.find(name).is_some());
        let segments: Vec<&str> = SEGMENT.iter().copied().filter(|name| !(worked_on && *name == "group")).collect();
        let document = pick("document", &columns.document, DOCUMENT)?;
        let speaker = pick("speaker", &columns.speaker, SPEAKER)?;
        let participant = pick("participant", &columns.participant, PARTICIPANT)?;
        let mut places = Self {
            document,
            speaker,
            participant,
            time: pick("time", &columns.time, TIME)?,
            segment: pick("segment", &columns.segment, &segments)?,
            wave: pick("wave", &columns.wave, WAVE)?,
            language: pick("language", &columns.language, LANGUAGE)?,
            stage: pick("stage", &columns.stage, STAGE)?,
            answers: pick("answered message", &None, ANSWERS)?,
            flags: Vec::new(),
            texts,
            ratings: Vec::new(),
        };
        let recommends = (0..table.headers.len()).any(|column| table.tells_recommenders(column));
        for (instrument, usual) in RATINGS {
            let wanted = columns.ratings.get(*instrument).cloned();
            let score = if *instrument == "nps" && recommends { SCORES } else { &[] };
            if let Some(column) = pick(instrument, &wanted, &[*usual, score].concat())? {
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
                guesses.push(table.guess(instrument, column, "its question, and ratings below"));
            }
        }
        for (instrument, name) in columns.ratings.iter().filter(|(instrument, _)| !RATINGS.iter().any(|(known, _)| known == instrument)) {
            places.ratings.push((instrument.clone(), named(instrument, name)?));
        }
        if columns.speaker.is_none() {
            places.flags = table.flags();
        }
        places.tell_authors(table, columns, guesses);
        // Where nothing else tells who speaks, a column that calls rows private hides no staff.
        if places.speaker.is_none() && !places.flags.iter().any(|(_, flag)| flag.tells_customers()) {
            places.flags.clear();
        }
        guesses.extend(places.flags.iter().map(|(column, _)| table.guess("whose words", *column, "its name, and yes or no below")));
        Ok(places)
    }

    /// A column of authors that changes within a conversation tells who speaks, not who the customer is.
    fn tell_authors(&mut self, table: &Table<'_>, columns: &TranscriptColumns, guesses: &mut Vec<ReadGuess>) {
        let (Some(document), Some(author), None, None) = (self.document, self.participant, self.speaker, &columns.participant) else {
            return;
        };
        if self.flags.iter().any(|(_, flag)| flag.tells_customers()) {
            return;
        }
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
        let Self { document, participant, speaker, time, segment, wave, language, stage, answers, .. } = *self;
        [document, participant, speaker, time, segment, wave, language, stage, answers].contains(&Some(column))
            || self.flags.iter().any(|(flag, _)| *flag == column)
            || self.texts.iter().any(|(text, _)| *text == column)
    }
}
