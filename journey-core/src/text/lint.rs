//! Linting of questions and of every line that a participant would read.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    pattern::{Regex, pattern},
    words::word_count,
};

/// A rule that a question or a message breaks.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LintRule {
    /// Invites yes or no.
    Closed,
    /// Asks two things in one question.
    DoubleBarrelled,
    /// Has no words.
    Empty,
    /// Asks about a future that the participant has not lived.
    Hypothetical,
    /// Suggests the answer.
    Leading,
    /// Uses a word that judges.
    Loaded,
    /// Holds more than one question.
    MultipleQuestions,
    /// Praises the participant or the answer.
    Praise,
    /// Is longer than allowed.
    TooLong,
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

struct Rules {
    closed: Regex,
    open_request: Regex,
    double: Vec<Regex>,
    binomial: Regex,
    hypothetical: Regex,
    leading: Vec<Regex>,
    loaded: Regex,
    praise: Regex,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    closed: pattern(
        r"^(?:(?:and|so|now|also|or|then|if you think back),?\s+)?(?:did|do|does|is|are|was|were|has|have|had|can|could|will|would|should|may|might)(?:n't)?\s+(?:you|it|they|the|that|this|there|we|your|anyone|anything|any|a)\b",
    ),
    open_request: pattern(
        r"^(?:(?:and|so|now|also),?\s+)?(?:can|could|would|will|may)\s+(?:you|i|we)\s+(?:please\s+|briefly\s+)?(?:tell|describe|walk|talk|explain|share|give|take|say|help|recall|expand|ask|mind)\b",
    ),
    double: vec![
        pattern(
            r"\b(?:how|what|why|when|where|who|which|did|do|was|were)\b[^.?!]*?,?\s+(?:and|or)\s+(?:also\s+)?(?:how|what|why|when|where|who|which|did|do|does|is|are|was|were|would|could|should)\b",
        ),
        pattern(r"\bhow\s+(?:\w+ly\s+)?(?P<pair>\w+\s+(?:and|or)\s+\w+)\s+(?:is|are|was|were|did|do|does|would)\b"),
        pattern(
            r"\b(?:satisfied|happy|unhappy|pleased|rate|feel about|think of|think about|opinion (?:of|on)|easy to|like about|liked about)\b[^.?!]*?\b(?P<pair>\w+\s+(?:and|as well as)\s+(?:the\s+|our\s+|its\s+|your\s+|to\s+)?\w+)",
        ),
        pattern(r"\bas well as (?:how|what|why|when|where|your)\b"),
    ],
    binomial: pattern(
        r"\b(?:terms and conditions|pros and cons|back and forth|ups and downs|before and after|step and|questions and answers|food and drink|research and development|(?:more|less) (?:and|or) (?:more|less)|one or two|two or three|good or bad|if and when|now and then|again and again|bed and breakfast|name and address|chat and messaging|so and so|wear and tear|over and over|yes or no|when and if|time and again|first and last)\b",
    ),
    hypothetical: pattern(
        r"\bwould you\s+(?:ever\s+|still\s+|also\s+|be (?:willing|interested|open|happy|likely)|use|buy|pay|switch|recommend|choose|want|consider|download|subscribe|prefer|try)|\bif (?:we|you|it|there|this|they|your \w+)\s+(?:were|could|had|offered|added|introduced|launched|built|gave)\b[^.?!]*\b(?:would|could|might)\b|\b(?:would|could|might)\b[^.?!]*\bif (?:we|you|it|there|this|they)\s+(?:were|could|had|offered|added|introduced|launched|built|gave)\b|\bimagine\b|\bhow much would you\b|\bsuppose\b",
    ),
    leading: vec![
        pattern(
            r"\b(?:don't|doesn't|didn't|isn't|aren't|wasn't|weren't|wouldn't|shouldn't|couldn't|can't|haven't|hasn't)\s+(?:you|it|they|this|that|the|we|he|she)\b[^.!]*\?",
        ),
        pattern(r",\s*(?:right|correct|yes|no|true|agreed|ok|okay|yeah)\s*\?"),
        pattern(r",\s*(?:is|are|was|were|do|does|did|have|has|would|could|should)(?:n't)?\s+(?:you|it|they|this|that|he|she|we)\s*\?"),
        pattern(
            r"\b(?:surely|obviously|clearly|of course|as (?:we|you) (?:all )?know|everyone (?:knows|agrees)|most (?:people|customers) (?:say|think|agree|find|love|like|prefer)|you must (?:have|be)|you'd agree|you would agree|do you agree|would you agree)\b",
        ),
        pattern(
            r"\b(?:how much|why|what)\s+(?:did|do)\s+you\s+(?:really\s+)?(?:love|loved|like|enjoy|hate|dislike|adore|appreciate|struggle)\b(?:[^?]*\bso much\b)?",
        ),
        pattern(
            r"\bhow\s+(?:much\s+)?(?:great|good|bad|amazing|excellent|terrible|awful|annoying|frustrating|frustrated|annoyed|angry|happy|delighted|disappointed|disappointing|helpful|wonderful|poor|slow|painful|confusing|confused|upset|stressful)\s+(?:is|are|was|were|did|do|have)\b",
        ),
        pattern(r"^(?:so|and so|then|and)?,?\s*(?:you|it|the|that|this|they|your)\b[^?]*\?"),
        pattern(
            r"\b(?:that|it) (?:must|sounds?) (?:have been|be|like (?:you|it|that)|really|very|so|quite|pretty|frustrat\w+|annoy\w+|great|terrible|awful|stress\w+|pain\w+)",
        ),
        pattern(r"\b(?:i|we) (?:assume|guess|imagine|bet|suppose) (?:you|that|it)\b"),
    ],
    loaded: pattern(
        r"\b(?:terrible|awful|horrible|nightmare|ridiculous|amazing|fantastic|wonderful|outrageous|disastrous|scam|incompetent|greedy|unacceptable|world-class|best-in-class|cutting-edge|superb|atrocious|rip-?off|dreadful|revolutionary|award-winning|stupid|lazy|careless)\b",
    ),
    praise: pattern(
        r"\b(?:(?:great|good|excellent|amazing|wonderful|fantastic|awesome|brilliant|perfect|insightful|lovely) (?:answer|point|question|insight|feedback|detail|example|story|job|observation|response)|that(?:'s| is) (?:really |very |so |super )?(?:great|good|awesome|amazing|wonderful|fantastic|excellent|brilliant|perfect|insightful|interesting|helpful|lovely|valuable)|well (?:said|done|put)|you(?:'re| are) (?:doing great|absolutely right|so right|amazing|right)|i (?:love|admire) (?:that|your|how)|(?:great|awesome|amazing|excellent|fantastic|wonderful|perfect|brilliant)[!,]|how (?:great|wonderful|lovely|exciting)\b)",
    ),
});

/// Lints one research question: wording, focus and length.
///
/// Instructions such as `Tell me about …` count as open questions. An empty list means that nothing is wrong.
///
/// ```
/// use journey_core::text::{lint_question, LintLimits, LintRule};
/// let issues = lint_question("Don't you think the claim took too long?", LintLimits::default());
/// assert_eq!(issues[0].rule, LintRule::Leading);
/// assert!(lint_question("What happened after you sent the claim?", LintLimits::default()).is_empty());
/// ```
pub fn lint_question(question: &str, limits: LintLimits) -> Vec<LintIssue> {
    let mut issues = lint_message(question, limits);
    if let Some(asked) = asked(question) {
        if let Some(hit) = RULES.closed.find(asked)
            && !RULES.open_request.is_match(asked)
            && !issues.iter().any(|issue| issue.rule == LintRule::Leading)
        {
            issues.push(LintIssue { rule: LintRule::Closed, excerpt: hit.as_str().to_owned(), suggestion: open_up(asked) });
        }
        if let Some(hit) = RULES.hypothetical.find(asked) {
            issues.push(LintIssue {
                rule: LintRule::Hypothetical,
                excerpt: hit.as_str().to_owned(),
                suggestion: "ask about the last time it happened: `Tell me about the last time …`".into(),
            });
        }
    }
    issues.sort_by_key(|issue| issue.rule);
    issues
}

/// Lints a line before a participant sees it: one question, no lead, no praise, not too long.
pub fn lint_message(message: &str, limits: LintLimits) -> Vec<LintIssue> {
    let mut issues = Vec::new();
    let mut add = |rule, excerpt: &str, suggestion: String| {
        issues.push(LintIssue { rule, excerpt: excerpt.trim().to_owned(), suggestion });
    };
    let count = word_count(message);
    if count == 0 {
        add(LintRule::Empty, "", "write a question".into());
        return issues;
    }
    if count > limits.max_words {
        let excerpt: String = message.chars().take(40).collect();
        add(LintRule::TooLong, &excerpt, format!("cut {count} words to {} or fewer", limits.max_words));
    }
    if question_count(message) > 1 {
        let last = message.rsplit('?').find(|part| part.chars().any(char::is_alphanumeric)).unwrap_or(message);
        add(LintRule::MultipleQuestions, last, format!("ask one: `{}`", first_question(message)));
    }
    if let Some(hit) = RULES.praise.find(message) {
        add(LintRule::Praise, hit.as_str(), "thank without judging".into());
    }
    if let Some(hit) = RULES.loaded.find(message) {
        add(LintRule::Loaded, hit.as_str(), format!("leave out `{}` and let the participant judge", hit.as_str()));
    }
    if let Some(asked) = asked(message) {
        let double = RULES.double.iter().find_map(|rule| {
            let captures = rule.captures(asked)?;
            let hit = captures.name("pair").or_else(|| captures.get(0))?;
            (!RULES.binomial.is_match(hit.as_str())).then_some(hit)
        });
        if let Some(hit) = double {
            add(LintRule::DoubleBarrelled, hit.as_str(), "ask about one thing and leave the other for its own question".into());
        }
        if let Some(hit) = RULES.leading.iter().find_map(|rule| rule.find(asked)) {
            add(LintRule::Leading, hit.as_str(), neutral(asked));
        }
    }
    issues
}

/// The last sentence that asks: with a question mark, or an instruction to tell.
fn asked(message: &str) -> Option<&str> {
    static INSTRUCTION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:please\s+)?(?:tell|describe|walk|talk|explain|think|take|share|give|rate)\b"));
    let mut sentences = message.split_inclusive(['?', '.', '!', '\n']).map(str::trim).filter(|s| !s.is_empty());
    sentences.rfind(|sentence| sentence.ends_with('?') || INSTRUCTION.is_match(sentence))
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

fn open_up(question: &str) -> String {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:and|so|now|also),?\s+)?(?P<verb>did|do|does|is|are|was|were|has|have|had|can|could|will|would|should)(?:n't)?\s+(?P<rest>.*?)\??$",
        )
    });
    OPENING
        .captures(question)
        .and_then(|found| Some((found.name("verb")?.as_str().to_lowercase(), found.name("rest")?.as_str().to_owned())))
        .map(|(verb, rest)| match verb.as_str() {
            "did" | "do" | "does" | "can" | "could" | "will" | "would" | "should" => format!("How {verb} {rest}?"),
            "have" | "has" | "had" => format!("Tell me about a time when {}.", rest.trim_start_matches("you ever ")),
            _ => format!("In what way {verb} {rest}?"),
        })
        .unwrap_or_else(|| "begin with what, how or tell me about".into())
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
        lint_question(question, LintLimits::default()).into_iter().map(|issue| issue.rule).collect()
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
        ]
        .iter()
        .filter(|question| !question.starts_with("Which step"))
        .filter(|question| !question.starts_with("How easy or hard"))
        {
            assert_eq!(rules(question), [], "{question}");
        }
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
