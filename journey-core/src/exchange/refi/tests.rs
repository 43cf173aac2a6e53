use proptest::prelude::*;

use super::*;
use crate::{
    builtin,
    coding::Codebook,
    journey::{Document, DocumentSource, Framework, Observation, Role},
};

fn study(texts: &[&str]) -> (Vec<Document>, Vec<Observation>, Codebook) {
    let framework = Framework::template("insurance").unwrap_or_else(|_| unreachable!());
    let (mut documents, mut observations) = (Vec::new(), Vec::new());
    for (at, text) in texts.iter().enumerate() {
        let mut document = Document::new(format!("d{at}"), DocumentSource::Interview, format!("p{}", at / 2));
        document.push(Role::Interviewer, "How was the claim?\r\nTell me all.").stage = Some("claims".into());
        document.push(Role::Customer, *text);
        document.segments = vec!["new".into(), "north".into()];
        document.wave = Some("spring".into());
        document.ratings.insert("nps".into(), 7.0);
        observations.extend(builtin::code_document(&document, framework).map(|coding| coding.observations).unwrap_or_default());
        documents.push(document);
    }
    (documents, observations, Codebook::from_framework(framework))
}

/// What survives: everything but causes and expectation pairs; line ends become line feeds, ids become their names.
fn key(one: &Observation) -> String {
    let words: Vec<String> = one.evidence.iter().map(|quote| quote.text.replace("\r\n", "\n")).collect();
    format!(
        "{} {} {:?} {:?} {:?} {} {:?} {:?} {:?} {} {}",
        one.id,
        one.participant,
        one.kind,
        one.channel,
        one.emotion,
        one.place.stage().is_empty(),
        one.markers,
        words,
        one.coder,
        one.confidence,
        one.reason
    )
}

#[test]
fn a_project_comes_back() {
    let (documents, observations, book) = study(&[
        "Filing the claim was easy.\r\nThen I waited three weeks für eine Antwort, without any update! 😀 They passed me around & <around>.",
        "I expected an update within days. Instead I heard nothing for a month.",
        "The adjuster was friendly on the phone.",
    ]);
    assert!(observations.len() >= 4);
    let bytes = write_qdpx("Claims & \"more\"", &documents, &observations, &book).unwrap_or_else(|error| unreachable!("{error}"));
    assert_eq!(bytes, write_qdpx("Claims & \"more\"", &documents, &observations, &book).unwrap_or_default(), "the same bytes");
    let read = read_qdpx(&bytes).unwrap_or_else(|error| unreachable!("{error}"));
    assert!(read.rejected.is_empty(), "{:?}", read.rejected);
    assert_eq!(read.name, "Claims & \"more\"");
    let keys = |all: &[Observation]| {
        let mut keys: Vec<String> = all.iter().map(key).collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&read.observations), keys(&observations));
    for (back, document) in read.documents.iter().zip(&documents) {
        assert_eq!(
            (&back.id, &back.participant, &back.segments, &back.wave),
            (&document.id, &document.participant, &document.segments, &document.wave)
        );
        assert_eq!((back.source, &back.ratings, back.turns.len()), (document.source, &document.ratings, document.turns.len()));
        assert_eq!(back.turns[0].stage, document.turns[0].stage);
    }
    let names = |book: &Codebook| book.codes().iter().map(|code| code.name.clone()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(names(&read.codebook), names(&book));
}

#[test]
fn a_codebook_comes_back_with_its_definitions() {
    let mut book = Codebook::from_framework(Framework::template("insurance").unwrap_or_else(|_| unreachable!()));
    assert_eq!(book.define("claims", "From damage to money", &["the adjuster came", "the form"], &["a claim in an advert"]), Ok(()));
    let xml = write_qdc(&book).unwrap_or_else(|error| unreachable!("{error}"));
    let read = read_qdc(&xml).unwrap_or_else(|error| unreachable!("{error}"));
    let claims = read.codes().iter().find(|code| code.name == "Claims").unwrap_or_else(|| unreachable!());
    assert_eq!(
        (claims.definition.as_str(), claims.inclusion_examples.len(), claims.exclusion_examples.len()),
        ("From damage to money", 2, 1)
    );
    assert_eq!(read.codes().len(), book.codes().len());
}

#[test]
fn other_programs_files_are_read() {
    let xml = r#"<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="a" name="Waiting" isCodable="true" color="FF0000"><Code guid="b" name="On hold" isCodable="true"><NoteRef targetGUID="x"/><Code guid="c" name="Music" isCodable="true"/></Code></Code><Code guid="d" name="Waiting" isCodable="true"/></Codes></CodeBook>"#;
    let read = read_qdc(xml).unwrap_or_else(|error| unreachable!("{error}"));
    let ids: Vec<(&str, Option<&str>)> = read.codes().iter().map(|code| (code.id.as_str(), code.parent.as_deref())).collect();
    assert_eq!(ids, [("waiting", None), ("on_hold", Some("waiting")), ("music", Some("waiting")), ("waiting_2", None)]);
    assert!(read_qdc("<CodeBook>").is_err());
    assert!(read_qdpx(b"PK").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_text_survives(text in "\\PC{0,60}(\r\n|\n)?[a-zé😀&<> ]{0,30}") {
        let words = format!("{text} I waited three weeks for the claim.");
        let (documents, observations, book) = study(&[&words]);
        let bytes = write_qdpx("x", &documents, &observations, &book).unwrap_or_default();
        let read = read_qdpx(&bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read.observations.iter().map(key).collect::<Vec<_>>(), observations.iter().map(key).collect::<Vec<_>>());
        prop_assert!(read.rejected.is_empty());
    }

    #[test]
    fn broken_archives_are_refused(at in any::<prop::sample::Index>(), value in any::<u8>()) {
        let (documents, observations, book) = study(&["Filing the claim was easy."]);
        let mut bytes = write_qdpx("x", &documents, &observations, &book).unwrap_or_default();
        let place = at.index(bytes.len());
        bytes[place] = value;
        let _ = read_qdpx(&bytes);
    }
}
