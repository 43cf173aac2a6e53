//! Times in cells, as programs and people write them.

use std::sync::LazyLock;

use jiff::{Timestamp as Instant, civil::DateTime, tz::TimeZone};

use super::zone::Zone;
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

/// A moment that was read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::exchange) struct Moment {
    pub(in crate::exchange) at: Timestamp,
    /// Whether its zone was named with it, or needs no naming; else it is taken for UTC.
    pub(in crate::exchange) zoned: bool,
}

/// `27.11.2026`, `11/27/26, 9:05 PM`
static SLASHED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\A(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})[./-](?:\d{4}|\d{2})\b"));
/// `2026-11-27`, `27/11/26`
static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\A(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\z"));
/// `9:05`, `21.05:11,123`, `9:05pm`, and what zone stands right behind it.
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\A(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?(?:([ap])\.?m?\.?)?(z|[A-Z]{0,3}[+−-]\d{1,2}:?\d{0,2})?\z")
});
/// `5`, `5th`, `5.`
static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"\A(\d{1,2})(?:st|nd|rd|th|\.)?\z"));

const MONTHS: &[&str] =
    &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words between the parts of a time that say nothing.
const BETWEEN: &[&str] = &["", "-", "–", "|", "•", "·", "at", "um", "uhr", "of", "m"];

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

/// The moment that a cell tells; one without a time zone is in the zone that is given, else in UTC.
pub(super) fn moment_in(cell: &str, order: DateOrder, zone: Option<&TimeZone>) -> Option<Timestamp> {
    let moment = moment(cell, order)?;
    match zone.filter(|_| !moment.zoned) {
        Some(zone) => {
            let local = TimeZone::UTC.to_datetime(Instant::from_millisecond(moment.at.0).ok()?);
            Some(Timestamp(zone.to_timestamp(local).ok()?.as_millisecond()))
        }
        None => Some(moment.at),
    }
}

/// The moment that a cell tells.
pub(in crate::exchange) fn moment(cell: &str, order: DateOrder) -> Option<Moment> {
    let cell = cell.trim();
    let zoned = |milliseconds: i64| Some(Moment { at: Timestamp(milliseconds), zoned: true });
    if let Ok(instant) = cell.parse::<Instant>() {
        return zoned(instant.as_millisecond());
    }
    if let Some(number) = cell.parse::<f64>().ok().filter(|_| cell.starts_with(|c: char| c.is_ascii_digit())) {
        return match number {
            seconds if (1e8..1e11).contains(&seconds) => zoned((seconds * 1e3) as i64),
            milliseconds if (1e11..1e14).contains(&milliseconds) => zoned(milliseconds as i64),
            _ => None,
        };
    }
    Parts::read(cell, order)?.moment()
}

/// The parts of a time, in whatever order they are written.
#[derive(Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    /// Hour, minute, second and nanosecond.
    clock: Option<(i8, i8, i8, i32)>,
    afternoon: Option<bool>,
    zone: Option<Zone>,
}

impl Parts {
    /// The parts of a cell; nothing where some of it is no part of a time.
    fn read(cell: &str, order: DateOrder) -> Option<Self> {
        let mut parts = Self::default();
        // `GMT+0100 (Central European Standard Time)`: what stands in brackets counts where it is a zone.
        let (cell, bracket) = cell.strip_suffix(')').and_then(|cell| cell.rsplit_once('(')).unwrap_or((cell, ""));
        for word in cell.split([' ', '\u{a0}', '\u{202f}', '\t', '[', ']']).flat_map(halves) {
            parts.take(word.trim_matches(','), order)?;
        }
        parts.zone = parts.zone.or_else(|| Zone::read(bracket));
        Some(parts)
    }

    fn take(&mut self, word: &str, order: DateOrder) -> Option<()> {
        if word.starts_with(|c: char| c.is_ascii_digit()) { self.take_number(word, order) } else { self.take_name(&word.to_lowercase()) }
    }

    fn take_number(&mut self, word: &str, order: DateOrder) -> Option<()> {
        if let Some(found) = DATE.captures(word).filter(|_| self.year.is_none()) {
            let number = |at: usize| found.get(at).map_or("", |part| part.as_str());
            return self.date([number(1), number(2), number(3)], order);
        }
        if let Some(found) = CLOCK.captures(word) {
            return self.clock(&found);
        }
        if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            self.year = Some(word.parse().ok()?);
        } else {
            let found = DAY.captures(word).filter(|_| self.day.is_none())?;
            self.day = Some(found.get(1)?.as_str().parse().ok()?);
        }
        Some(())
    }

    /// Takes a word in lower case.
    fn take_name(&mut self, word: &str) -> Option<()> {
        let plain = word.trim_end_matches('.');
        let among = |names: &[&str]| names.iter().position(|name| plain.len() >= 3 && name.starts_with(plain));
        if BETWEEN.contains(&plain) || among(WEEKDAYS).is_some() {
            return Some(());
        }
        if let Some(month) = among(MONTHS) {
            self.month = i8::try_from(month + 1).ok();
        } else if matches!(plain, "a" | "am" | "a.m" | "p" | "pm" | "p.m") {
            self.afternoon = Some(plain.starts_with('p'));
        } else {
            self.name_zone(word)?;
        }
        Some(())
    }

    /// A date of three numbers.
    fn date(&mut self, [first, second, third]: [&str; 3], order: DateOrder) -> Option<()> {
        let (year, month, day) = match (first.len(), order) {
            (3.., _) => (first, second, third),
            (_, DateOrder::DayFirst) => (third, second, first),
            (_, DateOrder::MonthFirst) => (third, first, second),
            (_, DateOrder::Unclear) => return None,
        };
        let written: i16 = year.parse().ok()?;
        self.year = Some(if year.len() == 2 { 2000 + written } else { written });
        (self.month, self.day) = (Some(month.parse().ok()?), Some(day.parse().ok()?));
        Some(())
    }

    /// A time of day, with the half of the day and the zone that stand right behind it.
    fn clock(&mut self, found: &regex::Captures<'_>) -> Option<()> {
        let number = |at: usize| found.get(at).map_or(Some(0), |part| part.as_str().parse::<i8>().ok());
        let fraction = found.get(4).map_or("", |digits| digits.as_str());
        self.clock = Some((number(1)?, number(2)?, number(3)?, format!("{fraction:0<9}").parse().ok()?));
        if let Some(half) = found.get(5) {
            self.afternoon = Some(half.as_str().eq_ignore_ascii_case("p"));
        }
        found.get(6).map_or(Some(()), |zone| self.name_zone(zone.as_str()))
    }

    /// `UTC` before an offset says nothing more.
    fn name_zone(&mut self, word: &str) -> Option<()> {
        let zone = Zone::read(word)?;
        if self.zone.as_ref().is_none_or(Zone::is_utc) {
            self.zone = Some(zone);
        }
        Some(())
    }

    fn moment(self) -> Option<Moment> {
        let (hour, minute, second, nanosecond) = self.clock.unwrap_or_default();
        let hour = match self.afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        let local = DateTime::new(self.year?, self.month?, self.day?, hour, minute, second, nanosecond).ok()?;
        let zoned = self.zone.is_some();
        let milliseconds = match self.zone.unwrap_or(Zone::Offset(0)) {
            Zone::Offset(minutes) => TimeZone::UTC.to_timestamp(local).ok()?.as_millisecond() - minutes * 60_000,
            Zone::Named(zone) => zone.to_timestamp(local).ok()?.as_millisecond(),
        };
        Some(Moment { at: Timestamp(milliseconds), zoned })
    }
}

/// The date and the time of day in `2026-11-27T12:00`, the parts of `5-Mar-2024`; else the word as it is.
fn halves(word: &str) -> impl Iterator<Item = &str> {
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let iso =
        word.split_once(['T', 't']).filter(|(date, clock)| date.contains('-') && number(date) && number(clock) && clock.contains(':'));
    let (first, second) = iso.map_or((word, None), |(date, clock)| (date, Some(clock)));
    let dashed = number(word) && word.split('-').nth(1).is_some_and(|month| month.len() > 2 && month.chars().all(char::is_alphabetic));
    first.split(move |c: char| dashed && c == '-').chain(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_795_780_800_000;

    fn at(cell: &str, order: DateOrder) -> Option<Timestamp> {
        moment(cell, order).map(|moment| moment.at)
    }

    #[test]
    fn times_are_read_as_they_are_written() {
        for cell in [
            "2026-11-27T12:00:00Z",
            "2026-11-27 12:00",
            "2026-11-27T13:00:00+01:00",
            "27.11.2026 12:00",
            "27/11/26, 12:00:00",
            "27.11.2026, 12:00 Uhr",
            "1795780800",
            "1795780800000",
            "27 Nov 2026, 12:00 pm",
            "November 27th, 2026 at 12:00 PM",
            "27-Nov-2026 12:00",
            "Fri Nov 27 12:00:00 2026",
        ] {
            assert_eq!(at(cell, DateOrder::DayFirst), Some(Timestamp(NOON)), "{cell}");
        }
        assert_eq!(at("11/27/2026, 12:00 PM", DateOrder::MonthFirst), Some(Timestamp(NOON)));
        assert_eq!(at("2026-11-27T12:00:00.123Z", DateOrder::Unclear), Some(Timestamp(NOON + 123)));
        for cell in ["soon", "5 Nov", "2026-11-27 12:00 tomorrow", "27 Nov 2026 12:00 XYZ", "12:00", "-5", "3"] {
            assert_eq!(at(cell, DateOrder::DayFirst), None, "{cell}");
        }
        assert_eq!(at("03/04/2026", DateOrder::Unclear), None);
    }

    #[test]
    fn a_zone_that_is_named_is_heeded() {
        for cell in [
            "2026-11-27 13:00+0100",
            "2026-11-27 13:00 Europe/Berlin",
            "2026-11-27T13:00+01:00[Europe/Berlin]",
            "27 Nov 2026, 1:00 pm CET",
            "2026-11-27 04:00 PST",
            "11/27/2026 4:00 AM PT",
            "Fri Nov 27 12:00:00 +0000 2026",
            "Fri, 27 Nov 2026 13:00:00 +0100",
            "Fri Nov 27 2026 13:00:00 GMT+0100 (Central European Standard Time)",
            "2026/11/27 1:00:00 PM GMT+1",
            "2026-11-27 12:00:00 UTC",
            "1795780800.000",
        ] {
            assert_eq!(moment(cell, DateOrder::MonthFirst), Some(Moment { at: Timestamp(NOON), zoned: true }), "{cell}");
        }
        assert_eq!(at("2026-07-27 14:00 Europe/Berlin", DateOrder::Unclear), at("2026-07-27T12:00:00Z", DateOrder::Unclear));
        assert_eq!(at("2026-11-27 12:00 IST", DateOrder::Unclear), None);
        let berlin = TimeZone::get("Europe/Berlin").ok();
        assert_eq!(moment_in("2026-11-27 13:00", DateOrder::Unclear, berlin.as_ref()), Some(Timestamp(NOON)));
        assert_eq!(moment_in("2026-11-27 12:00 UTC", DateOrder::Unclear, berlin.as_ref()), Some(Timestamp(NOON)));
    }

    #[test]
    fn one_clear_date_tells_the_order() {
        assert_eq!(date_order(["03/04/2026", "13/04/2026"].into_iter()), DateOrder::DayFirst);
        assert_eq!(date_order(["03/04/2026", "04/13/2026"].into_iter()), DateOrder::MonthFirst);
        assert_eq!(date_order(["03/04/2026"].into_iter()), DateOrder::Unclear);
    }
}
