//! Who told of which place.

use super::Corpus;
use crate::{
    journey::{ObservationKind, Place},
    time::Timestamp,
};

/// That a participant told of a place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Telling<'a> {
    pub(crate) participant: &'a str,
    pub(crate) place: &'a Place,
    pub(crate) kind: ObservationKind,
    /// When the first of the turns took place, where it is known.
    pub(crate) at: Option<Timestamp>,
}

impl Corpus {
    /// Everything that was told, in the order of participants.
    pub(crate) fn tellings(&self) -> impl Iterator<Item = Telling<'_>> {
        self.ranges().flat_map(|(presence, range)| {
            self.rows.range(range).filter_map(|row| {
                Some(Telling {
                    participant: self.names.participants.name(presence.participant),
                    place: self.names.places.all().get(usize::from(row.place))?,
                    kind: row.kind(),
                    at: presence.first,
                })
            })
        })
    }
}
