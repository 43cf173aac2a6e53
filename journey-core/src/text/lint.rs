//! Linting of questions and of every line that a participant would read.

use std::{collections::BTreeMap, sync::LazyLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    language::{Language, languages, primary},
    pattern::Regex,
    words::word_count,
};

/// A rule that a question or a message breaks.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LintRule {
    /// Asks nothing.
    AsksNothing,
    /// Invites yes or no.
    Closed,
    /// Asks two things in one question.
    DoubleBarrelled,
    /// Negates twice.
    DoubleNegative,
    /// Has no words.
    Empty,
    /// Asks about a future that the participant has not lived.
    Hypothetical,
    /// Uses words of the trade.
    Jargon,
    /// Suggests the answer.
    Leading,
    /// Uses a word that judges.
    Loaded,
    /// Holds more than one question.
    MultipleQuestions,
    /// Asks for what identifies a person.
    PersonalData,
    /// Praises the participant or the answer.
    Praise,
    /// Presses for an answer.
    Pressure,
    /// Speaks of the interviewer's own instructions.
    SelfTalk,
    /// Tells what others say or do.
    SocialPressure,
    /// Takes a side, excuses, advises or promises.
    Stance,
    /// Is longer than allowed.
    TooLong,
    /// Names a feeling that the participant has not named.
    UnnamedFeeling,
    /// Tells what the participant has not said.
    Unsaid,
}

impl LintRule {
    /// What to change.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::AsksNothing => "end with one question",
            Self::Closed => "begin with what, how or tell me about",
            Self::DoubleBarrelled => "ask about one thing and leave the other for its own question",
            Self::DoubleNegative => "ask it without negations",
            Self::Empty => "write a question",
            Self::Hypothetical => "ask about what has happened",
            Self::Jargon => "say it in everyday words",
            Self::Leading => "ask what happened, without the answer in the question",
            Self::Loaded => "leave the word out and let the participant judge",
            Self::MultipleQuestions => "ask one question",
            Self::PersonalData => "ask for nothing that identifies a person",
            Self::Praise => "thank without judging",
            Self::Pressure => "leave the participant free not to answer",
            Self::SelfTalk => "leave out what concerns only the interviewer",
            Self::SocialPressure => "leave out what others say or do",
            Self::Stance => "take no side, excuse nobody, advise and promise nothing",
            Self::TooLong => "say it in fewer words",
            Self::UnnamedFeeling => "ask what it was like, without naming a feeling",
            Self::Unsaid => "tell only what the participant has said",
        }
    }
}

/// One broken rule.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct LintIssue {
    /// The rule.
    pub rule: LintRule,
    /// The words that break it.
    pub excerpt: String,
    /// A wording that keeps it, or what to change.
    pub suggestion: String,
}

/// How long a line may be.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct LintLimits {
    /// The most words in a line, 5 to 400.
    pub max_words: usize,
}

impl Default for LintLimits {
    fn default() -> Self {
        Self { max_words: 45 }
    }
}

/// The wording rules of a language; a language without a pattern is not held to its rule.
struct Rules {
    closed: Option<Regex>,
    open_request: Option<Regex>,
    double: Vec<Regex>,
    binomial: Option<Regex>,
    hypothetical: Option<Regex>,
    leading: Vec<Regex>,
    loaded: Option<Regex>,
    praise: Option<Regex>,
    instruction: Option<Regex>,
    opening: Option<Regex>,
}

static RULES: LazyLock<BTreeMap<&str, Rules>> = LazyLock::new(|| {
    let known = languages().filter(|(_, language)| language.group("lint").next().is_some());
    known.map(|(tag, language)| (tag, Rules::of(language))).collect()
});

impl Rules {
    fn of(language: &Language) -> Self {
        Self {
            closed: language.pattern("lint.closed"),
            open_request: language.pattern("lint.open_request"),
            double: language.patterns("lint.double_barrelled"),
            binomial: language.pattern("lint.binomial"),
            hypothetical: language.pattern("lint.hypothetical"),
            leading: language.patterns("lint.leading"),
            loaded: language.pattern("lint.loaded"),
            praise: language.pattern("lint.praise"),
            instruction: language.pattern("lint.instruction"),
            opening: language.pattern("lint.opening"),
        }
    }

    /// The last sentence that asks: with a question mark, or an instruction to tell.
    fn asked<'t>(&self, message: &'t str) -> Option<&'t str> {
        let mut sentences = message.split_inclusive(['?', '.', '!', '\n']).map(str::trim).filter(|s| !s.is_empty());
        sentences.rfind(|sentence| sentence.ends_with('?') || finds(&self.instruction, sentence))
    }

    fn lint_message(&self, message: &str, issues: &mut Vec<LintIssue>) {
        let mut add = |rule, excerpt: &str, suggestion: String| {
            issues.push(LintIssue { rule, excerpt: excerpt.trim().to_owned(), suggestion });
        };
        if let Some(hit) = find(&self.praise, message) {
            add(LintRule::Praise, hit, "thank without judging".into());
        }
        if let Some(hit) = find(&self.loaded, message) {
            add(LintRule::Loaded, hit, format!("leave out `{hit}` and let the participant judge"));
        }
        let Some(asked) = self.asked(message) else { return };
        let double = self.double.iter().find_map(|rule| {
            let captures = rule.captures(asked)?;
            let hit = captures.name("pair").or_else(|| captures.get(0))?;
            (!finds(&self.binomial, hit.as_str())).then_some(hit)
        });
        if let Some(hit) = double {
            add(LintRule::DoubleBarrelled, hit.as_str(), "ask about one thing and leave the other for its own question".into());
        }
        if let Some(hit) = self.leading.iter().find_map(|rule| rule.find(asked)) {
            add(LintRule::Leading, hit.as_str(), neutral(asked));
        }
    }

    fn lint_question(&self, question: &str, issues: &mut Vec<LintIssue>) {
        let Some(asked) = self.asked(question) else { return };
        let leads = issues.iter().any(|issue| issue.rule == LintRule::Leading);
        if let Some(hit) = find(&self.closed, asked).filter(|_| !leads && !finds(&self.open_request, asked)) {
            issues.push(LintIssue { rule: LintRule::Closed, excerpt: hit.to_owned(), suggestion: self.open_up(asked) });
        }
        if let Some(hit) = find(&self.hypothetical, asked) {
            issues.push(LintIssue {
                rule: LintRule::Hypothetical,
                excerpt: hit.to_owned(),
                suggestion: "ask about the last time it happened: `Tell me about the last time …`".into(),
            });
        }
    }

    fn open_up(&self, question: &str) -> String {
        self.opening
            .as_ref()
            .and_then(|opening| opening.captures(question))
            .and_then(|found| Some((found.name("verb")?.as_str().to_lowercase(), found.name("rest")?.as_str().to_owned())))
            .map(|(verb, rest)| match verb.as_str() {
                "did" | "do" | "does" | "can" | "could" | "will" | "would" | "should" => format!("How {verb} {rest}?"),
                "have" | "has" | "had" => format!("Tell me about a time when {}.", rest.trim_start_matches("you ever ")),
                _ => format!("In what way {verb} {rest}?"),
            })
            .unwrap_or_else(|| "begin with what, how or tell me about".into())
    }
}

pub(super) fn finds(rule: &Option<Regex>, text: &str) -> bool {
    rule.as_ref().is_some_and(|rule| rule.is_match(text))
}

fn find<'t>(rule: &Option<Regex>, text: &'t str) -> Option<&'t str> {
    rule.as_ref()?.find(text).map(|hit| hit.as_str())
}

/// Whether there are wording rules for a language; where there are none, only form is linted: length, and one question.
pub fn knows_wording(language: &str) -> bool {
    RULES.contains_key(primary(language))
}

/// Lints one research question of a language: wording, focus and length.
///
/// Instructions such as `Tell me about …` count as open questions. An empty list means that nothing is wrong. Languages without wording rules
/// ([`knows_wording`]) are linted by form alone.
///
/// ```
/// use journey_core::text::{lint_question, LintLimits, LintRule};
/// let issues = lint_question("Don't you think the claim took too long?", "en", LintLimits::default());
/// assert_eq!(issues[0].rule, LintRule::Leading);
/// assert!(lint_question("What happened after you sent the claim?", "en", LintLimits::default()).is_empty());
/// ```
pub fn lint_question(question: &str, language: &str, limits: LintLimits) -> Vec<LintIssue> {
    let mut issues = lint_message(question, language, limits);
    if let Some(rules) = RULES.get(primary(language)) {
        rules.lint_question(question, &mut issues);
    }
    issues.sort_by_key(|issue| issue.rule);
    issues
}

/// Lints a line before a participant sees it: one question, no lead, no praise, not too long.
pub fn lint_message(message: &str, language: &str, limits: LintLimits) -> Vec<LintIssue> {
    let mut issues = lint_form(message, limits);
    if let Some(rules) = RULES.get(primary(language)).filter(|_| word_count(message) > 0) {
        rules.lint_message(message, &mut issues);
    }
    issues
}

/// Lints what is wrong in any language: no words, too many, more than one question.
pub(super) fn lint_form(message: &str, limits: LintLimits) -> Vec<LintIssue> {
    let mut issues = Vec::new();
    let count = word_count(message);
    if count == 0 {
        return vec![LintIssue { rule: LintRule::Empty, excerpt: String::new(), suggestion: "write a question".into() }];
    }
    if count > limits.max_words {
        let excerpt: String = message.chars().take(40).collect();
        let suggestion = format!("cut {count} words to {} or fewer", limits.max_words);
        issues.push(LintIssue { rule: LintRule::TooLong, excerpt: excerpt.trim().to_owned(), suggestion });
    }
    if question_count(message) > 1 {
        let last = message.rsplit('?').find(|part| part.chars().any(char::is_alphanumeric)).unwrap_or(message);
        let suggestion = format!("ask one: `{}`", first_question(message));
        issues.push(LintIssue { rule: LintRule::MultipleQuestions, excerpt: last.trim().to_owned(), suggestion });
    }
    issues
}

fn question_count(message: &str) -> usize {
    let mut count = 0;
    let mut last = ' ';
    for c in message.chars() {
        if matches!(c, '?' | '？' | '؟') && !matches!(last, '?' | '？' | '؟') {
            count += 1;
        }
        last = c;
    }
    count
}

fn first_question(message: &str) -> &str {
    message.split_inclusive('?').next().unwrap_or(message).trim()
}

fn neutral(question: &str) -> String {
    let lower = question.to_lowercase();
    let topic = ["about the ", "was the ", "is the ", "that the ", "think the "]
        .iter()
        .find_map(|cue| lower.find(cue).and_then(|at| question.get(at + cue.len()..)))
        .and_then(|rest| rest.split([' ', '?', ',']).next())
        .filter(|word| word.chars().count() > 2);
    match topic {
        Some(topic) => format!("How was the {topic} for you?"),
        None => "ask what happened, without the answer in the question".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(question: &str) -> Vec<LintRule> {
        lint_question(question, "en", LintLimits::default()).into_iter().map(|issue| issue.rule).collect()
    }

    #[test]
    fn sound_questions_pass() {
        for question in [
            "What happened when you first made a claim?",
            "Walk me through how you compared insurers and chose one.",
            "How did you find out about the renewal?",
            "What was on your mind before and after the call?",
            "Tell me about the last time you used the app or the website.",
            "How did the terms and conditions read to you?",
            "Could you describe a moment that stood out?",
            "What would you say was the low point?",
            "You mentioned \"the long form\". What happened there?",
            "How likely are you to recommend us to a friend or colleague, from 0 to 10?",
            "Overall, how satisfied are you with your experience, from 0 to 10?",
            "What went back and forth between you and the agent?",
            "Which step and which channel came first is up to you: what stands out?",
            "What, if anything, did you expect that did not happen?",
            "How easy or hard was it to get help, from 1 to 7?",
        ] {
            assert_eq!(rules(question), [], "{question}");
        }
    }

    #[test]
    fn a_language_without_words_is_linted_by_form() {
        assert!(!knows_wording("de") && knows_wording("en-GB"));
        let german = |text| lint_question(text, "de", LintLimits::default()).into_iter().map(|issue| issue.rule).collect::<Vec<_>>();
        assert_eq!(german("Was the app amazing, right?"), []);
        assert_eq!(german("Was ist passiert? Und dann?"), [LintRule::MultipleQuestions]);
    }

    #[test]
    fn faults_are_named() {
        for (question, rule) in [
            ("Don't you love the new app?", LintRule::Leading),
            ("So, the three things are price, size and location?", LintRule::Leading),
            ("The call was slow, right?", LintRule::Leading),
            ("How frustrating was the wait?", LintRule::Leading),
            ("Was the claim settled?", LintRule::Closed),
            ("Did you use the app?", LintRule::Closed),
            ("How did you hear of us and why did you choose us?", LintRule::DoubleBarrelled),
            ("How fast and friendly was the agent?", LintRule::DoubleBarrelled),
            ("How satisfied are you with the price and the service?", LintRule::DoubleBarrelled),
            ("Would you use a chatbot for this?", LintRule::Hypothetical),
            ("If we offered a discount, what would you do?", LintRule::Hypothetical),
            ("What went wrong? And how did you feel?", LintRule::MultipleQuestions),
            ("What made the awful wait bearable?", LintRule::Loaded),
            ("Great answer! What happened next?", LintRule::Praise),
            ("  ", LintRule::Empty),
        ] {
            assert!(rules(question).contains(&rule), "{question}: {:?}", rules(question));
        }
    }
}
