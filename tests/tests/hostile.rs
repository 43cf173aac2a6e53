//! Texts that are made to make reading slow, through the whole thread. What each function looks at is counted in the crate's own tests.

use journey_core::{
    builtin,
    coding::{DocumentCoding, WINDOW_OVERLAP, WINDOW_SENTENCES},
    interview::InterviewOutcome,
    journey::{Document, DocumentSource, Framework, Role},
    plan::Guide,
    text::{LONGEST_SENTENCE, split_sentences},
};
use journey_tests::{RequestLog, hold};
use proptest::prelude::*;
use texts::{Hostile, UNITS, hostile};

#[path = "../../journey-core/src/hostile/texts.rs"]
mod texts;

const MEGABYTE: usize = 1 << 20;

/// A ticket with an attachment on a line of its own, encoded in base 64 without a break.
fn attachment() -> String {
    let letters: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').collect();
    // The same letters on every machine.
    let encoded: String =
        (0..MEGABYTE as u64).map(|at| letters[(at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize % letters.len()]).collect();
    format!("I waited three weeks for an update on my claim.\n{encoded}\nThe online form was quick and easy.")
}

/// A ticket of one sentence.
fn breathless() -> String {
    "and then I waited on hold for an hour and nobody ever called me back about the claim ".repeat(MEGABYTE / 85)
}

fn ticket(text: &str) -> Document {
    let mut document = Document::new("ticket", DocumentSource::Ticket, "customer");
    document.push(Role::Customer, text);
    document
}

/// The coding of a ticket, once it is sure that no sentence of it is too long to be read.
fn coded(document: &Document) -> DocumentCoding {
    let sentences = || document.turns.iter().flat_map(|turn| &turn.sentences);
    for sentence in sentences() {
        assert!(sentence.span.end - sentence.span.start <= LONGEST_SENTENCE, "{:?}", sentence.span);
    }
    let coding = builtin::code_document(document, Framework::template("insurance").expect("a template")).expect("a coding");
    let windows = sentences().count().div_ceil(WINDOW_SENTENCES - WINDOW_OVERLAP);
    assert!(coding.observations.len() + coding.rejected.len() <= WINDOW_SENTENCES * windows);
    for quote in coding.observations.iter().flat_map(|one| &one.evidence) {
        assert!(document.turns[0].text.contains(&quote.text), "words that nobody said");
    }
    coding
}

#[test]
fn an_attachment_is_no_obstacle() {
    let coding = coded(&ticket(&attachment()));
    let told: Vec<&str> = coding.observations.iter().flat_map(|one| &one.evidence).map(|quote| quote.text.as_str()).collect();
    assert_eq!(told, ["I waited three weeks for an update on my claim.", "The online form was quick and easy."]);
}

#[test]
fn a_megabyte_without_a_full_stop_is_coded() {
    let coding = coded(&ticket(&breathless()));
    assert!(!coding.observations.is_empty());
}

#[tokio::test]
async fn an_interview_takes_any_answer() {
    let plan = builtin::draft_plan("Where in the journey do we create friction?", "insurance").expect("a plan");
    for answer in [attachment(), breathless()] {
        let mut guide = Guide::from_plan(&plan).expect("a guide");
        guide.items.truncate(3);
        let model = RequestLog::default();
        let said = ["I waited three weeks.".to_owned(), answer];
        let held = hold(guide, &model, &said).await;
        assert_eq!(held.interview.state().outcome(), Some(InterviewOutcome::Completed));
        for sentence in held.interview.state().turns().iter().flat_map(|said| &said.turn.sentences) {
            assert!(sentence.span.end - sentence.span.start <= LONGEST_SENTENCE);
        }
    }
}

#[test]
fn every_unit_is_coded() {
    for unit in UNITS {
        coded(&ticket(&Hostile::of(unit).text(3 * LONGEST_SENTENCE)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same sentences have the same ids, whatever is said after them.
    #[test]
    fn ids_do_not_move(hostile in hostile(), length in 0..3 * LONGEST_SENTENCE) {
        let before = "I waited three weeks for an update on my claim. The form was easy.\n";
        let (alone, followed) = (split_sentences(before), split_sentences(&format!("{before}{}", hostile.text(length))));
        prop_assert_eq!(&followed[..alone.len()], &alone[..]);
    }

    #[test]
    fn any_text_is_coded(hostile in hostile(), length in 0..3 * LONGEST_SENTENCE) {
        coded(&ticket(&hostile.text(length)));
    }
}
