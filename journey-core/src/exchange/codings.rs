//! Human codings in.

use std::collections::{BTreeSet, HashMap};

use aho_corasick::BuildError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::quoted::{MOST_HOLDING, Quoted, fold, quoted};
use crate::{
    coding::{ProposedObservation, accept},
    error::Error,
    escape::csv_text,
    journey::{Citations, Coder, CoderKind, Document, EmotionLabel, Framework, Observation, ObservationKind},
    text::SentenceId,
    wire::from_wire_name,
};

/// What reading a table of codings yields.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ImportedCodings {
    /// The rows that passed every check.
    pub observations: Vec<Observation>,
    /// The line of each other row, from 2, with the check that it failed.
    pub rejected: Vec<(u64, String)>,
}

/// Reads codings that people made, one row each.
///
/// Columns: `document`; `sentences` (ids such as `t2.s1`, by spaces) or `quote` (words of the document); `stage`; `kind`; and, where given,
/// `touchpoint`, `channel`, `emotion`, `valence` (−2 to 2), `confidence`, `coder` (otherwise `coder` as given here). What
/// [`observations_csv`](super::observations_csv) writes can be read.
///
/// # Errors
/// When a needed column is missing or the text is not CSV.
pub fn read_codings(csv: &str, documents: &[Document], framework: &Framework, coder: &str) -> Result<ImportedCodings, Error> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(csv.as_bytes());
    let broken = |error: csv::Error| Error::invalid("csv", error, "give a table with a header");
    let header = reader.headers().map_err(broken)?.clone();
    let mut columns: HashMap<String, usize> = HashMap::new();
    for (at, name) in header.iter().enumerate() {
        columns.entry(name.to_ascii_lowercase()).or_insert(at);
    }
    let column = |name: &str| columns.get(name).copied();
    for name in ["document", "stage", "kind"] {
        if column(name).is_none() {
            return Err(Error::invalid(name, "the column is missing", "give document, sentences or quote, stage and kind"));
        }
    }
    if column("sentences").or_else(|| column("quote")).is_none() {
        return Err(Error::invalid("sentences", "the column is missing", "give sentences or quote"));
    }
    let records = reader.records().collect::<Result<Vec<_>, _>>().map_err(broken)?;
    let mut cited = Cited::of(documents);
    for record in &records {
        let cell = |name: &str| filled(record, column(name));
        if let (Some(name), None, Some(quote)) = (cell("document"), cell("sentences"), cell("quote")) {
            cited.quote(name, quote);
        }
    }
    cited.find().map_err(|error| Error::invalid("quote", error, "give fewer quotes at a time"))?;
    let mut codings = ImportedCodings::default();
    for record in &records {
        let line = record.position().map_or(0, csv::Position::line);
        match row(&|name| filled(record, column(name)), &mut cited, framework, coder) {
            Ok(mut observation) => {
                observation.id = format!("{}#{}{}", observation.document, observation.coder.name, codings.observations.len() + 1);
                codings.observations.push(observation);
            }
            Err(reason) => codings.rejected.push((line, reason)),
        }
    }
    Ok(codings)
}

fn filled(record: &csv::StringRecord, column: Option<usize>) -> Option<&str> {
    record.get(column?).map(csv_text).filter(|cell| !cell.is_empty())
}

/// Documents by their ids with what is quoted from them: each is read once, however many rows cite it.
struct Cited<'a>(HashMap<&'a str, CitedDocument<'a>>);

struct CitedDocument<'a> {
    citations: Citations<'a>,
    quotes: BTreeSet<String>,
    found: Quoted,
}

impl<'a> Cited<'a> {
    fn of(documents: &'a [Document]) -> Self {
        let mut cited = HashMap::with_capacity(documents.len());
        for document in documents {
            let new = || CitedDocument { citations: Citations::of(document), quotes: BTreeSet::new(), found: Quoted::new() };
            cited.entry(document.id.as_str()).or_insert_with(new);
        }
        Self(cited)
    }

    /// Notes a quote that will be looked for.
    fn quote(&mut self, document: &str, quote: &str) {
        if let Some(cited) = self.0.get_mut(document) {
            cited.quotes.insert(fold(quote));
        }
    }

    fn find(&mut self) -> Result<(), BuildError> {
        for cited in self.0.values_mut().filter(|cited| !cited.quotes.is_empty()) {
            cited.found = quoted(cited.citations.document(), std::mem::take(&mut cited.quotes))?;
        }
        Ok(())
    }
}

impl CitedDocument<'_> {
    /// The ids of the customer's sentences that hold a quote or are held by it.
    fn sentences_of(&self, quote: &str) -> Result<Vec<String>, String> {
        match self.found.get(&fold(quote)).map_or(&[][..], Vec::as_slice) {
            [] => Err(format!("no sentence of the customer holds `{quote}`")),
            found if found.len() > MOST_HOLDING => Err(format!("more than {MOST_HOLDING} sentences of the customer hold `{quote}`")),
            found => Ok(found.iter().map(SentenceId::to_string).collect()),
        }
    }
}

fn row<'r>(
    cell: &dyn Fn(&str) -> Option<&'r str>,
    documents: &mut Cited<'_>,
    framework: &Framework,
    coder: &str,
) -> Result<Observation, String> {
    let name = cell("document").ok_or("no document is named")?;
    let document = documents.0.get_mut(name).ok_or_else(|| format!("`{name}` is not a document"))?;
    let sentences = match (cell("sentences"), cell("quote")) {
        (Some(ids), _) => ids.split([' ', ',', ';']).filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        (None, Some(quote)) => document.sentences_of(quote)?,
        (None, None) => return Err("neither sentences nor a quote is given".into()),
    };
    let kind: ObservationKind = word(cell("kind").ok_or("no kind is given")?, "kind")?;
    let valence = match cell("valence") {
        Some(text) => text.parse().map_err(|_| format!("`{text}` is not a valence from -2 to 2"))?,
        None => match kind {
            ObservationKind::Delight => 1,
            ObservationKind::ExpectationGap | ObservationKind::Pain => -1,
            _ => 0,
        },
    };
    let emotion = match cell("emotion") {
        Some(name) => word(name, "emotion")?,
        None => match valence {
            1.. => EmotionLabel::Satisfaction,
            0 => EmotionLabel::Neutral,
            _ => EmotionLabel::Disappointment,
        },
    };
    let confidence = match cell("confidence") {
        Some(text) => text.parse().map_err(|_| format!("`{text}` is not a confidence from 0 to 1"))?,
        None => 1.0,
    };
    let owned = |name: &str| cell(name).map(str::to_owned);
    let proposal = ProposedObservation {
        sentences,
        stage: owned("stage").ok_or("no stage is given")?,
        touchpoint: owned("touchpoint"),
        new_touchpoint: None,
        channel: owned("channel"),
        kind,
        emotion,
        valence,
        cause: None,
        expected: None,
        actual: None,
        markers: Vec::new(),
        confidence,
        reason: owned("reason").unwrap_or_default(),
    };
    let coder = Coder { kind: CoderKind::Human, name: cell("coder").unwrap_or(coder).to_owned(), prompt_hash: String::new() };
    accept(&proposal, &mut document.citations, framework, &coder)
}

fn word<T: serde::de::DeserializeOwned>(name: &str, field: &str) -> Result<T, String> {
    from_wire_name(name).ok_or_else(|| format!("`{name}` is not a known {field}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        builtin,
        exchange::observations_csv,
        journey::{DocumentSource, Framework, Role},
    };

    #[test]
    fn codings_come_back_and_wrong_rows_are_named() {
        let mut document = Document::new("d1", DocumentSource::Ticket, "p1");
        document.push(Role::Customer, "Filing the claim was easy. Then I waited three weeks without any update on my claim.");
        let framework = Framework::template("insurance").unwrap_or_else(|_| unreachable!());
        let coded = builtin::code_document(&document, framework).map(|coding| coding.observations).unwrap_or_default();
        let read = read_codings(&observations_csv(&coded), std::slice::from_ref(&document), framework, "ada").unwrap_or_default();
        assert!(read.rejected.is_empty(), "{:?}", read.rejected);
        let key = |one: &Observation| (one.place.clone(), one.kind, one.evidence.clone(), one.emotion.valence);
        assert_eq!(read.observations.iter().map(key).collect::<Vec<_>>(), coded.iter().map(key).collect::<Vec<_>>());
        let table = "document,quote,stage,kind,valence\nd1,filing the claim,Claims,delight,2\nd1,never said,claims,pain,-1\nd9,x,claims,pain,\nd1,filing,claims,delight,-1\nd1,filing,moon,delight,\n";
        let read = read_codings(table, &[document], framework, "ada").unwrap_or_default();
        assert_eq!((read.observations.len(), read.rejected.len()), (1, 4));
        assert_eq!(read.observations[0].coder.kind, CoderKind::Human);
        assert_eq!(read.rejected.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 5, 6]);
        assert!(read_codings("document,stage\n", &[], framework, "ada").is_err());
    }
}
