//! What a research question asks for: its kind, whom it is about, what they do, its topic and time.

use std::{collections::HashMap, sync::LazyLock};

use super::verb;
use crate::{
    journey::{Framework, Stage},
    text::{
        LabelMatcher,
        language::{self, Language, inquiries},
        pattern::{Regex, pattern},
    },
};

/// The answer that a research question calls for.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum InquiryKind {
    /// Why something happens: causes, in the participants' own account.
    Cause,
    /// How two things or groups differ.
    Comparison,
    /// What is expected, needed or looked for.
    Expectation,
    /// What keeps people from something.
    Hindrance,
    /// Where it hurts or delights.
    Location,
    /// How people go about something.
    Manner,
    /// How good it is in their eyes.
    Measure,
}

impl InquiryKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Comparison => "comparison",
            Self::Expectation => "expectation",
            Self::Hindrance => "hindrance",
            Self::Location => "location",
            Self::Manner => "manner",
            Self::Measure => "measure",
        }
    }
}

/// A research question as read by patterns. What is not found is `None`; phrases are addressed to the participant (`your first week`).
///
/// ```
/// use journey_core::plan::{Inquiry, InquiryKind};
/// let read = Inquiry::read("Why do small business owners leave us after the first year?");
/// assert_eq!(read.kind, InquiryKind::Cause);
/// assert_eq!(read.audience.as_deref(), Some("small business owners"));
/// assert_eq!(read.past.as_deref(), Some("left the company after the first year"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Inquiry {
    /// The question's language, a primary subtag that ships: de, en, es, fr.
    pub language: &'static str,
    /// The answer that it calls for.
    pub kind: InquiryKind,
    /// Whom it is about, in its own words.
    pub audience: Option<String>,
    /// What they do, in its own words: `leave us after the first year`.
    pub action: Option<String>,
    /// The action as something that the participant did: `left the company after the first year`.
    pub past: Option<String>,
    /// What they are kept from, as a gerund: `switching banks`.
    pub gerund: Option<String>,
    /// What it is about: `the claims process`.
    pub topic: Option<String>,
    /// The two things that are compared.
    pub compared: Option<(String, String)>,
    /// The time that it names: `your first 90 days`.
    pub period: Option<String>,
    /// The measure that it names: `satisfaction`.
    pub measure: Option<String>,
    question: String,
}

/// The patterns of one language.
struct Patterns {
    tag: &'static str,
    words: Option<Regex>,
    named: Vec<(&'static str, Vec<Regex>)>,
}

static PATTERNS: LazyLock<Vec<Patterns>> = LazyLock::new(|| {
    let compile = |(tag, language): (&'static str, &'static Language)| Patterns {
        tag,
        words: language.pattern("words"),
        named: language
            .all()
            .filter(|(name, _)| *name != "noun")
            .map(|(name, lines)| (name, lines.iter().map(|line| pattern(line)).collect()))
            .collect(),
    };
    inquiries().map(compile).collect()
});

impl Patterns {
    fn of(tag: &str) -> &'static Self {
        #[expect(clippy::expect_used, reason = "English is part of the source")]
        PATTERNS.iter().find(|known| known.tag == tag).or_else(|| PATTERNS.iter().find(|known| known.tag == "en")).expect("English")
    }

    /// The language whose common words occur most, English in doubt.
    fn spoken(question: &str) -> &'static Self {
        let count = |known: &Self| known.words.as_ref().map_or(0, |words| words.find_iter(question).count());
        let best = PATTERNS.iter().max_by_key(|known| (count(known), known.tag == "en"));
        best.unwrap_or_else(|| Self::of("en"))
    }

    fn group<'a>(&'a self, group: &'a str) -> impl Iterator<Item = (&'static str, &'a Regex)> {
        let within = move |(name, patterns): &'a (&'static str, Vec<Regex>)| Some((name.strip_prefix(group)?.strip_prefix('.')?, patterns));
        self.named.iter().filter_map(within).flat_map(|(name, patterns)| patterns.iter().map(move |pattern| (name, pattern)))
    }

    fn any(&self, name: &str) -> impl Iterator<Item = &Regex> {
        self.named.iter().filter(move |(known, _)| *known == name).flat_map(|(_, patterns)| patterns)
    }

    fn matches(&self, name: &str, text: &str) -> bool {
        self.any(name).any(|pattern| pattern.is_match(text))
    }
}

/// The forms of English questions in the order in which they are tried, with the kind that each calls for.
const FORMS: [(&str, InquiryKind); 21] = [
    ("hindrance", InquiryKind::Hindrance),
    ("cause.why", InquiryKind::Cause),
    ("cause.why_topic", InquiryKind::Cause),
    ("cause.makes", InquiryKind::Cause),
    ("cause.reasons", InquiryKind::Cause),
    ("location.lose", InquiryKind::Location),
    ("location.in", InquiryKind::Location),
    ("location.action", InquiryKind::Location),
    ("location.hurts", InquiryKind::Location),
    ("location.which", InquiryKind::Location),
    ("measure.experience", InquiryKind::Measure),
    ("measure.satisfied", InquiryKind::Measure),
    ("manner.hard", InquiryKind::Manner),
    ("measure.well", InquiryKind::Measure),
    ("manner.like", InquiryKind::Manner),
    ("measure.grasp", InquiryKind::Measure),
    ("expectation", InquiryKind::Expectation),
    ("manner.how", InquiryKind::Manner),
    ("manner.which", InquiryKind::Manner),
    ("cause.topic", InquiryKind::Cause),
    ("topic.last", InquiryKind::Location),
];

/// The kinds in the order in which the other languages' cues are tried.
const KINDS: [InquiryKind; 7] = [
    InquiryKind::Hindrance,
    InquiryKind::Cause,
    InquiryKind::Comparison,
    InquiryKind::Location,
    InquiryKind::Expectation,
    InquiryKind::Measure,
    InquiryKind::Manner,
];

/// The id of a framework that is made of a question's own words.
pub(crate) const OWN: &str = "own";
/// The most stages that count as in focus; a question that names more is about the whole journey.
const FOCUSED: usize = 3;
/// The likeness from which a stage counts as meant though no word of it is said; set by eye on questions of ten industries.
const MEANT: f64 = 0.85;

impl Inquiry {
    /// Reads a research question.
    pub fn read(question: &str) -> Self {
        let question = question.split_whitespace().collect::<Vec<_>>().join(" ");
        let question = question.trim_end_matches(['?', '.', '!', ' ']);
        let patterns = Patterns::spoken(question);
        if patterns.tag == "en" { english(question, patterns) } else { by_cues(question, patterns) }
    }

    /// The industry template that the question names, by words that leave no doubt: the one named most often.
    pub fn industry(&self) -> Option<&'static Framework> {
        let patterns = Patterns::of(self.language);
        // A food bank is no bank.
        let text = patterns.any("not_industry").fold(self.question.clone(), |text, figure| figure.replace_all(&text, " ").into_owned());
        let hits: Vec<(usize, &str)> =
            patterns.group("industry").map(|(industry, pattern)| (pattern.find_iter(&text).count(), industry)).collect();
        let most = hits.iter().map(|(count, _)| *count).max().filter(|count| *count > 0)?;
        hits.iter().find(|(count, _)| *count == most).and_then(|(_, industry)| Framework::template(industry).ok())
    }

    /// Whether it speaks of customers, without saying of what.
    pub(super) fn is_of_customers(&self) -> bool {
        self.audience.as_deref().is_none_or(|who| ["customers", "clients", "buyers", "users"].contains(&who.to_lowercase().as_str()))
    }

    /// The stages that the question is about, in the order of the journey; none when it is about all of it.
    pub fn stages<'a>(&self, framework: &'a Framework) -> Vec<&'a Stage> {
        let patterns = Patterns::of(self.language);
        let cued = |stage: &&Stage| {
            patterns.matches(&format!("stage.{}", stage.id), &self.question)
                || whole(&stage.name, &self.question)
                || stage.aliases.iter().filter(|alias| alias.contains(' ')).any(|alias| whole(alias, &self.question))
        };
        let mut named: Vec<&Stage> = framework.stages.iter().filter(cued).collect();
        if named.is_empty() && self.language == "en" && self.kind != InquiryKind::Comparison && framework.id != OWN {
            named.extend(self.topic.as_deref().and_then(|topic| meant(topic, framework)));
        }
        if named.len() > FOCUSED || named.len() == framework.stages.len() { Vec::new() } else { named }
    }
}

/// The stage whose meaning a topic is nearest to, when it is near enough.
fn meant<'a>(topic: &str, framework: &'a Framework) -> Option<&'a Stage> {
    let names = framework.stages.iter().map(|stage| (stage.name.as_str(), stage.aliases.iter().map(String::as_str).collect(), None));
    let (at, _) = LabelMatcher::with_aliases(names).best(topic).filter(|(_, score)| *score >= MEANT)?;
    framework.stages.get(at)
}

/// Whether a name stands in a text as whole words.
fn whole(name: &str, text: &str) -> bool {
    let (name, text) = (name.to_lowercase(), text.to_lowercase());
    let apart = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    text.match_indices(&name).any(|(at, found)| {
        apart(text.get(..at).and_then(|before| before.chars().next_back()))
            && apart(text.get(at + found.len()..).and_then(|after| after.chars().next()))
    })
}

fn by_cues(question: &str, patterns: &'static Patterns) -> Inquiry {
    let cued = |kind: &InquiryKind| patterns.matches(&format!("kind.{}", kind.name()), question);
    let audience =
        patterns.any("who").find_map(|who| who.captures(question)).and_then(|found| Some(found.name("who")?.as_str().to_owned()));
    Inquiry {
        language: patterns.tag,
        kind: KINDS.into_iter().find(cued).unwrap_or(InquiryKind::Location),
        audience,
        action: None,
        past: None,
        gerund: None,
        topic: None,
        compared: None,
        period: None,
        measure: None,
        question: question.to_owned(),
    }
}

fn english(whole: &str, patterns: &'static Patterns) -> Inquiry {
    // `How do they report it, and where do they get stuck?` is read by its first half, unless too little is said in it.
    let first = patterns.any("further").find_map(|further| further.find(whole)).and_then(|found| whole.get(..found.start()));
    let question = first.filter(|first| first.split(' ').count() > 3).unwrap_or(whole);
    let (form, kind, slots) = FORMS
        .into_iter()
        .find_map(|(form, kind)| Some((form, kind, captured(patterns, form, question)?)))
        .unwrap_or(("", InquiryKind::Location, HashMap::new()));
    let slot = |name: &str| slots.get(name).map(String::as_str);
    let compared = captured(patterns, "compared", question)
        .and_then(|mut slots| Some((addressed(&slots.remove("left")?), addressed(&slots.remove("right")?))))
        .filter(|(left, right)| ![left, right].into_iter().any(|side| patterns.matches("who.noun", side)));
    let compares = compared.is_some() || patterns.matches("compares", question);
    let audience = slot("who").map(|who| without_article(who).to_owned()).filter(|who| !is_pronoun(who));
    // `The reasons for cancelling` are causes of an action.
    let (acting, being) = if form == "cause.reasons" { ("gerund", true) } else { ("action", slot("be").is_some()) };
    let action = slot(acting).filter(|_| !compares).map(str::to_owned);
    let negated = slot("not").or_else(|| slot("also_not")).is_some_and(|not| !not.is_empty());
    let past =
        action.as_deref().and_then(|action| verb::past(&without_adverb(patterns, action), negated, being)).map(|past| addressed(&past));
    let period = captured(patterns, "period", question).and_then(|mut slots| slots.remove("period")).map(|period| addressed(&period));
    let last = || captured(patterns, "topic.last", question)?.remove("topic");
    let topic = slot("topic")
        .or_else(|| slot("gerund"))
        .filter(|_| compared.is_none())
        .map(str::to_owned)
        .or_else(|| if action.is_none() && compared.is_none() { last() } else { None });
    Inquiry {
        language: patterns.tag,
        kind: if compares { InquiryKind::Comparison } else { kind },
        audience,
        past,
        gerund: slot("gerund").map(addressed),
        topic: topic.and_then(|topic| named(&topic, period.as_deref(), patterns)),
        compared,
        period,
        measure: captured(patterns, "measure", question)
            .and_then(|mut slots| slots.remove("measure"))
            .map(|measure| measure.to_lowercase()),
        action: action.map(|action| if negated { format!("not {action}") } else { action }),
        question: whole.to_owned(),
    }
}

/// A topic as the participant is told of it; `None` for what names no one thing: the whole journey, people, a clause, a time.
fn named(topic: &str, period: Option<&str>, patterns: &Patterns) -> Option<String> {
    const LONGEST: usize = 8;
    let measured = captured(patterns, "measured", topic).and_then(|mut slots| slots.remove("topic"));
    let topic = addressed(measured.as_deref().unwrap_or(topic));
    let topic = match period.and_then(|period| topic.find(period)) {
        Some(at) => topic.get(..at)?.trim_end().rsplit_once(' ')?.0.to_owned(),
        None => topic,
    };
    let of_people = patterns.any("who.noun").any(|noun| noun.find_iter(&topic).any(|found| found.end() == topic.len()));
    let fits =
        !of_people && !patterns.matches("generic", &topic) && !patterns.matches("clause", &topic) && topic.split(' ').count() <= LONGEST;
    fits.then_some(topic)
}

fn is_pronoun(who: &str) -> bool {
    ["they", "we", "you", "i"].contains(&who.to_lowercase().as_str())
}

/// What the first fitting pattern of a name finds in a text, by slot.
fn captured(patterns: &Patterns, name: &str, text: &str) -> Option<HashMap<&'static str, String>> {
    const SLOTS: [&str; 11] = ["action", "also_not", "be", "gerund", "left", "measure", "not", "period", "right", "topic", "who"];
    let found = patterns.any(name).find_map(|pattern| pattern.captures(text))?;
    Some(
        SLOTS
            .into_iter()
            .filter_map(|slot| Some((slot, found.name(slot)?.as_str().trim().to_owned())))
            .filter(|(_, said)| !said.is_empty())
            .collect(),
    )
}

fn without_adverb(patterns: &Patterns, action: &str) -> String {
    patterns.any("adverb").fold(action.to_owned(), |action, adverb| adverb.replace_all(&action, "").into_owned())
}

fn without_article(who: &str) -> &str {
    let mut who = who.trim();
    while let Some(rest) = ["our ", "the ", "some ", "many ", "so many ", "more ", "most ", "these ", "those "]
        .into_iter()
        .find_map(|word| who.strip_prefix(word))
    {
        who = rest;
    }
    who
}

/// A phrase about others as the participant is addressed: `their first week with us` is `your first week with the company`.
fn addressed(phrase: &str) -> String {
    let word = |word: &str| match word.to_lowercase().as_str() {
        "their" | "his" | "her" => "your".to_owned(),
        "they" | "them" => "you".to_owned(),
        "themselves" => "yourself".to_owned(),
        "our" => "the".to_owned(),
        "us" | "we" => "the company".to_owned(),
        _ => word.to_owned(),
    };
    phrase.split(' ').map(word).collect::<Vec<_>>().join(" ").replace("the the ", "the ")
}

/// The language of a question, among those that ship.
pub(crate) fn spoken(question: &str) -> &'static str {
    Patterns::spoken(question).tag
}

/// Whether lines ship for a language.
pub(crate) fn ships(tag: &str) -> bool {
    PATTERNS.iter().any(|known| known.tag.eq_ignore_ascii_case(language::primary(tag)))
}
