//! How well lines are heard: `listen FILE…` prints the shares of misread stories, missed signals, missed distress, good drafts rejected and bad
//! drafts shown.
//!
//! A line is `kind <tab> language <tab> text`, for a draft with what the participant said before as a fourth cell. Kinds: `story`; `stop`,
//! `withdraw`, `decline`, `dont_know`, `not_applicable`, `question`, `distress`, `grief`; `agree`, `refuse`, `unclear`; `good`, `bad`. With
//! `--wrong` the lines that were misread are printed, too.

use journey_core::text::detect_signals;
use journey_tests::listening::{heard, lines, shares};

fn main() {
    let (wrong, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|argument| argument == "--wrong");
    let read = |file: &String| std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let text: String = files.iter().map(read).collect();
    for line in lines(&text).filter(|line| !wrong.is_empty() && heard(*line).is_some_and(|(_, right)| !right)) {
        println!("{}\t{}\t{}\t{:?}", line.kind, line.language, line.text, detect_signals(line.text, line.language));
    }
    for ((share, language), counted) in shares(&text) {
        println!("{share:<22} {language:>3}  {:5.1} %  ({} of {})", counted.percent(), counted.wrong, counted.all);
    }
}
