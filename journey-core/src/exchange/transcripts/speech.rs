//! Who speaks: the lines of a transcript, and the names of its speakers.

use std::sync::LazyLock;

use crate::{
    journey::Role,
    text::pattern::{Regex, pattern},
};

const INTERVIEWER: &[&str] = &[
    "interviewer",
    "moderator",
    "researcher",
    "agent",
    "assistant",
    "bot",
    "support",
    "representative",
    "rep",
    "advisor",
    "employee",
    "company",
    "staff",
    "q",
    "question",
    "i",
];
const SYSTEM: &[&str] = &["system", "action", "note", "event"];

/// Cuts a transcript at its `Speaker:` lines; a text without them is one customer's turn.
pub(super) fn spoken(text: &str) -> Vec<(Role, String)> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^[ \t]*([\p{L}][\p{L}\p{N} ._-]{0,30}?)[ \t]*(?:#\d+[ \t]*)?:[ \t]+"));
    let labels: Vec<(usize, usize, &str)> = LABEL
        .captures_iter(text)
        .filter_map(|found| Some((found.get(0)?.start(), found.get(0)?.end(), found.get(1)?.as_str())))
        .filter(|(start, _, label)| *start == 0 || known_speaker(label))
        .collect();
    let known = labels.iter().any(|(_, _, label)| known_speaker(label));
    if !known {
        return vec![(Role::Customer, text.to_owned())];
    }
    let mut turns = Vec::new();
    for (at, (start, end, label)) in labels.iter().enumerate() {
        if at == 0 && *start > 0 {
            turns.extend(text.get(..*start).map(|lead| (Role::Customer, lead.trim().to_owned())));
        }
        let next = labels.get(at + 1).map_or(text.len(), |(start, ..)| *start);
        turns.extend(text.get(*end..next).map(|said| (role(label), said.trim().to_owned())));
    }
    turns.retain(|(_, said)| !said.is_empty());
    turns
}

fn known_speaker(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    INTERVIEWER.contains(&label.as_str())
        || SYSTEM.contains(&label.as_str())
        || [
            "interviewee",
            "participant",
            "customer",
            "respondent",
            "user",
            "client",
            "a",
            "p",
            "patient",
            "guest",
            "speaker",
            "caller",
            "me",
        ]
        .contains(&label.as_str())
}

pub(super) fn role(speaker: &str) -> Role {
    let speaker = speaker.trim().to_lowercase();
    if INTERVIEWER.contains(&speaker.as_str()) {
        Role::Interviewer
    } else if SYSTEM.contains(&speaker.as_str()) {
        Role::System
    } else {
        Role::Customer
    }
}
