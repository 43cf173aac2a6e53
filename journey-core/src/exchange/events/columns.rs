//! Which column of a table holds what, by the names in its header.

use super::EventColumns;
use crate::{error::Error, exchange::transcripts::ReadGuess};

/// Where the columns of a table are, from 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Places {
    pub(super) case: usize,
    pub(super) activity: usize,
    pub(super) time: usize,
    pub(super) end: Option<usize>,
    pub(super) channel: Option<usize>,
    pub(super) segment: Option<usize>,
    pub(super) lifecycle: Option<usize>,
}

impl Places {
    /// The names of the columns that every event needs.
    pub(super) fn names(&self, headers: &[&str]) -> EventColumns {
        let name = |place: usize| headers.get(place).map(|header| (*header).to_owned());
        EventColumns { case: name(self.case), activity: name(self.activity), time: name(self.time), ..EventColumns::default() }
    }
}

/// The usual names without spaces, `_`, `-` and `.`; those of an earlier line are taken before those of a later one, and two of one line are a tie.
type Usual = &'static [&'static [&'static str]];

const CASE: Usual = &[
    &["case:concept:name"],
    &["caseid", "case", "traceid", "journeyid"],
    &[
        "customerid",
        "customer",
        "userid",
        "user",
        "clientid",
        "memberid",
        "sessionid",
        "session",
        "visitorid",
        "patientid",
        "orderid",
        "ticketid",
    ],
];
const ACTIVITY: Usual = &[
    &["concept:name"],
    &["activity", "activityname"],
    &["event", "eventname", "eventtype", "action", "task"],
    &["page", "pagename", "step", "touchpoint", "activityid"],
];
const TIME: Usual = &[
    &["time:timestamp"],
    &["timestamp", "eventtime", "eventtimestamp"],
    &["time", "date", "datetime", "createdat", "occurredat"],
    &["start", "starttime", "starttimestamp", "startedat", "start:timestamp"],
];
const END: Usual = &[&["end", "endtime", "endtimestamp", "endedat", "completetimestamp", "completetime", "completedat", "finishedat"]];
const CHANNEL: Usual = &[&["channel", "channelname", "touchpointchannel"], &["case:channel"]];
const SEGMENT: Usual = &[&["segment", "customersegment", "case:segment"]];
const LIFECYCLE: Usual = &[&["lifecycle:transition"], &["lifecycle", "transition"]];

/// Finds the columns; what was found by name is told.
///
/// # Errors
/// When a column that was named is missing or there twice, or when the names leave open which column holds the case, the activity or the time.
pub(super) fn places(headers: &[&str], wanted: &EventColumns, guesses: &mut Vec<ReadGuess>) -> Result<Places, Error> {
    let found = |option: &str, what: &str, name: &Option<String>, usual: Usual, guesses: &mut Vec<ReadGuess>| {
        if let Some(name) = name {
            return named(headers, option, name).map(Some);
        }
        let place = by_name(headers, option, usual)?;
        if let Some(header) = place.and_then(|place| headers.get(place)) {
            guesses.push(ReadGuess::new(format!("column of {what}"), *header, "its name"));
        }
        Ok(place)
    };
    let case = found("case", "cases", &wanted.case, CASE, guesses)?;
    let activity = found("activity", "activities", &wanted.activity, ACTIVITY, guesses)?;
    let time = found("time", "times", &wanted.time, TIME, guesses)?;
    let end = found("end", "ends", &wanted.end, END, guesses)?;
    Ok(Places {
        case: case.ok_or_else(|| missing(headers, "case", "whose journey it is"))?,
        activity: activity.ok_or_else(|| missing(headers, "activity", "what happened"))?,
        time: time.or(end).ok_or_else(|| missing(headers, "time", "when it happened"))?,
        end,
        channel: found("channel", "channels", &wanted.channel, CHANNEL, guesses)?,
        segment: found("segment", "segments", &wanted.segment, SEGMENT, guesses)?,
        lifecycle: found("lifecycle", "lifecycles", &wanted.lifecycle, LIFECYCLE, guesses)?,
    })
}

/// Whether a name is among the usual ones of channels.
pub(super) fn is_channel(name: &str) -> bool {
    CHANNEL.iter().any(|names| names.contains(&plain(name).as_str()))
}

/// Whether a name is among the usual ones of segments.
pub(super) fn is_segment(name: &str) -> bool {
    SEGMENT.iter().any(|names| names.contains(&plain(name).as_str()))
}

fn named(headers: &[&str], option: &str, name: &str) -> Result<usize, Error> {
    let mut places = headers.iter().enumerate().filter(|(_, header)| **header == name.trim()).map(|(place, _)| place);
    match (places.next(), places.next()) {
        (Some(place), None) => Ok(place),
        (Some(_), Some(_)) => Err(asked(option, format!("the header has `{name}` twice"), "give the columns names of their own")),
        (None, _) => Err(asked(option, format!("the header has no `{name}`, but {}", listed(headers)), "name one of them")),
    }
}

fn by_name(headers: &[&str], option: &str, usual: Usual) -> Result<Option<usize>, Error> {
    let plain: Vec<String> = headers.iter().map(|header| plain(header)).collect();
    for names in usual {
        let mut fitting = plain.iter().enumerate().filter(|(_, header)| names.contains(&header.as_str())).map(|(place, _)| place);
        match (fitting.next(), fitting.next()) {
            (Some(place), None) => return Ok(Some(place)),
            (Some(one), Some(other)) => {
                let name = |place: usize| headers.get(place).copied().unwrap_or_default();
                let problem = format!("`{}` and `{}` fit equally well; the header has {}", name(one), name(other), listed(headers));
                return Err(asked(option, problem, format!("name one: `columns.{option}`")));
            }
            _ => {}
        }
    }
    Ok(None)
}

fn missing(headers: &[&str], option: &str, what: &str) -> Error {
    let problem = format!("no column says by its name {what}; the header has {}", listed(headers));
    asked(option, problem, format!("name it: `columns.{option}`"))
}

fn asked(option: &str, problem: String, fix: impl std::fmt::Display) -> Error {
    Error::invalid(format!("columns.{option}"), problem, fix)
}

/// The most headers, and letters of one, that an error lists.
const LISTED: usize = 40;

fn listed(headers: &[&str]) -> String {
    let names: Vec<String> =
        headers.iter().take(LISTED).map(|header| format!("`{}`", header.chars().take(LISTED).collect::<String>())).collect();
    let more = if headers.len() > LISTED { ", …" } else { "" };
    format!("{}{more}", names.join(", "))
}

fn plain(header: &str) -> String {
    header.chars().filter(|letter| !matches!(letter, ' ' | '_' | '-' | '.')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(headers: &[&str]) -> Result<(usize, usize, usize), Error> {
        places(headers, &EventColumns::default(), &mut Vec::new()).map(|places| (places.case, places.activity, places.time))
    }

    #[test]
    fn columns_are_found_by_their_names() {
        assert_eq!(found(&["Case ID", "Activity", "Start Timestamp", "Complete Timestamp"]), Ok((0, 1, 2)));
        assert_eq!(found(&["case:concept:name", "concept:name", "time:timestamp", "case_id"]), Ok((0, 1, 2)));
        assert_eq!(found(&["createdAt", "eventName", "customer_id"]), Ok((2, 1, 0)));
        assert_eq!(found(&["case", "action", "completed_at"]), Ok((0, 1, 2)));
    }

    #[test]
    fn a_tie_and_a_gap_are_asked_about() {
        let told = |headers: &[&str]| found(headers).unwrap_err().to_string();
        assert!(told(&["customer_id", "session_id", "event", "time"]).contains("`customer_id` and `session_id` fit equally well"));
        assert!(
            told(&["case_id", "x", "time"])
                .contains("columns.activity: no column says by its name what happened; the header has `case_id`, `x`, `time`")
        );
        let wanted = EventColumns { case: Some("who".into()), ..EventColumns::default() };
        assert!(places(&["a", "b"], &wanted, &mut Vec::new()).unwrap_err().to_string().contains("the header has no `who`, but `a`, `b`"));
    }
}
