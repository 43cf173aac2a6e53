//! Evidence: a bounded sample of the words behind each place, chosen by hash so that merging stays exact.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::names::{Moves, Vocabulary, moved, moved_short};
use crate::{
    analysis::Verbatim,
    journey::{Expectation, Marker, Observation, ObservationKind, Place, Quotation},
    text::{SentenceId, hash},
};

/// The most observations that are kept with their words of one kind, or of one marker, at one place: those of the lowest hashes, a sample
/// at random that is the same whatever the order.
pub const EVIDENCE_PER_BUCKET: usize = 128;

/// What observations with words are kept by, besides their place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::analysis) enum Bucket {
    Kind(ObservationKind),
    Marker(Marker),
}

impl Bucket {
    /// Kinds come first, then markers.
    fn number(self) -> u8 {
        match self {
            Self::Kind(kind) => kind.number(),
            Self::Marker(marker) => ObservationKind::ALL.len() as u8 + marker.number(),
        }
    }
}

/// Words of a customer with where they stand in their document.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Words {
    sentences: Box<[SentenceNumber]>,
    text: Box<str>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
struct SentenceNumber {
    turn: u32,
    sentence: u32,
}

impl Words {
    fn new(quote: &Quotation) -> Self {
        let sentences = quote.sentences.iter().map(|id| SentenceNumber { turn: id.turn, sentence: id.sentence }).collect();
        Self { sentences, text: quote.text.as_str().into() }
    }

    fn quotation(&self, document: &str) -> Quotation {
        let sentences = self.sentences.iter().map(|id| SentenceId { turn: id.turn, sentence: id.sentence }).collect();
        Quotation { document: document.to_owned(), sentences, text: self.text.to_string() }
    }
}

/// One observation with its words.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Entry {
    rank: u64,
    observation: Box<str>,
    pub(super) document: u32,
    participant: u32,
    language: u16,
    pub(super) kind: u8,
    valence: i8,
    confidence: f64,
    pub(super) channel: u16,
    pub(super) coder: u16,
    quotes: Box<[Words]>,
    cause: Option<Words>,
    expectation: Option<(Words, Words)>,
}

/// Where an observation that is added stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub(super) document: u32,
    pub(super) participant: u32,
    pub(super) language: u16,
    pub(super) simulated: bool,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(in crate::analysis) struct Evidence {
    /// Each in the order of rank.
    kept: BTreeMap<BucketKey, Vec<Entry>>,
}

/// Simulated participants have buckets of their own: a map without them has the words that it would have had without them.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
struct BucketKey {
    place: u16,
    bucket: u8,
    simulated: bool,
}

/// A rank at random that follows from an observation's id and its document's.
fn rank(one: &Observation) -> u64 {
    // The last step of SplitMix64 (Steele, Lea and Flood 2014) spreads what FNV leaves close together.
    let mut mixed = hash(&one.document).rotate_left(32) ^ hash(&one.id);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl Evidence {
    /// Adds an observation to the buckets in which its rank is low enough.
    pub(super) fn add(&mut self, one: &Observation, row: super::Row, standing: Standing) {
        let rank = rank(one);
        let markers = one.markers.iter().map(|marker| Bucket::Marker(*marker));
        for bucket in std::iter::once(Bucket::Kind(one.kind)).chain(markers) {
            let key = BucketKey { place: row.place, bucket: bucket.number(), simulated: standing.simulated };
            let kept = self.kept.entry(key).or_default();
            let at = kept.partition_point(|known| known.rank < rank);
            if at < EVIDENCE_PER_BUCKET {
                kept.insert(at, Entry::new(one, row, standing, rank));
                kept.truncate(EVIDENCE_PER_BUCKET);
            }
        }
    }

    /// The samples of several corpora as one, under the codes that they have there.
    pub(super) fn union<'a>(parts: impl IntoIterator<Item = (&'a Self, &'a Moves)>) -> Self {
        let mut kept: BTreeMap<BucketKey, Vec<Entry>> = BTreeMap::new();
        for (part, moves) in parts {
            for (key, entries) in &part.kept {
                let key = BucketKey { place: moved_short(&moves.places, key.place), ..*key };
                kept.entry(key).or_default().extend(entries.iter().map(|entry| entry.moved(moves)));
            }
        }
        for entries in kept.values_mut() {
            entries.sort_by_key(|entry| (entry.rank, entry.document));
            entries.truncate(EVIDENCE_PER_BUCKET);
        }
        Self { kept }
    }

    /// What a test on the sample keeps.
    pub(super) fn filtered(&self, keep: impl Fn(&Entry, u16) -> bool) -> Self {
        let mut kept = BTreeMap::new();
        for (key, entries) in &self.kept {
            let entries: Vec<Entry> = entries.iter().filter(|entry| keep(entry, key.place)).cloned().collect();
            if !entries.is_empty() {
                kept.insert(*key, entries);
            }
        }
        Self { kept }
    }

    pub(super) fn is_sound(&self, names: &Vocabulary) -> bool {
        let buckets = (ObservationKind::ALL.len() + Marker::ALL.len()) as u8;
        self.kept.iter().all(|(key, entries)| {
            usize::from(key.place) < names.places.len()
                && key.bucket < buckets
                && entries.len() <= EVIDENCE_PER_BUCKET
                && entries.iter().all(|entry| entry.is_sound(names))
        })
    }

    /// The sample of one bucket at one place, of simulated participants as well or without them.
    pub(super) fn at<'a>(
        &'a self,
        place: u16,
        bucket: Bucket,
        simulated: bool,
        names: &'a Vocabulary,
    ) -> impl Iterator<Item = SampledObservation<'a>> {
        let bucket = bucket.number();
        let keys = [false, true].map(|simulated| BucketKey { place, bucket, simulated });
        let keys = keys.into_iter().filter(move |key| simulated || !key.simulated);
        keys.filter_map(|key| self.kept.get(&key)).flatten().map(move |entry| SampledObservation { entry, names, place })
    }

    /// Everything that is kept, by place and kind, each observation once.
    pub(super) fn all<'a>(&'a self, simulated: bool, names: &'a Vocabulary) -> impl Iterator<Item = SampledObservation<'a>> {
        let kinds = ObservationKind::ALL.len() as u8;
        let own = self.kept.iter().filter(move |(key, _)| key.bucket < kinds && (simulated || !key.simulated));
        own.flat_map(move |(key, entries)| entries.iter().map(move |entry| SampledObservation { entry, names, place: key.place }))
    }
}

impl Entry {
    fn new(one: &Observation, row: super::Row, standing: Standing, rank: u64) -> Self {
        Self {
            rank,
            observation: one.id.as_str().into(),
            document: standing.document,
            participant: standing.participant,
            language: standing.language,
            kind: row.kind,
            valence: one.emotion.valence,
            confidence: one.confidence,
            channel: row.channel,
            coder: row.coder,
            quotes: one.evidence.iter().map(Words::new).collect(),
            cause: one.cause.as_ref().map(Words::new),
            expectation: one.expectation.as_ref().map(|pair| (Words::new(&pair.expected), Words::new(&pair.actual))),
        }
    }

    fn moved(&self, moves: &Moves) -> Self {
        Self {
            document: moved(&moves.documents, self.document),
            participant: moved(&moves.participants, self.participant),
            language: moved_short(&moves.languages, self.language),
            channel: moved_short(&moves.channels, self.channel),
            coder: moved_short(&moves.coders, self.coder),
            ..self.clone()
        }
    }

    fn is_sound(&self, names: &Vocabulary) -> bool {
        (self.document as usize) < names.documents.len()
            && (self.participant as usize) < names.participants.len()
            && usize::from(self.language) < names.languages.len()
            && usize::from(self.channel) < names.channels.len()
            && usize::from(self.coder) < names.coders.len()
            && usize::from(self.kind) < ObservationKind::ALL.len()
    }
}

/// An observation of the sample.
#[derive(Clone, Copy)]
pub(crate) struct SampledObservation<'a> {
    entry: &'a Entry,
    names: &'a Vocabulary,
    place: u16,
}

impl<'a> SampledObservation<'a> {
    pub(crate) fn place(self) -> Option<&'a Place> {
        self.names.places.get(self.place.into())
    }

    pub(crate) fn id(self) -> &'a str {
        &self.entry.observation
    }

    pub(crate) fn participant(self) -> &'a str {
        self.names.participants.name(self.entry.participant)
    }

    pub(crate) fn document(self) -> &'a str {
        self.names.documents.name(self.entry.document)
    }

    pub(crate) fn kind(self) -> ObservationKind {
        ObservationKind::ALL.get(usize::from(self.entry.kind)).copied().unwrap_or(ObservationKind::Neutral)
    }

    pub(crate) fn valence(self) -> i8 {
        self.entry.valence
    }

    pub(crate) fn confidence(self) -> f64 {
        self.entry.confidence
    }

    /// The words of its quotations, as they stand.
    pub(crate) fn texts(self) -> impl Iterator<Item = &'a str> {
        self.entry.quotes.iter().map(|words| &*words.text)
    }

    pub(crate) fn cause(self) -> Option<&'a str> {
        self.entry.cause.as_ref().map(|words| &*words.text)
    }

    pub(crate) fn expectation(self) -> Option<Expectation> {
        let (expected, actual) = self.entry.expectation.as_ref()?;
        Some(Expectation { expected: expected.quotation(self.document()), actual: actual.quotation(self.document()) })
    }

    /// One of its quotations with who said it.
    pub(crate) fn verbatim(self, quote: usize) -> Option<Verbatim> {
        let language = self.names.languages.name(self.entry.language.into());
        Some(Verbatim {
            quote: self.entry.quotes.get(quote)?.quotation(self.document()),
            participant: self.participant().to_owned(),
            observation: self.id().to_owned(),
            language: Some(language.to_owned()).filter(|tag| !tag.is_empty()),
        })
    }
}
