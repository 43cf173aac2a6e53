//! Tables of text: which mark stands between fields, and where the header is.

use super::report::ReadGuess;
use crate::error::Error;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many rows tell the delimiter.
const ROWS: usize = 60;
/// How much of a file tells it.
const HEAD: usize = 1 << 17;
/// The share of rows that must have as many fields as most have.
const STEADY: f64 = 0.8;
/// The longest name of a column, in characters.
const NAME: usize = 60;
/// The longest question above one.
const QUESTION: usize = 300;
/// The most rows that a title may take above the header.
const TITLE: usize = 12;

/// How often a delimiter cuts rows alike: the share of rows, and into how many fields.
fn steadiness(head: &str, delimiter: u8) -> (f64, usize) {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(head.as_bytes());
    let mut counts: Vec<usize> = reader.records().take(ROWS).map_while(Result::ok).map(|record| record.len()).collect();
    if head.len() >= HEAD && counts.len() > 1 && counts.len() < ROWS {
        // The last row may be cut off.
        counts.pop();
    }
    let most = counts.iter().copied().max_by_key(|count| (counts.iter().filter(|other| *other == count).count(), *count)).unwrap_or(0);
    let same = counts.iter().filter(|count| **count == most).count();
    (same as f64 / counts.len().max(1) as f64, most)
}

/// The part of a text that tells what it is.
pub(super) fn head(text: &str) -> &str {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

fn best(text: &str) -> Option<(u8, f64, usize)> {
    let head = head(text);
    let scored = DELIMITERS.into_iter().map(|delimiter| {
        let (share, fields) = steadiness(head, delimiter);
        (delimiter, share, fields)
    });
    let steady = scored.filter(|(_, share, fields)| *fields > 1 && *share >= 0.5);
    steady.max_by(|left, right| left.1.total_cmp(&right.1).then_with(|| left.2.cmp(&right.2)))
}

/// Whether a text is a table: a delimiter cuts its rows alike, and its first row is short words.
pub(super) fn is_table(text: &str) -> bool {
    let Some((delimiter, share, _)) = best(text) else { return false };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(head(text).as_bytes());
    let mut records = reader.records().map_while(Result::ok);
    let header = records.next().is_some_and(|first| first.iter().all(names_column));
    share >= STEADY && header && records.next().is_some()
}

/// Whether a cell can stand above a column: it is short, or it asks.
fn names_column(cell: &str) -> bool {
    let (cell, length) = (cell.trim_end(), cell.chars().count());
    !cell.ends_with('.') && length <= if cell.ends_with('?') { QUESTION } else { NAME }
}

/// The mark between fields.
pub(in crate::exchange) fn delimiter(text: &str, wanted: Option<char>) -> Result<(u8, ReadGuess), Error> {
    if let Some(wanted) = wanted {
        let byte = u8::try_from(wanted).ok().filter(u8::is_ascii).ok_or_else(|| {
            Error::invalid("delimiter", format!("`{wanted}` is not one ASCII character"), "use a comma, a semicolon, a tab or a bar")
        })?;
        return Ok((byte, ReadGuess::new("delimiter", shown(byte), "it was named")));
    }
    Ok(match best(text) {
        Some((delimiter, share, fields)) => {
            let grounds = format!("it cuts {:.0} % of the first rows into {fields} fields", 100.0 * share);
            (delimiter, ReadGuess::new("delimiter", shown(delimiter), grounds))
        }
        None => (b',', ReadGuess::new("delimiter", "none", "the table has one column")),
    })
}

fn shown(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "tab".into(),
        other => char::from(other).to_string(),
    }
}

/// How many rows stand above the header: titles, whose cells are nearly all empty, or rows of fewer fields.
pub(super) fn title_rows(first: &[Vec<String>]) -> usize {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let widest = first.iter().map(filled).max().unwrap_or(0);
    if widest < 2 {
        return 0;
    }
    first.iter().take(TITLE).take_while(|row| filled(row) < 2.max(widest / 2)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_told_by_the_rows() {
        for (text, wanted) in [
            ("a,b\n1,2\n\"x;y;z\",3\n", b','),
            ("a;b\n1,5;2\n\"x,y\";3\n", b';'),
            ("a\tb\n1, 2\t3\nx\ty\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
        ] {
            assert_eq!(delimiter(text, None).map(|(found, _)| found), Ok(wanted), "{text}");
            assert!(is_table(text), "{text}");
        }
        assert!(!is_table("Well, it was fine.\nBut then, it broke.\n"));
    }
}
