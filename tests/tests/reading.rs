//! What people hold: a sample of each format, what it is recognised as, and the errors of broken ones.

use std::path::PathBuf;

use journey_core::{
    exchange::{FileFormat, ReadDocuments, ReadOptions, TranscriptTable, read_any},
    journey::{Document, Role},
    time::Period,
};

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

fn read(name: &str, options: &ReadOptions) -> Result<ReadDocuments, journey_core::Error> {
    read_any(name, &std::fs::read(sample(name)).expect("a sample"), options)
}

fn by_default(name: &str) -> ReadDocuments {
    read(name, &ReadOptions::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The turns of a document: `c` for the customer, `s` for everybody else who speaks.
fn roles(document: &Document) -> String {
    document.turns.iter().map(|turn| if turn.role == Role::Customer { 'c' } else { 's' }).collect()
}

/// A file, what it is, how many documents, who speaks in the first, the turns with a time, and the ratings of the first that has some.
type Row = (&'static str, FileFormat, usize, &'static str, usize, &'static [(&'static str, f64)]);

const FILES: &[Row] = &[
    ("answers.xlsx", FileFormat::Excel, 3, "c", 0, &[("csat", 4.0)]),
    ("authors.csv", FileFormat::Csv, 1, "scs", 0, &[]),
    ("bars.txt", FileFormat::Csv, 2, "c", 0, &[("csat", 2.5)]),
    ("html.csv", FileFormat::Csv, 1, "c", 0, &[]),
    ("intercom.json", FileFormat::Json, 1, "csc", 3, &[]),
    ("interview.docx", FileFormat::Docx, 1, "scsc", 0, &[]),
    ("letter.txt", FileFormat::Text, 1, "c", 0, &[]),
    ("lines.jsonl", FileFormat::JsonLines, 2, "c", 2, &[]),
    ("qualtrics.csv", FileFormat::Csv, 2, "scsc", 4, &[("csat", 7.5)]),
    ("records.json", FileFormat::Json, 2, "c", 0, &[("nps", 4.0)]),
    ("semicolons.csv", FileFormat::Csv, 2, "c", 2, &[("csat", 8.75)]),
    ("shared_ids.csv", FileFormat::Csv, 2, "c", 0, &[]),
    ("stars.csv", FileFormat::Csv, 2, "c", 2, &[("csat", 2.5)]),
    ("talk.srt", FileFormat::Srt, 1, "sc", 2, &[]),
    ("teams.vtt", FileFormat::Vtt, 1, "sc", 2, &[]),
    ("tickets.csv", FileFormat::Csv, 2, "csc", 4, &[("csat", 7.5)]),
    ("titles.csv", FileFormat::Csv, 2, "c", 0, &[("nps", 3.0)]),
    ("transcript.txt", FileFormat::Text, 1, "scsc", 0, &[]),
    ("whatsapp.txt", FileFormat::Whatsapp, 1, "cs", 2, &[]),
    ("whatsapp_iphone.txt", FileFormat::Whatsapp, 1, "sc", 2, &[]),
    ("whisper.json", FileFormat::Json, 1, "sc", 2, &[]),
    ("wide.csv", FileFormat::Csv, 2, "c", 2, &[("csat", 2.5)]),
    ("wrapped.json", FileFormat::Json, 2, "c", 0, &[]),
    ("zendesk.json", FileFormat::Json, 1, "cs", 2, &[]),
    ("zoom.vtt", FileFormat::Vtt, 1, "scsc", 4, &[]),
];

#[test]
fn every_format_is_recognised_by_its_content() {
    for (name, format, documents, speakers, times, ratings) in FILES {
        let read = by_default(name);
        println!("{}", read.report);
        assert_eq!((read.report.format, read.documents.len()), (*format, *documents), "{name}");
        assert_eq!(read.documents.first().map(roles).as_deref(), Some(*speakers), "{name}");
        let timed = read
            .documents
            .iter()
            .flat_map(|document| &document.turns)
            .filter(|turn| turn.at.is_some() && turn.role == Role::Customer)
            .count();
        let all = read.documents.iter().flat_map(|document| &document.turns).filter(|turn| turn.at.is_some()).count();
        assert!(timed == *times || all == *times, "{name}: {timed} or {all} turns with a time");
        let rated = read
            .documents
            .iter()
            .find(|document| !document.ratings.is_empty())
            .map(|document| document.ratings.clone())
            .unwrap_or_default();
        assert_eq!(
            rated.into_iter().collect::<Vec<_>>(),
            ratings.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect::<Vec<_>>(),
            "{name}"
        );
        // A name that says something else changes nothing.
        let bytes = std::fs::read(sample(name)).expect("a sample");
        let renamed = read_any("file", &bytes, &ReadOptions::default()).unwrap_or_else(|error| panic!("{name} without a name: {error}"));
        assert_eq!(renamed.report.format, *format, "{name} without a name");
    }
}

#[test]
fn a_broken_file_names_the_place_and_what_mends_it() {
    let quarters = ReadOptions { waves: Some(Period::Quarter), ..ReadOptions::default() };
    for (name, options, place, mends) in [
        ("broken/short_row.csv", ReadOptions::default(), "broken/short_row.csv: line 3", "--delimiter"),
        ("broken/two_texts.csv", ReadOptions::default(), "`first impression`, `last impression`", "--text-column"),
        ("broken/two_speakers.vtt", ReadOptions::default(), "`Mara Lind`, `Tom Hale`", "--staff"),
        ("broken/cut.json", ReadOptions::default(), "broken/cut.json: the file", "line 1"),
        ("broken/no_cues.vtt", ReadOptions::default(), "broken/no_cues.vtt: line 1", "00:00:01.000 --> 00:00:04.000"),
        ("broken/dates.csv", quarters, "broken/dates.csv: column `date`", "--day-first"),
        ("broken/archive.docx", ReadOptions::default(), "broken/archive.docx: the file", "save it"),
    ] {
        let error = read(name, &options).err().unwrap_or_else(|| panic!("{name} is read")).to_string();
        assert!(error.contains(place) && error.contains(mends), "{name}: {error}");
    }
}

#[test]
fn one_bad_cell_stops_nothing_and_is_told() {
    let told = by_default("titles.csv").report.to_string();
    assert!(told.contains("1 left out: `nps` outside of 0–10 (row 7)") && told.contains("1 left out: empty text (row 7)"), "{told}");
    let told = by_default("semicolons.csv").report.to_string();
    assert!(told.contains("1 left out: empty text (row 4)") && told.contains("windows-1252"), "{told}");
    let words = read_any("a.csv", b"text,nps\nIt was fine.,very likely\nIt was slow.,3\n", &ReadOptions::default()).expect("documents");
    assert!(words.report.to_string().contains("1 left out: words where `nps` has numbers (row 2)"), "{}", words.report);
}

#[test]
fn what_was_said_keeps_whose_it_is() {
    let html = by_default("html.csv");
    assert_eq!(html.documents[0].turns[0].text.as_ref(), "The invoice was wrong & nobody answered.\nTwice.");
    let shared: Vec<_> = by_default("shared_ids.csv").documents.into_iter().map(|document| (document.id, document.participant)).collect();
    assert_eq!(shared, [("9 (Ada)".to_owned(), "Ada".to_owned()), ("9 (Ben)".to_owned(), "Ben".to_owned())]);
    let survey = by_default("qualtrics.csv");
    assert_eq!(survey.documents[0].turns[0].text.as_ref(), "What went wrong on your last visit?");
    let speakers = ReadOptions { staff: vec!["mara lind".into()], ..ReadOptions::default() };
    assert_eq!(roles(&read("broken/two_speakers.vtt", &speakers).expect("documents").documents[0]), "sc");
}

#[test]
fn files_and_folders_are_read_at_once() {
    let options = ReadOptions { waves: Some(Period::Month), ..ReadOptions::default() };
    let (table, reports) =
        TranscriptTable::open(&[sample("tickets.csv"), sample("lines.jsonl"), sample("lines.jsonl")], &options).expect("a table");
    let documents = table.documents(0..table.len()).expect("documents");
    let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!((ids, reports.len()), (vec!["7", "8", "1", "2", "1-2", "2-2"], 3));
    assert_eq!(documents[0].wave.as_deref(), Some("2026-03"));
    assert!(TranscriptTable::open(&[sample("nothing.csv")], &options).is_err());
}
