//! The check of a claim: every number and every name of evidence is the findings' own.

use std::sync::LazyLock;

use super::{AskContext, ProposedClaim};
use crate::text::pattern::{Regex, pattern};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"[-−–+]?\d+(?:[.,]\d+)*"));
static SPELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b",
    )
});
static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern("[“\"]([^”\"]{3,})[”\"]"));
/// Words that claim a share.
static SHARES: LazyLock<Vec<(Regex, f64, f64)>> = LazyLock::new(|| {
    [
        (r"\bhalf (?:of|the)\b", 0.45, 0.55),
        (r"\b(?:a|one) third\b", 0.3, 0.37),
        (r"\btwo[- ]thirds\b", 0.62, 0.71),
        (r"\b(?:a|one) quarter\b", 0.22, 0.28),
        (r"\bthree[- ]quarters\b", 0.72, 0.78),
        (r"\b(?:majority|most (?:of the |of our )?(?:customers|respondents|people|participants))\b", 0.5, 1.0),
        (
            r"\b(?:everyone|everybody|all (?:of the |our )?(?:customers|respondents|people|participants)|every (?:customer|respondent))\b",
            0.999,
            1.0,
        ),
        (r"\b(?:nobody|no one|none of (?:the|our)|no (?:customer|respondent)s?)\b", 0.0, 0.001),
    ]
    .into_iter()
    .map(|(source, low, high)| (pattern(source), low, high))
    .collect()
});
/// Words that claim a cause where the findings are associations.
static CAUSAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:caus(?:e|es|ed|ing)|leads? to|led to|will (?:increase|raise|improve|reduce|lower)|guarantees?|proves?|proven)\b")
});

/// The numbers of a text, signs and separators made plain.
pub(super) fn numbers(text: &str) -> Vec<f64> {
    NUMBER
        .find_iter(text)
        .filter_map(|found| {
            let before = text.get(..found.start()).and_then(|before| before.chars().next_back());
            let number = found.as_str().replace(['−', '–'], "-").replace(',', "");
            // A dash inside a range is no minus.
            let number =
                if before.is_some_and(|c| c.is_alphanumeric() || c == '%') { number.trim_start_matches('-').to_owned() } else { number };
            number.trim_start_matches('+').parse().ok()
        })
        .collect()
}

/// Whether a number is one of the facts', as it stands or rounded further.
fn supported(number: f64, known: &[f64], text_decimals: usize) -> bool {
    let unit = 10f64.powi(-i32::try_from(text_decimals).unwrap_or(0));
    known.iter().any(|fact| (fact - number).abs() <= unit / 2.0 + 1e-9 || (fact.abs() - number.abs()).abs() <= 1e-9)
}

fn decimals(number: f64) -> usize {
    let text = format!("{number}");
    text.split_once('.').map_or(0, |(_, digits)| digits.len())
}

/// Checks a claim against what was given to its writer; the error names the part without support.
pub(super) fn check(claim: &ProposedClaim, context: &AskContext) -> Result<(), String> {
    let mut known: Vec<f64> = Vec::new();
    let mut shares: Vec<f64> = Vec::new();
    if claim.facts.is_empty() {
        return Err("it cites no fact".into());
    }
    let mut causal = false;
    for id in &claim.facts {
        let fact = context
            .facts
            .iter()
            .chain(&context.background)
            .find(|fact| fact.id == *id)
            .ok_or_else(|| format!("it cites `{id}`, which is no fact"))?;
        known.extend(numbers(&fact.text));
        shares.extend(fact.share);
        causal |= CAUSAL.is_match(&fact.text);
    }
    for id in &claim.quotes {
        if !context.quotes.iter().any(|quote| quote.id == *id) {
            return Err(format!("it cites `{id}`, which is no quotation"));
        }
    }
    // What customers said is checked as a quotation, not as a claim.
    let own = QUOTED.replace_all(&claim.text, " ");
    let lower = own.to_lowercase();
    for number in numbers(&own) {
        if !supported(number, &known, decimals(number)) {
            return Err(format!("`{number}` is not a number of the facts that it cites"));
        }
    }
    if let Some(word) =
        SPELLED.find(&lower).filter(|word| !context.facts.iter().any(|fact| fact.text.to_lowercase().contains(word.as_str())))
    {
        let value = spelled(word.as_str());
        if !known.iter().any(|fact| (fact - value).abs() < 1e-9) {
            return Err(format!("`{}` is not a number of the facts that it cites", word.as_str()));
        }
    }
    for (words, low, high) in SHARES.iter() {
        if let Some(found) = words.find(&lower)
            && !shares.iter().any(|share| share >= low && share <= high)
        {
            return Err(format!("`{}` is no share of the facts that it cites", found.as_str()));
        }
    }
    if let Some(word) = CAUSAL.find(&lower).filter(|_| !causal) {
        return Err(format!("`{}` claims a cause where the findings are associations", word.as_str()));
    }
    for quoted in quoted(&claim.text) {
        if !context.quotes.iter().any(|quote| quote.text.contains(&quoted)) {
            return Err(format!("nobody said `{quoted}`"));
        }
    }
    Ok(())
}

fn spelled(word: &str) -> f64 {
    const WORDS: [(&str, f64); 21] = [
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("eleven", 11.0),
        ("twelve", 12.0),
        ("twenty", 20.0),
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("sixty", 60.0),
        ("seventy", 70.0),
        ("eighty", 80.0),
        ("ninety", 90.0),
        ("hundred", 100.0),
        ("thousand", 1000.0),
    ];
    WORDS.iter().find(|(name, _)| *name == word).map_or(f64::NAN, |(_, value)| *value)
}

/// What stands between quotation marks, of three words or more.
fn quoted(text: &str) -> Vec<String> {
    let marked =
        QUOTED.captures_iter(text).filter_map(|found| found.get(1)).map(|found| found.as_str().trim_end_matches(['.', ',', '!', '?']));
    marked.filter(|words| words.split_whitespace().count() >= 3).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::{Fact, NumberedQuote, QuestionTopic};

    fn context() -> AskContext {
        let fact = |id: &str, text: &str, share| Fact { id: id.into(), text: text.into(), share, quotes: Vec::new() };
        AskContext {
            question: "Where is friction?".into(),
            study: String::new(),
            topic: QuestionTopic::Friction,
            facts: vec![
                fact("f1", "Claim status: pain for 58/89, 65 % [55–74 %], severity 1.42 of 2", Some(58.0 / 89.0)),
                fact("f2", "Renewal price: pain for 53/89, 60 % [49–69 %]; difference −2.1 points", Some(53.0 / 89.0)),
            ],
            background: Vec::new(),
            quotes: vec![NumberedQuote { id: "q1".into(), text: "I heard nothing for three weeks.".into(), about: String::new() }],
        }
    }

    fn verdict(text: &str, facts: &[&str]) -> Result<(), String> {
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        check(&ProposedClaim { text: text.into(), facts: owned(facts), quotes: vec!["q1".into()] }, &context())
    }

    #[test]
    fn what_the_facts_say_passes() {
        for text in [
            "58 of 89 respondents (65 %) have a pain at claim status.",
            "Severity is 1.4 of 2.",
            "Most respondents have a pain at claim status.",
            "One of them said “I heard nothing for three weeks.”",
        ] {
            assert_eq!(verdict(text, &["f1"]), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_they_do_not_say_is_named() {
        for (text, facts, reason) in [
            ("66 % have a pain at claim status.", vec!["f1"], "`66` is not a number"),
            ("60 % have a pain at claim status.", vec!["f1"], "`60` is not a number"),
            ("Some 65 % struggle.", vec![], "cites no fact"),
            ("Some 65 % struggle.", vec!["f9"], "`f9`, which is no fact"),
            ("Everyone struggles with the claim status.", vec!["f1"], "`everyone` is no share"),
            ("Half of the respondents struggle.", vec!["f1"], "`half of` is no share"),
            ("Seven respondents struggle.", vec!["f1"], "`seven` is not a number"),
            ("Silence causes churn.", vec!["f1"], "claims a cause"),
            ("They said “this is the worst company ever”.", vec!["f1"], "nobody said"),
        ] {
            let found = verdict(text, &facts);
            assert!(found.as_ref().is_err_and(|error| error.contains(reason)), "{text}: {found:?}");
        }
    }
}
