//! Whether a message agrees or refuses.

use std::{collections::HashMap, sync::LazyLock};

use super::folded::segments;

/// The most words of a phrase; more are no plain yes or no.
const LONGEST_PHRASE: usize = 7;

#[derive(Clone, Copy, Eq, PartialEq)]
enum Says {
    Yes,
    No,
    Filler,
}

/// What a folded phrase says, in any language of the data; `si` is the same word in several.
static PHRASES: LazyLock<HashMap<String, Says>> = LazyLock::new(|| {
    let mut phrases = HashMap::new();
    for line in include_str!("../../data/languages/consent.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let says = match cells.next() {
            Some("yes") => Says::Yes,
            Some("no") => Says::No,
            _ => Says::Filler,
        };
        for phrase in cells.nth(1).unwrap_or_default().split('|') {
            // A word that agrees may fill elsewhere: `gerne`.
            phrases
                .entry(fold(phrase))
                .and_modify(|known| {
                    if *known == Says::Filler {
                        *known = says
                    }
                })
                .or_insert(says);
        }
    }
    phrases
});

fn fold(phrase: &str) -> String {
    segments(phrase).into_iter().map(|segment| segment.text).collect::<Vec<_>>().join(" ")
}

/// Whether a message agrees, as people type it, in any of fourteen languages; `None` when it is neither a plain yes nor a plain no.
///
/// Only a message that is nothing but agreement agrees. One that begins with a refusal refuses, whatever reason follows: in doubt nobody
/// has agreed.
///
/// ```
/// use journey_core::text::read_consent;
/// assert_eq!(read_consent("yess, ok sure"), Some(true));
/// assert_eq!(read_consent("نعم أوافق"), Some(true));
/// assert_eq!(read_consent("No problem, go ahead"), Some(true));
/// assert_eq!(read_consent("no, I don't like surveys"), Some(false));
/// assert_eq!(read_consent("Yes, but who reads this?"), None);
/// ```
pub fn read_consent(message: &str) -> Option<bool> {
    let read: Vec<Option<Vec<Says>>> = segments(message).iter().map(|segment| said(&segment.text)).collect();
    let says = |what: Says| read.iter().flatten().flatten().any(|said| *said == what);
    if read.iter().all(Option::is_some) {
        return match (says(Says::Yes), says(Says::No)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            // `No, that's fine` and `Yes, no problem at all, no` may mean either.
            _ => None,
        };
    }
    let first = read.iter().find(|segment| segment.as_ref().is_none_or(|said| said.iter().any(|one| *one != Says::Filler)))?;
    let refuses = first.as_ref().is_some_and(|said| said.contains(&Says::No) && !said.contains(&Says::Yes));
    (refuses && !says(Says::Yes)).then_some(false)
}

/// What the phrases of a segment say, longest first; `None` when a word belongs to none.
fn said(segment: &str) -> Option<Vec<Says>> {
    let words: Vec<&str> = segment.split(' ').collect();
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = LONGEST_PHRASE.min(words.len() - at);
        let (length, says) = (1..=longest).rev().find_map(|length| {
            let phrase = words.get(at..at + length)?.join(" ");
            PHRASES.get(&phrase).or_else(|| PHRASES.get(&without_last_double(&phrase))).map(|says| (length, *says))
        })?;
        all.push(says);
        at += length;
    }
    Some(all)
}

/// `yess` for `yes`: a last letter that was typed twice.
fn without_last_double(phrase: &str) -> String {
    let mut letters: Vec<char> = phrase.chars().collect();
    if let [.., one, two] = letters.as_slice()
        && one == two
    {
        letters.pop();
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_agree_and_refuse_in_many_ways() {
        for text in
            ["yess", "ok sure", "👍", "はい、同意します", "Ja, klar!", "why not", "Sì, va bene", "हाँ", "fine by me, go ahead", "YES PLEASE"]
        {
            assert_eq!(read_consent(text), Some(true), "{text}");
        }
        for text in ["no thanks", "nope, not interested", "Nein, lieber nicht.", "不同意", "No, I never do surveys"] {
            assert_eq!(read_consent(text), Some(false), "{text}");
        }
        for text in ["maybe", "what company is this?", "it was awful with the claims", "yes but only if it is anonymous", ""] {
            assert_eq!(read_consent(text), None, "{text}");
        }
    }
}
