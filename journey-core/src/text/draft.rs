//! Linting of what a model wants to say to a participant: every sentence, against what the participant has said.

use std::{
    collections::{BTreeMap, HashSet},
    sync::LazyLock,
};

use super::{
    folded::segments,
    language::{Language, languages, primary},
    lint::{LintIssue, LintLimits, LintRule, finds, lint_form, lint_question},
    pattern::Regex,
    sentence::cuts,
    split_sentences,
};

/// Two words are one when they begin with this many equal letters, or are equal.
const SAME_ROOT: usize = 4;
/// Content words of a statement that the participant need not have said.
const MOST_NEW: usize = 1;
/// The share of a statement's content words that may be new.
const MOST_NEW_SHARE: f64 = 0.34;
/// Sentences that share this many words speak of the same.
const LIKE: usize = 2;

/// What stands for a quotation while the rest is read.
const QUOTATION: char = '§';

/// The wording rules for drafts of a language; a language without a pattern is not held to its rule.
struct Rules {
    ask: Option<Regex>,
    request: Option<Regex>,
    acknowledgement: Option<Regex>,
    attribution: Option<Regex>,
    fronted: Option<Regex>,
    closed_but_open: Option<Regex>,
    anywhere: Vec<(LintRule, Regex)>,
    stated: Vec<(LintRule, Regex)>,
    feeling: Option<Regex>,
    loaded: Option<Regex>,
    negation: Option<Regex>,
    stopwords: HashSet<String>,
}

static RULES: LazyLock<BTreeMap<&str, Rules>> = LazyLock::new(|| {
    let known = languages().filter(|(_, language)| language.group("draft").next().is_some());
    known.map(|(tag, language)| (tag, Rules::of(language))).collect()
});

impl Rules {
    fn of(language: &Language) -> Self {
        let all = |pairs: &[(&str, LintRule)]| {
            pairs.iter().filter_map(|(name, rule)| Some((*rule, language.pattern(&format!("draft.{name}"))?))).collect()
        };
        Self {
            ask: language.pattern("draft.ask"),
            request: language.pattern("draft.request"),
            acknowledgement: language.pattern("draft.acknowledgement"),
            attribution: language.pattern("draft.attribution"),
            fronted: language.pattern("draft.fronted"),
            closed_but_open: language.pattern("draft.closed_but_open"),
            anywhere: all(&[
                ("hypothetical", LintRule::Hypothetical),
                ("jargon", LintRule::Jargon),
                ("leading", LintRule::Leading),
                ("personal_data", LintRule::PersonalData),
                ("praise", LintRule::Praise),
                ("pressure", LintRule::Pressure),
                ("self_talk", LintRule::SelfTalk),
                ("two_things", LintRule::DoubleBarrelled),
            ]),
            stated: all(&[("social_pressure", LintRule::SocialPressure), ("stance", LintRule::Stance), ("own_voice", LintRule::Stance)]),
            feeling: language.pattern("draft.feeling"),
            loaded: language.pattern("draft.loaded"),
            negation: language.pattern("draft.negation"),
            stopwords: language.lines("draft.stopwords").iter().flat_map(|line| line.split(' ')).map(str::to_owned).collect(),
        }
    }
}

/// What a participant has said, as statements are compared with it.
struct Heard {
    words: HashSet<String>,
    /// Each sentence: the roots of its words, and whether it negates.
    sentences: Vec<(HashSet<String>, bool)>,
}

impl Heard {
    fn of<'a>(said: impl Iterator<Item = &'a str>, rules: &Rules) -> Self {
        let mut heard = Self { words: HashSet::new(), sentences: Vec::new() };
        for text in said {
            let sentences = cuts(text, split_sentences(text).into_iter()).flatten().filter_map(|cut| text.get(cut));
            for sentence in sentences {
                let words = folded_words(sentence);
                heard.sentences.push((words.iter().map(|word| root(word).to_owned()).collect(), rules.negates(sentence)));
                heard.words.extend(words.into_iter().flat_map(|word| [root(&word).to_owned(), word]));
            }
        }
        heard
    }

    fn holds(&self, word: &str) -> bool {
        self.words.contains(word) || self.words.contains(root(word))
    }

    /// Whether the sentence that a statement is most like says the opposite: one of them negates.
    fn contradicts(&self, content: &[String], negates: bool) -> bool {
        let shared = |roots: &HashSet<String>| content.iter().filter(|word| roots.contains(root(word))).count();
        let alike = self.sentences.iter().map(|(roots, other)| (shared(roots), *other));
        let most = alike.clone().map(|(shared, _)| shared).max().unwrap_or_default();
        most >= LIKE && alike.filter(|(shared, _)| *shared == most).all(|(_, other)| other != negates)
    }
}

fn folded_words(text: &str) -> Vec<String> {
    segments(text).iter().flat_map(|segment| segment.text.split(' ')).map(str::to_owned).collect()
}

/// The first letters of a word, which its forms share.
fn root(word: &str) -> &str {
    word.char_indices().nth(SAME_ROOT).and_then(|(end, _)| word.get(..end)).unwrap_or(word)
}

/// Lints a message that a model drafted, before a participant sees it: one open question, and nothing in any sentence that leads, judges,
/// names a feeling or a fact that the participant has not named, promises, presses, or speaks for anybody. What stands in quotation marks is
/// set aside. An empty list means that it may be shown.
///
/// ```
/// use journey_core::text::{lint_draft, LintLimits, LintRule};
/// let said = ["The website logged me out."];
/// let faults = |draft: &str| lint_draft(draft, said.iter().copied(), "en", LintLimits::default()).into_iter().map(|issue| issue.rule).collect::<Vec<_>>();
/// assert_eq!(faults("You mentioned that the website logged you out; what did you do then?"), []);
/// assert!(faults("That must have been so frustrating. What did you do next?").contains(&LintRule::UnnamedFeeling));
/// ```
pub fn lint_draft<'a>(draft: &str, said: impl Iterator<Item = &'a str>, language: &str, limits: LintLimits) -> Vec<LintIssue> {
    let bare = without_quotations(draft);
    let Some(rules) = RULES.get(primary(language)) else { return lint_question(&bare, language, limits) };
    let heard = Heard::of(said, rules);
    let mut issues: Vec<LintIssue> = lint_form(&bare, limits);
    let mut add = |rule: LintRule, excerpt: &str, suggestion: &str| {
        if !issues.iter().any(|issue| issue.rule == rule) {
            issues.push(LintIssue { rule, excerpt: excerpt.trim().to_owned(), suggestion: suggestion.to_owned() });
        }
    };
    let plain = fold_apostrophes(&bare);
    for (rule, pattern) in &rules.anywhere {
        if let Some(hit) = pattern.find(&plain) {
            add(*rule, hit.as_str(), rule.advice());
        }
    }
    for (rule, words) in [(LintRule::UnnamedFeeling, &rules.feeling), (LintRule::Loaded, &rules.loaded)] {
        let new = |word: &str| !folded_words(word).iter().any(|word| heard.holds(word));
        if let Some(hit) = words.as_ref().and_then(|words| words.find_iter(&plain).find(|hit| new(hit.as_str()))) {
            add(rule, hit.as_str(), rule.advice());
        }
    }
    let sentences: Vec<&str> = cuts(&plain, split_sentences(&plain).into_iter()).flatten().filter_map(|cut| plain.get(cut)).collect();
    let mut asks = false;
    for sentence in sentences {
        let question = sentence.trim_end().ends_with(['?', '？', '؟']);
        let requests = finds(&rules.request, sentence);
        if !question && !requests {
            rules.lint_statement(sentence, &heard, &mut add);
            continue;
        }
        asks = true;
        if question {
            rules.lint_asking(sentence, requests, &heard, &mut add);
        }
    }
    if !asks {
        add(LintRule::AsksNothing, draft, LintRule::AsksNothing.advice());
    }
    issues.sort_by_key(|issue| issue.rule);
    issues
}

impl Rules {
    fn negates(&self, sentence: &str) -> bool {
        self.negation.as_ref().is_some_and(|negation| negation.is_match(&fold_apostrophes(sentence)))
    }

    /// A sentence that tells: an acknowledgement, or what the participant said.
    fn lint_statement(&self, sentence: &str, heard: &Heard, add: &mut impl FnMut(LintRule, &str, &str)) {
        let rest = match self.acknowledgement.as_ref().and_then(|known| known.find(sentence)).filter(|hit| hit.start() == 0) {
            Some(hit) => sentence.get(hit.end()..).unwrap_or_default().trim(),
            None => sentence.trim(),
        };
        if !rest.chars().any(char::is_alphanumeric) {
            return;
        }
        for (rule, pattern) in &self.stated {
            let own = |word: &str| word.contains(' ') || !heard.holds(&folded_words(word).concat());
            if let Some(hit) = pattern.find_iter(rest).find(|hit| own(hit.as_str())) {
                add(*rule, hit.as_str(), rule.advice());
                return;
            }
        }
        let attributed = self.attribution.as_ref().and_then(|known| known.find(rest));
        // `You booked by phone, you said`: what stands before the attribution is told, too.
        let told = match attributed {
            Some(hit) => &format!("{} {}", rest.get(..hit.start()).unwrap_or_default(), rest.get(hit.end()..).unwrap_or_default()),
            None => rest,
        };
        // A sentence about a quotation stands or falls with the quotation.
        if rest.contains(QUOTATION) {
            return;
        }
        let content: Vec<String> =
            folded_words(told).into_iter().filter(|word| word.chars().count() > 2 && !self.stopwords.contains(word)).collect();
        let new: Vec<&String> = content.iter().filter(|word| !heard.holds(word)).collect();
        let much = new.len() > MOST_NEW && new.len() as f64 > MOST_NEW_SHARE * content.len() as f64;
        let all = new.len() == content.len() && content.len() > 1;
        if much || all || (attributed.is_some() && heard.contradicts(&content, self.negates(told))) {
            add(LintRule::Unsaid, rest, LintRule::Unsaid.advice());
        }
    }

    /// A sentence that asks: what stands before the question tells, the question is open and one.
    fn lint_asking(&self, sentence: &str, requests: bool, heard: &Heard, add: &mut impl FnMut(LintRule, &str, &str)) {
        let (lead, question) = self.parts(sentence);
        let lead = lead.trim_matches(|c: char| !c.is_alphanumeric());
        if !lead.is_empty() && !requests && !finds(&self.fronted, lead) {
            self.lint_statement(lead, heard, add);
        }
        if !requests && !finds(&self.ask, question) && !finds(&self.closed_but_open, sentence) {
            add(LintRule::Closed, question, LintRule::Closed.advice());
        }
        if self.negation.as_ref().is_some_and(|negation| negation.find_iter(question).count() > 1) {
            add(LintRule::DoubleNegative, question, LintRule::DoubleNegative.advice());
        }
    }

    /// What comes before the question of a sentence, and the question: the last part that begins with a word that asks.
    fn parts<'t>(&self, sentence: &'t str) -> (&'t str, &'t str) {
        let mut starts = std::iter::once(0).chain(sentence.match_indices([',', ';', ':', '—', '–']).map(|(at, mark)| at + mark.len()));
        let asks = |at: &usize| {
            let part = sentence.get(*at..).unwrap_or_default().trim_start();
            self.ask.as_ref().is_some_and(|ask| ask.find(part).is_some_and(|hit| hit.start() == 0))
        };
        let at = starts.rfind(asks).unwrap_or(0);
        (sentence.get(..at).unwrap_or_default(), sentence.get(at..).unwrap_or(sentence))
    }
}

fn fold_apostrophes(text: &str) -> String {
    text.replace(['’', '‘', '´', '`'], "'")
}

/// A text with what stands in quotation marks replaced by a mark that no rule reads; the punctuation after it stays.
fn without_quotations(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut from = 0;
    for hit in super::quoted::QUOTED.find_iter(text) {
        bare.push_str(text.get(from..hit.start()).unwrap_or_default());
        bare.push_str(&format!(" {QUOTATION} "));
        bare.extend(hit.as_str().chars().last().filter(|last| matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '—' | '–')));
        from = hit.end();
    }
    bare.push_str(text.get(from..).unwrap_or_default());
    bare
}
