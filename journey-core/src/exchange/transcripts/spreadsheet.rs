//! A sheet of a workbook as rows of cells.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use super::report::ReadGuess;
use crate::error::Error;

/// The rows of a sheet, and which it is.
pub(super) fn rows(bytes: &[u8], wanted: Option<&str>) -> Result<(Vec<Vec<String>>, ReadGuess), Error> {
    let broken = |error: calamine::Error| {
        Error::invalid("the file", format!("the workbook cannot be read: {error}"), "open it in a spreadsheet and save it anew, or as CSV")
    };
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let names = workbook.sheet_names();
    let all = names.join(", ");
    let (name, grounds) = match wanted {
        Some(wanted) => {
            let found = names.iter().find(|name| name.eq_ignore_ascii_case(wanted.trim()));
            let unknown = || Error::invalid("sheet", format!("the workbook has no `{wanted}`"), format!("name one of: {all}"));
            (found.ok_or_else(unknown)?.clone(), "it was named".to_owned())
        }
        None => {
            let heights: Vec<usize> = names.iter().map(|name| workbook.worksheet_range(name).map_or(0, |range| range.height())).collect();
            let most = heights.iter().max().copied().filter(|most| *most > 1);
            let empty = || Error::invalid("the file", "no sheet has rows", "give a workbook with a table");
            let most = most.ok_or_else(empty)?;
            let longest = names.iter().zip(&heights).find(|(_, height)| **height == most).map(|(name, _)| name.clone());
            (longest.unwrap_or_default(), format!("the one with most rows of: {all}"))
        }
    };
    let range = workbook.worksheet_range(&name).map_err(broken)?;
    let rows = range.rows().map(|row| row.iter().map(text).collect()).collect();
    Ok((rows, ReadGuess::new("sheet", name, grounds)))
}

fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
        }
        Data::Empty | Data::Error(_) => String::new(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        other => other.to_string(),
    }
}
