//! What a draft must pass before a participant reads it.

use super::InterviewState;
use crate::{
    plan::{Guide, GuideItem},
    text::{Embedding, LintLimits, WordSet, content_stems, holds_quotation, lint_draft, quotations, stems},
    work::look,
};

/// Two questions with at least this Jaccard overlap count as the same question.
pub const NEAR_DUPLICATE: f64 = 0.72;
/// A draft shares this much of its words with a question that it takes over.
const SAME_WORDS: f64 = 0.4;
/// Two questions of at least this likeness ask about the same matter.
const SAME_MATTER: f64 = 0.4;
/// The most quotations of a draft: each is looked for in everything that the participant said.
const MOST_QUOTED: usize = 20;

/// The reasons why a draft must not be shown; empty if it may be.
pub fn check_draft(draft: &str, item: &GuideItem, guide: &Guide, state: &InterviewState) -> Vec<String> {
    let mut faults: Vec<String> = lint_draft(draft, state.heard(), &guide.language, LintLimits { max_words: guide.max_words })
        .into_iter()
        .map(|issue| format!("{:?}: `{}`; {}", issue.rule, issue.excerpt, issue.suggestion))
        .collect();
    if draft.chars().any(|c| c.is_control() || matches!(c, '<' | '>' | '{' | '}')) || draft.contains("://") {
        faults.push("holds markup, a link or control characters".into());
    }
    let drafted = WordSet::of(draft);
    if let Some((other, _)) = state.messages().find(|(_, asked)| asked.overlaps(&drafted, NEAR_DUPLICATE)) {
        faults.push(format!("repeats `{other}`"));
    }
    if quotations(draft).nth(MOST_QUOTED).is_some() {
        faults.push(format!("quotes more than {MOST_QUOTED} times"));
    }
    for quoted in quotations(draft).take(MOST_QUOTED) {
        look(state.heard().map(str::len).sum());
        if !state.heard().any(|said| holds_quotation(said, quoted)) {
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

/// The other item whose question a draft takes over: what an item asks is asked under that item.
pub(super) fn asks_other<'a>(draft: &str, item: &GuideItem, guide: &'a Guide) -> Option<&'a GuideItem> {
    let words = WordSet::of(draft);
    let alike = |item: &GuideItem| words.jaccard(&WordSet::of(&item.text));
    let own = alike(item);
    guide.items.iter().find(|other| other.id != item.id && alike(other) > own.max(SAME_WORDS))
}

/// Whether a draft asks what an item asks: it names what the item is about, or means the same.
pub(super) fn asks_item(draft: &str, item: &GuideItem, guide: &Guide) -> bool {
    let drafted = content_stems(draft);
    let names = guide.touchpoints.iter().filter(|one| Some(&one.stage) == item.stage.as_ref()).flat_map(|one| &one.names);
    let shares = |text: &str| content_stems(text).iter().any(|stem| drafted.contains(stem));
    if shares(&item.text) || item.stage.as_deref().is_some_and(shares) || names.into_iter().any(|name| shares(name)) {
        return true;
    }
    match (Embedding::of(draft), Embedding::of(&item.text)) {
        (Some(one), Some(other)) => one.likeness(&other) >= SAME_MATTER,
        // Without meaning nothing tells that it does not.
        _ => true,
    }
}
