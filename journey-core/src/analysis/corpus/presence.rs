//! A presence: one participant in one wave by one source, with what is known of them there.

use serde::{Deserialize, Serialize};

use super::{
    names::{Moves, Used, Vocabulary, moved, moved_all, moved_short},
    sentences::SentenceCounts,
};
use crate::time::Timestamp;

/// The ratings of one instrument: the sum in thousandths and the count.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub(in crate::analysis) struct Rating {
    pub(in crate::analysis) instrument: u16,
    pub(in crate::analysis) sum: i64,
    pub(in crate::analysis) count: u32,
}

/// A change of channel within a document and a stage.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub(in crate::analysis) struct Change {
    pub(in crate::analysis) from: u16,
    pub(in crate::analysis) to: u16,
}

/// An attribute that was kept, with its value.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub(in crate::analysis) struct Attribute {
    pub(in crate::analysis) name: u16,
    pub(in crate::analysis) value: u32,
}

/// What tells presences apart, in their order.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(in crate::analysis) struct PresenceKey<'a> {
    pub(in crate::analysis) participant: u32,
    pub(in crate::analysis) wave: u16,
    pub(in crate::analysis) source: u8,
    pub(in crate::analysis) language: u16,
    pub(in crate::analysis) simulated: bool,
    pub(in crate::analysis) attributes: &'a [Attribute],
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(in crate::analysis) struct Presence {
    pub(in crate::analysis) participant: u32,
    pub(in crate::analysis) wave: u16,
    /// A number of [`DocumentSource`](crate::journey::DocumentSource).
    pub(in crate::analysis) source: u8,
    pub(in crate::analysis) language: u16,
    pub(in crate::analysis) simulated: bool,
    pub(in crate::analysis) attributes: Box<[Attribute]>,
    pub(in crate::analysis) segments: Box<[u16]>,
    /// Stages that the participant was asked about or reached.
    pub(in crate::analysis) reached: Box<[u16]>,
    pub(in crate::analysis) ratings: Box<[Rating]>,
    pub(in crate::analysis) changes: Box<[Change]>,
    pub(in crate::analysis) documents: Box<[u32]>,
    /// When the first of the turns took place, where it is known.
    pub(in crate::analysis) first: Option<Timestamp>,
    pub(in crate::analysis) sentences: SentenceCounts,
    /// Where its rows end; they begin where those of the one before end.
    pub(in crate::analysis) end: u64,
}

impl Presence {
    pub(in crate::analysis) fn key(&self) -> PresenceKey<'_> {
        PresenceKey {
            participant: self.participant,
            wave: self.wave,
            source: self.source,
            language: self.language,
            simulated: self.simulated,
            attributes: &self.attributes,
        }
    }

    pub(in crate::analysis) fn same_participant(&self, other: &Self) -> bool {
        self.participant == other.participant
    }

    /// Takes in what is known from elsewhere of the same presence; rows are the caller's.
    pub(super) fn join(&mut self, other: &Self) {
        for (mine, theirs) in [(&mut self.segments, &other.segments), (&mut self.reached, &other.reached)] {
            *mine = union(mine, theirs);
        }
        self.sentences.add(other.sentences);
        self.changes = union(&self.changes, &other.changes);
        self.documents = union(&self.documents, &other.documents);
        let mut ratings: Vec<Rating> = self.ratings.to_vec();
        for rating in &*other.ratings {
            match ratings.iter_mut().find(|known| known.instrument == rating.instrument) {
                Some(known) => (known.sum, known.count) = (known.sum + rating.sum, known.count + rating.count),
                None => ratings.push(*rating),
            }
        }
        ratings.sort_unstable();
        self.ratings = ratings.into_boxed_slice();
        self.first = match (self.first, other.first) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
    }

    /// The same presence under other codes.
    pub(super) fn moved(&self, moves: &Moves) -> Self {
        let mut attributes: Vec<Attribute> = self
            .attributes
            .iter()
            .map(|one| Attribute { name: moved_short(&moves.attributes, one.name), value: moved(&moves.values, one.value) })
            .collect();
        attributes.sort_unstable();
        let mut ratings: Vec<Rating> =
            self.ratings.iter().map(|one| Rating { instrument: moved_short(&moves.instruments, one.instrument), ..*one }).collect();
        ratings.sort_unstable();
        let channel = |code: u16| moved_short(&moves.channels, code);
        let mut changes: Vec<Change> = self.changes.iter().map(|one| Change { from: channel(one.from), to: channel(one.to) }).collect();
        changes.sort_unstable();
        let mut documents: Vec<u32> = self.documents.iter().map(|code| moved(&moves.documents, *code)).collect();
        documents.sort_unstable();
        Self {
            participant: moved(&moves.participants, self.participant),
            wave: moved_short(&moves.waves, self.wave),
            language: moved_short(&moves.languages, self.language),
            attributes: attributes.into_boxed_slice(),
            segments: moved_all(&moves.segments, &self.segments),
            reached: moved_all(&moves.stages, &self.reached),
            ratings: ratings.into_boxed_slice(),
            changes: changes.into_boxed_slice(),
            documents: documents.into_boxed_slice(),
            ..*self
        }
    }

    /// Notes the names that it uses.
    pub(super) fn note(&self, used: &mut Used) {
        let note = |flags: &mut Vec<bool>, code: usize| flags.get_mut(code).into_iter().for_each(|flag| *flag = true);
        note(&mut used.participants, self.participant as usize);
        note(&mut used.waves, self.wave.into());
        note(&mut used.languages, self.language.into());
        for one in &*self.attributes {
            note(&mut used.attributes, one.name.into());
            note(&mut used.values, one.value as usize);
        }
        self.segments.iter().for_each(|code| note(&mut used.segments, (*code).into()));
        self.reached.iter().for_each(|code| note(&mut used.stages, (*code).into()));
        self.ratings.iter().for_each(|one| note(&mut used.instruments, one.instrument.into()));
        self.changes.iter().flat_map(|one| [one.from, one.to]).for_each(|code| note(&mut used.channels, code.into()));
        self.documents.iter().for_each(|code| note(&mut used.documents, *code as usize));
    }

    pub(super) fn is_sound(&self, names: &Vocabulary) -> bool {
        let below = |codes: &[u16], count: usize| codes.iter().all(|code| usize::from(*code) < count);
        (self.participant as usize) < names.participants.len()
            && usize::from(self.wave) < names.waves.len()
            && usize::from(self.language) < names.languages.len()
            && usize::from(self.source) < crate::journey::DocumentSource::ALL.len()
            && below(&self.segments, names.segments.len())
            && below(&self.reached, names.stages.len())
            && self.ratings.iter().all(|one| usize::from(one.instrument) < names.instruments.len())
            && self.changes.iter().all(|one| below(&[one.from, one.to], names.channels.len()))
            && self.documents.iter().all(|code| (*code as usize) < names.documents.len())
            && self.attributes.iter().all(|one| usize::from(one.name) < names.attributes.len() && (one.value as usize) < names.values.len())
    }
}

/// Both lists in order, each value once.
fn union<T: Copy + Ord>(left: &[T], right: &[T]) -> Box<[T]> {
    let mut all = [left, right].concat();
    all.sort_unstable();
    all.dedup();
    all.into_boxed_slice()
}
