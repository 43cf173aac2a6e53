//! The words of an answer that may be quoted back: whole clauses, exactly as said.

use std::{collections::BTreeMap, sync::LazyLock};

use super::{
    clause::clauses,
    language::{languages, primary},
    pattern::Regex,
    sentence::cuts,
    split_sentences,
    words::{content_words, word_count},
};

/// The most words of a quotation in a question.
const MOST_WORDS: usize = 16;
/// Fewer words than this say too little to be asked about by quotation; a short sentence may.
const FEWEST_WORDS: usize = 2;
/// A clause of fewer words than this is a fragment, unless it is the whole sentence.
const FEWEST_OF_CLAUSE: usize = 4;
/// The most linking words that are taken off: nobody begins with more.
const MOST_LEADS: usize = 4;
/// The most characters of a quotation: longer words are no words, and no question has room for them.
const LONGEST: usize = 300;

/// What a clause may begin with and need not be quoted.
static LEADS: LazyLock<BTreeMap<&str, Regex>> =
    LazyLock::new(|| languages().filter_map(|(tag, language)| Some((tag, language.pattern("quote.lead")?))).collect());

/// What a clause begins with that has its subject outside of it.
static NEVER: LazyLock<BTreeMap<&str, Regex>> =
    LazyLock::new(|| languages().filter_map(|(tag, language)| Some((tag, language.pattern("quote.never")?))).collect());

/// The clauses of an answer that can be quoted, in order: whole sentences where they are short enough, whole clauses of longer ones. A
/// quotation is never cut within a clause, so that a negation or an object is never lost.
///
/// ```
/// use journey_core::text::quotable;
/// let answer = "I couldn't work out what was covered. And then the website logged me out, so I gave up and called my brother who sells insurance for a living.";
/// let clauses: Vec<&str> = quotable(answer, "en").collect();
/// assert_eq!(clauses[0], "I couldn't work out what was covered");
/// assert!(clauses.contains(&"the website logged me out"));
/// ```
pub fn quotable<'a>(answer: &'a str, language: &str) -> impl Iterator<Item = &'a str> {
    let lead = LEADS.get(primary(language)).or_else(|| LEADS.get("en"));
    let never = NEVER.get(primary(language));
    let fits = |clause: &&str| {
        let count = word_count(clause);
        let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '\'' | '’' | '-' | '%' | '€' | '$' | '£' | '.' | '/' | '&');
        (FEWEST_WORDS..=MOST_WORDS).contains(&count)
            && clause.chars().all(plain)
            && clause.chars().nth(LONGEST).is_none()
            && !content_words(clause).is_empty()
    };
    let sentences = cuts(answer, split_sentences(answer).into_iter()).flatten().filter_map(move |cut| answer.get(cut));
    let found: Vec<&'a str> = sentences
        .flat_map(|sentence| {
            let whole = trim(sentence, lead);
            if fits(&whole) {
                return vec![whole];
            }
            let own = clauses(sentence).into_iter().filter(|clause| never.is_none_or(|never| !never.is_match(clause.text.trim_start())));
            let parts = own.map(|clause| trim(clause.text, lead));
            parts.filter(|part| word_count(part) >= FEWEST_OF_CLAUSE).collect()
        })
        .filter(fits)
        .collect();
    found.into_iter()
}

/// A clause without its first linking words and last marks.
fn trim<'a>(clause: &'a str, lead: Option<&Regex>) -> &'a str {
    let ends = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '€' | '$' | '£');
    let mut clause = clause.trim_matches(ends);
    for _ in 0..MOST_LEADS {
        let Some(hit) = lead.and_then(|lead| lead.find(clause)).filter(|hit| hit.start() == 0 && hit.end() > 0) else { break };
        clause = clause.get(hit.end()..).unwrap_or_default().trim_start_matches(ends);
    }
    clause
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_clauses_with_their_negation() {
        let all = |text| quotable(text, "en").collect::<Vec<_>>();
        assert_eq!(all("Well, I did not get any reply."), ["I did not get any reply"]);
        assert_eq!(all("Slow."), Vec::<&str>::new());
        assert_eq!(all("No check-in, just a statement once a year."), ["No check-in, just a statement once a year"]);
        assert_eq!(all("No, I bought it in the shop."), ["I bought it in the shop"]);
        assert_eq!(all("So it was, \"great\" as they say."), Vec::<&str>::new());
        let long = "When I tried to change my address in the app it asked me for a code which never came, but the lady on the phone fixed it in a minute.";
        assert!(all(long).iter().all(|clause| long.contains(clause) && word_count(clause) <= MOST_WORDS), "{:?}", all(long));
        assert!(all(long).contains(&"the lady on the phone fixed it in a minute"));
    }
}
