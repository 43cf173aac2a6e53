//! Event logs in Arrow tables: data frames of pandas, Polars, DuckDB.

use arrow_array::{
    Array, ArrayRef, RecordBatch,
    cast::AsArray,
    types::{
        Date32Type, Date64Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
        TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{DataType, TimeUnit};
use jiff::Timestamp as Instant;

use super::{
    EventOptions, EventReport,
    batch::{Batch, Row},
    columns::{Places, places},
    gathered::Gathered,
    instants::{TimeReader, told_order},
    report::EventFormat,
};
use crate::{behaviour::EventLog, error::Error, exchange::transcripts::moment::DateOrder};

const DAY: i64 = 86_400_000;

/// Reads an event log from the batches of an Arrow table, a row for each event; columns are found as in a table of text. A time that is a timestamp with a
/// zone is that moment; one without a zone, or a text that names none, is in the zone of the options.
///
/// # Errors
/// When the batches differ in their columns, the columns leave open what is what, a column is of a type that holds no text, number or time, or more than half
/// of the rows are no events.
pub fn read_event_batches(batches: &[RecordBatch], options: &EventOptions) -> Result<(EventLog, EventReport), Error> {
    let first = batches.first().ok_or_else(|| Error::invalid("table", "it holds no rows", "give a log with events"))?;
    let schema = first.schema();
    let headers: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let mut guesses = Vec::new();
    let places = places(&headers, &options.columns, &mut guesses)?;
    let order = order(batches, &places, &headers, options)?;
    let times = TimeReader::new(order, options.time_zone.as_deref())?;
    let mut gathered = Gathered::new(options, 0, guesses);
    for batch in batches {
        if batch.schema().fields() != schema.fields() {
            return Err(Error::invalid("table", "its batches differ in their columns", "give one table"));
        }
        gathered.absorb(rows(batch, &places, &headers, &times)?)?;
    }
    gathered.finish("table", EventFormat::Frame, &places.names(&headers))
}

/// Which number of a date is the day, as the first batch tells.
fn order(batches: &[RecordBatch], places: &Places, headers: &[&str], options: &EventOptions) -> Result<DateOrder, Error> {
    if let Some(day) = options.day_first {
        return Ok(if day { DateOrder::DayFirst } else { DateOrder::MonthFirst });
    }
    let name = headers.get(places.time).copied().unwrap_or_default();
    let Some(cells) = batches.first().map(|batch| Cells::of(name, batch.column(places.time))).transpose()? else {
        return Ok(DateOrder::Unclear);
    };
    let texts: Vec<String> = (0..cells.len()).map(|row| cells.text(row)).collect();
    Ok(told_order(texts.iter().map(String::as_str), name)?.unwrap_or(DateOrder::Unclear))
}

fn rows(batch: &RecordBatch, places: &Places, headers: &[&str], times: &TimeReader) -> Result<Batch, Error> {
    let cells = |place: usize| Cells::of(headers.get(place).copied().unwrap_or_default(), batch.column(place));
    let optional = |place: Option<usize>| place.map(cells).transpose();
    let (case, activity, time) = (cells(places.case)?, cells(places.activity)?, cells(places.time)?);
    let (end, channel, segment, lifecycle) =
        (optional(places.end)?, optional(places.channel)?, optional(places.segment)?, optional(places.lifecycle)?);
    let told = |column: &Option<Cells<'_>>, row: usize| column.as_ref().map_or_else(String::new, |cells| cells.text(row));
    let mut all = Batch { lines: batch.num_rows() as u64, ..Batch::default() };
    for row in 0..batch.num_rows() {
        let (case, activity, time) = (case.text(row), activity.text(row), time.text(row));
        let (end, channel, segment, transition) = (told(&end, row), told(&channel, row), told(&segment, row), told(&lifecycle, row));
        let event =
            Row { case: &case, activity: &activity, time: &time, end: &end, channel: &channel, segment: &segment, transition: &transition };
        all.push(row as u64 + 1, event, times);
    }
    Ok(all)
}

/// A column whose cells are read as text.
struct Cells<'a> {
    array: &'a ArrayRef,
    /// The texts of a dictionary, by key.
    texts: Option<Box<Cells<'a>>>,
}

impl<'a> Cells<'a> {
    fn of(name: &str, array: &'a ArrayRef) -> Result<Self, Error> {
        let readable = matches!(
            array.data_type(),
            DataType::Utf8
                | DataType::LargeUtf8
                | DataType::Utf8View
                | DataType::Null
                | DataType::Timestamp(..)
                | DataType::Date32
                | DataType::Date64
                | DataType::Float64
        ) || array.data_type().is_integer();
        let texts = match array.as_any_dictionary_opt() {
            Some(dictionary) => Some(Box::new(Self::of(name, dictionary.values())?)),
            None if readable => None,
            None => {
                let problem = format!("it is of type {}", array.data_type());
                return Err(Error::invalid(format!("column `{name}`"), problem, "give texts, numbers or times"));
            }
        };
        Ok(Self { array, texts })
    }

    fn len(&self) -> usize {
        self.array.len()
    }

    /// A cell as text; nothing where it is null.
    fn text(&self, row: usize) -> String {
        if row >= self.array.len() || self.array.is_null(row) {
            return String::new();
        }
        if let (Some(texts), Some(dictionary)) = (&self.texts, self.array.as_any_dictionary_opt()) {
            return dictionary.normalized_keys().get(row).map_or_else(String::new, |key| texts.text(*key));
        }
        let array: &dyn Array = self.array;
        match array.data_type() {
            DataType::Utf8 => array.as_string::<i32>().value(row).to_owned(),
            DataType::LargeUtf8 => array.as_string::<i64>().value(row).to_owned(),
            DataType::Utf8View => array.as_string_view().value(row).to_owned(),
            DataType::Float64 => array.as_primitive::<Float64Type>().value(row).to_string(),
            DataType::Date32 => local(i64::from(array.as_primitive::<Date32Type>().value(row)).saturating_mul(DAY)),
            DataType::Date64 => local(array.as_primitive::<Date64Type>().value(row)),
            DataType::Timestamp(unit, zone) => {
                let milliseconds = milliseconds(array, unit, row);
                if zone.is_some() { instant(milliseconds) } else { local(milliseconds) }
            }
            _ => whole(array, row).map_or_else(String::new, |number| number.to_string()),
        }
    }
}

fn milliseconds(array: &dyn Array, unit: &TimeUnit, row: usize) -> i64 {
    match unit {
        TimeUnit::Second => array.as_primitive::<TimestampSecondType>().value(row).saturating_mul(1_000),
        TimeUnit::Millisecond => array.as_primitive::<TimestampMillisecondType>().value(row),
        TimeUnit::Microsecond => array.as_primitive::<TimestampMicrosecondType>().value(row).div_euclid(1_000),
        TimeUnit::Nanosecond => array.as_primitive::<TimestampNanosecondType>().value(row).div_euclid(1_000_000),
    }
}

fn whole(array: &dyn Array, row: usize) -> Option<i128> {
    Some(match array.data_type() {
        DataType::Int8 => i128::from(array.as_primitive::<Int8Type>().value(row)),
        DataType::Int16 => i128::from(array.as_primitive::<Int16Type>().value(row)),
        DataType::Int32 => i128::from(array.as_primitive::<Int32Type>().value(row)),
        DataType::Int64 => i128::from(array.as_primitive::<Int64Type>().value(row)),
        DataType::UInt8 => i128::from(array.as_primitive::<UInt8Type>().value(row)),
        DataType::UInt16 => i128::from(array.as_primitive::<UInt16Type>().value(row)),
        DataType::UInt32 => i128::from(array.as_primitive::<UInt32Type>().value(row)),
        DataType::UInt64 => i128::from(array.as_primitive::<UInt64Type>().value(row)),
        _ => return None,
    })
}

/// `2026-11-27T12:00:00.000Z`, the way of writing that is read fastest.
fn instant(milliseconds: i64) -> String {
    Instant::from_millisecond(milliseconds).map_or_else(|_| String::new(), |at| format!("{at:.3}"))
}

/// The same without a zone.
fn local(milliseconds: i64) -> String {
    let mut text = instant(milliseconds);
    text.pop();
    text
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{DictionaryArray, Int64Array, StringArray, TimestampMicrosecondArray};

    use super::*;

    fn table(time: ArrayRef) -> RecordBatch {
        let customer: ArrayRef = Arc::new(Int64Array::from(vec![Some(7), Some(7), None]));
        let event: ArrayRef = Arc::new(vec!["quote", "purchase", "quote"].into_iter().collect::<DictionaryArray<Int32Type>>());
        RecordBatch::try_from_iter([("customer_id", customer), ("event", event), ("time", time)]).unwrap_or_else(|_| unreachable!())
    }

    fn read(time: ArrayRef, options: &EventOptions) -> (Vec<i64>, u64) {
        let (log, report) = read_event_batches(&[table(time)], options).unwrap_or_else(|error| panic!("{error}"));
        let times = log.iter().flat_map(|case| case.events().map(|event| event.at.0).collect::<Vec<_>>()).collect();
        (times, report.skipped.iter().map(|skipped| skipped.count).sum())
    }

    #[test]
    fn times_of_every_type_are_one_moment() {
        let moment = 1_795_780_800_000;
        let micros = |zone: Option<&str>| -> ArrayRef {
            let times = TimestampMicrosecondArray::from(vec![moment * 1000, moment * 1000 + 999, 0]);
            Arc::new(match zone {
                Some(zone) => times.with_timezone(zone),
                None => times,
            })
        };
        let texts: ArrayRef = Arc::new(StringArray::from(vec!["2026-11-27T12:00:00", "2026-11-27 12:00:00", ""]));
        for column in [micros(None), micros(Some("+02:00")), texts] {
            assert_eq!(read(column, &EventOptions::default()), (vec![moment, moment], 1));
        }
        let berlin = EventOptions { time_zone: Some("Europe/Berlin".into()), ..EventOptions::default() };
        assert_eq!(read(micros(None), &berlin).0, [moment - 3_600_000; 2]);
        assert_eq!(read(micros(Some("Europe/Berlin")), &berlin).0, [moment; 2]);
    }
}
