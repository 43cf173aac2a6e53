//! Logs as they are: samples, golden logs, round trips and hostile files.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;

use super::*;
use crate::{behaviour::EventLogBuilder, time::Timestamp};

const QUOTED: &[u8] = include_bytes!("../../../../tests/samples/events/quoted.csv");
const XES: &[u8] = include_bytes!("../../../../tests/samples/events/lifecycle.xes");
const OCEL_JSON: &[u8] = include_bytes!("../../../../tests/samples/events/orders.jsonocel");
const OCEL_XML: &[u8] = include_bytes!("../../../../tests/samples/events/orders.xmlocel");

/// Cases: their ids, segments, and events.
type Told = Vec<(String, Option<String>, Vec<ToldEvent>)>;
type ToldEvent = (String, i64, Option<String>);

/// All that a log says.
fn told(log: &EventLog) -> Told {
    let events = |case: crate::behaviour::Case<'_>| {
        case.events().map(|event| (event.activity.to_owned(), event.at.0, event.channel.map(str::to_owned))).collect()
    };
    log.iter().map(|case| (case.id().to_owned(), case.segment().map(str::to_owned), events(case))).collect()
}

fn read(bytes: &[u8]) -> Result<(EventLog, EventReport), Error> {
    read_events("log", bytes, &EventOptions::default())
}

fn fault(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn skipped(report: &EventReport) -> Vec<(SkipReason, u64, Vec<u64>)> {
    report.skipped.iter().map(|rows| (rows.reason, rows.count, rows.lines.clone())).collect()
}

#[test]
fn a_table_is_read_and_what_is_left_out_is_counted() {
    let (log, report) = read(QUOTED).unwrap();
    let cases = told(&log);
    assert_eq!(
        cases.iter().map(|case| (case.0.as_str(), case.1.as_deref(), case.2.len())).collect::<Vec<_>>(),
        [("NA", Some("new"), 2), ("7", None, 1), ("8", None, 2)]
    );
    assert_eq!(cases[0].2[0], ("quote; by phone".into(), 1_775_206_800_000, Some("phone".into())));
    assert_eq!((report.rows, report.events), (7, 5));
    assert_eq!(skipped(&report), [(SkipReason::MissingCase, 1, vec![5]), (SkipReason::UnreadableTime, 1, vec![6])]);
    assert!(report.to_string().contains("dates: the day is first (the column `timestamp` tells)"));
}

#[test]
fn quotes_packing_ends_of_lines_and_encodings_change_nothing() {
    let plain = "case_id,activity,timestamp,channel\n1,grün,2026-11-27T12:00:00Z,app\n\n2,b,x,app\n1,c,2026-11-27T12:00:01Z,\n,d,2026-11-27 12:00:02,app\n3,d,1795780800,web,5\n3,e,1795780800000,web\n";
    let wanted = read(plain.as_bytes()).map(|(log, report)| (log, skipped(&report))).unwrap();
    assert_eq!(
        wanted.1,
        [(SkipReason::WrongFieldCount, 1, vec![7]), (SkipReason::MissingCase, 1, vec![6]), (SkipReason::UnreadableTime, 1, vec![4])]
    );
    let wide = |bytes: fn(u16) -> [u8; 2]| [0xfeff].into_iter().chain(plain.encode_utf16()).flat_map(bytes).collect::<Vec<u8>>();
    for (what, bytes) in [
        ("quotes", plain.replace("app", "\"app\"").into_bytes()),
        ("returns", plain.replace('\n', "\r\n").into_bytes()),
        ("quotes and returns", plain.replace("app", "\"app\"").replace('\n', "\r\n").into_bytes()),
        ("a quoted header", plain.replacen("activity", "\"activity\"", 1).into_bytes()),
        ("tabs", plain.replace(',', "\t").into_bytes()),
        ("returns alone", plain.replace('\n', "\r").into_bytes()),
        ("a mark", format!("\u{feff}{plain}").into_bytes()),
        ("UTF-16LE", wide(u16::to_le_bytes)),
        ("UTF-16BE", wide(u16::to_be_bytes)),
        ("windows-1252", plain.chars().map(|letter| letter as u8).collect()),
        ("gzip", packed(plain.as_bytes())),
        ("no end", plain.trim_end().into()),
    ] {
        let (log, report) = read(&bytes).unwrap();
        assert_eq!((log, skipped(&report)), wanted, "{what}");
    }
}

#[test]
fn many_blocks_are_read_as_one_and_the_first_quote_changes_the_reader() {
    let mut csv = String::from("case_id,activity,timestamp\n");
    for row in 0..300_000_i64 {
        let activity = if row == 200_000 { "\"a, b\"".to_owned() } else { format!("a{}", row % 7) };
        csv.push_str(&format!("c{},{activity},{}\n", row % 9_973, 1_700_000_000_000 + row));
    }
    csv.push_str("x,late,soon\n");
    let (log, report) = read_events_from("log.csv", csv.as_bytes(), &EventOptions::default()).unwrap();
    assert_eq!((log.events(), log.cases(), log.activities()), (300_000, 9_973, 8));
    assert_eq!(skipped(&report), [(SkipReason::UnreadableTime, 1, vec![300_002])]);
    let quoted = csv.replacen("c0,", "\"c0\",", 1);
    assert_eq!(read(quoted.as_bytes()).unwrap().0, log);
}

#[test]
fn xes_is_read_with_its_defaults_and_its_completed_steps() {
    let (log, report) = read(XES).unwrap();
    let cases = told(&log);
    assert_eq!(cases.len(), 1);
    assert_eq!((cases[0].0.as_str(), cases[0].1.as_deref()), ("NA", Some("new & keen")));
    let events: Vec<_> = cases[0].2.iter().map(|event| (event.0.as_str(), event.2.as_deref())).collect();
    assert_eq!(events, [("claim filed", Some("app")), ("check", None), ("claim paid", None)]);
    assert_eq!(cases[0].2[0].1, 1_795_777_200_000);
    assert_eq!(skipped(&report), [(SkipReason::MissingActivity, 1, vec![4]), (SkipReason::OtherTransition, 1, vec![])]);
    let text = report.to_string();
    assert!(text.contains("start: 1") && text.contains("1 are added to an earlier one"), "{text}");
    let all = EventOptions { transitions: EventTransitions::All, ..EventOptions::default() };
    assert_eq!(read_events("log", &packed(XES), &all).unwrap().0.events(), 4);
    let only = EventOptions { transitions: EventTransitions::Only { names: vec!["Start".into()] }, ..EventOptions::default() };
    let (log, _) = read_events("log", XES, &only).unwrap();
    assert_eq!((log.events(), log.activities()), (1, 1));
}

#[test]
fn steps_before_the_first_that_completes_are_left_out_too() {
    let row = |step: &str, activity: &str, count: usize| format!("1,{activity},1795780800,{step}\n").repeat(count);
    let head = "case_id,activity,timestamp,lifecycle:transition\n";
    let (log, report) =
        read(format!("{head}{}{}{}", row("start", "a", 200_000), row("", "b", 1), row("Complete", "c", 2)).as_bytes()).unwrap();
    assert_eq!((log.events(), log.activities(), report.rows), (3, 2, 200_003));
    let (log, report) = read(format!("{head}{}", row("start", "a", 3)).as_bytes()).unwrap();
    assert_eq!(log.events(), 3);
    assert!(report.to_string().contains("steps of lifecycles: all (none is `complete`)"));
}

#[test]
fn an_end_tells_the_time_of_an_event_without_a_beginning() {
    let csv = b"Case ID,Action,Start Timestamp,Complete Timestamp\n1,a,2026-11-27 12:00:00,2026-11-27 13:00:00\n1,b,,2026-11-27 12:00:01\n";
    let events = told(&read(csv).unwrap().0).remove(0).2;
    assert_eq!(events.iter().map(|event| event.1).collect::<Vec<_>>(), [1_795_780_800_000, 1_795_780_801_000]);
}

#[test]
fn object_centric_logs_in_both_notations_are_the_same() {
    let read_as = |bytes: &[u8]| read_object_log("log", bytes, &EventOptions::default()).unwrap();
    assert_eq!(read_as(OCEL_JSON), read_as(OCEL_XML));
    assert_eq!(read_as(OCEL_JSON).changes(), 1);
    let error = fault(OCEL_JSON);
    assert!(error.contains("object_type") && error.contains("`item`, `order`"), "{error}");
    let options = EventOptions { object_type: Some("order".into()), ..EventOptions::default() };
    for bytes in [OCEL_JSON, OCEL_XML] {
        let (log, report) = read_events("log", bytes, &options).unwrap();
        let cases = told(&log);
        assert_eq!(
            cases.iter().map(|case| (case.0.as_str(), case.1.as_deref(), case.2.len())).collect::<Vec<_>>(),
            [("o1", Some("loyal"), 2), ("o2", None, 1)]
        );
        assert_eq!(cases[0].2[0], ("place".into(), 1_795_780_800_000, Some("app".into())));
        assert_eq!((report.rows, report.events, skipped(&report)), (4, 3, vec![(SkipReason::NoObject, 1, vec![3])]));
        assert!(report.to_string().contains("1 of 3 events are of several"));
    }
}

#[test]
fn what_is_unclear_is_asked_for() {
    for (bytes, parts) in [
        (&b"customer_id,user_id,event,time\n1,2,a,1795780800\n"[..], ["columns.case", "fit equally well"]),
        (b"case_id,activity,timestamp\n1,a,03/04/2026\n", ["column `timestamp`", "`day_first`"]),
        (
            b"case_id,activity,timestamp\n1,a,soon\n2,b,later\n3,c,1795780800\n",
            ["columns.time", "2 of 3 rows hold no time that can be read in `timestamp` (line 2: `soon`)"],
        ),
        (b"case_id,activity,timestamp\n", ["the file", "no events"]),
        (b"  \n", ["the file", "empty"]),
        (b"[1]", ["the file", "no object-centric log"]),
        (b"PK\x03\x04", ["the file", "a workbook or an archive"]),
        (b"<html><body/></html>", ["the file", "its first tag is not `log`"]),
    ] {
        let error = fault(bytes);
        assert!(error.starts_with("log: ") && parts.iter().all(|part| error.contains(part)), "{error}");
    }
    let options = EventOptions { limits: EventLimits { events: 1, ..EventLimits::default() }, ..EventOptions::default() };
    assert!(read_events("log", QUOTED, &options).unwrap_err().to_string().contains("more than 1 events"));
    let options = EventOptions { limits: EventLimits { bytes: 10, ..EventLimits::default() }, ..EventOptions::default() };
    assert!(read_events("log", QUOTED, &options).unwrap_err().to_string().contains("limits.bytes"));
}

#[test]
fn hostile_files_are_refused_within_bounds() {
    let head = "case_id,activity,timestamp\n";
    let xes = |inside: &str| format!("<?xml version=\"1.0\"?><log><trace><string key=\"concept:name\" value=\"1\"/>{inside}</trace></log>");
    let mut late = "case_id,activity,timestamp\n".to_owned() + &"1,a,1795780800\n".repeat(100_000);
    late.push_str("1,\u{fffd},1795780800\n");
    let late: Vec<u8> = late.into_bytes().into_iter().filter(|byte| *byte != 0xbf).collect();
    let utf_8 = EventOptions { encoding: Some("utf-8".into()), ..EventOptions::default() };
    assert!(read_events("log", &late, &utf_8).unwrap_err().to_string().contains("line 100002: it is not UTF-8"));
    assert_eq!(read(&late).unwrap().0.events(), 100_001);
    let whole = packed(late.as_slice());
    let field = "x".repeat(50_000_000);
    for (what, bytes, problem) in [
        ("an entity bomb", b"<!DOCTYPE log [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><log>&b;</log>".to_vec(), "document type"),
        ("an entity", xes("<string key=\"k\" value=\"&bomb;\"/>").into_bytes(), "entity"),
        ("deep XML", format!("<log>{}", "<list>".repeat(200_000)).into_bytes(), "64 deep"),
        (
            "a huge attribute",
            xes(&format!("<string key=\"k\" value=\"{}\"/>", "x".repeat(20_000_000))).into_bytes(),
            "longer than the limit",
        ),
        ("an open tag", b"<log><trace><event>".to_vec(), "breaks off"),
        ("two logs", b"<log></log>\n<log></log>".to_vec(), "more follows"),
        ("a wrong end", b"<log><trace></log>".to_vec(), "well-formed"),
        ("deep JSON", format!("{{\"other\": {}", "[".repeat(100_000)).into_bytes(), "EOF while parsing"),
        (
            "deep values",
            format!("{{\"events\": [{{\"id\":\"1\",\"type\":\"a\",\"attributes\":[{{\"name\":\"b\",\"value\":{}", "[".repeat(100_000))
                .into_bytes(),
            "recursion limit",
        ),
        ("a truncated archive", whole.get(..whole.len() / 2).unwrap().to_vec(), "break off"),
        ("an archive in an archive", packed(&packed(b"x")), "packed twice"),
        ("a bomb", packed(&[head.as_bytes(), &vec![b'\n'; 1 << 26]].concat()), "its size"),
        ("a long field", format!("{head}1,{field},1795780800\n").into_bytes(), "limit"),
        ("a long quoted field", format!("{head}1,\"{field}\",1795780800\n").into_bytes(), "limit"),
        ("an open quote", format!("{head}1,\"a,1795780800\n{}", "2,b,1795780800\n".repeat(500_000)).into_bytes(), "limit"),
        ("zero bytes", b"case_id,activity\0".to_vec(), "neither text"),
    ] {
        let error = fault(&bytes);
        assert!(error.contains(problem), "{what}: {error}");
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), kind in 0_usize..6, cut in 0_usize..2000, at in 0_usize..2000) {
        let base: &[u8] = [&[][..], b"case_id,activity,timestamp\n", QUOTED, XES, OCEL_JSON, OCEL_XML][kind];
        let mut mixed = base.get(..cut.min(base.len())).unwrap().to_vec();
        let place = at.min(mixed.len());
        mixed.splice(place..place, bytes.iter().copied().take(8));
        mixed.extend(&bytes);
        let options = EventOptions { object_type: Some("order".into()), ..EventOptions::default() };
        let _ = read_events("log", &mixed, &options);
        let _ = read_events("log", &packed(&mixed), &options);
        let _ = read_object_log("log", &mixed, &options);
    }

    #[test]
    fn with_quotes_or_without_a_table_is_the_same(rows in prop::collection::vec(("[a-c'=]{0,2}", "[x-z ]{0,2}", "[0-9]{9,13}|2026-1[0-9]-3[01]T10:00:00Z|soon", prop::option::of("[pq]?")), 1..40), ends in "\n|\r\n") {
        let line = |quote: &str| {
            let row = |(case, activity, time, more): &(String, String, String, Option<String>)| {
                let more = more.as_ref().map_or_else(String::new, |more| format!(",{more}"));
                format!("{quote}{case}{quote},{activity},{time}{more}{ends}")
            };
            format!("case_id,activity,timestamp,channel{ends}{}", rows.iter().map(row).collect::<String>())
        };
        let plain = read(line("").as_bytes()).map(|(log, report)| (log, report.skipped, report.rows));
        let quoted = read(line("\"").as_bytes()).map(|(log, report)| (log, report.skipped, report.rows));
        prop_assert_eq!(plain, quoted);
    }

    #[test]
    fn what_is_written_is_read_again(rows in prop::collection::vec(("[a-c=+@\t'\"<&,;]{1,4}", "['=a-d\n\"]{1,3}", 0_i64..253_402_300_799_999, prop::option::of("[a-c-]{1,2}"), prop::option::of("s|t")), 1..30)) {
        let mut builder = EventLogBuilder::default();
        for (case, activity, time, channel, segment) in &rows {
            let (case, activity) = (format!("{case}."), format!("{activity}."));
            match channel {
                Some(channel) => builder.push_through(&case, &activity, Timestamp(*time), channel).unwrap(),
                None => builder.push(&case, &activity, Timestamp(*time)).unwrap(),
            }
            segment.iter().for_each(|segment| builder.segment(&case, segment).unwrap());
        }
        let log = builder.finish();
        let mut xes = Vec::new();
        write_xes(&log, &mut xes).unwrap();
        prop_assert_eq!(told(&read(&xes).unwrap().0), told(&log));
        for guarded in [true, false] {
            let mut csv = Vec::new();
            write_events_csv(&log, &mut csv, &EventCsvOptions { guarded, ..EventCsvOptions::default() }).unwrap();
            let options = EventOptions { keep_apostrophes: !guarded, delimiter: Some(','), ..EventOptions::default() };
            prop_assert_eq!(told(&read_events("log", &csv, &options).unwrap().0), told(&log));
        }
    }
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_guarded() {
    let mut builder = EventLogBuilder::default();
    for case in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=x", "'x", "x=1"] {
        builder.push(case, "a", Timestamp(0)).unwrap();
    }
    let mut csv = Vec::new();
    write_events_csv(&builder.finish(), &mut csv, &EventCsvOptions::default()).unwrap();
    let rows: Vec<String> = csv::Reader::from_reader(csv.as_slice()).records().map(|row| row.unwrap()[0].to_owned()).collect();
    assert_eq!(rows, ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "''=x", "'x", "x=1"]);
}

#[test]
fn what_cannot_be_written_is_told() {
    let log = |case: &str, time| {
        let mut builder = EventLogBuilder::default();
        builder.push(case, "a", Timestamp(time)).unwrap();
        builder.finish()
    };
    assert!(write_xes(&log("a\0", 0), Vec::new()).unwrap_err().to_string().contains("which XML cannot"));
    assert!(write_xes(&log("a", i64::MAX), Vec::new()).unwrap_err().to_string().contains("years 0 to 9999"));
    let options = EventCsvOptions { delimiter: 'ß', ..EventCsvOptions::default() };
    assert!(write_events_csv(&log("a", 0), Vec::new(), &options).unwrap_err().to_string().contains("`ß` cannot stand between fields"));
}

/// A golden log that is shared among sessions; nothing where there is none.
fn golden(name: &str) -> Option<Vec<u8>> {
    let Ok(folder) = std::env::var("JOURNEY_SHARED") else {
        eprintln!("JOURNEY_SHARED is not set: `{name}` is not read");
        return None;
    };
    Some(std::fs::read(std::path::Path::new(&folder).join("data/logs").join(name)).unwrap())
}

#[test]
fn golden_logs_have_their_known_sizes() {
    let all = EventOptions { transitions: EventTransitions::All, ..EventOptions::default() };
    for (name, sizes, complete) in [
        ("running-example.xes", (6, 42, 8), 42),
        ("receipt.csv", (1_434, 8_577, 27), 8_577),
        ("helpdesk.xes.gz", (4_580, 21_348, 14), 21_348),
        ("02_teleclaims.xes.gz", (3_512, 46_138, 11), 24_825),
    ] {
        let Some(bytes) = golden(name) else { return };
        let (log, report) = read_events(name, &bytes, &all).unwrap();
        assert_eq!((log.cases(), log.events(), log.activities()), sizes, "{report}");
        assert!(report.skipped.is_empty(), "{report}");
        let (log, report) = read_events_from(name, bytes.as_slice(), &EventOptions::default()).unwrap();
        assert_eq!((log.events(), report.rows), (complete, sizes.1 as u64), "{report}");
    }
}

#[test]
fn the_golden_object_log_is_the_same_in_both_notations() {
    let options =
        EventOptions { time_zone: Some("Europe/Berlin".into()), object_type: Some("Purchase Order".into()), ..EventOptions::default() };
    let logs = ["ocel20_example.jsonocel", "ocel20_example.xmlocel"].map(|name| {
        let bytes = golden(name)?;
        let log = read_object_log(name, &bytes, &options).unwrap();
        let relations: usize = log.events.iter().map(|event| event.objects.len()).sum();
        let of_objects: usize = log.objects.iter().map(|object| object.objects.len()).sum();
        assert_eq!((log.events.len(), log.objects.len(), relations, of_objects, log.changes()), (13, 9, 20, 7, 3), "{name}");
        Some(told(&read_events(name, &bytes, &options).unwrap().0))
    });
    assert_eq!(logs[0], logs[1]);
}
