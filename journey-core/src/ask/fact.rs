//! Facts: what the analysis found, one line each, ready to be cited.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::QuestionTopic;
use crate::{
    analysis::{Bar, Chart, JourneyMap, Verbatim},
    escape::markdown,
};

/// One statement about the results, with its numbers and bases.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Fact {
    /// `f1`, `f2` and so on.
    pub id: String,
    /// What was found, with its numbers and bases.
    pub text: String,
    /// The share that it tells, if it tells one.
    pub share: Option<f64>,
    /// The ids of the quotations that show it.
    #[serde(default)]
    pub quotes: Vec<String>,
}

/// A customer's words with the id that a claim cites.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct NumberedQuote {
    /// `q1`, `q2` and so on.
    pub id: String,
    /// The words.
    pub text: String,
    /// Where they belong, what they tell and whose they are, as in `Claims, pain, customer 3`.
    #[serde(default)]
    pub about: String,
}

/// What the writer of an answer sees: the typed context of the task `ask.answer`.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct AskContext {
    /// The question.
    pub question: String,
    /// The study's own question, and how many it heard.
    #[serde(default)]
    pub study: String,
    /// What it is about.
    pub topic: QuestionTopic,
    /// The facts.
    pub facts: Vec<Fact>,
    /// Facts on other topics that a writer may need beside them: what hurts and delights, how segments differ, what goes with outcomes; `b1`, `b2`
    /// and so on.
    #[serde(default)]
    pub background: Vec<Fact>,
    /// The customers' words.
    pub quotes: Vec<NumberedQuote>,
}

/// The numbers of an answer, as a table.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct FactTable {
    /// Column headings.
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl FactTable {
    /// The table as Markdown; empty without rows.
    pub fn markdown(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let line = |cells: &[String]| format!("| {} |\n", cells.iter().map(|cell| markdown(cell)).collect::<Vec<_>>().join(" | "));
        let rule = format!("|{}\n", " --- |".repeat(self.columns.len()));
        line(&self.columns) + &rule + &self.rows.iter().map(|row| line(row)).collect::<String>()
    }
}

/// Facts with what shows them.
#[derive(Clone, Debug, Default)]
pub(super) struct Findings {
    pub(super) facts: Vec<Fact>,
    pub(super) table: FactTable,
    pub(super) chart: Option<Chart>,
    /// Voices by the fact that they show.
    pub(super) voices: Vec<(String, Verbatim)>,
}

impl Findings {
    pub(super) fn add(&mut self, text: String, share: Option<f64>, voices: &[Verbatim]) {
        let id = format!("f{}", self.facts.len() + 1);
        self.voices.extend(voices.iter().take(2).map(|voice| (id.clone(), voice.clone())));
        self.facts.push(Fact { id, text, share, quotes: Vec::new() });
    }

    /// Adds words without a number.
    pub(super) fn hear<'a>(&mut self, text: &str, voices: impl Iterator<Item = &'a Verbatim>) {
        let id = format!("f{}", self.facts.len() + 1);
        let before = self.voices.len();
        self.voices.extend(voices.map(|voice| (id.clone(), voice.clone())));
        if self.voices.len() > before {
            self.facts.push(Fact { id, text: text.to_owned(), share: None, quotes: Vec::new() });
        }
    }

    pub(super) fn columns(&mut self, names: &[&str]) {
        self.table.columns = names.iter().map(|name| (*name).to_owned()).collect();
    }

    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.table.rows.push(cells);
    }

    pub(super) fn bars(&mut self, title: &str, scale: (f64, f64), percent: bool, bars: Vec<Bar>) {
        self.chart = (!bars.is_empty()).then(|| Chart { title: title.to_owned(), scale, percent, bars });
    }

    pub(super) fn refused(&mut self, map: &JourneyMap, method: &str, otherwise: &str) {
        let reason = map.not_computed.iter().find(|refusal| refusal.method.contains(method));
        let text =
            reason.map_or_else(|| otherwise.to_owned(), |refusal| format!("{} could not be computed: {}", refusal.method, refusal.reason));
        self.add(text, None, &[]);
    }
}
