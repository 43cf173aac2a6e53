//! The observations in columns: position `i` of all columns is one.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::names::{Moves, Used, moved_short};
use crate::journey::{EmotionLabel, Marker, ObservationKind};

/// Stands where the emotion is not known: a table need not name it.
pub(in crate::analysis) const NO_EMOTION: u8 = u8::MAX;

/// One observation by its codes, in the order in which observations of a presence stand.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(in crate::analysis) struct Row {
    pub(in crate::analysis) place: u16,
    /// A number of [`ObservationKind`](crate::journey::ObservationKind).
    pub(in crate::analysis) kind: u8,
    /// The empty name stands for none.
    pub(in crate::analysis) channel: u16,
    pub(in crate::analysis) coder: u16,
    /// In thousandths.
    pub(in crate::analysis) valence: i16,
    /// A number of [`EmotionLabel`], or [`NO_EMOTION`].
    pub(in crate::analysis) emotion: u8,
    /// A bit for each number of [`Marker`](crate::journey::Marker).
    pub(in crate::analysis) markers: u8,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(in crate::analysis) struct Rows {
    pub(in crate::analysis) place: Vec<u16>,
    pub(in crate::analysis) kind: Vec<u8>,
    pub(in crate::analysis) channel: Vec<u16>,
    pub(in crate::analysis) coder: Vec<u16>,
    pub(in crate::analysis) valence: Vec<i16>,
    pub(in crate::analysis) emotion: Vec<u8>,
    pub(in crate::analysis) markers: Vec<u8>,
}

impl Rows {
    pub(super) fn with_capacity(rows: usize) -> Self {
        let (short, byte) = (|| Vec::with_capacity(rows), || Vec::with_capacity(rows));
        let valence = Vec::with_capacity(rows);
        Self { place: short(), kind: byte(), channel: short(), coder: short(), valence, emotion: byte(), markers: byte() }
    }

    pub(super) fn push(&mut self, row: Row) {
        self.place.push(row.place);
        self.kind.push(row.kind);
        self.channel.push(row.channel);
        self.coder.push(row.coder);
        self.valence.push(row.valence);
        self.emotion.push(row.emotion);
        self.markers.push(row.markers);
    }

    pub(in crate::analysis) fn len(&self) -> usize {
        self.place.len()
    }

    /// Whether all columns are of one length.
    pub(super) fn is_even(&self) -> bool {
        let lengths = [self.kind.len(), self.channel.len(), self.coder.len(), self.valence.len(), self.emotion.len(), self.markers.len()];
        lengths.iter().all(|length| *length == self.len())
    }

    pub(super) fn all_below(&self, places: usize, channels: usize, coders: usize) -> bool {
        let below = |codes: &[u16], count: usize| codes.iter().all(|code| usize::from(*code) < count);
        below(&self.place, places) && below(&self.channel, channels) && below(&self.coder, coders)
    }

    pub(in crate::analysis) fn range(&self, range: Range<usize>) -> impl Iterator<Item = Row> {
        let of = |range: &Range<usize>| range.clone();
        let place = self.place.get(of(&range)).unwrap_or_default().iter();
        let rest = place
            .zip(self.kind.get(of(&range)).unwrap_or_default())
            .zip(self.channel.get(of(&range)).unwrap_or_default())
            .zip(self.coder.get(of(&range)).unwrap_or_default())
            .zip(self.valence.get(of(&range)).unwrap_or_default())
            .zip(self.emotion.get(of(&range)).unwrap_or_default())
            .zip(self.markers.get(of(&range)).unwrap_or_default());
        rest.map(|((((((place, kind), channel), coder), valence), emotion), markers)| Row {
            place: *place,
            kind: *kind,
            channel: *channel,
            coder: *coder,
            valence: *valence,
            emotion: *emotion,
            markers: *markers,
        })
    }
}

impl Row {
    pub(in crate::analysis) fn kind(self) -> ObservationKind {
        ObservationKind::ALL.get(usize::from(self.kind)).copied().unwrap_or(ObservationKind::Neutral)
    }

    pub(in crate::analysis) fn emotion(self) -> Option<EmotionLabel> {
        EmotionLabel::ALL.get(usize::from(self.emotion)).copied()
    }

    pub(in crate::analysis) fn shows(self, marker: Marker) -> bool {
        self.markers >> marker.number() & 1 == 1
    }

    /// The same row under other codes.
    pub(super) fn moved(self, moves: &Moves) -> Self {
        Self {
            place: moved_short(&moves.places, self.place),
            channel: moved_short(&moves.channels, self.channel),
            coder: moved_short(&moves.coders, self.coder),
            ..self
        }
    }

    /// Notes the names that it uses.
    pub(super) fn note(self, used: &mut Used) {
        for (flags, code) in [(&mut used.places, self.place), (&mut used.channels, self.channel), (&mut used.coders, self.coder)] {
            flags.get_mut(usize::from(code)).into_iter().for_each(|flag| *flag = true);
        }
    }
}
