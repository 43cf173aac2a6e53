//! What a question is about.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::pattern::{Regex, pattern};

/// What a question to the findings is about.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuestionTopic {
    /// How experiences differ across channels.
    AcrossChannels,
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
    /// What would change if a pain became less common.
    WhatIf,
    /// What to do first.
    Priorities,
    /// How segments differ.
    Segments,
    /// What to do about the root causes.
    Strategy,
    /// A summary of everything.
    Summary,
}

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

impl QuestionTopic {
    /// The topic of a question: that of the rule whose words it holds, the most specific first; a question that no rule knows is answered
    /// with a summary.
    ///
    /// ```
    /// use journey_core::ask::QuestionTopic as Topic;
    /// assert_eq!(Topic::from_question("Where is the most friction?"), Topic::Friction);
    /// assert_eq!(Topic::from_question("How do new and long-term customers compare?"), Topic::Segments);
    /// assert_eq!(Topic::from_question("Tell me something"), Topic::Summary);
    /// ```
    pub fn from_question(question: &str) -> Self {
        let question = question.to_lowercase();
        let is = |topic: Self| RULES.iter().any(|(known, rule)| *known == topic && rule.is_match(&question));
        // Where it hurts and where it delights is the curve.
        if is(Self::Friction) && is(Self::Delight) {
            return Self::EmotionMap;
        }
        RULES.iter().find(|(_, rule)| rule.is_match(&question)).map_or(Self::Summary, |(topic, _)| *topic)
    }

    /// Its name in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::AcrossChannels => "across channels",
            Self::CriticalTouchpoints => "critical touchpoints",
            Self::Delight => "delight",
            Self::Differentiation => "what sets apart",
            Self::EmotionMap => "the journey with its emotions",
            Self::ExpectationGaps => "expectation gaps",
            Self::Friction => "friction",
            Self::MomentsOfTruth => "moments of truth",
            Self::Omnichannel => "one journey over all channels",
            Self::Outcomes => "what outcomes go with",
            Self::WhatIf => "what would change",
            Self::Priorities => "what to do first",
            Self::Segments => "segments",
            Self::Strategy => "strategy by root cause",
            Self::Summary => "summary",
        }
    }
}
