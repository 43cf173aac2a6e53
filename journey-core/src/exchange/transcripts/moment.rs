//! Times in cells, as programs and people write them.

use std::sync::LazyLock;

use jiff::{Timestamp as Instant, civil::DateTime, tz::TimeZone};

use crate::{
    text::pattern::{Regex, pattern},
    time::Timestamp,
};

/// Which number of `03/04/2026` is the day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::exchange) enum DateOrder {
    DayFirst,
    MonthFirst,
    /// None of the dates tells.
    Unclear,
}

/// `27.11.2026`, `11/27/26, 9:05 PM`
static SLASHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\A(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})[./-](?P<year>\d{4}|\d{2})(?:,?[\sT\u{202f}]+(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2}))?[\s\u{202f}]?(?P<half>[ap]\.?\s?m\.?)?)?",
    )
});
static ISO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\A(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?)?(?:[\s\u{202f}]?([ap])\.?\s?m\.?)?")
});
/// `+0100`, `GMT+1`, `+01:00` at the end.
static OFFSET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\d(?:[\s\u{202f}]?[ap]\.?\s?m\.?)?\s*(?:GMT|UTC|\s)\s*([+-])(\d{1,2}):?(\d{2})?\)?\z"));

/// The order of day and month that a column of dates tells.
pub(super) fn date_order<'a>(cells: impl Iterator<Item = &'a str>) -> DateOrder {
    let mut order = DateOrder::Unclear;
    for found in cells.filter_map(|cell| SLASHED.captures(cell.trim())) {
        let number = |name: &str| found.name(name).and_then(|number| number.as_str().parse::<u32>().ok()).unwrap_or(0);
        match (number("a"), number("b")) {
            (a, _) if a > 12 => return DateOrder::DayFirst,
            (_, b) if b > 12 => return DateOrder::MonthFirst,
            // Who writes a date with full stops writes the day first.
            _ if found.name("sep").is_some_and(|sep| sep.as_str() == ".") => order = DateOrder::DayFirst,
            _ => {}
        }
    }
    order
}

/// Whether a cell is a date whose order of day and month has to be known.
pub(in crate::exchange) fn needs_order(cell: &str) -> bool {
    SLASHED.is_match(cell.trim())
}

/// The moment that a cell tells; one without a time zone is in UTC.
pub(in crate::exchange) fn moment(cell: &str, order: DateOrder) -> Option<Timestamp> {
    let offset = OFFSET.captures(cell.trim()).and_then(|found| {
        let number = |at: usize| found.get(at).and_then(|part| part.as_str().parse::<i64>().ok());
        let minutes = number(2)? * 60 + number(3).unwrap_or(0);
        Some(if found.get(1)?.as_str() == "-" { -minutes } else { minutes })
    });
    let local = local_moment(cell, order)?;
    Some(Timestamp(local.0 - offset.unwrap_or(0) * 60_000))
}

fn local_moment(cell: &str, order: DateOrder) -> Option<Timestamp> {
    let cell = cell.trim();
    if let Ok(instant) = cell.parse::<Instant>() {
        return Some(Timestamp(instant.as_millisecond()));
    }
    if let Some(number) = cell.parse::<f64>().ok().filter(|_| cell.starts_with(|c: char| c.is_ascii_digit())) {
        return match number {
            seconds if (1e8..1e11).contains(&seconds) => Some(Timestamp((seconds * 1e3) as i64)),
            milliseconds if (1e11..1e14).contains(&milliseconds) => Some(Timestamp(milliseconds as i64)),
            _ => None,
        };
    }
    let part = |found: Option<regex::Match<'_>>| found.and_then(|part| part.as_str().parse::<i16>().ok());
    if let Some(found) = ISO.captures(cell) {
        let number = |at: usize| part(found.get(at));
        let afternoon = found.get(7).map(|half| half.as_str().eq_ignore_ascii_case("p"));
        return civil(number(1)?, number(2)?, number(3)?, number(4).map(|hour| of_day(hour, afternoon)), number(5), number(6));
    }
    let found = SLASHED.captures(cell)?;
    let number = |name: &str| part(found.name(name));
    let (day, month) = match order {
        DateOrder::DayFirst => (number("a")?, number("b")?),
        DateOrder::MonthFirst => (number("b")?, number("a")?),
        DateOrder::Unclear => return None,
    };
    let year = number("year").map(|year| if year < 100 { 2000 + year } else { year })?;
    let afternoon = found.name("half").map(|half| half.as_str().to_lowercase().starts_with('p'));
    let hour = number("h").map(|hour| of_day(hour, afternoon));
    civil(year, month, day, hour, number("m"), number("s"))
}

/// The hour of a day of 24.
fn of_day(hour: i16, afternoon: Option<bool>) -> i16 {
    match afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    }
}

fn civil(year: i16, month: i16, day: i16, hour: Option<i16>, minute: Option<i16>, second: Option<i16>) -> Option<Timestamp> {
    let small = |number: i16| i8::try_from(number).ok();
    let part = |number: Option<i16>| small(number.unwrap_or(0));
    let date = DateTime::new(year, small(month)?, small(day)?, part(hour)?, part(minute)?, part(second)?, 0).ok()?;
    Some(Timestamp(TimeZone::UTC.to_timestamp(date).ok()?.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        const NOON: i64 = 1_795_780_800_000;
        for cell in [
            "2026-11-27T12:00:00Z",
            "2026-11-27 12:00",
            "2026-11-27T13:00:00+01:00",
            "27.11.2026 12:00",
            "27/11/26, 12:00:00",
            "1795780800",
        ] {
            assert_eq!(moment(cell, DateOrder::DayFirst), Some(Timestamp(NOON)), "{cell}");
        }
        assert_eq!(moment("11/27/2026, 12:00 PM", DateOrder::MonthFirst), Some(Timestamp(NOON)));
        assert_eq!(moment("soon", DateOrder::DayFirst), None);
        assert_eq!(moment("03/04/2026", DateOrder::Unclear), None);
    }

    #[test]
    fn one_clear_date_tells_the_order() {
        assert_eq!(date_order(["03/04/2026", "13/04/2026"].into_iter()), DateOrder::DayFirst);
        assert_eq!(date_order(["03/04/2026", "04/13/2026"].into_iter()), DateOrder::MonthFirst);
        assert_eq!(date_order(["03/04/2026"].into_iter()), DateOrder::Unclear);
    }
}
