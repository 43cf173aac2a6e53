//! Times of events, read fast where they are written as programs write them.

use jiff::{Timestamp as Instant, civil::DateTime, tz::TimeZone};

use crate::{
    error::Error,
    exchange::transcripts::moment::{DateOrder, Moment, moment, needs_order},
};

/// Reads the times of a log.
#[derive(Clone, Debug)]
pub(super) struct TimeReader {
    pub(super) order: DateOrder,
    zone: Zone,
}

/// The zone of times that name none.
#[derive(Clone, Debug)]
enum Zone {
    /// Milliseconds before UTC.
    Fixed(i64),
    Named(TimeZone),
}

/// How many times were written in which way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TimeTally {
    pub(super) iso: u64,
    pub(super) epoch_seconds: u64,
    pub(super) epoch_milliseconds: u64,
    pub(super) other: u64,
    /// Times that name no zone, of all.
    pub(super) without_zone: u64,
}

const DAY: i64 = 86_400_000;
/// Longer cells are no times.
const LONGEST: usize = 64;

impl TimeReader {
    pub(super) fn new(order: DateOrder, zone: Option<&str>) -> Result<Self, Error> {
        Ok(Self { order, zone: zone.map_or(Ok(Zone::Fixed(0)), zone_named)? })
    }

    /// The moment that a cell tells, in milliseconds since the epoch.
    pub(super) fn read(&self, cell: &str, tally: &mut TimeTally) -> Option<i64> {
        if let Some((local, offset)) = iso(cell.as_bytes()) {
            tally.iso += 1;
            return match offset {
                Some(offset) => Some(local - offset),
                None => self.in_zone(local, tally),
            };
        }
        if let Some((milliseconds, is_seconds)) = epoch(cell.as_bytes()) {
            *(if is_seconds { &mut tally.epoch_seconds } else { &mut tally.epoch_milliseconds }) += 1;
            return Some(milliseconds);
        }
        self.other(cell, tally)
    }

    fn other(&self, cell: &str, tally: &mut TimeTally) -> Option<i64> {
        if cell.len() > LONGEST {
            return None;
        }
        let Moment { at, zoned } = moment(cell, self.order)?;
        tally.other += 1;
        if zoned { Some(at.0) } else { self.in_zone(at.0, tally) }
    }

    fn in_zone(&self, local: i64, tally: &mut TimeTally) -> Option<i64> {
        tally.without_zone += 1;
        match &self.zone {
            Zone::Fixed(offset) => Some(local - offset),
            Zone::Named(zone) => Some(zone.to_timestamp(civil(local)?).ok()?.as_millisecond()),
        }
    }
}

impl TimeTally {
    pub(super) fn add(&mut self, other: Self) {
        self.iso += other.iso;
        self.epoch_seconds += other.epoch_seconds;
        self.epoch_milliseconds += other.epoch_milliseconds;
        self.other += other.other;
        self.without_zone += other.without_zone;
    }

    /// The ways in words, with how many times were written so.
    pub(super) fn in_words(&self) -> String {
        let ways = [
            ("ISO 8601", self.iso),
            ("seconds since 1970", self.epoch_seconds),
            ("milliseconds since 1970", self.epoch_milliseconds),
            ("as people write them", self.other),
        ];
        let told: Vec<String> = ways.iter().filter(|(_, count)| *count > 0).map(|(way, count)| format!("{way}: {count}")).collect();
        told.join(", ")
    }
}

/// The order of day and month that cells tell, or nothing where no cell needs one.
///
/// # Errors
/// When a cell needs it and none tells, or when they tell both.
pub(super) fn told_order<'a>(cells: impl Iterator<Item = &'a str>, column: &str) -> Result<Option<DateOrder>, Error> {
    let (mut day, mut month, mut unclear) = (false, false, None);
    for cell in cells.filter(|cell| iso(cell.as_bytes()).is_none() && needs_order(cell)) {
        let mut parts = cell.trim().split(|c: char| !c.is_ascii_digit()).map(|part| part.parse::<u32>().unwrap_or(0));
        match (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) {
            (first, _) if first > 12 => day = true,
            (_, second) if second > 12 => month = true,
            // Who writes a date with full stops writes the day first.
            _ if cell.trim().bytes().find(|byte| !byte.is_ascii_digit()) == Some(b'.') => day = true,
            _ => unclear = unclear.or(Some(cell)),
        }
    }
    match (day, month, unclear) {
        (true, false, _) => Ok(Some(DateOrder::DayFirst)),
        (false, true, _) => Ok(Some(DateOrder::MonthFirst)),
        (false, false, None) => Ok(None),
        (true, true, _) => Err(order_asked(column, "some of its dates have the day first and some the month")),
        (_, _, Some(cell)) => Err(order_asked(column, &format!("nothing tells whether `{}` has the day or the month first", cell.trim()))),
    }
}

fn order_asked(column: &str, problem: &str) -> Error {
    Error::invalid(format!("column `{column}`"), problem, "say which: `day_first` (--day-first)")
}

/// A local time in milliseconds and its offset from UTC, of `YYYY-MM-DD[T ]HH:MM:SS[.fff][Z|±HH:MM]`.
fn iso(cell: &[u8]) -> Option<(i64, Option<i64>)> {
    let (head, tail) = cell.split_first_chunk::<19>()?;
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T' | b' ', h0, h1, b':', n0, n1, b':', s0, s1] = head else { return None };
    let year = two(y0, y1)? * 100 + two(y2, y3)?;
    let (month, day, hour, minute, second) = (two(m0, m1)?, two(d0, d1)?, two(h0, h1)?, two(n0, n1)?, two(s0, s1)?);
    if !(1..=12).contains(&month) || day < 1 || day > days_of(year, month) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = i64::from(hour * 3600 + minute * 60 + second);
    let (fraction, tail) = milliseconds(tail)?;
    let local = days_since_epoch(year, month, day) * DAY + seconds * 1000 + fraction;
    Some((local, offset(tail)?))
}

fn two(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| u32::from(tens) * 10 + u32::from(ones))
}

/// The fraction of a second, cut to milliseconds, and what follows it.
fn milliseconds(tail: &[u8]) -> Option<(i64, &[u8])> {
    let Some((b'.' | b',', digits)) = tail.split_first() else { return Some((0, tail)) };
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at_checked(length)?;
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    let whole = digits.iter().chain(b"00").take(3).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    Some((whole, rest))
}

/// The offset from UTC in milliseconds, which may be left out.
fn offset(tail: &[u8]) -> Option<Option<i64>> {
    let (sign, hours, minutes) = match *tail {
        [] => return Some(None),
        [b'Z' | b'z'] => return Some(Some(0)),
        [sign, h0, h1] => (sign, two(h0, h1)?, 0),
        [sign, h0, h1, b':', m0, m1] | [sign, h0, h1, m0, m1] => (sign, two(h0, h1)?, two(m0, m1)?),
        _ => return None,
    };
    let size = i64::from(hours * 60 + minutes) * 60_000;
    match sign {
        _ if hours > 23 || minutes > 59 => None,
        b'+' => Some(Some(size)),
        b'-' => Some(Some(-size)),
        _ => None,
    }
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1 January 1970 to a day of the Gregorian calendar (Hinnant 2013, days_from_civil), for years from 0.
fn days_since_epoch(year: u32, month: u32, day: u32) -> i64 {
    // The year begins in March, so that the day that leap years add is its last; 400 years more keep it positive.
    let year = i64::from(year) + 400 - i64::from(month <= 2);
    let (era, of_era) = (year / 400, year % 400);
    let of_year = i64::from((153 * ((month + 9) % 12) + 2) / 5 + day - 1);
    (era - 1) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Milliseconds of a moment in seconds (9 to 11 digits from 100,000,000) or milliseconds (12 to 14 digits) since 1970, and whether it is in seconds.
fn epoch(cell: &[u8]) -> Option<(i64, bool)> {
    if !(9..=14).contains(&cell.len()) || !cell.iter().all(u8::is_ascii_digit) || cell.starts_with(b"0") {
        return None;
    }
    let number = cell.iter().fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let is_seconds = cell.len() < 12;
    Some((if is_seconds { number * 1000 } else { number }, is_seconds))
}

fn zone_named(name: &str) -> Result<Zone, Error> {
    let name = name.trim();
    if name.eq_ignore_ascii_case("utc") {
        return Ok(Zone::Fixed(0));
    }
    if let Some(Some(offset)) = offset(name.as_bytes()) {
        return Ok(Zone::Fixed(offset));
    }
    TimeZone::get(name).map(Zone::Named).map_err(|_| {
        Error::invalid("time_zone", format!("`{name}` is not known"), "name a zone such as `Europe/Berlin`, or an offset such as `+02:00`")
    })
}

fn civil(local: i64) -> Option<DateTime> {
    Some(TimeZone::UTC.to_datetime(Instant::from_millisecond(local).ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOON: i64 = 1_795_780_800_000;

    fn read(cell: &str, zone: Option<&str>) -> Option<i64> {
        TimeReader::new(DateOrder::DayFirst, zone).unwrap().read(cell, &mut TimeTally::default())
    }

    #[test]
    fn a_moment_is_the_same_however_it_is_written() {
        for cell in [
            "2026-11-27T12:00:00Z",
            "2026-11-27 12:00:00",
            "2026-11-27T12:00:00.000+00:00",
            "2026-11-27 13:00:00.000000+01:00",
            "2026-11-27T07:30:00-0430",
            "2026-11-27T14:00:00+02",
            "27.11.2026 12:00",
            "27/11/2026 12:00:00",
            "2026-11-27 12:00",
            "1795780800",
            "1795780800000",
            "2026-11-27T12:00Z",
        ] {
            assert_eq!(read(cell, None), Some(NOON), "{cell}");
        }
        assert_eq!(read("2026-11-27T12:00:00.5Z", None), Some(NOON + 500));
        assert_eq!(read("2026-11-27T12:00:00.1239Z", None), Some(NOON + 123));
    }

    #[test]
    fn days_and_hours_that_do_not_exist_are_no_times() {
        for cell in [
            "2026-02-29T12:00:00Z",
            "2026-13-01T12:00:00Z",
            "2026-11-27T24:00:00Z",
            "2026-11-27T12:60:00Z",
            "2026-00-01 00:00:00",
            "soon",
            "20261127",
            "-5",
        ] {
            assert_eq!(read(cell, None), None, "{cell}");
        }
        assert!(read("2024-02-29T12:00:00Z", None).is_some());
    }

    #[test]
    fn the_zone_is_that_of_times_that_name_none() {
        assert_eq!(read("2026-11-27T13:00:00", Some("+01:00")), Some(NOON));
        assert_eq!(read("2026-11-27T13:00:00", Some("Europe/Berlin")), Some(NOON));
        assert_eq!(read("27.11.2026 13:00", Some("Europe/Berlin")), Some(NOON));
        assert_eq!(read("2026-07-27T14:00:00", Some("Europe/Berlin")), read("2026-07-27T12:00:00Z", None));
        for cell in ["2026-11-27T12:00:00Z", "1795780800", "2026-11-27 13:00 +0100", "2026-11-27T12:00Z"] {
            assert_eq!(read(cell, Some("Asia/Tokyo")), Some(NOON), "{cell}");
        }
        assert!(TimeReader::new(DateOrder::Unclear, Some("Mars/Olympus")).unwrap_err().to_string().contains("`Mars/Olympus` is not known"));
    }

    #[test]
    fn the_order_of_day_and_month_is_told_or_asked_for() {
        let order = |cells: &[&str]| told_order(cells.iter().copied(), "when");
        assert_eq!(order(&["03/04/2026", "13/04/2026"]), Ok(Some(DateOrder::DayFirst)));
        assert_eq!(order(&["03/04/2026", "04/13/2026"]), Ok(Some(DateOrder::MonthFirst)));
        assert_eq!(order(&["03.04.2026"]), Ok(Some(DateOrder::DayFirst)));
        assert_eq!(order(&["2026-04-03T10:00:00Z"]), Ok(None));
        assert!(order(&["03/04/2026"]).unwrap_err().to_string().contains("`day_first`"));
        assert!(order(&["13/04/2026", "04/13/2026"]).is_err());
    }

    proptest! {
        #[test]
        fn the_fast_path_agrees_with_jiff(year in 0_u32..=9999, month in 0_u32..=13, day in 0_u32..=32, clock in 0_u32..100_000, fraction in 0_u32..1000) {
            let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
            let cell = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z");
            let oracle = cell.parse::<DateTime>().ok().or_else(|| cell.strip_suffix('Z')?.parse().ok());
            let oracle = oracle.and_then(|local| TimeZone::UTC.to_timestamp(local).ok()).map(|at| at.as_millisecond());
            prop_assert_eq!(iso(cell.as_bytes()).map(|(local, _)| local), oracle, "{}", cell);
        }

        #[test]
        fn no_cell_panics(cell in "\\PC{0,40}") {
            let _ = read(&cell, Some("Europe/Berlin"));
            let _ = told_order(std::iter::once(cell.as_str()), "when");
        }
    }
}
