//! Corpora of tables: plain rows and columns.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::{
    Corpus, Presence, Row, Rows, THOUSAND,
    names::{Names, Sorted, Vocabulary},
    rows::NO_EMOTION,
};
use crate::{
    error::Error,
    journey::{DocumentSource, EmotionLabel, Marker, ObservationKind, Place},
};

/// One observation as a flat row.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservationRow<'a> {
    /// The participant's id.
    pub participant: &'a str,
    /// The wave; empty for none.
    pub wave: &'a str,
    pub source: DocumentSource,
    /// The participant's segments.
    pub segments: Vec<&'a str>,
    pub place: Place,
    /// The channel's name; empty for none.
    pub channel: &'a str,
    /// The coder's name.
    pub coder: &'a str,
    pub kind: ObservationKind,
    /// −2 to 2, kept in thousandths.
    pub valence: f64,
    /// The emotion, if the table names it.
    pub emotion: Option<EmotionLabel>,
    pub markers: Vec<Marker>,
}

/// A column: its different values, in any order, and the code of each row; no codes when all rows have the one value.
#[derive(Clone, Debug)]
pub(super) struct Coded<T> {
    pub(super) names: Vec<T>,
    pub(super) codes: Vec<u32>,
}

impl<T> Default for Coded<T> {
    fn default() -> Self {
        Self { names: Vec::new(), codes: Vec::new() }
    }
}

/// Columns of observations as they come, before names are sorted and rows ordered.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) participant: Coded<String>,
    pub(super) wave: Coded<String>,
    /// The segments of a row.
    pub(super) segments: Coded<Vec<String>>,
    pub(super) place: Coded<Place>,
    pub(super) channel: Coded<String>,
    pub(super) coder: Coded<String>,
    pub(super) kind: Vec<u8>,
    /// Numbers of sources.
    pub(super) source: Vec<u8>,
    pub(super) valence: Vec<i16>,
    pub(super) emotion: Vec<u8>,
    pub(super) markers: Vec<u8>,
}

/// One row with where it belongs, in 128 bits that sort as wave, source, place, kind, channel, coder, valence, emotion, markers, segments.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
struct Packed(u128);

impl Packed {
    fn new(wave: u16, source: u8, row: Row, segments: u16) -> Self {
        // Flipping the sign bit lets negative numbers come first.
        let valence = row.valence.cast_unsigned() ^ 0x8000;
        let presence = u128::from(wave) << 112 | u128::from(source) << 104;
        let place = u128::from(row.place) << 88 | u128::from(row.kind) << 80 | u128::from(row.channel) << 64;
        let rest = u128::from(row.coder) << 48 | u128::from(valence) << 32 | u128::from(row.emotion) << 24 | u128::from(row.markers) << 16;
        Self(presence | place | rest | u128::from(segments))
    }

    /// The wave and the source as one.
    fn presence(self) -> u128 {
        self.0 >> 104
    }

    fn wave(self) -> u16 {
        (self.0 >> 112) as u16
    }

    fn source(self) -> u8 {
        (self.0 >> 104) as u8
    }

    fn segments(self) -> u16 {
        self.0 as u16
    }

    fn row(self) -> Row {
        let bits = self.0;
        Row {
            place: (bits >> 88) as u16,
            kind: (bits >> 80) as u8,
            channel: (bits >> 64) as u16,
            coder: (bits >> 48) as u16,
            valence: ((bits >> 32) as u16 ^ 0x8000).cast_signed(),
            emotion: (bits >> 24) as u8,
            markers: (bits >> 16) as u8,
        }
    }
}

/// The first eight bytes of a name as one number that sorts as they do.
fn prefix(name: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(name.bytes()).for_each(|(to, byte)| *to = byte);
    u64::from_be_bytes(bytes)
}

/// Packs and sorts the rows of each participant, which lie between bounds of the order.
fn pack_each(order: &[u32], bounds: &[usize], pack: impl Fn(usize) -> Packed + Sync) -> Vec<Packed> {
    let mut packed = vec![Packed(0); order.len()];
    let mut rest = packed.as_mut_slice();
    let mut own: Vec<(&mut [Packed], &[u32])> = Vec::with_capacity(bounds.len());
    for pair in bounds.windows(2) {
        let [start, end] = *pair else { continue };
        let (first, after) = rest.split_at_mut((end - start).min(rest.len()));
        own.push((first, order.get(start..end).unwrap_or_default()));
        rest = after;
    }
    let work = |(rows, order): &mut (&mut [Packed], &[u32])| {
        rows.iter_mut().zip(*order).for_each(|(slot, at)| *slot = pack(*at as usize));
        rows.sort_unstable();
    };
    #[cfg(feature = "rayon")]
    {
        use rayon::prelude::*;
        own.par_iter_mut().with_min_len(512).for_each(work);
    }
    #[cfg(not(feature = "rayon"))]
    own.iter_mut().for_each(work);
    packed
}

impl<T: Clone + Eq + std::hash::Hash + Ord> Coded<T> {
    /// Codes values as they come.
    pub(super) fn of<Q>(values: impl Iterator<Item = Q>) -> Self
    where
        Q: Clone + Eq + std::hash::Hash + Into<T>,
    {
        let mut known: HashMap<Q, u32, FixedState> = HashMap::default();
        let mut coded = Self { names: Vec::new(), codes: Vec::with_capacity(values.size_hint().0) };
        for value in values {
            let code = *known.entry(value.clone()).or_insert_with(|| {
                coded.names.push(value.into());
                coded.names.len() as u32 - 1
            });
            coded.codes.push(code);
        }
        coded
    }

    /// The code of a row.
    pub(super) fn code(&self, row: usize) -> u32 {
        self.codes.get(row).copied().unwrap_or(0)
    }

    /// The values in use, sorted, and where each code goes.
    fn sorted(&self, rows: usize, prefix: fn(&T) -> u64) -> (Sorted<T>, Vec<u32>) {
        let mut used = vec![false; self.names.len()];
        if self.codes.is_empty() && rows > 0 {
            used.first_mut().into_iter().for_each(|flag| *flag = true);
        }
        self.codes.iter().for_each(|code| used.get_mut(*code as usize).into_iter().for_each(|flag| *flag = true));
        // Comparing the first eight bytes as one number settles most comparisons.
        let mut order: Vec<(u64, &T, u32)> = (0..)
            .zip(self.names.iter().zip(&used))
            .filter(|(_, (_, used))| **used)
            .map(|(code, (name, _))| (prefix(name), name, code))
            .collect();
        order.sort_unstable_by(|left, right| left.0.cmp(&right.0).then_with(|| left.1.cmp(right.1)));
        let mut moves = vec![u32::MAX; self.names.len()];
        let mut names: Vec<T> = Vec::with_capacity(order.len());
        for (_, name, code) in order {
            if names.last().is_none_or(|last| last != name) {
                names.push(name.clone());
            }
            moves.get_mut(code as usize).into_iter().for_each(|to| *to = names.len() as u32 - 1);
        }
        (Sorted::of(names), moves)
    }
}

impl Corpus {
    /// The corpus of plain rows: their participants, without ratings, without words, and with no stages reached but those spoken of.
    ///
    /// # Errors
    /// When a valence is outside −2 to 2, or there are more than 65,535 names of one kind.
    pub fn from_rows<'a>(rows: impl IntoIterator<Item = ObservationRow<'a>>) -> Result<Self, Error> {
        let rows: Vec<ObservationRow<'a>> = rows.into_iter().collect();
        let column = |name: fn(&ObservationRow<'a>) -> &'a str| Coded::of(rows.iter().map(name));
        let owned = |segments: &[&str]| segments.iter().map(|&segment| segment.to_owned()).collect::<Vec<String>>();
        let columns = Columns {
            participant: column(|row| row.participant),
            wave: column(|row| row.wave),
            segments: Coded::of(rows.iter().map(|row| owned(&row.segments))),
            place: Coded::of(rows.iter().map(|row| row.place.clone())),
            channel: column(|row| row.channel),
            coder: column(|row| row.coder),
            kind: rows.iter().map(|row| row.kind.number()).collect(),
            source: rows.iter().map(|row| row.source.number()).collect(),
            valence: rows.iter().map(|row| thousandths(row.valence)).collect::<Result<_, _>>()?,
            emotion: rows.iter().map(|row| row.emotion.map_or(NO_EMOTION, EmotionLabel::number)).collect(),
            markers: rows.iter().map(|row| row.markers.iter().fold(0, |bits, marker| bits | 1 << marker.number())).collect(),
        };
        Self::of_columns(&columns)
    }

    pub(super) fn of_columns(columns: &Columns) -> Result<Self, Error> {
        let count = columns.kind.len();
        if u32::try_from(count).is_err() {
            let fix = "build parts of at most 4,294,967,295 and merge them";
            return Err(Error::invalid("observations", format!("there are {count}"), fix));
        }
        let none = |_: &String| 0;
        let (participants, to_participant) = columns.participant.sorted(count, |name| prefix(name));
        let (waves, to_wave) = columns.wave.sorted(count, none);
        let (places, to_place) = columns.place.sorted(count, |_| 0);
        let (channels, to_channel) = columns.channel.sorted(count, none);
        let (coders, to_coder) = columns.coder.sorted(count, none);
        let (sets, to_set) = columns.segments.sorted(count, |_| 0);
        let segments = Names::of(sets.all().iter().flatten().cloned().collect::<BTreeSet<_>>().into_iter().collect());
        let code_sets: Vec<Vec<u16>> = sets
            .all()
            .iter()
            .map(|set| set.iter().filter_map(|name| segments.code(name)).map(|code| code as u16).collect::<BTreeSet<_>>())
            .map(|set| set.into_iter().collect())
            .collect();
        let languages = Names::of(if count > 0 { vec![String::new()] } else { Vec::new() });
        let names = Vocabulary { participants, waves, places, channels, coders, segments, languages, ..Vocabulary::default() };
        names.check()?;
        if sets.len() > usize::from(u16::MAX) {
            return Err(Error::invalid("segment", format!("there are {} different sets", sets.len()), "use at most 65,535"));
        }
        let wide = |codes: &[u32], moves: &[u32], at: usize| -> u32 {
            moves.get(codes.get(at).copied().unwrap_or(0) as usize).copied().unwrap_or(u32::MAX)
        };
        let code = |codes: &[u32], moves: &[u32], at: usize| -> u16 { wide(codes, moves, at) as u16 };
        let participant = |at: usize| wide(&columns.participant.codes, &to_participant, at) as usize;
        let (order, starts) = by_participant(count, names.participants.len(), participant);
        let pack = |at: usize| {
            let row = Row {
                place: code(&columns.place.codes, &to_place, at),
                kind: columns.kind.get(at).copied().unwrap_or(0),
                channel: code(&columns.channel.codes, &to_channel, at),
                coder: code(&columns.coder.codes, &to_coder, at),
                valence: columns.valence.get(at).copied().unwrap_or(0),
                emotion: columns.emotion.get(at).copied().unwrap_or(NO_EMOTION),
                markers: columns.markers.get(at).copied().unwrap_or(0),
            };
            let source = columns.source.get(at).copied().unwrap_or(0);
            Packed::new(code(&columns.wave.codes, &to_wave, at), source, row, code(&columns.segments.codes, &to_set, at))
        };
        let packed = pack_each(&order, &starts, pack);
        let mut corpus = Self { names, rows: Rows::with_capacity(count), ..Self::default() };
        for (participant, bounds) in (0..).zip(starts.windows(2)) {
            let [start, end] = *bounds else { continue };
            let Some(own) = packed.get(start..end) else { continue };
            for run in own.chunk_by(|left, right| left.presence() == right.presence()) {
                let Some(first) = run.first() else { continue };
                run.iter().for_each(|packed| corpus.rows.push(packed.row()));
                corpus.presences.push(Presence {
                    participant,
                    wave: first.wave(),
                    source: first.source(),
                    segments: segments_of(run, &code_sets),
                    end: corpus.rows.len() as u64,
                    ..Presence::default()
                });
            }
        }
        Ok(corpus)
    }
}

/// A counting sort: the rows by participant, and where those of each participant begin.
fn by_participant(count: usize, participants: usize, participant: impl Fn(usize) -> usize) -> (Vec<u32>, Vec<usize>) {
    let mut ends = vec![0_usize; participants + 1];
    for at in 0..count {
        ends.get_mut(participant(at) + 1).into_iter().for_each(|end| *end += 1);
    }
    let mut total = 0;
    for end in &mut ends {
        total += *end;
        *end = total;
    }
    let starts = ends.clone();
    let mut order = vec![0_u32; count];
    for at in 0..count {
        let Some(place) = ends.get_mut(participant(at)) else { continue };
        order.get_mut(*place).into_iter().for_each(|slot| *slot = at as u32);
        *place += 1;
    }
    (order, starts)
}

/// The segments of a presence: those of all its rows.
fn segments_of(run: &[Packed], sets: &[Vec<u16>]) -> Box<[u16]> {
    let set = |packed: &Packed| sets.get(usize::from(packed.segments())).map_or(&[][..], Vec::as_slice);
    let Some(first) = run.first() else { return Box::default() };
    if run.iter().all(|packed| packed.segments() == first.segments()) {
        return set(first).into();
    }
    run.iter().flat_map(set).copied().collect::<BTreeSet<u16>>().into_iter().collect()
}

/// A valence in thousandths.
pub(super) fn thousandths(valence: f64) -> Result<i16, Error> {
    if (-2.0..=2.0).contains(&valence) {
        return Ok((valence * THOUSAND).round() as i16);
    }
    Err(Error::invalid("valence", format!("{valence} is not on the scale"), "give numbers from -2 to 2"))
}
