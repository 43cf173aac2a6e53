//! What a draft must pass before a participant reads it.

use std::sync::LazyLock;

use regex::Regex;

use super::InterviewState;
use crate::{
    plan::{Guide, GuideItem},
    text::{LintLimits, WordSet, lint_question, pattern::pattern, stems},
};

/// Two questions with at least this Jaccard overlap count as the same question.
pub const NEAR_DUPLICATE: f64 = 0.72;

/// The reasons why a draft must not be shown; empty if it may be.
pub fn check_draft(draft: &str, item: &GuideItem, guide: &Guide, state: &InterviewState) -> Vec<String> {
    let mut faults: Vec<String> = lint_question(draft, LintLimits { max_words: guide.max_words })
        .into_iter()
        .map(|issue| format!("{:?}: `{}`", issue.rule, issue.excerpt))
        .collect();
    if draft.chars().any(|c| c.is_control() || matches!(c, '<' | '>' | '{' | '}')) || draft.contains("://") {
        faults.push("holds markup, a link or control characters".into());
    }
    let drafted = WordSet::of(draft);
    if let Some((other, _)) = state.messages().find(|(_, asked)| asked.overlaps(&drafted, NEAR_DUPLICATE)) {
        faults.push(format!("repeats `{other}`"));
    }
    for quoted in quotations(draft) {
        if !state.heard().any(|said| said.contains(quoted)) {
            faults.push(format!("quotes `{quoted}`, which the participant did not say"));
        }
    }
    if !item.avoid.is_empty() || !guide.avoid.is_empty() {
        let drafted = stems(draft);
        for topic in item.avoid.iter().chain(&guide.avoid) {
            let wanted = stems(topic);
            if !wanted.is_empty() && drafted.windows(wanted.len()).any(|window| window == wanted) {
                faults.push(format!("touches `{topic}`, which is to be avoided"));
            }
        }
    }
    faults
}

/// What stands between quotation marks, without the marks.
pub(crate) fn quotations(text: &str) -> impl Iterator<Item = &str> {
    static QUOTED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r#""([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|(?:^|\s)'([^']{2,})'(?:\s|[.,?!]|$)|‘([^’]+)’"#));
    QUOTED
        .captures_iter(text)
        .filter_map(|found| found.iter().skip(1).flatten().next())
        .map(|hit| hit.as_str().trim_end_matches(['.', ',', '?', '!']).trim())
}
