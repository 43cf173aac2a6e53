//! The corpus: observations in columns, ready to be filtered, merged and aggregated.

mod aggregate;
#[cfg(feature = "arrow")]
mod arrow;
mod build;
mod filter;
mod merge;
mod names;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use aggregate::{AggregateRow, Grouping};
#[cfg(feature = "arrow")]
pub use arrow::{cells_to_arrow, observation_schema};
pub use build::ObservationRow;
pub use filter::CorpusFilter;
use names::Names;

use super::{Respondent, Tally};
use crate::{
    error::Error,
    journey::{DocumentSource, ObservationKind},
};

/// Thousandths of a point of valence: sums of whole numbers are the same in any order.
const THOUSAND: f64 = 1000.0;

/// Observations in columns with interned names, beside what is known of each respondent.
///
/// Corpora of parts can be built anywhere, serialised and merged in any order and grouping; the result is the same to the byte.
///
/// ```
/// use journey_core::{analysis::{Corpus, Grouping}, builtin, journey::{Document, Role, DocumentSource, template}};
/// let framework = template("insurance").unwrap();
/// let parts: Vec<Corpus> = ["The claim took three weeks.", "Filing the claim was easy."].iter().enumerate().map(|(number, text)| {
///     let mut document = Document::new(format!("d{number}"), DocumentSource::Ticket, format!("p{number}"));
///     document.push(Role::Customer, *text);
///     let coding = builtin::code(&document, framework).unwrap();
///     Corpus::of([&document], &coding.observations).unwrap()
/// }).collect();
/// let (ahead, back) = (parts[0].merge(&parts[1])?, parts[1].merge(&parts[0])?);
/// assert_eq!(ahead.to_bytes(), back.to_bytes());
/// assert_eq!(Corpus::from_bytes(&ahead.to_bytes())?, ahead);
/// assert_eq!(ahead.cells(Grouping::Stage).len(), 2);
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Corpus {
    participants: Names,
    waves: Names,
    segments: Names,
    stages: Names,
    touchpoints: Names,
    channels: Names,
    coders: Names,
    /// Sorted by participant, wave and source.
    presences: Vec<Presence>,
    /// Sorted within each presence.
    rows: Rows,
}

/// One participant in one wave by one source. The empty name stands for no wave.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Presence {
    participant: u32,
    wave: u16,
    source: DocumentSource,
    segments: Vec<u16>,
    reached: Vec<u16>,
    /// The sum in thousandths and the count of ratings by instrument.
    ratings: BTreeMap<String, (i64, u32)>,
    documents: u32,
    /// Where its rows end; they begin where those of the one before end.
    end: u64,
}

/// The observations: position `i` of all columns is one. The empty name stands for no touchpoint or channel.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
struct Rows {
    stage: Vec<u16>,
    touchpoint: Vec<u16>,
    channel: Vec<u16>,
    coder: Vec<u16>,
    kind: Vec<u8>,
    valence: Vec<i16>,
}

/// One observation by its codes, in the order of its columns.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Row {
    stage: u16,
    touchpoint: u16,
    kind: u8,
    channel: u16,
    coder: u16,
    valence: i16,
}

/// Respondents by place, each with the count and the sum of thousandths of their observations.
type Counted = Vec<(usize, u32, i64)>;

const KINDS: [ObservationKind; 6] = [
    ObservationKind::Delight,
    ObservationKind::ExpectationGap,
    ObservationKind::Milestone,
    ObservationKind::Neutral,
    ObservationKind::Pain,
    ObservationKind::Suggestion,
];

fn kind_code(kind: ObservationKind) -> u8 {
    KINDS.iter().position(|known| *known == kind).map_or(0, |at| at as u8)
}

fn kind_of(code: u8) -> ObservationKind {
    KINDS.get(usize::from(code)).copied().unwrap_or(ObservationKind::Neutral)
}

impl Rows {
    fn with_room(rows: usize) -> Self {
        let codes = || Vec::with_capacity(rows);
        let (kind, valence) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        Self { stage: codes(), touchpoint: codes(), channel: codes(), coder: codes(), kind, valence }
    }

    fn push(&mut self, row: Row) {
        self.stage.push(row.stage);
        self.touchpoint.push(row.touchpoint);
        self.kind.push(row.kind);
        self.channel.push(row.channel);
        self.coder.push(row.coder);
        self.valence.push(row.valence);
    }

    fn len(&self) -> usize {
        self.stage.len()
    }

    fn range(&self, start: usize, end: usize) -> impl Iterator<Item = Row> {
        let stage = self.stage.get(start..end).unwrap_or_default().iter();
        let rest = stage
            .zip(self.touchpoint.get(start..end).unwrap_or_default())
            .zip(self.channel.get(start..end).unwrap_or_default())
            .zip(self.coder.get(start..end).unwrap_or_default())
            .zip(self.kind.get(start..end).unwrap_or_default())
            .zip(self.valence.get(start..end).unwrap_or_default());
        rest.map(|(((((stage, touchpoint), channel), coder), kind), valence)| Row {
            stage: *stage,
            touchpoint: *touchpoint,
            kind: *kind,
            channel: *channel,
            coder: *coder,
            valence: *valence,
        })
    }
}

impl Corpus {
    /// How many observations there are.
    pub fn observation_count(&self) -> u64 {
        self.rows.len() as u64
    }

    /// How many respondents there are.
    pub fn respondent_count(&self) -> u64 {
        self.presences.chunk_by(|left, right| left.participant == right.participant).count() as u64
    }

    /// The names of the waves, sorted; the empty name stands for documents without one.
    pub fn waves(&self) -> &[String] {
        self.waves.all()
    }

    /// The ids of the segments, sorted.
    pub fn segments(&self) -> &[String] {
        self.segments.all()
    }

    /// The names of the coders, sorted.
    pub fn coders(&self) -> &[String] {
        self.coders.all()
    }

    /// The names of the respondents, sorted.
    pub fn respondent_ids(&self) -> Vec<&str> {
        let runs = self.presences.chunk_by(|left, right| left.participant == right.participant);
        runs.filter_map(|run| run.first()).map(|presence| self.participants.name(presence.participant)).collect()
    }

    /// The corpus as bytes, the same for the same observations.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Serialising to memory cannot fail: every part is a number, a string or a list.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Reads a corpus from its bytes.
    ///
    /// # Errors
    /// When the bytes are not a corpus.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let broken = |problem: &str| Error::invalid("bytes", problem, "give what `to_bytes` returned");
        let corpus: Self = postcard::from_bytes(bytes).map_err(|error| broken(&error.to_string()))?;
        if corpus.is_sound() { Ok(corpus) } else { Err(broken("columns and names do not belong together")) }
    }

    /// Whether every code has its name and every row its presence.
    fn is_sound(&self) -> bool {
        let rows = &self.rows;
        let long = rows.len();
        let lengths = [rows.touchpoint.len(), rows.channel.len(), rows.coder.len(), rows.kind.len(), rows.valence.len()];
        let below = |codes: &[u16], names: &Names| codes.iter().all(|code| usize::from(*code) < names.len());
        let ends = self.presences.iter().map(|presence| presence.end);
        lengths.iter().all(|length| *length == long)
            && self.presences.last().map_or(0, |last| last.end) == long as u64
            && ends.clone().zip(ends.skip(1)).all(|(before, after)| before <= after)
            && [&self.participants, &self.waves, &self.segments, &self.stages, &self.touchpoints, &self.channels, &self.coders]
                .iter()
                .all(|names| names.is_sorted())
            && below(&rows.stage, &self.stages)
            && below(&rows.touchpoint, &self.touchpoints)
            && below(&rows.channel, &self.channels)
            && below(&rows.coder, &self.coders)
            && rows.kind.iter().all(|kind| usize::from(*kind) < KINDS.len())
            && self.presences.iter().all(|presence| {
                (presence.participant as usize) < self.participants.len()
                    && usize::from(presence.wave) < self.waves.len()
                    && below(&presence.segments, &self.segments)
                    && below(&presence.reached, &self.stages)
            })
    }

    /// The presences with their rows' range.
    fn ranges(&self) -> impl Iterator<Item = (&Presence, usize, usize)> {
        self.presences.iter().scan(0, |start, presence| {
            let from = std::mem::replace(start, presence.end as usize);
            Some((presence, from, presence.end as usize))
        })
    }

    /// Sums by respondent for the map.
    pub(super) fn tally(&self) -> Tally {
        let mut respondents: Vec<Respondent> = Vec::new();
        let mut last = None;
        let mut sums: BTreeMap<(u16, u16, u8), Counted> = BTreeMap::new();
        for (presence, start, end) in self.ranges() {
            if last.replace(presence.participant) != Some(presence.participant) {
                respondents.push(Respondent::default());
            }
            let at = respondents.len() - 1;
            if let Some(respondent) = respondents.last_mut() {
                let of = |codes: &[u16], names: &Names| {
                    codes.iter().map(|code| names.name(u32::from(*code)).to_owned()).collect::<BTreeSet<_>>()
                };
                respondent.segments.extend(of(&presence.segments, &self.segments));
                respondent.reached.extend(of(&presence.reached, &self.stages));
                for (instrument, (sum, count)) in &presence.ratings {
                    let known = respondent.ratings.entry(instrument.clone()).or_default();
                    *known = (known.0 + *sum as f64 / THOUSAND, known.1 + count);
                }
                respondent.documents += presence.documents;
            }
            for row in self.rows.range(start, end) {
                let group = sums.entry((row.stage, row.touchpoint, row.kind)).or_default();
                match group.last_mut().filter(|(known, ..)| *known == at) {
                    Some((_, count, valence)) => (*count, *valence) = (*count + 1, *valence + i64::from(row.valence)),
                    None => group.push((at, 1, i64::from(row.valence))),
                }
            }
        }
        let groups = sums.into_iter().map(|((stage, touchpoint, kind), rows)| {
            let name = self.touchpoints.name(u32::from(touchpoint));
            let place = (self.stages.name(u32::from(stage)).to_owned(), Some(name.to_owned()).filter(|name| !name.is_empty()));
            (place, kind_of(kind), rows.into_iter().map(|(at, count, valence)| (at, count, valence as f64 / THOUSAND)).collect())
        });
        Tally::new(respondents, groups.collect())
    }
}

#[cfg(test)]
mod tests;
