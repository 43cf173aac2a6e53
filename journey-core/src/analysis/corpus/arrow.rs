//! Arrow: observations in, observations and aggregates out.

use std::{collections::HashMap, sync::Arc};

use arrow_array::{
    Array, ArrayRef, DictionaryArray, Float64Array, RecordBatch, StringArray, UInt16Array, UInt32Array, UInt64Array,
    cast::AsArray,
    types::{Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type},
};
use arrow_schema::{ArrowError, DataType, Field, Schema};

use super::{
    AggregateRow, Corpus, Names, THOUSAND,
    rows::NO_EMOTION,
    table::{Coded, Columns, thousandths},
};
use crate::{
    error::Error,
    journey::{DocumentSource, EmotionLabel, Marker, ObservationKind, Place},
    parallel::both,
    wire::{from_wire_name, wire_name},
};

/// The columns of observations: `participant`, `stage`, `kind` and `valence` are needed; several segments, or markers, of one row are joined
/// by `|`.
const COLUMNS: [&str; 12] =
    ["participant", "segment", "wave", "source", "stage", "touchpoint", "channel", "kind", "coder", "valence", "emotion", "markers"];

/// The Arrow schema of observations as [`Corpus::to_arrow`] gives them.
pub fn observation_arrow_schema() -> Schema {
    let field = |name: &str| match name {
        "participant" => Field::new(name, dictionary(DataType::UInt32), false),
        "valence" => Field::new(name, DataType::Float64, false),
        "segment" | "touchpoint" | "channel" | "wave" | "emotion" | "markers" => Field::new(name, dictionary(DataType::UInt16), true),
        _ => Field::new(name, dictionary(DataType::UInt16), false),
    };
    Schema::new(COLUMNS.iter().map(|name| field(name)).collect::<Vec<_>>())
}

fn dictionary(keys: DataType) -> DataType {
    DataType::Dictionary(Box::new(keys), Box::new(DataType::Utf8))
}

fn failed(error: ArrowError) -> Error {
    Error::invalid("arrow", error.to_string(), "report it: the columns are the library's own").with_source(error)
}

/// Names as they come, each with the code of its first occurrence.
#[derive(Default)]
struct Named {
    names: Vec<String>,
    by_name: HashMap<String, u16>,
    codes: Vec<Option<u16>>,
}

impl Named {
    /// Adds one row's name, looked up by a number that stands for it; the empty name is null.
    fn push(&mut self, known: &mut HashMap<u32, Option<u16>>, number: u32, name: impl FnOnce() -> String) {
        let code = *known.entry(number).or_insert_with(|| {
            let name = name();
            (!name.is_empty()).then(|| {
                *self.by_name.entry(name).or_insert_with_key(|name| {
                    self.names.push(name.clone());
                    (self.names.len() - 1) as u16
                })
            })
        });
        self.codes.push(code);
    }

    fn array(self) -> Result<ArrayRef, Error> {
        if self.names.len() > usize::from(u16::MAX) {
            let problem = format!("a column has {} different names", self.names.len());
            return Err(Error::invalid("arrow", problem, "filter the corpus to parts of at most 65,535"));
        }
        let names: ArrayRef = Arc::new(StringArray::from(self.names));
        Ok(Arc::new(DictionaryArray::<UInt16Type>::try_new(self.codes.into_iter().collect::<UInt16Array>(), names).map_err(failed)?))
    }
}

/// A column of the rows' own codes, named; the empty name is null.
fn named(codes: impl Iterator<Item = u32>, name: impl Fn(u32) -> String) -> Result<ArrayRef, Error> {
    let (mut column, mut known) = (Named::default(), HashMap::new());
    codes.for_each(|code| column.push(&mut known, code, || name(code)));
    column.array()
}

impl Corpus {
    /// The observations as one record batch, a row each. What is known of respondents without observations is not in it, nor are words.
    ///
    /// # Errors
    /// When Arrow refuses the columns.
    pub fn to_arrow(&self) -> Result<RecordBatch, Error> {
        let names = &self.names;
        let mut participants: Vec<u32> = Vec::with_capacity(self.rows.len());
        let (mut waves, mut known_waves) = (Named::default(), HashMap::new());
        let (mut sources, mut known_sources) = (Named::default(), HashMap::new());
        let (mut segments, mut known_segments) = (Named::default(), HashMap::new());
        let mut sets: HashMap<&[u16], u32> = HashMap::new();
        for (presence, range) in self.ranges() {
            let fresh = sets.len() as u32;
            let set = *sets.entry(&presence.segments).or_insert(fresh);
            let joined = || presence.segments.iter().map(|code| names.segments.name((*code).into())).collect::<Vec<_>>().join("|");
            let source = || DocumentSource::ALL.get(usize::from(presence.source)).map(wire_name).unwrap_or_default();
            for _ in range {
                participants.push(presence.participant);
                waves.push(&mut known_waves, presence.wave.into(), || names.waves.name(presence.wave.into()).to_owned());
                sources.push(&mut known_sources, presence.source.into(), source);
                segments.push(&mut known_segments, set, joined);
            }
        }
        let wide = |codes: &[u16]| codes.iter().map(|code| u32::from(*code)).collect::<Vec<u32>>().into_iter();
        let bytes = |codes: &[u8]| codes.iter().map(|code| u32::from(*code)).collect::<Vec<u32>>().into_iter();
        let of = |names: &Names, code: u32| names.name(code).to_owned();
        let stage = |code: u32| names.places.get(code).map(|place| place.stage().to_owned()).unwrap_or_default();
        let touchpoint = |code: u32| names.places.get(code).and_then(|place| place.touchpoint()).unwrap_or_default().to_owned();
        let kind = |code: u32| ObservationKind::ALL.get(code as usize).map(wire_name).unwrap_or_default();
        let emotion = |code: u32| EmotionLabel::ALL.get(code as usize).map(wire_name).unwrap_or_default();
        let markers = |bits: u32| {
            let shown = Marker::ALL.iter().filter(|marker| bits >> marker.number() & 1 == 1);
            shown.map(wire_name).collect::<Vec<_>>().join("|")
        };
        let people: ArrayRef = Arc::new(StringArray::from_iter_values(names.participants.all()));
        let columns: Vec<ArrayRef> = vec![
            Arc::new(DictionaryArray::<UInt32Type>::try_new(UInt32Array::from(participants), people).map_err(failed)?),
            segments.array()?,
            waves.array()?,
            sources.array()?,
            named(wide(&self.rows.place), stage)?,
            named(wide(&self.rows.place), touchpoint)?,
            named(wide(&self.rows.channel), |code| of(&names.channels, code))?,
            named(bytes(&self.rows.kind), kind)?,
            named(wide(&self.rows.coder), |code| of(&names.coders, code))?,
            Arc::new(self.rows.valence.iter().map(|value| Some(f64::from(*value) / THOUSAND)).collect::<Float64Array>()),
            named(bytes(&self.rows.emotion), emotion)?,
            named(bytes(&self.rows.markers), markers)?,
        ];
        RecordBatch::try_new(Arc::new(observation_arrow_schema()), columns).map_err(failed)
    }

    /// Reads observations from a record batch; names may be strings or dictionaries of them, participants also whole numbers.
    ///
    /// # Errors
    /// When a needed column is missing, of another type, or holds a name that is not known or a valence outside −2 to 2.
    pub fn from_arrow(batch: &RecordBatch) -> Result<Self, Error> {
        Self::of_columns(&columns_of(batch)?)
    }

    /// Reads observations from record batches of one table; see [`Self::from_arrow`].
    ///
    /// # Errors
    /// As for [`Self::from_arrow`].
    pub fn from_batches(batches: &[RecordBatch]) -> Result<Self, Error> {
        let mut whole = Columns::default();
        for batch in batches {
            let part = columns_of(batch)?;
            if whole.kind.is_empty() { whole = part } else { whole.append(part) }
        }
        Self::of_columns(&whole)
    }
}

impl Columns {
    /// Adds the rows of another part of the same table.
    fn append(&mut self, other: Self) {
        let (rows, others) = (self.kind.len(), other.kind.len());
        for (mine, theirs) in [
            (&mut self.participant, other.participant),
            (&mut self.wave, other.wave),
            (&mut self.channel, other.channel),
            (&mut self.coder, other.coder),
        ] {
            mine.append(rows, theirs, others);
        }
        self.place.append(rows, other.place, others);
        self.segments.append(rows, other.segments, others);
        self.kind.extend(other.kind);
        self.source.extend(other.source);
        self.valence.extend(other.valence);
        self.emotion.extend(other.emotion);
        self.markers.extend(other.markers);
    }
}

impl<T: Eq + std::hash::Hash> Coded<T> {
    /// Adds the rows of another column to these ones.
    fn append(&mut self, rows: usize, mut other: Self, others: usize) {
        self.codes.resize(rows, 0);
        other.codes.resize(others, 0);
        let known: HashMap<&T, u32> = self.names.iter().zip(0..).collect();
        let mut fresh = Vec::new();
        let moves: Vec<u32> = other
            .names
            .into_iter()
            .map(|name| {
                known.get(&name).copied().unwrap_or_else(|| {
                    fresh.push(name);
                    (self.names.len() + fresh.len()) as u32 - 1
                })
            })
            .collect();
        self.names.extend(fresh);
        self.codes.extend(other.codes.into_iter().filter_map(|code| moves.get(code as usize)));
    }

    /// The same rows with other names; several names may become one.
    fn renamed<U>(self, name: impl FnMut(&T) -> U) -> Coded<U> {
        Coded { names: self.names.iter().map(name).collect(), codes: self.codes }
    }
}

impl Coded<String> {
    /// The one name of every row.
    fn constant(name: &str) -> Self {
        Self { names: vec![name.to_owned()], codes: Vec::new() }
    }

    /// A number for each row, read from its name.
    fn numbers(&self, rows: usize, number: impl Fn(&str) -> Result<u8, Error>) -> Result<Vec<u8>, Error> {
        let numbers: Vec<u8> = self.names.iter().map(|name| number(name)).collect::<Result<_, _>>()?;
        Ok((0..rows).map(|row| numbers.get(self.code(row) as usize).copied().unwrap_or(0)).collect())
    }
}

/// The columns of a record batch.
fn columns_of(batch: &RecordBatch) -> Result<Columns, Error> {
    let rows = batch.num_rows();
    let column = |name: &str| batch.column_by_name(name);
    let needed =
        |name: &str| column(name).ok_or_else(|| Error::invalid(name, "the column is missing", "give participant, stage, kind and valence"));
    let optional = |name: &str, default: &str| match column(name) {
        Some(array) => coded(name, array, default),
        None => Ok(Coded::constant(default)),
    };
    // The participants are as much work as all other names.
    let wide = || Ok::<_, Error>((coded("participant", needed("participant")?, "")?, numbers("valence", needed("valence")?)?));
    let (wide, rest) = both(wide, || names_of(rows, &needed, &optional));
    let (participant, valence) = wide?;
    Ok(Columns { participant, valence, ..rest? })
}

type Needed<'a> = dyn Fn(&str) -> Result<&'a ArrayRef, Error> + Sync + 'a;
type Optional<'a> = dyn Fn(&str, &str) -> Result<Coded<String>, Error> + Sync + 'a;

/// The columns of few names.
fn names_of<'a>(rows: usize, needed: &Needed<'a>, optional: &Optional<'a>) -> Result<Columns, Error> {
    let kind = |name: &str| read::<ObservationKind>("kind", name).map(ObservationKind::number);
    let source = |name: &str| read::<DocumentSource>("source", name).map(DocumentSource::number);
    let emotion = |name: &str| if name.is_empty() { Ok(NO_EMOTION) } else { read("emotion", name).map(EmotionLabel::number) };
    let markers = |names: &str| {
        let mut shown = split(names).map(|name| read("markers", name).map(Marker::number));
        shown.try_fold(0, |bits, number| Ok(bits | 1 << number?))
    };
    Ok(Columns {
        wave: optional("wave", "")?,
        segments: optional("segment", "")?.renamed(|joined| split(joined).map(str::to_owned).collect()),
        place: places(rows, &coded("stage", needed("stage")?, "")?, &optional("touchpoint", "")?),
        channel: optional("channel", "")?,
        coder: optional("coder", "import")?,
        kind: coded("kind", needed("kind")?, "")?.numbers(rows, kind)?,
        source: optional("source", "interview")?.numbers(rows, source)?,
        emotion: optional("emotion", "")?.numbers(rows, emotion)?,
        markers: optional("markers", "")?.numbers(rows, markers)?,
        ..Columns::default()
    })
}

/// Names that are joined by `|`.
fn split(joined: &str) -> impl Iterator<Item = &str> {
    joined.split('|').filter(|name| !name.is_empty())
}

/// The place of each row, from its stage and its touchpoint.
fn places(rows: usize, stage: &Coded<String>, touchpoint: &Coded<String>) -> Coded<Place> {
    let mut known: HashMap<(u32, u32), u32, foldhash::fast::FixedState> = HashMap::default();
    let mut coded = Coded { names: Vec::new(), codes: Vec::with_capacity(rows) };
    let name = |column: &Coded<String>, code: u32| column.names.get(code as usize).cloned().unwrap_or_default();
    for row in 0..rows {
        let key = (stage.code(row), touchpoint.code(row));
        let code = *known.entry(key).or_insert_with(|| {
            let touchpoint = Some(name(touchpoint, key.1)).filter(|id| !id.is_empty());
            coded.names.push(Place::new(name(stage, key.0), touchpoint.as_deref()));
            coded.names.len() as u32 - 1
        });
        coded.codes.push(code);
    }
    coded
}

/// Aggregates as a record batch: `stage`, `touchpoint`, `kind`, `segment`, `respondents`, `base`, `share`, `low`, `high`, `mean_valence`,
/// `observations`.
///
/// # Errors
/// When Arrow refuses the columns.
pub fn aggregate_to_arrow(rows: &[AggregateRow]) -> Result<RecordBatch, Error> {
    let text = |value: &dyn Fn(&AggregateRow) -> Option<String>| -> ArrayRef { Arc::new(rows.iter().map(value).collect::<StringArray>()) };
    let whole =
        |value: &dyn Fn(&AggregateRow) -> u64| -> ArrayRef { Arc::new(rows.iter().map(|row| Some(value(row))).collect::<UInt64Array>()) };
    let number = |value: &dyn Fn(&AggregateRow) -> Option<f64>| -> ArrayRef { Arc::new(rows.iter().map(value).collect::<Float64Array>()) };
    let columns: [(&str, ArrayRef); 11] = [
        ("stage", text(&|row| Some(row.place.stage().to_owned()))),
        ("touchpoint", text(&|row| row.place.touchpoint().map(str::to_owned))),
        ("kind", text(&|row| Some(wire_name(&row.kind)))),
        ("segment", text(&|row| row.segment.clone())),
        ("respondents", whole(&|row| row.share.count)),
        ("base", whole(&|row| row.share.base)),
        ("share", number(&|row| row.share.value)),
        ("low", number(&|row| row.share.interval.map(|interval| interval.low))),
        ("high", number(&|row| row.share.interval.map(|interval| interval.high))),
        ("mean_valence", number(&|row| Some(row.mean_valence))),
        ("observations", whole(&|row| row.observations)),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true))).map_err(failed)
}

fn read<T: serde::de::DeserializeOwned>(column: &str, name: &str) -> Result<T, Error> {
    from_wire_name(name)
        .ok_or_else(|| Error::invalid(column, format!("`{name}` is not known"), "use a name of the library's, in snake_case"))
}

/// A column of names; nulls become the default.
fn coded(name: &str, array: &ArrayRef, default: &str) -> Result<Coded<String>, Error> {
    let array: &dyn Array = array;
    match array.data_type() {
        DataType::Utf8 => return Ok(Coded::of(array.as_string::<i32>().iter().map(|value| value.unwrap_or(default)))),
        DataType::LargeUtf8 => return Ok(Coded::of(array.as_string::<i64>().iter().map(|value| value.unwrap_or(default)))),
        DataType::Utf8View => return Ok(Coded::of(array.as_string_view().iter().map(|value| value.unwrap_or(default)))),
        DataType::Int32 => return Ok(numbered(array.as_primitive::<Int32Type>().iter().map(|value| value.map(i64::from)))),
        DataType::Int64 => return Ok(numbered(array.as_primitive::<Int64Type>().iter())),
        DataType::UInt32 => return Ok(numbered(array.as_primitive::<UInt32Type>().iter().map(|value| value.map(i64::from)))),
        DataType::UInt64 => return Ok(numbered(array.as_primitive::<UInt64Type>().iter().map(|value| value.map(|value| value as i64)))),
        _ => {}
    }
    let dictionary = array
        .as_any_dictionary_opt()
        .ok_or_else(|| Error::invalid(name, format!("it is of type {}", array.data_type()), "give strings or a dictionary of strings"))?;
    let mut inner = coded(name, dictionary.values(), default)?;
    let codes = std::mem::take(&mut inner.codes);
    let nothing = inner.names.len() as u32;
    let keys = dictionary.keys();
    if keys.null_count() > 0 {
        inner.names.push(default.to_owned());
    }
    let code = |key: usize| codes.get(key).copied().unwrap_or(nothing);
    macro_rules! of_keys {
        ($kind:ty) => {{
            let keys = keys.as_primitive::<$kind>();
            if keys.null_count() == 0 {
                keys.values().iter().map(|key| code(*key as usize)).collect()
            } else {
                keys.iter().map(|key| key.map_or(nothing, |key| code(key as usize))).collect()
            }
        }};
    }
    inner.codes = match keys.data_type() {
        DataType::Int8 => of_keys!(Int8Type),
        DataType::Int16 => of_keys!(Int16Type),
        DataType::Int32 => of_keys!(Int32Type),
        DataType::Int64 => of_keys!(Int64Type),
        DataType::UInt8 => of_keys!(UInt8Type),
        DataType::UInt16 => of_keys!(UInt16Type),
        DataType::UInt32 => of_keys!(UInt32Type),
        _ => of_keys!(UInt64Type),
    };
    Ok(inner)
}

/// A column of whole numbers as names.
fn numbered(values: impl Iterator<Item = Option<i64>> + Clone) -> Coded<String> {
    let rows = values.size_hint().0;
    let most = values.clone().flatten().max().unwrap_or(0);
    let least = values.clone().flatten().min().unwrap_or(0);
    let mut coded = Coded { names: Vec::new(), codes: Vec::with_capacity(rows) };
    let name = |value: Option<i64>| value.map_or(String::new(), |value| value.to_string());
    // Numbers that lie close together are looked up in a table, others in a map.
    if least >= 0 && most < (rows as i64).saturating_mul(4) {
        let mut table = vec![u32::MAX; most as usize + 2];
        for value in values {
            let slot = table.get_mut(value.map_or(0, |value| value as usize + 1));
            let Some(slot) = slot else { continue };
            if *slot == u32::MAX {
                *slot = coded.names.len() as u32;
                coded.names.push(name(value));
            }
            coded.codes.push(*slot);
        }
        return coded;
    }
    let mut known: HashMap<Option<i64>, u32> = HashMap::new();
    for value in values {
        let code = *known.entry(value).or_insert_with(|| {
            coded.names.push(name(value));
            coded.names.len() as u32 - 1
        });
        coded.codes.push(code);
    }
    coded
}

/// A column of numbers as thousandths.
fn numbers(name: &str, array: &ArrayRef) -> Result<Vec<i16>, Error> {
    let missing = || Error::invalid(name, "a value is missing", "leave such rows out");
    let array: &dyn Array = array;
    if array.null_count() > 0 {
        return Err(missing());
    }
    macro_rules! of_values {
        ($kind:ty, $number:expr) => {
            array.as_primitive::<$kind>().values().iter().map(|value| thousandths($number(*value))).collect()
        };
    }
    match array.data_type() {
        DataType::Float64 => of_values!(Float64Type, f64::from),
        DataType::Float32 => of_values!(Float32Type, f64::from),
        DataType::Int64 => of_values!(Int64Type, |value| value as f64),
        DataType::Int32 => of_values!(Int32Type, f64::from),
        DataType::Int16 => of_values!(Int16Type, f64::from),
        DataType::Int8 => of_values!(Int8Type, f64::from),
        other => Err(Error::invalid(name, format!("it is of type {other}"), "give numbers from -2 to 2")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Grouping, ObservationRow};

    fn corpus() -> Corpus {
        let entry = |participant, touchpoint, kind, valence| ObservationRow {
            participant,
            wave: "one",
            source: DocumentSource::Ticket,
            segments: vec!["new", "north"],
            place: Place::new("claims", touchpoint),
            channel: "",
            coder: "builtin",
            kind,
            valence,
            emotion: Some(EmotionLabel::Anger).filter(|_| valence < 0.0),
            markers: if valence < -1.0 { vec![Marker::Decisive, Marker::HandOff] } else { Vec::new() },
        };
        Corpus::from_rows([
            entry("b", Some("status"), ObservationKind::Pain, -2.0),
            entry("a", None, ObservationKind::Delight, 1.0),
            entry("a", Some("status"), ObservationKind::Pain, -0.5),
        ])
        .unwrap_or_default()
    }

    #[test]
    fn observations_go_out_and_come_back() {
        let corpus = corpus();
        let batch = corpus.to_arrow().unwrap_or_else(|error| unreachable!("{error}"));
        assert_eq!((batch.num_rows(), batch.num_columns()), (3, 12));
        let back = Corpus::from_arrow(&batch).unwrap_or_else(|error| unreachable!("{error}"));
        assert_eq!(back.to_bytes(), corpus.to_bytes());
        let rows = aggregate_to_arrow(&back.aggregate(Grouping::TouchpointSegment)).unwrap_or_else(|error| unreachable!("{error}"));
        assert_eq!((rows.num_rows(), rows.num_columns()), (4, 11));
    }

    #[test]
    fn wrong_columns_are_named() {
        let batch = corpus().to_arrow().unwrap_or_else(|error| unreachable!("{error}"));
        let without = batch.project(&[0, 4, 7]).unwrap_or_else(|error| unreachable!("{error}"));
        let refused = Corpus::from_arrow(&without).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(refused, Err("valence: the column is missing; give participant, stage, kind and valence".into()));
        let strings: ArrayRef = Arc::new(StringArray::from(vec!["x"]));
        let columns = [
            ("participant", strings.clone()),
            ("stage", strings.clone()),
            ("kind", strings),
            ("valence", Arc::new(Float64Array::from(vec![1.0])) as ArrayRef),
        ];
        let batch = RecordBatch::try_from_iter(columns).unwrap_or_else(|error| unreachable!("{error}"));
        assert!(Corpus::from_arrow(&batch).is_err_and(|error| error.to_string().contains("kind: `x` is not known")));
    }
}
