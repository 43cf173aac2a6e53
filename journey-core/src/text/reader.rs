//! The reader: a small trained network that tells of a sentence or a part of it whether it tells an experience, how it felt, how strongly, and
//! with which emotion. One pass over a sentence serves all of its clauses.
//!
//! `data/reader/train.py` trains it, `data/reader/README.md` says on what.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    meaning::{Embedding, Piece, Table},
    network::{EMOTIONS, HIDDEN, KEY, NOTHING, Network, Row, STATEMENTS, WIDTH, dot, multiply, pooled, softmax, spread},
    sentence::cuts,
    split_sentences,
};

/// The most pieces read at once; a longer text is read by sentence.
const LONGEST: usize = 72;

/// What a sentence, or a clause of one, tells.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// Something that happened to the speaker or to somebody they speak for, or how a thing that they use is.
    Experience,
    /// People, the market or the world in general, or the speaker's circumstances.
    General,
    /// What might or would happen.
    Hypothetical,
    /// What the speaker wants, needs, looks for or proposes.
    Need,
    /// Talk about the talk: greetings, thanks, questions to the other side.
    Talk,
}

impl Statement {
    pub(crate) const ALL: [Self; STATEMENTS] = [Self::Experience, Self::General, Self::Hypothetical, Self::Need, Self::Talk];
}

/// What the reader makes of a sentence or a clause. English only.
///
/// ```
/// # #[cfg(feature = "meaning")] {
/// use journey_core::text::{Reading, Statement};
/// let read = Reading::of("The staff were rude and useless.").unwrap();
/// assert_eq!((read.polarity.sign(), read.statement()), (-1, Statement::Experience));
/// assert!(read.chance(Statement::Experience) > read.chance(Statement::Need));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// How it speaks.
    pub polarity: Polarity,
    /// The chance that what is felt is felt strongly, 0 to 1: what people would call very good or very bad.
    pub strong: f64,
    statements: [f32; STATEMENTS],
    emotions: [f32; EMOTIONS],
}

impl Reading {
    /// Reads a sentence; `None` without a known word, or without the feature `meaning`.
    pub fn of(text: &str) -> Option<Self> {
        SentenceReader::new(text)?.part(0..text.len())
    }

    /// The likeliest kind of statement.
    pub fn statement(&self) -> Statement {
        let chances = Statement::ALL.into_iter().zip(self.statements);
        chances.max_by(|left, right| left.1.total_cmp(&right.1)).map_or(Statement::Talk, |(statement, _)| statement)
    }

    /// The chance of a kind of statement.
    pub fn chance(&self, statement: Statement) -> f64 {
        Statement::ALL.iter().position(|one| *one == statement).and_then(|at| self.statements.get(at)).copied().map_or(0.0, f64::from)
    }

    /// The same with another polarity, such as that toward one target.
    pub(crate) fn with_polarity(&self, polarity: Polarity) -> Self {
        Self { polarity, ..self.clone() }
    }

    /// The chances of the emotions, in the order of their names.
    pub(crate) fn emotions(&self) -> &[f32; EMOTIONS] {
        &self.emotions
    }
}

/// How a text speaks, as chances that sum to one.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Polarity {
    /// The chance that it speaks ill.
    pub negative: f64,
    /// The chance that it speaks neither well nor ill.
    pub neutral: f64,
    /// The chance that it speaks well.
    pub positive: f64,
    /// The words that told most.
    pub words: String,
}

impl Polarity {
    /// Reads a text, of everything that it speaks of or of one target, such as `staff` or `delivery`.
    ///
    /// The reader looks where the target is named and fades with each clause boundary. English only. `None` for a text without a known word, or
    /// without the feature `meaning`. [`builtin::polarity`](crate::builtin::polarity) adds the lexicon and the clause that names the target.
    ///
    /// ```
    /// # #[cfg(feature = "meaning")] {
    /// use journey_core::text::Polarity;
    /// assert!(Polarity::of("It was not good at all.", None).unwrap().negative > 0.5);
    /// # }
    /// ```
    pub fn of(text: &str, target: Option<&str>) -> Option<Self> {
        let about = target.and_then(Embedding::of);
        Self::about(text, about.as_ref())
    }

    /// Reads a text of a target whose meaning is known.
    pub fn about(text: &str, target: Option<&Embedding>) -> Option<Self> {
        let whole = SentenceReader::new(text)?;
        if whole.pieces.len() <= LONGEST {
            return Some(whole.toward(target));
        }
        let mut total = 0.0;
        let mut all = Self { negative: 0.0, neutral: 0.0, positive: 0.0, words: String::new() };
        let mut most = 0.0;
        for sentence in cuts(text, split_sentences(text).into_iter()).filter_map(|cut| text.get(cut?)) {
            if let Some(part) = SentenceReader::new(sentence) {
                let read = part.attend(target);
                // A sentence counts as it takes a side, and as it names the target.
                let weight = (1.05 - read.polarity.neutral) * read.near.map_or(1.0, f64::exp);
                total += weight;
                all.negative += weight * read.polarity.negative;
                all.neutral += weight * read.polarity.neutral;
                all.positive += weight * read.polarity.positive;
                if weight > most {
                    (most, all.words) = (weight, read.polarity.words);
                }
            }
        }
        for chance in [&mut all.negative, &mut all.neutral, &mut all.positive] {
            *chance /= total;
        }
        Some(all)
    }

    /// The mean of two readings.
    pub(crate) fn averaged(&self, other: &Self) -> Self {
        Self {
            negative: (self.negative + other.negative) / 2.0,
            neutral: (self.neutral + other.neutral) / 2.0,
            positive: (self.positive + other.positive) / 2.0,
            words: self.words.clone(),
        }
    }

    /// −1, 0 or 1: the likeliest side.
    pub fn sign(&self) -> i8 {
        match (self.negative > self.neutral, self.positive > self.neutral, self.positive > self.negative) {
            (true, _, false) => -1,
            (_, true, true) => 1,
            _ => 0,
        }
    }
}

/// A text read toward a target.
struct Read {
    polarity: Polarity,
    /// How near the nearest piece comes to the target.
    near: Option<f64>,
}

/// A sentence with what the network makes of each of its pieces.
pub(crate) struct SentenceReader<'a> {
    text: &'a str,
    table: &'static Table,
    network: &'static Network,
    pieces: Vec<Piece>,
    rows: Vec<&'static Row>,
    hidden: Vec<[f32; HIDDEN]>,
}

impl<'a> SentenceReader<'a> {
    pub(crate) fn new(text: &'a str) -> Option<Self> {
        let (table, network) = (Table::shipped()?, Network::shipped()?);
        let pieces = table.pieces(text);
        if pieces.iter().all(|piece| piece.row.is_none()) {
            return None;
        }
        let rows: Vec<&Row> = pieces.iter().map(|piece| piece.row.map_or(&NOTHING, |row| network.row(table, row))).collect();
        let hidden = network.hidden(&rows);
        Some(Self { text, table, network, pieces, rows, hidden })
    }

    /// What a part of the sentence tells, by its bytes; `None` for a part without a word.
    pub(crate) fn part(&self, span: Range<usize>) -> Option<Reading> {
        let from = self.pieces.partition_point(|piece| piece.span.start < span.start);
        let to = self.pieces.partition_point(|piece| piece.span.start < span.end);
        let (pieces, hidden) = (self.pieces.get(from..to)?, self.hidden.get(from..to)?);
        if hidden.is_empty() {
            return None;
        }
        let network = self.network;
        let mut attention: Vec<f32> = hidden.iter().map(|hidden| dot(hidden, &network.opinion)).collect();
        let felt = pooled(&mut attention, hidden);
        let mut emotions = network.emotion.of(&felt);
        softmax(&mut emotions);
        let [strong] = network.strong.of(&felt);
        let mut telling: Vec<f32> = hidden.iter().map(|hidden| dot(hidden, &network.telling)).collect();
        let mut said = [0.0; 2 * HIDDEN];
        let (most, mean) = said.split_at_mut(HIDDEN);
        most.copy_from_slice(&pooled(&mut telling, hidden));
        for one in hidden {
            mean.iter_mut().zip(one).for_each(|(mean, value)| *mean += value / hidden.len() as f32);
        }
        let mut statements = network.statement.of(&said);
        softmax(&mut statements);
        Some(Reading {
            polarity: self.polarity(pieces, &felt, &attention),
            strong: f64::from(1.0 / (1.0 + (-strong).exp())),
            statements,
            emotions,
        })
    }

    /// How the sentence speaks of a target, or of everything.
    pub(crate) fn toward(&self, target: Option<&Embedding>) -> Polarity {
        self.attend(target).polarity
    }

    fn polarity(&self, pieces: &[Piece], felt: &[f32], attention: &[f32]) -> Polarity {
        let [negative, neutral, positive] = self.network.side(felt);
        Polarity { negative, neutral, positive, words: telling(self.text, pieces, attention) }
    }

    fn attend(&self, target: Option<&Embedding>) -> Read {
        let (network, rows) = (self.network, &self.rows);
        let mut attention: Vec<f32> = self.hidden.iter().map(|hidden| dot(hidden, &network.opinion)).collect();
        let mut nearest = None;
        if let Some(target) = target {
            let mut query = [0.0; KEY];
            multiply(target.vector(), &network.query, &mut query);
            let near = |(row, piece): (&&Row, &Piece)| {
                let alike = piece.row.map_or(0.0, |row| self.table.likeness(row, target));
                dot(&row.key, &query) * network.sharp + network.alike * alike
            };
            let mut place: Vec<f32> = rows.iter().zip(&self.pieces).map(near).collect();
            nearest = place.iter().copied().max_by(f32::total_cmp).map(f64::from);
            softmax(&mut place);
            let keeps: Vec<f32> = rows.iter().map(|row| row.keep).collect();
            for (attention, share) in attention.iter_mut().zip(spread(&place, &keeps)) {
                *attention += (share + 1e-6).ln();
            }
        }
        let felt = pooled(&mut attention, &self.hidden);
        Read { polarity: self.polarity(&self.pieces, &felt, &attention), near: nearest }
    }
}

/// The words around the piece that weighed most.
fn telling(text: &str, pieces: &[Piece], attention: &[f32]) -> String {
    let most = attention.iter().enumerate().max_by(|left, right| left.1.total_cmp(right.1)).map_or(0, |(at, _)| at);
    let span = |at: usize| pieces.get(at).map(|piece| piece.span.clone()).unwrap_or_default();
    let last = pieces.len().saturating_sub(1);
    text.get(span(most.saturating_sub(WIDTH)).start..span((most + WIDTH).min(last)).end).unwrap_or_default().to_owned()
}

#[cfg(all(test, feature = "meaning"))]
mod tests {
    use super::*;

    #[test]
    fn polarity_is_of_the_target() {
        let sign = |text: &str, target: Option<&str>| Polarity::of(text, target).map(|read| read.sign());
        let text = "The food was delicious, but the service was slow.";
        let well = |target: &str| Polarity::of(text, Some(target)).map_or(f64::NAN, |read| read.positive - read.negative);
        assert!(well("food") > well("service") + 0.2);
        assert_eq!(sign("It was not good at all.", None), Some(-1));
        assert_eq!(sign("汉字", None), None);
    }

    #[test]
    fn long_texts_are_read_by_sentence() {
        let text = "We came in on a Monday and sat down at the back of the room. ".repeat(12) + "The clerk was rude and useless.";
        let read = Polarity::of(&text, Some("clerk")).unwrap_or_else(|| unreachable!());
        assert!((read.negative + read.neutral + read.positive - 1.0).abs() < 1e-5);
        assert_eq!(read.sign(), -1, "{read:?}");
    }
}
