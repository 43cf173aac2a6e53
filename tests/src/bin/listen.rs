//! How well lines are heard: `listen FILE…` prints the shares of misread stories, missed signals, missed distress, good drafts rejected and bad
//! drafts shown.
//!
//! A line is `kind <tab> language <tab> text`, for a draft with what the participant said before as a fourth cell. Kinds: `story`; `stop`,
//! `withdraw`, `decline`, `dont_know`, `not_applicable`, `question`, `distress`, `grief`; `agree`, `refuse`, `unclear`; `good`, `bad`. With
//! `--wrong` the lines that were misread are printed, too.

use std::collections::BTreeMap;

use journey_core::text::{LintLimits, Signal, detect_signals, lint_draft, read_consent};

fn main() {
    let (wrong, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|argument| argument == "--wrong");
    let mut shares: BTreeMap<(&str, String), (usize, usize)> = BTreeMap::new();
    let mut kinds: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [kind, language, text, rest @ ..] = cells.as_slice() else { panic!("`{line}` is not kind, language, text") };
            let Some((share, right)) = heard(kind, language, text, rest.first().copied().unwrap_or_default()) else {
                panic!("`{kind}` is no kind of line")
            };
            let count = |(wrong, all): &mut (usize, usize)| {
                *wrong += usize::from(!right);
                *all += 1;
            };
            count(shares.entry((share, language.to_string())).or_default());
            count(shares.entry((share, "all".into())).or_default());
            count(kinds.entry((kind.to_string(), language.to_string())).or_default());
            if !right && !wrong.is_empty() {
                println!("{line}\t{:?}", detect_signals(text, language));
            }
        }
    }
    for ((share, language), (wrong, all)) in shares {
        println!("{share:<22} {language:>3}  {:5.1} %  ({wrong} of {all})", 100.0 * wrong as f64 / all as f64);
    }
    for ((kind, language), (wrong, all)) in kinds.into_iter().filter(|(_, (wrong, _))| *wrong > 0) {
        println!("  {kind} {language}: {wrong} of {all}");
    }
}

/// Which share a line counts in, and whether it was heard right.
fn heard(kind: &str, language: &str, text: &str, said: &str) -> Option<(&'static str, bool)> {
    let found = detect_signals(text, language);
    let has = |signal| found.contains(&signal);
    // An item may be exhausted, and a bereavement met with a kind sentence, without anything ending, erased or refused.
    let harmless = |signal: &Signal| matches!(signal, Signal::Exhausted | Signal::Grief | Signal::Gibberish);
    let consent = read_consent(text);
    let refuses = consent == Some(false) || has(Signal::Stops) || has(Signal::Declines) || has(Signal::Withdraws);
    let shown = || lint_draft(text, std::iter::once(said), language, LintLimits::default()).is_empty() && quoted(text, said);
    Some(match kind {
        "story" => ("misread stories", found.iter().all(harmless)),
        "stop" => ("missed signals", has(Signal::Stops)),
        "withdraw" => ("missed signals", has(Signal::Withdraws)),
        "decline" => ("missed signals", has(Signal::Declines)),
        "dont_know" => ("missed signals", has(Signal::DontKnow)),
        "not_applicable" => ("missed signals", has(Signal::NotApplicable)),
        "question" => ("missed signals", has(Signal::AsksQuestion)),
        "grief" => ("missed grief", has(Signal::Grief) || has(Signal::Distress)),
        "distress" => ("missed distress", has(Signal::Distress)),
        "agree" => ("misread consent", consent == Some(true) && !has(Signal::Withdraws)),
        "refuse" => ("misread consent", refuses),
        "unclear" => ("misread consent", consent.is_none() && !refuses),
        "good" => ("good drafts rejected", shown()),
        "bad" => ("bad drafts shown", !shown()),
        _ => return None,
    })
}

/// Whether a draft quotes only what was said, as the gate of the interview sees it.
fn quoted(draft: &str, said: &str) -> bool {
    journey_core::text::quotations(draft).all(|quoted| journey_core::text::holds_quotation(said, quoted))
}
