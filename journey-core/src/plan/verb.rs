//! English verbs: what people do, as something that they did.

use std::{collections::HashMap, sync::LazyLock};

static IRREGULAR: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("../../data/languages/en/past.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// Words that never begin an action: the reading went wrong.
const NOT_VERBS: [&str; 18] =
    ["of", "at", "in", "on", "with", "who", "from", "for", "that", "to", "and", "or", "by", "the", "a", "an", "so", "than"];

/// A verb phrase of others in the past, as said to the participant; `being` when it followed `are`: `abandon their cart` is `abandoned their cart`, `leaving` is `were leaving`.
pub(super) fn past(phrase: &str, negated: bool, being: bool) -> Option<String> {
    let (verb, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    let lower = verb.to_lowercase();
    if NOT_VERBS.contains(&lower.as_str()) || !lower.chars().all(|letter| letter.is_alphabetic() || letter == '-') {
        return None;
    }
    let gerund = being || lower.len() > 5 && lower.ends_with("ing") && !lower.ends_with("bring");
    let verb = match (negated, gerund) {
        (true, true) => format!("were not {lower}"),
        (false, true) => format!("were {lower}"),
        (true, false) => format!("did not {lower}"),
        (false, false) => simple(&lower),
    };
    let rest: Vec<&str> = rest.split(' ').collect();
    let mut words: Vec<String> = Vec::with_capacity(rest.len() + 1);
    words.push(verb);
    for (at, word) in rest.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).and_then(|at| rest.get(at)).copied().unwrap_or("");
        // A second verb follows the first: `cancel and switch` is `cancelled and switched`.
        let joined = ["and", "or", "then"].contains(&before(1)) && IRREGULAR.contains_key(*word) && !negated && !gerund;
        let told = ["they", "you"].contains(&before(1)) && ["when", "after", "before", "once", "while", "as"].contains(&before(2));
        words.push(if joined || told { simple(word) } else { (*word).to_owned() });
    }
    Some(words.join(" ").trim().to_owned())
}

fn simple(verb: &str) -> String {
    if let Some(past) = IRREGULAR.get(verb) {
        return (*past).to_owned();
    }
    let consonant = |letter: char| !"aeiou".contains(letter);
    match verb.strip_suffix('y') {
        _ if verb.ends_with('e') => format!("{verb}d"),
        Some(stem) if stem.ends_with(consonant) => format!("{stem}ied"),
        _ => format!("{verb}ed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_told_in_the_past() {
        for (phrase, negated, told) in [
            ("leave at renewal", false, "left at renewal"),
            ("abandon their cart", false, "abandoned their cart"),
            ("try and give up", false, "tried and gave up"),
            ("give up when they try to pay", false, "gave up when they tried to pay"),
            ("miss appointments", false, "missed appointments"),
            ("come back", true, "did not come back"),
            ("leaving", false, "were leaving"),
            ("cancel", false, "cancelled"),
        ] {
            assert_eq!(past(phrase, negated, false).as_deref(), Some(told));
        }
        assert_eq!(past("unhappy with it", true, true).as_deref(), Some("were not unhappy with it"));
        assert_eq!(past("of our shop leave", false, false), None);
    }
}
