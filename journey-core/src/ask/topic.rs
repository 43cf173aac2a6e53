//! What a question is about.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::{HashedReader, pattern::Regex, pattern::pattern, segments, speaks_english};

/// What a question to the findings is about.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuestionTopic {
    /// How one account, or each of them, is doing.
    Accounts,
    /// How experiences differ across channels.
    AcrossChannels,
    /// Who may leave.
    Churn,
    /// Which touchpoints matter most.
    CriticalTouchpoints,
    /// Where customers are delighted most.
    Delight,
    /// What would set the company apart.
    Differentiation,
    /// The journey with its emotions.
    EmotionMap,
    /// Where expectation and experience differ.
    ExpectationGaps,
    /// Where there is most friction.
    Friction,
    MomentsOfTruth,
    /// How to join up the channels.
    Omnichannel,
    /// Which touchpoints go with satisfaction, retention or lifetime value.
    Outcomes,
    /// What to do first.
    Priorities,
    /// What lies behind the pains.
    RootCauses,
    /// How satisfied customers are.
    Satisfaction,
    /// How segments differ.
    Segments,
    /// What to do about the root causes.
    Strategy,
    /// A summary of everything.
    Summary,
    /// Nothing that interviews could tell.
    Unanswerable,
    /// What changed between two waves.
    Waves,
    /// What would change if a pain became less common.
    WhatIf,
    /// Who spoke of something, and in which words.
    Words,
}

/// The topics in the order of the labels that the reader of questions was trained on.
const TOPICS: [QuestionTopic; 21] = [
    QuestionTopic::Accounts,
    QuestionTopic::AcrossChannels,
    QuestionTopic::Churn,
    QuestionTopic::CriticalTouchpoints,
    QuestionTopic::Delight,
    QuestionTopic::Differentiation,
    QuestionTopic::Outcomes,
    QuestionTopic::ExpectationGaps,
    QuestionTopic::Friction,
    QuestionTopic::EmotionMap,
    QuestionTopic::MomentsOfTruth,
    QuestionTopic::Priorities,
    QuestionTopic::RootCauses,
    QuestionTopic::Satisfaction,
    QuestionTopic::Segments,
    QuestionTopic::Strategy,
    QuestionTopic::Summary,
    QuestionTopic::Unanswerable,
    QuestionTopic::Waves,
    QuestionTopic::WhatIf,
    QuestionTopic::Words,
];

#[cfg(feature = "meaning")]
static DATA: &[u8] = include_bytes!("../../data/questions/weights.bin");
#[cfg(not(feature = "meaning"))]
static DATA: &[u8] = &[];

/// Trained on `tests/lists/questions.tsv` by `train_kinds`.
static READER: LazyLock<Option<HashedReader>> = LazyLock::new(|| HashedReader::read(DATA, TOPICS.len()));
/// Words that tell a topic, the most specific first.
static RULES: LazyLock<Vec<(QuestionTopic, Regex)>> = LazyLock::new(|| {
    [
        (QuestionTopic::Omnichannel, r"\bomni-?channel|\bseamless|\b(?:join|connect|integrat|unif)\w* (?:the |all |our )?channels"),
        (QuestionTopic::MomentsOfTruth, r"\bmoments? (?:of truth|that (?:matter|decide))|\bdecisive|\bmake[- ]or[- ]break"),
        (QuestionTopic::ExpectationGaps, r"\bexpect\w*|\bpromis\w*"),
        (QuestionTopic::WhatIf, r"\bpredict\w*|\bforecast\w*|\bwhat (?:would|will) happen|\bwhat[- ]if\b|\bif we (?:fix|mend|remove|reduce|improve|solve)"),
        (QuestionTopic::Differentiation, r"\bdifferentiat\w*|\bset (?:us|ourselves|\w+) apart|\bstand out|\bcompetit\w*|\bunique"),
        (QuestionTopic::Strategy, r"\bstrateg\w*|\broot causes?|\bactions?\b|\bwhat should we do|\brecommend(?:ation)?s?\b|\bhow (?:do|can|should) we (?:fix|mend|improve|solve)"),
        (QuestionTopic::Segments, r"\bsegments?|\bcompare\b|\bdiffer(?:ent|ence|ences)? (?:between|among|by)|\b(?:new|old|long-term|at-risk) (?:and|versus|vs\.?)|\bpersonas?\b"),
        (QuestionTopic::Outcomes, r"\b(?:satisfaction|retention|loyalty|lifetime value|ltv|clv|nps|csat|churn)\b|\bdrivers?\b|\bdrives?\b"),
        (QuestionTopic::AcrossChannels, r"\bchannels?\b|\bapp (?:and|versus|vs)|\bonline (?:and|versus|vs)"),
        (QuestionTopic::Priorities, r"\bpriorit\w*|\bfirst\b|\bquick wins?|\bimpact\b"),
        (QuestionTopic::CriticalTouchpoints, r"\b(?:critical|important|key|crucial) (?:touchpoints?|steps?|stages?|moments?)|\bmatter (?:the )?most"),
        (QuestionTopic::EmotionMap, r"\bemotion\w*|\bfeel(?:s|ings?)?\b|\bjourney map|\bcurve|\bmap (?:the|of|out)"),
        (QuestionTopic::Delight, r"\bdelight\w*|\blove\b|\bhapp(?:y|iest)|\bbest\b|\bwell\b|\bjoy\w*|\bpositive"),
        (QuestionTopic::Friction, r"\bfriction\w*|\bpains?\b|\bpain points?|\bfrustrat\w*|\bproblems?|\bstruggl\w*|\bhurts?|\bworst|\bnegative|\bcomplain\w*|\bdifficult\w*"),
    ]
    .into_iter()
    .map(|(topic, source)| (topic, pattern(source)))
    .collect()
});

/// The characters of a question that are read: nobody's is longer.
const LONGEST: usize = 1000;
/// How many times likelier a topic is whose words a question holds. Set by hand on the questions that the reader learnt from.
const WORDS: f32 = 5.0;

impl QuestionTopic {
    /// The topic of a question, as a small trained reader has it. English only: a question in another language, and one that interviews could
    /// not answer, is [`Self::Unanswerable`]. Without the feature `meaning` its words alone tell, and a question
    /// without any of them asks for a summary.
    ///
    /// ```
    /// # #[cfg(feature = "meaning")] {
    /// use journey_core::ask::QuestionTopic as Topic;
    /// assert_eq!(Topic::from_question("Where is the most friction?"), Topic::Friction);
    /// assert_eq!(Topic::from_question("How do new and long-term customers compare?"), Topic::Segments);
    /// assert_eq!(Topic::from_question("asdf"), Topic::Unanswerable);
    /// # }
    /// ```
    pub fn from_question(question: &str) -> Self {
        let end = question.char_indices().nth(LONGEST).map_or(question.len(), |(at, _)| at);
        let question = question.get(..end).unwrap_or(question);
        let segments = segments(question);
        if !question.chars().any(char::is_alphabetic) || !speaks_english(question) {
            return Self::Unanswerable;
        }
        let question = question.to_lowercase();
        let is = |topic: Self| RULES.iter().any(|(known, rule)| *known == topic && rule.is_match(&question));
        if question.starts_with(super::IN_SHORT) {
            return Self::Summary;
        }
        // Where it hurts and where it delights is the curve.
        if is(Self::Friction) && is(Self::Delight) {
            return Self::EmotionMap;
        }
        let told = RULES.iter().find(|(_, rule)| rule.is_match(&question)).map(|(topic, _)| *topic);
        if told == Some(Self::Omnichannel) {
            return Self::Omnichannel;
        }
        let Some(reader) = &*READER else { return told.unwrap_or(Self::Summary) };
        let weighed = |(topic, chance): (Self, f32)| (topic, if told == Some(topic) { WORDS * chance } else { chance });
        let chances = TOPICS.into_iter().zip(reader.chances(&segments, true)).map(weighed);
        chances.max_by(|left, right| left.1.total_cmp(&right.1)).map_or(Self::Summary, |(topic, _)| topic)
    }

    /// Its name in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::AcrossChannels => "across channels",
            Self::Churn => "who may leave",
            Self::CriticalTouchpoints => "critical touchpoints",
            Self::Delight => "delight",
            Self::Differentiation => "what sets apart",
            Self::EmotionMap => "the journey with its emotions",
            Self::ExpectationGaps => "expectation gaps",
            Self::Friction => "friction",
            Self::MomentsOfTruth => "moments of truth",
            Self::Omnichannel => "one journey over all channels",
            Self::Outcomes => "what outcomes go with",
            Self::Priorities => "what to do first",
            Self::RootCauses => "root causes",
            Self::Satisfaction => "satisfaction",
            Self::Segments => "segments",
            Self::Strategy => "strategy by root cause",
            Self::Summary => "summary",
            Self::Unanswerable => "what cannot be answered",
            Self::Waves => "what changed between waves",
            Self::WhatIf => "what would change",
            Self::Words => "what was said",
        }
    }
}
