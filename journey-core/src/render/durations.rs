//! Durations as people say them.

const SECOND: f64 = 1_000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const WEEK: f64 = 7.0 * DAY;
const YEAR: f64 = 365.25 * DAY;
const MONTH: f64 = YEAR / 12.0;

/// From how many milliseconds on a unit is used: a day or two are said in days, but ten days not in weeks.
const UNITS: [(f64, f64, &str); 7] = [
    (23.5 * MONTH, YEAR, "y"),
    (12.5 * WEEK, MONTH, "mo"),
    (13.5 * DAY, WEEK, "wk"),
    (23.5 * HOUR, DAY, "d"),
    (59.5 * MINUTE, HOUR, "h"),
    (59.5 * SECOND, MINUTE, "min"),
    (0.995 * SECOND, SECOND, "s"),
];

/// Milliseconds in the unit that people would use: `320 ms`, `3 min`, `4.5 d`, `6 wk`; one decimal under ten; a month is a twelfth of 365.25 days.
pub(super) fn duration(milliseconds: f64) -> String {
    if !milliseconds.is_finite() {
        return "unknown".into();
    }
    let long = milliseconds.abs();
    let sign = if milliseconds < 0.0 && long >= 0.5 { "−" } else { "" };
    // Thirty days are not said as 4.3 weeks.
    if (DAY..12.5 * WEEK).contains(&long) && long % DAY == 0.0 && long % WEEK != 0.0 {
        return format!("{sign}{:.0} d", long / DAY);
    }
    match UNITS.iter().find(|(least, ..)| long >= *least) {
        Some((_, unit, name)) => format!("{sign}{} {name}", few_digits(long / unit)),
        None if long < 0.5 => "0 s".into(),
        None => format!("{sign}{long:.0} ms"),
    }
}

/// One decimal under ten unless it is 0.
fn few_digits(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if tenths >= 10.0 || tenths.fract() == 0.0 { format!("{value:.0}") } else { format!("{tenths:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_the_unit_that_people_use() {
        for (milliseconds, words) in [
            (0.0, "0 s"),
            (0.4, "0 s"),
            (320.0, "320 ms"),
            (1_000.0, "1 s"),
            (59.4 * SECOND, "59 s"),
            (59.9 * SECOND, "1 min"),
            (3.0 * MINUTE, "3 min"),
            (2.0 * HOUR, "2 h"),
            (23.7 * HOUR, "1 d"),
            (4.5 * DAY, "4.5 d"),
            (9.96 * DAY, "10 d"),
            (6.0 * WEEK, "6 wk"),
            (30.0 * DAY, "30 d"),
            (30.5 * DAY, "4.4 wk"),
            (200.0 * DAY, "6.6 mo"),
            (3.0 * YEAR, "3 y"),
            (-2.0 * HOUR, "−2 h"),
            (f64::NAN, "unknown"),
            (f64::INFINITY, "unknown"),
        ] {
            assert_eq!(duration(milliseconds), words, "{milliseconds}");
        }
        assert!(duration(f64::MAX).ends_with(" y"));
    }

    #[test]
    fn a_longer_duration_is_never_said_as_a_shorter_one() {
        let unit = |name: &str| UNITS.iter().find(|(.., unit)| *unit == name).map_or(1.0, |(_, unit, _)| *unit);
        let read = |words: &str| words.split_once(' ').map_or(0.0, |(number, name)| number.parse::<f64>().unwrap_or_default() * unit(name));
        let said: Vec<f64> = (0..4_000).map(|step| read(&duration(1.008_f64.powi(step)))).collect();
        for (shorter, longer) in said.iter().zip(said.iter().skip(1)) {
            assert!(*longer >= shorter * 0.999, "{shorter} {longer}");
        }
    }
}
