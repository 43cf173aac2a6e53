use super::*;
use crate::journey::Role;

fn read(csv: &str) -> Result<Vec<Document>, Error> {
    Ok(read_any("table.csv", csv.as_bytes(), &ReadOptions::default())?.documents)
}

#[test]
fn labelled_lines_become_turns() {
    let documents =
        read("transcript\n\"Interviewer: How was it?\nInterviewee: Fine: really.\nQ: Why?\nMy note: none\"\n").unwrap_or_default();
    let turns: Vec<_> = documents[0].turns.iter().map(|turn| (turn.role, turn.text.as_ref())).collect();
    assert_eq!(turns, [(Role::Interviewer, "How was it?"), (Role::Customer, "Fine: really."), (Role::Interviewer, "Why?\nMy note: none")]);
}

#[test]
fn rows_of_one_document_are_its_turns() {
    let documents = read("conversation_id,role,message,nps,extra\nc,agent,Hello,,x\nc,customer,Hi there,9,y\n").unwrap_or_default();
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].turns.len(), 2);
    assert_eq!(documents[0].ratings.get("nps"), Some(&9.0));
    assert_eq!(documents[0].attributes.get("extra").map(String::as_str), Some("x"));
}

#[test]
fn faults_name_row_and_column() {
    for (csv, place) in
        [("text\n\"\"\n", "column `text`"), ("a,b\n1,2\n", "column of text"), ("text,b\nonly one\n", "line 2"), ("text\n", "the file")]
    {
        let error = read(csv).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains(place), "{csv:?}: {error}");
    }
    let columns = TranscriptColumns { text: Some("words".into()), ..Default::default() };
    assert!(read_any("table.csv", b"text\nx\n", &(&columns).into()).is_err());
}

#[test]
fn json_records_and_documents_are_read() {
    let json = |text: &str| {
        let options = ReadOptions { format: Some(FileFormat::Json), ..ReadOptions::default() };
        read_any("records.json", text.as_bytes(), &options).map(|read| read.documents)
    };
    let records = json(r#"[{"id":1,"text":"Customer: hello\nAgent: hi"}]"#).unwrap_or_default();
    assert_eq!(records[0].turns.len(), 2);
    let written = serde_json::to_string(&records).unwrap_or_default();
    assert_eq!(json(&written), Ok(records));
    assert!(json("3").is_err());
    assert!(json("{").is_err());
}

proptest::proptest! {
    /// Whatever the bytes, reading ends in documents whose quotations are their own, or in an error that names a place.
    #[test]
    fn no_bytes_break_the_readers(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300), text in "(text|nps|Interviewer:|,|\\n|\"|[a-z ]|[\\{\\}\\[\\]:]|é|😀){0,60}") {
        for input in [bytes.as_slice(), text.as_bytes(), format!("text\n{text}").as_bytes()] {
            let options = ReadOptions { format: Some(FileFormat::Csv), ..ReadOptions::default() };
            match read_any("table.csv", input, &options) {
                Ok(read) => {
                    for document in &read.documents {
                        for turn in &document.turns {
                            let ids: Vec<_> = turn.sentences.iter().map(|sentence| sentence.id).collect();
                            proptest::prop_assert!(document.quote(&ids).iter().all(|quote| turn.text.contains(&quote.text)));
                        }
                    }
                }
                Err(error) => proptest::prop_assert_eq!(error.code(), "invalid"),
            }
        }
        let written = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n");
        for input in [bytes.as_slice(), text.as_bytes(), written.as_bytes(), &[b"PK\x03\x04word/document.xml", bytes.as_slice()].concat()] {
            if let Err(error) = read_any("file", input, &ReadOptions::default()) {
                proptest::prop_assert_eq!(error.code(), "invalid");
            }
        }
        let options = ReadOptions { format: Some(FileFormat::Json), ..ReadOptions::default() };
        if let Err(error) = read_any("records.json", text.as_bytes(), &options) {
            proptest::prop_assert_eq!(error.code(), "invalid");
        }
    }
}
