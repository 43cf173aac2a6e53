//! Arrow: observations in, observations and cells out.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, DictionaryArray, Float64Array, RecordBatch, StringArray, UInt16Array, UInt32Array, UInt64Array,
    cast::AsArray,
    types::{Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type},
};
use arrow_schema::{ArrowError, DataType, Field, Schema};

use super::{
    AggregateRow, Corpus, THOUSAND,
    build::{Coded, Columns, both, segments_of, thousandths},
    kind_code,
};
use crate::{
    error::Error,
    journey::{DocumentSource, ObservationKind},
    wire::{from_wire_name, wire_name},
};

/// The columns of observations: `participant`, `stage`, `kind` and `valence` are needed; several segments of one are joined by `|`.
const COLUMNS: [&str; 10] = ["participant", "segment", "wave", "source", "stage", "touchpoint", "channel", "kind", "coder", "valence"];

/// The schema of observations as [`Corpus::to_arrow`] gives them.
pub fn observation_schema() -> Schema {
    let field = |name: &str| match name {
        "participant" => Field::new(name, dictionary(DataType::UInt32), false),
        "valence" => Field::new(name, DataType::Float64, false),
        "segment" | "touchpoint" | "channel" | "wave" => Field::new(name, dictionary(DataType::UInt16), true),
        _ => Field::new(name, dictionary(DataType::UInt16), false),
    };
    Schema::new(COLUMNS.iter().map(|name| field(name)).collect::<Vec<_>>())
}

fn dictionary(keys: DataType) -> DataType {
    DataType::Dictionary(Box::new(keys), Box::new(DataType::Utf8))
}

fn failed(error: ArrowError) -> Error {
    Error::invalid("arrow", error, "report it: the columns are the library's own")
}

impl Corpus {
    /// The observations as one record batch, a row each. What is known of respondents without observations is not in it.
    ///
    /// # Errors
    /// When Arrow refuses the columns.
    pub fn to_arrow(&self) -> Result<RecordBatch, Error> {
        let rows = self.rows.len();
        let (mut participants, mut waves) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        let (mut sources, mut segments) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        let mut sets: Vec<String> = Vec::new();
        let mut known: std::collections::HashMap<&[u16], u16> = std::collections::HashMap::new();
        let mut source_names: Vec<DocumentSource> = Vec::new();
        for (presence, start, end) in self.ranges() {
            let set = (!presence.segments.is_empty()).then(|| {
                *known.entry(&presence.segments).or_insert_with(|| {
                    let names: Vec<&str> = presence.segments.iter().map(|code| self.segments.name(u32::from(*code))).collect();
                    sets.push(names.join("|"));
                    sets.len() as u16 - 1
                })
            });
            let source = source_names.iter().position(|known| *known == presence.source).unwrap_or_else(|| {
                source_names.push(presence.source);
                source_names.len() - 1
            });
            let wave = Some(presence.wave).filter(|wave| !self.waves.name(u32::from(*wave)).is_empty());
            for _ in start..end {
                participants.push(presence.participant);
                waves.push(wave);
                sources.push(source as u16);
                segments.push(set);
            }
        }
        let named = |names: &[String]| -> ArrayRef { Arc::new(StringArray::from_iter_values(names)) };
        let coded = |codes: UInt16Array, names: ArrayRef| -> Result<ArrayRef, Error> {
            Ok(Arc::new(DictionaryArray::<UInt16Type>::try_new(codes, names).map_err(failed)?))
        };
        let nullable = |codes: &[u16], names: &super::Names| -> UInt16Array {
            codes.iter().map(|code| Some(*code).filter(|code| !names.name(u32::from(*code)).is_empty())).collect()
        };
        let sources_named: Vec<String> = source_names.iter().map(wire_name).collect();
        let kinds: Vec<String> = super::KINDS.iter().map(wire_name).collect();
        let columns: Vec<ArrayRef> = vec![
            Arc::new(
                DictionaryArray::<UInt32Type>::try_new(UInt32Array::from(participants), named(self.participants.all())).map_err(failed)?,
            ),
            coded(segments.into_iter().collect(), named(&sets))?,
            coded(waves.into_iter().collect(), named(self.waves.all()))?,
            coded(UInt16Array::from(sources), named(&sources_named))?,
            coded(UInt16Array::from(self.rows.stage.clone()), named(self.stages.all()))?,
            coded(nullable(&self.rows.touchpoint, &self.touchpoints), named(self.touchpoints.all()))?,
            coded(nullable(&self.rows.channel, &self.channels), named(self.channels.all()))?,
            coded(self.rows.kind.iter().map(|kind| Some(u16::from(*kind))).collect(), named(&kinds))?,
            coded(UInt16Array::from(self.rows.coder.clone()), named(self.coders.all()))?,
            Arc::new(self.rows.valence.iter().map(|value| Some(f64::from(*value) / THOUSAND)).collect::<Float64Array>()),
        ];
        RecordBatch::try_new(Arc::new(observation_schema()), columns).map_err(failed)
    }

    /// Reads observations from a record batch; names may be strings or dictionaries of them, participants also whole numbers.
    ///
    /// # Errors
    /// When a needed column is missing, of another type, or holds a kind or source that is not known.
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
type Optional<'a> = dyn Fn(&str, &str) -> Result<Coded, Error> + Sync + 'a;

/// The columns of few names.
fn names_of<'a>(rows: usize, needed: &Needed<'a>, optional: &Optional<'a>) -> Result<Columns, Error> {
    let kind = coded("kind", needed("kind")?, "")?;
    let kinds: Vec<u8> = kind.names.iter().map(|name| read::<ObservationKind>("kind", name).map(kind_code)).collect::<Result<_, _>>()?;
    let source = optional("source", "interview")?;
    let sources: Vec<DocumentSource> = source.names.iter().map(|name| read("source", name)).collect::<Result<_, _>>()?;
    let segment = optional("segment", "")?;
    Ok(Columns {
        wave: optional("wave", "")?,
        sets: segment.names.iter().map(|set| segments_of(set)).collect(),
        segment,
        stage: coded("stage", needed("stage")?, "")?,
        touchpoint: optional("touchpoint", "")?,
        channel: optional("channel", "")?,
        coder: optional("coder", "import")?,
        kind: kind.codes.iter().filter_map(|code| kinds.get(*code as usize).copied()).collect(),
        source: match (source.codes.as_slice(), sources.first()) {
            ([], Some(only)) => vec![*only; rows],
            (codes, _) => codes.iter().filter_map(|code| sources.get(*code as usize).copied()).collect(),
        },
        ..Columns::default()
    })
}

/// Cells as a record batch: `stage`, `touchpoint`, `kind`, `segment`, `respondents`, `base`, `share`, `low`, `high`, `mean_valence`, `observations`.
///
/// # Errors
/// When Arrow refuses the columns.
pub fn cells_to_arrow(cells: &[AggregateRow]) -> Result<RecordBatch, Error> {
    let text = |value: &dyn Fn(&AggregateRow) -> Option<String>| -> ArrayRef { Arc::new(cells.iter().map(value).collect::<StringArray>()) };
    let whole = |value: &dyn Fn(&AggregateRow) -> u64| -> ArrayRef {
        Arc::new(cells.iter().map(|cell| Some(value(cell))).collect::<UInt64Array>())
    };
    let number = |value: &dyn Fn(&AggregateRow) -> Option<f64>| -> ArrayRef { Arc::new(cells.iter().map(value).collect::<Float64Array>()) };
    let columns: [(&str, ArrayRef); 11] = [
        ("stage", text(&|cell| Some(cell.stage.clone()))),
        ("touchpoint", text(&|cell| cell.touchpoint.clone())),
        ("kind", text(&|cell| Some(wire_name(&cell.kind)))),
        ("segment", text(&|cell| cell.segment.clone())),
        ("respondents", whole(&|cell| cell.share.count)),
        ("base", whole(&|cell| cell.share.base)),
        ("share", number(&|cell| cell.share.value)),
        ("low", number(&|cell| cell.share.interval.map(|interval| interval.low))),
        ("high", number(&|cell| cell.share.interval.map(|interval| interval.high))),
        ("mean_valence", number(&|cell| Some(cell.mean_valence))),
        ("observations", whole(&|cell| cell.observations)),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true))).map_err(failed)
}

fn read<T: serde::de::DeserializeOwned>(column: &str, name: &str) -> Result<T, Error> {
    from_wire_name(name)
        .ok_or_else(|| Error::invalid(column, format!("`{name}` is not known"), "use a name of the library's, in snake_case"))
}

/// A column of names; nulls become the default.
fn coded(name: &str, array: &ArrayRef, default: &str) -> Result<Coded, Error> {
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
fn numbered(values: impl Iterator<Item = Option<i64>> + Clone) -> Coded {
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
    let mut known: std::collections::HashMap<Option<i64>, u32> = std::collections::HashMap::new();
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
    Ok(match array.data_type() {
        DataType::Float64 => array.as_primitive::<Float64Type>().values().iter().map(|value| thousandths(*value)).collect(),
        DataType::Float32 => array.as_primitive::<Float32Type>().values().iter().map(|value| thousandths(f64::from(*value))).collect(),
        DataType::Int64 => array.as_primitive::<Int64Type>().values().iter().map(|value| thousandths(*value as f64)).collect(),
        DataType::Int32 => array.as_primitive::<Int32Type>().values().iter().map(|value| thousandths(f64::from(*value))).collect(),
        DataType::Int16 => array.as_primitive::<Int16Type>().values().iter().map(|value| thousandths(f64::from(*value))).collect(),
        DataType::Int8 => array.as_primitive::<Int8Type>().values().iter().map(|value| thousandths(f64::from(*value))).collect(),
        other => return Err(Error::invalid(name, format!("it is of type {other}"), "give numbers from -2 to 2")),
    })
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
            stage: "claims",
            touchpoint,
            channel: "",
            coder: "builtin",
            kind,
            valence,
        };
        Corpus::from_rows([
            entry("b", "status", ObservationKind::Pain, -2.0),
            entry("a", "", ObservationKind::Delight, 1.0),
            entry("a", "status", ObservationKind::Pain, -0.5),
        ])
        .unwrap_or_default()
    }

    #[test]
    fn observations_go_out_and_come_back() {
        let corpus = corpus();
        let batch = corpus.to_arrow().unwrap_or_else(|error| unreachable!("{error}"));
        assert_eq!((batch.num_rows(), batch.num_columns()), (3, 10));
        let back = Corpus::from_arrow(&batch).unwrap_or_else(|error| unreachable!("{error}"));
        assert_eq!(back.to_bytes(), corpus.to_bytes());
        let cells = cells_to_arrow(&back.aggregate(Grouping::TouchpointSegment)).unwrap_or_else(|error| unreachable!("{error}"));
        assert_eq!((cells.num_rows(), cells.num_columns()), (4, 11));
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
