//! Files in and out.

use super::linear;
use crate::{
    builtin,
    coding::Codebook,
    exchange::{
        FileFormat, ReadOptions, merge_excerpts, observations_csv, read_any, read_codings, read_qdc, read_qdpx, write_qdc, write_qdpx,
    },
    journey::{Citations, Document, DocumentSource, Framework, Observation, Role},
};

fn framework() -> &'static Framework {
    Framework::template("insurance").unwrap_or_else(|_| unreachable!())
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn csv(text: &str) -> bool {
    read(FileFormat::Csv, text)
}

fn read(format: FileFormat, text: &str) -> bool {
    read_any("file", text.as_bytes(), &ReadOptions { format: Some(format), ..ReadOptions::default() }).is_ok()
}

fn ticket(text: &str) -> Document {
    let mut document = Document::new("d", DocumentSource::Ticket, "p");
    document.push(Role::Customer, text);
    document
}

/// Excerpts of interviews, a piece of the text each, with words of their own.
fn excerpts(text: &str) -> Vec<Document> {
    let pieces: Vec<char> = text.chars().collect();
    let excerpt = |(at, piece): (usize, &[char])| {
        let mut document = Document::new(format!("row-{at}"), DocumentSource::Interview, format!("row-{at}"));
        let own: String = (0..8).map(|word| format!(" w{word}x{at}")).collect();
        document.push(Role::Customer, piece.iter().collect::<String>() + &own);
        document
    };
    pieces.chunks(60).enumerate().map(excerpt).collect()
}

/// Two excerpts of many turns that share the last.
fn long_excerpts(text: &str) -> Vec<Document> {
    let long = |name: &str| {
        let mut document = Document::new(name, DocumentSource::Interview, name);
        for excerpt in excerpts(text) {
            document.push(Role::Customer, excerpt.turns.iter().map(|turn| format!("{name} {}", turn.text)).collect::<String>());
        }
        document.push(Role::Customer, "Both of us have this one turn of more than eight words in common.");
        document
    };
    vec![long("row-1"), long("row-2")]
}

/// An observation of every sentence of a document.
fn told(document: &Document) -> Vec<Observation> {
    let one = builtin::code_document(&ticket("I waited three weeks for an update on my claim."), framework())
        .ok()
        .and_then(|coding| coding.observations.into_iter().next())
        .unwrap_or_else(|| unreachable!());
    let (ids, mut cited) = (document.turns.iter().flat_map(|turn| &turn.sentences).map(|sentence| sentence.id), Citations::of(document));
    ids.enumerate().map(|(at, id)| Observation { id: format!("d#{at}"), evidence: cited.quote(&[id]), ..one.clone() }).collect()
}

fn project(text: &str) -> Vec<u8> {
    let document = ticket(text);
    let all = told(&document);
    write_qdpx("p", &[document], &all, &Codebook::from_framework(framework())).unwrap_or_default()
}

/// A record with a key for each word.
fn keys(text: &str) -> String {
    let words = text.split_whitespace().enumerate().map(|(at, word)| (format!("{word}{at}"), "x".into()));
    let keys: serde_json::Map<String, serde_json::Value> = words.chain([("text".to_owned(), "hello".into())]).collect();
    serde_json::json!([keys]).to_string()
}

fn rows(text: &str) -> String {
    let rows = text.split_inclusive(' ').map(|word| format!("{}\n", cell(word)));
    std::iter::once("text\n".to_owned()).chain(rows).collect()
}

/// A table with a row for every few words of a text.
fn codings(text: &str) -> String {
    let rows = text.chars().collect::<Vec<_>>();
    let rows = rows.chunks(30).map(|quote| format!("d,{},claims,pain\n", cell(&quote.iter().collect::<String>())));
    std::iter::once("document,quote,stage,kind\n".to_owned()).chain(rows).collect()
}

fn defined(text: &str) -> Codebook {
    let mut book = Codebook::from_framework(framework());
    let _ = book.define("claims", text, &[text], &[]);
    book
}

linear! {
    transcripts_are_read: |text| csv(&format!("text\n{}\n", cell(text)));
    labelled_transcripts_are_read: |text| csv(&format!("text\n{}\n", cell(&format!("Q: {text}"))));
    rows_are_read: |text| let table = rows(text); csv(&table);
    segments_are_read: |text| csv(&format!("text,segment\nhello,{}\n", cell(&text.replace(' ', ";"))));
    files_are_read: |text| read_any("file", text.as_bytes(), &ReadOptions::default());
    records_are_read: |text| read(FileFormat::Json, &serde_json::json!([{ "text": text }]).to_string());
    mails_are_read: |text| read(FileFormat::Mail, &format!("From: ada@b.example\n\n{text}"));
    keys_are_read: |text| let record = keys(text); read(FileFormat::Json, &record);
    excerpts_are_merged: |text| let all = excerpts(text); merge_excerpts(all.clone());
    long_excerpts_are_merged: |text| let all = long_excerpts(text); merge_excerpts(all.clone());
    codings_are_read: |text| let document = ticket(text); read_codings(&format!("document,quote,stage,kind\nd,{},claims,pain\n", cell(text)), std::slice::from_ref(&document), framework(), "ada");
    codings_of_many_rows_are_read: |text| let all = (ticket(text), codings(text)); read_codings(&all.1, std::slice::from_ref(&all.0), framework(), "ada");
    observations_are_tabled: |text| let all = told(&ticket(text)); observations_csv(&all);
    projects_are_written: |text| let all = (ticket(text), told(&ticket(text))); write_qdpx("p", std::slice::from_ref(&all.0), &all.1, &Codebook::from_framework(framework()));
    projects_are_read: |text| let bytes = project(text); read_qdpx(&bytes);
    codebooks_are_exchanged: |text| let book = defined(text); write_qdc(&book).map(|xml| read_qdc(&xml).is_ok());
}
