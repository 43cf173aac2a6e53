//! The corpus: everything that a map needs, in columns with interned names, mergeable exactly.

mod aggregate;
#[cfg(feature = "arrow")]
mod arrow;
mod builder;
mod evidence;
mod filter;
mod merge;
mod names;
mod parts;
mod presence;
mod rows;
mod sentences;
mod table;
mod tellings;

use serde::{Deserialize, Serialize};

pub use aggregate::{AggregateRow, Grouping};
#[cfg(feature = "arrow")]
pub use arrow::{aggregate_to_arrow, observation_arrow_schema};
pub use builder::CorpusBuilder;
pub(super) use evidence::Bucket;
pub use evidence::EVIDENCE_PER_BUCKET;
use evidence::Evidence;
pub(crate) use evidence::SampledObservation;
pub use filter::CorpusFilter;
pub(super) use names::Names;
use names::Vocabulary;
pub use parts::CorpusParts;
pub(super) use presence::Presence;
pub(super) use rows::Row;
use rows::Rows;
pub use table::ObservationRow;
pub(crate) use tellings::Telling;

use crate::{
    error::Error,
    journey::{EmotionLabel, ObservationKind, Place},
};

/// Thousandths of a point of valence or of a rating: sums of whole numbers are the same in any order.
pub(super) const THOUSAND: f64 = 1000.0;

/// Coded observations in columns, what is known of each respondent, and a bounded sample of the words behind them.
///
/// Corpora of parts can be built anywhere, serialised and merged in any order and grouping: the bytes are the same, and so is the
/// [map](Corpus::map), quotations included.
///
/// ```
/// use journey_core::{Corpus, Document, Framework, analysis::Grouping, journey::{DocumentSource, Role}};
/// let framework = Framework::template("insurance")?;
/// let tickets: Vec<Document> = ["The claim took three weeks.", "Filing the claim was easy."].iter().enumerate().map(|(number, text)| {
///     let mut ticket = Document::new(format!("d{number}"), DocumentSource::Ticket, format!("p{number}"));
///     ticket.push(Role::Customer, *text);
///     ticket
/// }).collect();
/// let whole = Corpus::code(&tickets, &framework)?;
/// let (one, two) = (Corpus::code(&tickets[..1], &framework)?, Corpus::code(&tickets[1..], &framework)?);
/// assert_eq!(two.merge(&one)?.to_bytes(), whole.to_bytes());
/// assert_eq!(whole.aggregate(Grouping::Stage).len(), 2);
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Corpus {
    pub(super) names: Vocabulary,
    /// Sorted by their key.
    pub(super) presences: Vec<Presence>,
    /// Sorted within each presence.
    pub(super) rows: Rows,
    pub(super) evidence: Evidence,
}

impl Corpus {
    /// A corpus that is filled document by document.
    pub fn builder() -> CorpusBuilder {
        CorpusBuilder::default()
    }

    pub fn observation_count(&self) -> u64 {
        self.rows.len() as u64
    }

    pub fn respondent_count(&self) -> u64 {
        self.presences.chunk_by(Presence::same_participant).count() as u64
    }

    /// How many documents there are; a corpus of a table has none.
    pub fn document_count(&self) -> u64 {
        self.presences.iter().map(|presence| presence.documents.len() as u64).sum()
    }

    /// The names of the waves, sorted; the empty name stands for documents without one.
    pub fn waves(&self) -> &[String] {
        self.names.waves.all()
    }

    /// The ids of the segments, sorted.
    pub fn segments(&self) -> &[String] {
        self.names.segments.all()
    }

    /// The names of the channels that were said, sorted; the empty name stands for none.
    pub fn channels(&self) -> &[String] {
        self.names.channels.all()
    }

    /// The attributes of documents that were kept, sorted.
    pub fn kept_attributes(&self) -> &[String] {
        self.names.attributes.all()
    }

    /// The names of the coders, sorted.
    pub fn coders(&self) -> &[String] {
        self.names.coders.all()
    }

    /// The ids of the stages that somebody was asked about or reached, sorted.
    pub fn stages_reached(&self) -> &[String] {
        self.names.stages.all()
    }

    /// The ids of the respondents, sorted.
    pub fn respondent_ids(&self) -> Vec<&str> {
        let runs = self.presences.chunk_by(Presence::same_participant);
        runs.filter_map(|run| run.first()).map(|presence| self.names.participants.name(presence.participant)).collect()
    }

    /// Serialises the corpus; equal corpora give equal bytes.
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
        let corpus: Self = postcard::from_bytes(bytes).map_err(|error| broken("they are no corpus").with_source(error))?;
        if corpus.is_sound() { Ok(corpus) } else { Err(broken("columns and names do not belong together")) }
    }

    /// Whether every code has its name and every row its presence.
    fn is_sound(&self) -> bool {
        let (rows, names) = (&self.rows, &self.names);
        let ends = || self.presences.iter().map(|presence| presence.end);
        rows.is_even()
            && names.is_sorted()
            && self.presences.last().map_or(0, |last| last.end) == rows.len() as u64
            && ends().zip(ends().skip(1)).all(|(before, after)| before <= after)
            && self.presences.is_sorted_by(|left, right| left.key() < right.key())
            && rows.all_below(names.places.len(), names.channels.len(), names.coders.len())
            && rows.kind.iter().all(|kind| usize::from(*kind) < ObservationKind::ALL.len())
            && rows.emotion.iter().all(|emotion| *emotion == rows::NO_EMOTION || usize::from(*emotion) < EmotionLabel::ALL.len())
            && self.presences.iter().all(|presence| presence.is_sound(names))
            && self.evidence.is_sound(names)
    }

    /// The sample of observations of a bucket at the place of a code.
    pub(super) fn sampled_at(&self, place: u16, bucket: Bucket) -> impl Iterator<Item = SampledObservation<'_>> {
        self.evidence.at(place, bucket, true, &self.names)
    }

    /// The sample of observations of a kind at exactly a place, of simulated participants as well or without them.
    pub(crate) fn sampled(&self, place: &Place, kind: ObservationKind, simulated: bool) -> impl Iterator<Item = SampledObservation<'_>> {
        let code = self.names.places.all().binary_search(place).ok();
        code.into_iter().flat_map(move |code| self.evidence.at(code as u16, Bucket::Kind(kind), simulated, &self.names))
    }

    /// The sample of observations of every kind and place, of simulated participants as well or without them.
    pub(crate) fn all_sampled(&self, simulated: bool) -> impl Iterator<Item = SampledObservation<'_>> {
        self.evidence.all(simulated, &self.names)
    }

    /// The presences that have an attribute, with its value and the range of their rows.
    ///
    /// # Errors
    /// When no document of the corpus keeps the attribute.
    pub(super) fn with_attribute(&self, attribute: &str) -> Result<impl Iterator<Item = (u32, &Presence, std::ops::Range<usize>)>, Error> {
        let code = self.names.attributes.code(attribute).ok_or_else(|| {
            let kept = self.names.attributes.all().iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let kept = if kept.is_empty() { "none is".to_owned() } else { format!("kept are {kept}") };
            let fix = format!("build the corpus with `{attribute}` among the attributes that are kept; {kept}");
            Error::invalid("attribute", format!("no document kept `{attribute}`"), fix)
        })?;
        Ok(self.ranges().filter_map(move |(presence, range)| {
            let value = presence.attributes.iter().find(|one| u32::from(one.name) == code)?.value;
            Some((value, presence, range))
        }))
    }

    /// The presences with their rows' range.
    pub(super) fn ranges(&self) -> impl Iterator<Item = (&Presence, std::ops::Range<usize>)> {
        self.presences.iter().scan(0, |start, presence| {
            let from = std::mem::replace(start, presence.end as usize);
            Some((presence, from..presence.end as usize))
        })
    }
}

/// A sum of valence, in thousandths.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ValenceSum {
    sum: i64,
    count: u32,
}

impl ValenceSum {
    pub(super) fn add(&mut self, valence: i16) {
        self.sum += i64::from(valence);
        self.count += 1;
    }

    /// The mean, −2 to 2.
    pub(super) fn mean(self) -> f64 {
        self.sum as f64 / THOUSAND / f64::from(self.count.max(1))
    }
}

#[cfg(test)]
mod tests;
