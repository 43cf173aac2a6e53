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
    ("agree.csv", FileFormat::Csv, 4, "sc", 0, &[("ces", 7.0), ("nps", 10.0)]),
    ("answers.xlsx", FileFormat::Excel, 3, "c", 0, &[("csat", 4.0)]),
    ("app_store.csv", FileFormat::Csv, 2, "c", 2, &[("csat", 0.0)]),
    ("authors.csv", FileFormat::Csv, 1, "scs", 0, &[]),
    ("bars.txt", FileFormat::Csv, 2, "c", 0, &[("csat", 2.5)]),
    ("delighted.csv", FileFormat::Csv, 2, "c", 2, &[("nps", 9.0)]),
    ("freshdesk.csv", FileFormat::Csv, 2, "css", 2, &[("csat", 10.0)]),
    ("freshdesk.json", FileFormat::Json, 2, "cssc", 3, &[]),
    ("freshdesk_admin.json", FileFormat::Json, 2, "css", 2, &[]),
    ("google_forms.csv", FileFormat::Csv, 2, "scsc", 4, &[("csat", 7.5)]),
    ("google_play.csv", FileFormat::Csv, 2, "c", 2, &[("csat", 2.5)]),
    ("html.csv", FileFormat::Csv, 1, "c", 0, &[]),
    ("hubspot.csv", FileFormat::Csv, 2, "c", 2, &[]),
    ("intercom.json", FileFormat::Json, 1, "csc", 3, &[]),
    ("intercom_one.json", FileFormat::Json, 1, "csssc", 2, &[("csat", 7.5)]),
    ("interview.docx", FileFormat::Docx, 1, "scsc", 0, &[]),
    ("letter.txt", FileFormat::Text, 1, "c", 0, &[]),
    ("lines.jsonl", FileFormat::JsonLines, 2, "c", 2, &[]),
    ("mail.eml", FileFormat::Mail, 1, "c", 1, &[]),
    ("mail_html.eml", FileFormat::Mail, 1, "c", 1, &[]),
    ("mail_staff.eml", FileFormat::Mail, 1, "s", 1, &[]),
    ("otter.txt", FileFormat::Text, 1, "scsc", 4, &[]),
    ("qualtrics.csv", FileFormat::Csv, 2, "scsc", 4, &[("csat", 7.5)]),
    ("qualtrics_full.csv", FileFormat::Csv, 2, "sc", 2, &[("csat", 0.0), ("nps", 3.0)]),
    ("records.json", FileFormat::Json, 2, "c", 0, &[("nps", 4.0)]),
    ("satisfaction.csv", FileFormat::Csv, 6, "c", 5, &[("csat", 10.0)]),
    ("semicolons.csv", FileFormat::Csv, 2, "c", 2, &[("csat", 8.75)]),
    ("shared_ids.csv", FileFormat::Csv, 2, "c", 0, &[]),
    ("slack.zip", FileFormat::Slack, 2, "csc", 3, &[]),
    ("stars.csv", FileFormat::Csv, 2, "c", 2, &[("csat", 2.5)]),
    ("surveymonkey.csv", FileFormat::Csv, 2, "sc", 2, &[("csat", 10.0), ("nps", 10.0)]),
    ("talk.srt", FileFormat::Srt, 1, "sc", 2, &[]),
    ("teams.vtt", FileFormat::Vtt, 1, "sc", 2, &[]),
    ("tickets.csv", FileFormat::Csv, 2, "csc", 4, &[("csat", 7.5)]),
    ("titles.csv", FileFormat::Csv, 2, "c", 0, &[("nps", 3.0)]),
    ("transcript.txt", FileFormat::Text, 1, "scsc", 0, &[]),
    ("trustpilot.csv", FileFormat::Csv, 2, "c", 2, &[("csat", 0.0)]),
    ("twitter.csv", FileFormat::Csv, 2, "csc", 3, &[]),
    ("typeform.csv", FileFormat::Csv, 2, "scsc", 4, &[("nps", 9.0)]),
    ("whatsapp.txt", FileFormat::Whatsapp, 1, "cs", 2, &[]),
    ("whatsapp_iphone.txt", FileFormat::Whatsapp, 1, "sc", 2, &[]),
    ("whisper.json", FileFormat::Json, 1, "sc", 2, &[]),
    ("wide.csv", FileFormat::Csv, 2, "c", 2, &[("csat", 2.5)]),
    ("wrapped.json", FileFormat::Json, 2, "c", 0, &[]),
    ("zendesk.json", FileFormat::Json, 1, "cs", 2, &[]),
    ("zendesk_lines.jsonl", FileFormat::JsonLines, 2, "css", 2, &[("csat", 10.0)]),
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
        ("slack/help/2024-03-05.json", ReadOptions::default(), "`U01`, `U02`, `U03`", "--staff"),
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
fn what_staff_machines_and_quotations_say_is_never_the_customers() {
    for (name, words) in [
        ("freshdesk.csv", "sounds annoyed"),
        ("freshdesk.json", "sounds annoyed"),
        ("freshdesk.json", "called about the bill"),
        ("freshdesk_admin.json", "Third one"),
        ("freshdesk_admin.json", "shall we renew"),
        ("google_play.csv", "Sorry to hear"),
        ("intercom_one.json", "An expert"),
        ("intercom_one.json", "the old plan"),
        ("mail.eml", "Tuesday"),
        ("mail.eml", "Head of Nothing"),
        ("mail_html.eml", "Ihre Rechnung"),
        ("mail_staff.eml", "Tuesday"),
        ("otter.txt", "otter.ai"),
        ("slack.zip", "has joined"),
        ("slack.zip", "Incident"),
        ("trustpilot.csv", "sorry to read"),
        ("twitter.csv", "How can we help"),
        ("zendesk_lines.jsonl", "tell engineering"),
    ] {
        let documents = by_default(name).documents;
        let mut customers = documents.iter().flat_map(|document| &document.turns).filter(|turn| turn.role == Role::Customer);
        assert!(!customers.any(|turn| turn.text.contains(words)), "{name}: `{words}`");
    }
}

#[test]
fn words_stand_as_their_writer_saw_them() {
    let first = |name: &str| by_default(name).documents[0].turns[0].text.to_string();
    assert_eq!(
        first("mail.eml"),
        "Hello,\n\nthe fitter came on the wrong day – again – and the new lift still isn’t working. I took two days off for nothing.\n\nBest regards\nAda"
    );
    assert_eq!(first("mail_html.eml"), "Guten Tag,\ndie Rechnung war doppelt so hoch und niemand geht ans Telefon.");
    assert_eq!(first("slack.zip"), "@Sam Rivers the export fails & I lose an hour a day 😞 see the status page");
}

#[test]
fn rows_that_answer_each_other_are_one_conversation_in_the_order_of_time() {
    let tweets: Vec<_> = by_default("twitter.csv").documents.into_iter().map(|document| (document.id, document.participant)).collect();
    assert_eq!(tweets, [("3".to_owned(), "115712".to_owned()), ("5".to_owned(), "115713".to_owned())]);
    let csv = "id,parent_id,author,text,date\n1,2,Ada,The end of a circle.,2026-03-02\n2,1,Ada,Its beginning is here.,2026-03-01\n4,3,Ada,The table lacks what this answers.,2026-03-01\n";
    let read = read_any("circle.csv", csv.as_bytes(), &ReadOptions::default()).expect("documents").documents;
    let circle: Vec<_> = read[0].turns.iter().map(|turn| turn.text.as_ref()).collect();
    assert_eq!((read.len(), circle), (2, vec!["Its beginning is here.", "The end of a circle."]));
}

#[test]
fn a_private_review_is_the_customers() {
    let read = read_any("reviews.csv", b"review,public\nThe room was cold.,no\nThe bed was soft.,yes\n", &ReadOptions::default());
    assert_eq!(read.expect("documents").documents.iter().map(roles).collect::<String>(), "cc");
}

#[test]
fn a_slack_folder_is_its_archive_unpacked() {
    let (table, reports) = TranscriptTable::open(&[sample("slack")], &ReadOptions::default()).expect("a table");
    assert_eq!((table.documents(0..9).expect("documents"), reports.len()), (by_default("slack.zip").documents, 1));
    let staff = ReadOptions { staff: vec!["U01".into()], ..ReadOptions::default() };
    assert_eq!(roles(&read("slack/help/2024-03-05.json", &staff).expect("documents").documents[0]), "cs");
}

#[test]
fn times_are_in_the_zone_that_is_named_and_a_doubtful_one_is_told() {
    let read = by_default("satisfaction.csv");
    let times: Vec<_> = read.documents.iter().map(|document| document.turns[0].at.map(|at| at.0)).collect();
    const BERLIN: i64 = 1_709_644_920_000;
    assert_eq!(times, [Some(BERLIN), Some(BERLIN + 3_611_123), Some(BERLIN), Some(BERLIN + 9 * 3_600_000), Some(BERLIN + 3_611_000), None]);
    let told = read.report.to_string();
    assert!(told.contains("zone `PST` of `Created`: North America") && told.contains("whose zone `IST` can be India"), "{told}");
    let survey = by_default("qualtrics_full.csv");
    let told = survey.report.to_string();
    assert!(told.contains("America/Denver") && told.contains("words of `Q3`: `very dissatisfied … very satisfied` as 1–5"), "{told}");
    assert_eq!(survey.documents[0].turns[1].at.map(|at| at.0), Some(1_709_648_532_000));
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
