//! Building a corpus from documents and observations, or from plain entries.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::{Corpus, Names, Presence, Row, Rows, THOUSAND, kind_code};
use crate::{
    error::Error,
    journey::{Document, DocumentSource, Observation, ObservationKind},
};

/// One observation in plain words, as a table holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservationRow<'a> {
    /// The participant's id.
    pub participant: &'a str,
    /// The wave; empty for none.
    pub wave: &'a str,
    /// The source.
    pub source: DocumentSource,
    /// The participant's segments.
    pub segments: Vec<&'a str>,
    /// The stage's id.
    pub stage: &'a str,
    /// The touchpoint's id; empty for none.
    pub touchpoint: &'a str,
    /// The channel's name; empty for none.
    pub channel: &'a str,
    /// The coder's name.
    pub coder: &'a str,
    /// The kind.
    pub kind: ObservationKind,
    /// −2 to 2, kept in thousandths.
    pub valence: f64,
}

/// A column of names: the different ones, in any order, and the code of each row; no codes when all rows have the one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Coded {
    pub(super) names: Vec<String>,
    pub(super) codes: Vec<u32>,
}

/// Columns of observations as they come, before names are sorted and rows ordered.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) participant: Coded,
    pub(super) wave: Coded,
    /// Names of sets of segments, told apart by `sets`.
    pub(super) segment: Coded,
    pub(super) stage: Coded,
    pub(super) touchpoint: Coded,
    pub(super) channel: Coded,
    pub(super) coder: Coded,
    pub(super) kind: Vec<u8>,
    pub(super) source: Vec<DocumentSource>,
    pub(super) valence: Vec<i16>,
    /// The segments of each code of `segment`.
    pub(super) sets: Vec<Vec<String>>,
}

/// One row with where it belongs, in 128 bits that sort as wave, source, stage, touchpoint, kind, channel, coder, valence, segments.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
struct Packed(u128);

/// The sources by code, in their order.
const SOURCES: [DocumentSource; 5] =
    [DocumentSource::Chat, DocumentSource::Interview, DocumentSource::Review, DocumentSource::Survey, DocumentSource::Ticket];

impl Packed {
    fn new(wave: u16, source: u8, row: Row, segment: u16) -> Self {
        let places = u128::from(row.stage) << 88 | u128::from(row.touchpoint) << 72 | u128::from(row.kind) << 64;
        // Flipping the sign bit lets negative numbers come first.
        let valence = u128::from(row.valence.cast_unsigned() ^ 0x8000);
        let rest = u128::from(row.channel) << 48 | u128::from(row.coder) << 32 | valence << 16 | u128::from(segment);
        Self(u128::from(wave) << 112 | u128::from(source) << 104 | places | rest)
    }

    /// The wave and the source as one.
    fn presence(self) -> u128 {
        self.0 >> 104
    }

    fn wave(self) -> u16 {
        (self.0 >> 112) as u16
    }

    fn source(self) -> DocumentSource {
        SOURCES.get(usize::from((self.0 >> 104) as u8)).copied().unwrap_or(DocumentSource::Interview)
    }

    fn segment(self) -> u16 {
        self.0 as u16
    }

    fn row(self) -> Row {
        let bits = self.0;
        Row {
            stage: (bits >> 88) as u16,
            touchpoint: (bits >> 72) as u16,
            kind: (bits >> 64) as u8,
            channel: (bits >> 48) as u16,
            coder: (bits >> 32) as u16,
            valence: ((bits >> 16) as u16 ^ 0x8000).cast_signed(),
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

/// Two pieces of work, at once where the cores are shared.
#[cfg(feature = "arrow")]
pub(super) fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    #[cfg(feature = "rayon")]
    return rayon::join(one, other);
    #[cfg(not(feature = "rayon"))]
    (one(), other())
}

#[cfg(feature = "arrow")]
impl Columns {
    /// Adds the rows of another part of the same table.
    pub(super) fn append(&mut self, other: Self) {
        let (rows, others) = (self.kind.len(), other.kind.len());
        for (mine, theirs) in [
            (&mut self.participant, other.participant),
            (&mut self.wave, other.wave),
            (&mut self.stage, other.stage),
            (&mut self.touchpoint, other.touchpoint),
            (&mut self.channel, other.channel),
            (&mut self.coder, other.coder),
            (&mut self.segment, other.segment),
        ] {
            mine.append(rows, theirs, others);
        }
        self.sets = self.segment.names.iter().map(|set| segments_of(set)).collect();
        self.kind.extend(other.kind);
        self.source.extend(other.source);
        self.valence.extend(other.valence);
    }
}

/// The segments of one cell, joined by `|`.
#[cfg(feature = "arrow")]
pub(super) fn segments_of(set: &str) -> Vec<String> {
    set.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

impl Coded {
    /// Codes names as they come.
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let mut known: HashMap<&str, u32, FixedState> = HashMap::default();
        let mut coded = Self { names: Vec::new(), codes: Vec::with_capacity(values.size_hint().0) };
        for value in values {
            let code = *known.entry(value).or_insert_with(|| {
                coded.names.push(value.to_owned());
                coded.names.len() as u32 - 1
            });
            coded.codes.push(code);
        }
        coded
    }

    /// Adds the rows of another column to these ones.
    #[cfg(feature = "arrow")]
    fn append(&mut self, rows: usize, mut other: Self, others: usize) {
        self.codes.resize(rows, 0);
        other.codes.resize(others, 0);
        let known: HashMap<&str, u32> = self.names.iter().map(String::as_str).zip(0..).collect();
        let mut fresh = Vec::new();
        let moves: Vec<u32> = other
            .names
            .into_iter()
            .map(|name| {
                known.get(name.as_str()).copied().unwrap_or_else(|| {
                    fresh.push(name);
                    (self.names.len() + fresh.len()) as u32 - 1
                })
            })
            .collect();
        self.names.extend(fresh);
        self.codes.extend(other.codes.into_iter().filter_map(|code| moves.get(code as usize)));
    }

    /// The one name of every row.
    #[cfg(feature = "arrow")]
    pub(super) fn constant(name: &str) -> Self {
        Self { names: vec![name.to_owned()], codes: Vec::new() }
    }

    /// The code of a row.
    fn code(&self, row: usize) -> u32 {
        self.codes.get(row).copied().unwrap_or(0)
    }

    /// The names in use, sorted, and where each code goes.
    fn sorted(&self, rows: usize) -> (Names, Vec<u32>) {
        let mut used = vec![false; self.names.len()];
        if self.codes.is_empty() && rows > 0 {
            used.first_mut().into_iter().for_each(|flag| *flag = true);
        }
        self.codes.iter().for_each(|code| used.get_mut(*code as usize).into_iter().for_each(|flag| *flag = true));
        // Comparing the first eight bytes as one number settles most comparisons.
        let mut order: Vec<(u64, &str, u32)> = (0..)
            .zip(self.names.iter().zip(&used))
            .filter(|(_, (_, used))| **used)
            .map(|(code, (name, _))| (prefix(name), name.as_str(), code))
            .collect();
        order.sort_unstable_by(|left, right| left.0.cmp(&right.0).then_with(|| left.1.cmp(right.1)));
        let mut moves = vec![u32::MAX; self.names.len()];
        let mut names: Vec<String> = Vec::with_capacity(order.len());
        for (_, name, code) in order {
            if names.last().is_none_or(|last| last != name) {
                names.push(name.to_owned());
            }
            moves.get_mut(code as usize).into_iter().for_each(|to| *to = names.len() as u32 - 1);
        }
        (Names::of_sorted(names), moves)
    }
}

impl Corpus {
    /// The corpus of documents and the observations made of them. Observations of a document that is not given belong to no wave.
    ///
    /// # Errors
    /// When there are more than 65,535 names of one kind.
    pub fn of<'a>(documents: impl IntoIterator<Item = &'a Document>, observations: &'a [Observation]) -> Result<Self, Error> {
        let documents: Vec<&Document> = documents.into_iter().collect();
        let known: HashMap<&str, &Document> = documents.iter().map(|document| (document.id.as_str(), *document)).collect();
        let entries = observations.iter().map(|one| {
            let document = known.get(one.document.as_str());
            ObservationRow {
                participant: &one.participant,
                wave: document.and_then(|document| document.wave.as_deref()).unwrap_or_default(),
                source: document.map_or(DocumentSource::Interview, |document| document.source),
                segments: Vec::new(),
                stage: &one.stage,
                touchpoint: one.touchpoint.as_deref().unwrap_or_default(),
                channel: one.channel.as_ref().map_or("", |channel| channel.name()),
                coder: &one.coder.name,
                kind: one.kind,
                valence: f64::from(one.emotion.valence),
            }
        });
        Self::of_documents(&documents).merge(&Self::from_rows(entries)?)
    }

    /// The corpus of plain entries: every participant of theirs, with no ratings and no stages reached but those spoken of.
    ///
    /// # Errors
    /// When there are more than 65,535 names of one kind.
    pub fn from_rows<'a>(entries: impl IntoIterator<Item = ObservationRow<'a>>) -> Result<Self, Error> {
        let entries: Vec<ObservationRow<'a>> = entries.into_iter().collect();
        let joined: Vec<String> = entries.iter().map(|entry| entry.segments.join("\u{1f}")).collect();
        let segment = Coded::of(joined.iter().map(String::as_str));
        let split = |joined: &String| joined.split('\u{1f}').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let column = |name: fn(&ObservationRow<'a>) -> &'a str| Coded::of(entries.iter().map(name));
        let columns = Columns {
            participant: column(|entry| entry.participant),
            wave: column(|entry| entry.wave),
            sets: segment.names.iter().map(split).collect(),
            segment,
            stage: column(|entry| entry.stage),
            touchpoint: column(|entry| entry.touchpoint),
            channel: column(|entry| entry.channel),
            coder: column(|entry| entry.coder),
            kind: entries.iter().map(|entry| kind_code(entry.kind)).collect(),
            source: entries.iter().map(|entry| entry.source).collect(),
            valence: entries.iter().map(|entry| thousandths(entry.valence)).collect(),
        };
        Self::of_columns(&columns)
    }

    /// What documents tell of their participants, without observations.
    fn of_documents(documents: &[&Document]) -> Self {
        let segments = Names::of(documents.iter().flat_map(|document| document.segments.iter().cloned()));
        let stages = Names::of(documents.iter().flat_map(|document| document.stages_reached.iter().cloned()));
        let participants = Names::of(documents.iter().map(|document| document.participant.clone()));
        let waves = Names::of(documents.iter().map(|document| document.wave.clone().unwrap_or_default()));
        let mut presences: BTreeMap<(u32, u16, DocumentSource), Presence> = BTreeMap::new();
        for document in documents {
            let participant = participants.code(&document.participant).unwrap_or(u32::MAX);
            let wave = waves.code(document.wave.as_deref().unwrap_or_default()).map_or(u16::MAX, |code| code as u16);
            let source = document.source;
            let known = presences.entry((participant, wave, source)).or_insert_with(|| Presence {
                participant,
                wave,
                source,
                segments: Vec::new(),
                reached: Vec::new(),
                ratings: BTreeMap::new(),
                documents: 0,
                end: 0,
            });
            known.documents += 1;
            for (codes, names, given) in
                [(&mut known.segments, &segments, &document.segments), (&mut known.reached, &stages, &document.stages_reached)]
            {
                codes.extend(given.iter().filter_map(|name| names.code(name)).map(|code| code as u16));
                codes.sort_unstable();
                codes.dedup();
            }
            for (instrument, value) in &document.ratings {
                let rating = known.ratings.entry(instrument.clone()).or_default();
                *rating = (rating.0 + (value * THOUSAND).round() as i64, rating.1 + 1);
            }
        }
        Self { participants, waves, segments, stages, presences: presences.into_values().collect(), ..Self::default() }
    }

    /// The corpus of columns.
    ///
    /// # Errors
    /// When a column has more than 65,535 different names.
    pub(super) fn of_columns(columns: &Columns) -> Result<Self, Error> {
        let count = columns.kind.len();
        if u32::try_from(count).is_err() {
            return Err(Error::invalid(
                "observations",
                format!("there are {count}"),
                "build parts of at most 4,294,967,295 and merge them",
            ));
        }
        let (participants, to_participant) = columns.participant.sorted(count);
        let small = |name: &str, column: &Coded| {
            let (names, moves) = column.sorted(count);
            if names.len() > usize::from(u16::MAX) {
                return Err(Error::invalid(name, format!("it has {} different names", names.len()), "use at most 65,535"));
            }
            Ok((names, moves))
        };
        let (waves, to_wave) = small("wave", &columns.wave)?;
        let (stages, to_stage) = small("stage", &columns.stage)?;
        let (touchpoints, to_touchpoint) = small("touchpoint", &columns.touchpoint)?;
        let (channels, to_channel) = small("channel", &columns.channel)?;
        let (coders, to_coder) = small("coder", &columns.coder)?;
        small("segment", &columns.segment)?;
        let segments = Names::of(columns.sets.iter().flatten().cloned());
        let sets: Vec<Vec<u16>> =
            columns.sets.iter().map(|set| set.iter().filter_map(|name| segments.code(name)).map(|code| code as u16).collect()).collect();
        let wide = |coded: &Coded, moves: &[u32], at: usize| -> u32 { moves.get(coded.code(at) as usize).copied().unwrap_or(u32::MAX) };
        let code = |coded: &Coded, moves: &[u32], at: usize| -> u16 { wide(coded, moves, at) as u16 };
        // A counting sort by participant, then a small sort within each.
        let mut ends = vec![0_usize; participants.len() + 1];
        for at in 0..count {
            ends.get_mut(wide(&columns.participant, &to_participant, at) as usize + 1).into_iter().for_each(|end| *end += 1);
        }
        let mut total = 0;
        for end in &mut ends {
            total += *end;
            *end = total;
        }
        let starts = ends.clone();
        let mut order = vec![0_u32; count];
        for at in 0..count {
            let Some(place) = ends.get_mut(wide(&columns.participant, &to_participant, at) as usize) else { continue };
            order.get_mut(*place).into_iter().for_each(|slot| *slot = at as u32);
            *place += 1;
        }
        let pack = |at: usize| {
            let row = Row {
                stage: code(&columns.stage, &to_stage, at),
                touchpoint: code(&columns.touchpoint, &to_touchpoint, at),
                kind: columns.kind.get(at).copied().unwrap_or(0),
                channel: code(&columns.channel, &to_channel, at),
                coder: code(&columns.coder, &to_coder, at),
                valence: columns.valence.get(at).copied().unwrap_or(0),
            };
            let source = SOURCES.iter().position(|known| columns.source.get(at) == Some(known)).unwrap_or(0) as u8;
            Packed::new(code(&columns.wave, &to_wave, at), source, row, columns.segment.code(at) as u16)
        };
        let packed = pack_each(&order, &starts, pack);
        let mut corpus = Self {
            participants,
            waves,
            segments,
            stages,
            touchpoints,
            channels,
            coders,
            presences: Vec::new(),
            rows: Rows::with_room(count),
        };
        for (participant, bounds) in (0..).zip(starts.windows(2)) {
            let [start, end] = *bounds else { continue };
            let Some(own) = packed.get(start..end) else { continue };
            for run in own.chunk_by(|left, right| left.presence() == right.presence()) {
                let Some(first) = run.first() else { continue };
                let mut codes: Vec<u16> = sets.get(usize::from(first.segment())).cloned().unwrap_or_default();
                if run.iter().any(|packed| packed.segment() != first.segment()) {
                    let all: BTreeSet<u16> =
                        run.iter().filter_map(|packed| sets.get(usize::from(packed.segment()))).flatten().copied().collect();
                    codes = all.into_iter().collect();
                }
                codes.sort_unstable();
                run.iter().for_each(|packed| corpus.rows.push(packed.row()));
                corpus.presences.push(Presence {
                    participant,
                    wave: first.wave(),
                    source: first.source(),
                    segments: codes,
                    reached: Vec::new(),
                    ratings: BTreeMap::new(),
                    documents: 0,
                    end: corpus.rows.len() as u64,
                });
            }
        }
        Ok(corpus)
    }
}

/// A valence in thousandths, within −2 to 2.
pub(super) fn thousandths(valence: f64) -> i16 {
    (valence.clamp(-2.0, 2.0) * THOUSAND).round() as i16
}
