//! Time zones as they stand behind times: offsets, names of the tz database, and abbreviations, some of which several zones share.

use std::sync::LazyLock;

use jiff::tz::TimeZone;

use crate::text::pattern::{Regex, pattern};

/// A zone behind a time.
#[derive(Clone, Debug)]
pub(super) enum Zone {
    /// Minutes before UTC.
    Offset(i64),
    Named(TimeZone),
}

/// An abbreviation that several zones share.
#[derive(Debug)]
pub(super) struct SharedAbbreviation {
    pub(super) name: &'static str,
    /// Minutes before UTC, and why it is read so; nothing where no reading is more usual than another.
    pub(super) read: Option<(i64, &'static str)>,
    /// What else it can mean.
    pub(super) also: &'static str,
}

/// `+01:00`, `GMT+1`, `UTC-0330`
static OFFSET: LazyLock<Regex> = LazyLock::new(|| pattern(r"\A(?:GMT|UTC)?([+−-])(\d{1,2})(?::?(\d{2}))?\z"));

/// Abbreviations that stand for one offset, in minutes before UTC.
const OFFSETS: &[(&str, i64)] = &[
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("EDT", -240),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
    ("BRT", -180),
    ("SAST", 120),
    ("EAT", 180),
    ("PKT", 300),
    ("WIB", 420),
    ("SGT", 480),
    ("HKT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("ACDT", 630),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
];
/// Abbreviations of a zone whatever the season.
const ZONES: &[(&str, &str)] =
    &[("ET", "America/New_York"), ("CT", "America/Chicago"), ("MT", "America/Denver"), ("PT", "America/Los_Angeles")];

const MAIL: &str = "North America, as mail defines it (RFC 5322)";
const SHARED: &[SharedAbbreviation] = &[
    SharedAbbreviation { name: "EST", read: Some((-300, MAIL)), also: "eastern Australia (+10:00)" },
    SharedAbbreviation { name: "CST", read: Some((-360, MAIL)), also: "China (+08:00) or Cuba (-05:00)" },
    SharedAbbreviation { name: "CDT", read: Some((-300, MAIL)), also: "Cuba (-04:00)" },
    SharedAbbreviation { name: "MST", read: Some((-420, MAIL)), also: "Malaysia (+08:00)" },
    SharedAbbreviation { name: "MDT", read: Some((-360, MAIL)), also: "Moldova (+03:00)" },
    SharedAbbreviation { name: "PST", read: Some((-480, MAIL)), also: "the Philippines (+08:00)" },
    SharedAbbreviation { name: "PDT", read: Some((-420, MAIL)), also: "the Philippines (+09:00)" },
    SharedAbbreviation { name: "BST", read: Some((60, "British summer time")), also: "Bangladesh (+06:00)" },
    SharedAbbreviation { name: "AST", read: None, also: "the Atlantic (-04:00) or Arabia (+03:00)" },
    SharedAbbreviation { name: "GST", read: None, also: "the Gulf (+04:00) or South Georgia (-02:00)" },
    SharedAbbreviation { name: "IST", read: None, also: "India (+05:30), Israel (+02:00) or Ireland (+01:00)" },
    SharedAbbreviation { name: "SST", read: None, also: "Samoa (-11:00) or Singapore (+08:00)" },
    SharedAbbreviation { name: "WST", read: None, also: "western Australia (+08:00) or Samoa (+13:00)" },
];

impl Zone {
    /// The zone that a word names; nothing where several share it and none is more usual.
    pub(super) fn read(word: &str) -> Option<Self> {
        let word = word.trim();
        if let Some(found) = OFFSET.captures(word) {
            let number = |at: usize| found.get(at).map_or(Some(0), |part| part.as_str().parse::<i64>().ok());
            let (hours, minutes) = (number(2)?, number(3)?);
            let size = (hours <= 18 && minutes < 60).then_some(hours * 60 + minutes)?;
            return Some(Self::Offset(if found.get(1)?.as_str() == "+" { size } else { -size }));
        }
        let is = |name: &str| name.eq_ignore_ascii_case(word);
        let offset = OFFSETS.iter().find(|(name, _)| is(name)).map(|(_, minutes)| *minutes);
        let named = ZONES.iter().find(|(name, _)| is(name)).map(|(_, zone)| *zone).or_else(|| word.contains('/').then_some(word));
        match offset.or_else(|| Some(shared(word)?.read?.0)) {
            Some(minutes) => Some(Self::Offset(minutes)),
            None => TimeZone::get(named?).ok().map(Self::Named),
        }
    }

    pub(super) fn is_utc(&self) -> bool {
        matches!(self, Self::Offset(0))
    }
}

/// What a word means that several zones share.
pub(super) fn shared(word: &str) -> Option<&'static SharedAbbreviation> {
    SHARED.iter().find(|known| known.name.eq_ignore_ascii_case(word))
}

/// The abbreviation in a time that several zones share.
pub(super) fn shared_in(cell: &str) -> Option<&'static SharedAbbreviation> {
    cell.rsplit(|c: char| !c.is_ascii_alphabetic()).find_map(shared)
}
