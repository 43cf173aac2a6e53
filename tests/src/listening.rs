//! How lines are heard: what a participant types, and what a model drafts.

use std::collections::BTreeMap;

use journey_core::text::{LintLimits, Signal, detect_signals, holds_quotation, lint_draft, quotations, read_consent};

/// How many lines of a share were heard wrong, of how many.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    pub wrong: usize,
    pub all: usize,
}

impl Share {
    /// The share in percent.
    pub fn percent(self) -> f64 {
        100.0 * self.wrong as f64 / self.all.max(1) as f64
    }

    pub fn count(&mut self, right: bool) {
        self.wrong += usize::from(!right);
        self.all += 1;
    }
}

/// A line of a list.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub kind: &'a str,
    pub language: &'a str,
    pub text: &'a str,
    /// What the participant said before, for a draft.
    pub said: &'a str,
}

/// The lines of a list: kind, language, text, and for a draft what was said before, parted by tabs.
pub fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        Line { kind: cell(), language: cell(), text: cell(), said: cell() }
    })
}

/// The shares of a list, by name and language; `all` stands for every language.
pub fn shares(text: &str) -> BTreeMap<(&'static str, String), Share> {
    let mut shares: BTreeMap<_, Share> = BTreeMap::new();
    for line in lines(text) {
        let (share, right) = heard(line).unwrap_or_else(|| panic!("`{}` is no kind of line", line.kind));
        shares.entry((share, line.language.to_owned())).or_default().count(right);
        shares.entry((share, "all".to_owned())).or_default().count(right);
    }
    shares
}

/// Which share a line counts in, and whether it was heard right.
pub fn heard(line: Line<'_>) -> Option<(&'static str, bool)> {
    let Line { kind, language, text, said } = line;
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
    quotations(draft).all(|quoted| holds_quotation(said, quoted))
}
