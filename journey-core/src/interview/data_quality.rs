//! Trust flags: what a person may want to look at. Information only: nobody is turned away by them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EventBody, InterviewEvent};
use crate::{
    plan::{AnswerFormat, Guide, StructuredAnswer},
    text::{Signal, jaccard, words},
};

/// What is noticed.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DataQualityKind {
    /// Two ratings do not go together.
    ContradictoryRatings,
    /// Text that is not language.
    Gibberish,
    /// Signs of machine-generated text.
    LooksGenerated,
    /// A long text entered all at once.
    Pasted,
    /// The same answer to several questions.
    RepeatedText,
    /// Answers faster than anyone reads and types.
    Speeding,
}

/// A trust flag with its reason.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct DataQualityFlag {
    /// What is noticed.
    pub kind: DataQualityKind,
    /// The participant's turn, where there is one.
    pub turn: Option<u32>,
    /// Why, in words and numbers.
    pub reason: String,
}

/// Answers this much alike are the same answer.
const SAME_ANSWER: f64 = 0.9;
/// Answers shorter than this repeat by nature.
const TELLING_WORDS: usize = 5;
/// The fastest typists write some 120 words a minute; three times that is not typing.
const PASTED_WORDS_PER_MINUTE: f64 = 360.0;
const PASTED_WORDS: usize = 40;
/// Nobody reads a question and answers it within this many milliseconds, three times over.
const TOO_FAST: u64 = 1_500;
const TOO_FAST_TIMES: usize = 3;
/// Ratings on scales brought to 0–10 that differ by this much do not go together.
const CONTRADICTION: f64 = 6.0;

/// Reads the trust flags off an interview's log.
pub fn data_quality_flags(guide: &Guide, log: &[InterviewEvent]) -> Vec<DataQualityFlag> {
    let mut flags = Vec::new();
    let mut shown = None;
    let mut answers: Vec<(u32, Option<&str>, &str)> = Vec::new();
    let mut fast: Vec<u32> = Vec::new();
    let mut ratings: Vec<(&str, f64)> = Vec::new();
    for event in log {
        match &event.body {
            EventBody::Flagged { signal: Signal::Gibberish } => {
                let turn = answers.last().map(|(turn, ..)| *turn);
                flags.push(DataQualityFlag {
                    kind: DataQualityKind::Gibberish,
                    turn,
                    reason: "most words are no words of a language".into(),
                });
            }
            EventBody::Answered { item, answer: StructuredAnswer::Number { value } } => {
                if let Some(AnswerFormat::Rating { instrument }) = guide.item(item).map(|item| &item.answer) {
                    let (low, high) = instrument.range();
                    ratings.push((instrument.name(), (*value - low) as f64 / (high - low) as f64 * 10.0));
                }
            }
            EventBody::MessageShown { .. } => shown = Some(event.at),
            EventBody::Said { turn, item, text } => {
                let took = shown.map(|shown| event.at.ms_since(shown));
                answers.push((*turn, item.as_deref(), text));
                let count = words(text).len();
                if let Some(took) = took {
                    let pace = count as f64 / (took.max(1) as f64 / 60_000.0);
                    if count >= PASTED_WORDS && pace > PASTED_WORDS_PER_MINUTE {
                        let reason = format!("{count} words in {:.1} s", took as f64 / 1000.0);
                        flags.push(DataQualityFlag { kind: DataQualityKind::Pasted, turn: Some(*turn), reason });
                    } else if took < TOO_FAST && count >= TELLING_WORDS {
                        fast.push(*turn);
                    }
                }
                flags.extend(generated(text).map(|reason| DataQualityFlag {
                    kind: DataQualityKind::LooksGenerated,
                    turn: Some(*turn),
                    reason,
                }));
            }
            _ => {}
        }
    }
    if fast.len() >= TOO_FAST_TIMES {
        let reason = format!("{} answers came within {:.1} s of the question", fast.len(), TOO_FAST as f64 / 1000.0);
        flags.push(DataQualityFlag { kind: DataQualityKind::Speeding, turn: fast.first().copied(), reason });
    }
    for (at, (turn, item, text)) in answers.iter().enumerate() {
        let same = answers
            .iter()
            .take(at)
            .find(|(_, other, before)| other != item && words(text).len() >= TELLING_WORDS && jaccard(text, before) >= SAME_ANSWER);
        if let Some((before, ..)) = same {
            let reason = format!("says the same as turn {before}, about something else");
            flags.push(DataQualityFlag { kind: DataQualityKind::RepeatedText, turn: Some(*turn), reason });
        }
    }
    for (at, (name, value)) in ratings.iter().enumerate() {
        for (other, before) in ratings.iter().take(at) {
            if (value - before).abs() >= CONTRADICTION {
                let reason = format!("{other} is {before:.0} and {name} is {value:.0}, both brought to 0–10");
                flags.push(DataQualityFlag { kind: DataQualityKind::ContradictoryRatings, turn: None, reason });
            }
        }
    }
    flags.sort_by_key(|flag| (flag.turn, flag.kind));
    flags
}

/// The marks of a machine's text; one that names itself counts alone, others in pairs.
fn generated(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    if let Some(mark) = ["as an ai", "as a language model", "i don't have personal experience", "i do not have personal experience"]
        .into_iter()
        .find(|mark| lower.contains(mark))
    {
        return Some(format!("says `{mark}`"));
    }
    let marks: Vec<&str> = [
        "**",
        "\n- ",
        "\n1. ",
        "\n# ",
        "in conclusion",
        "in summary",
        "furthermore,",
        "moreover,",
        "it is important to note",
        "overall, my experience",
        "delve",
        "a testament to",
        "not only",
        "seamless",
        "i hope this helps",
        "certainly!",
    ]
    .into_iter()
    .filter(|mark| lower.contains(mark))
    .collect();
    (marks.len() >= 2 && words(text).len() >= PASTED_WORDS)
        .then(|| format!("holds {}", marks.iter().map(|mark| format!("`{}`", mark.trim())).collect::<Vec<_>>().join(", ")))
}
