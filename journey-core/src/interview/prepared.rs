//! A guide made ready once for all its interviews.

use std::{collections::BTreeMap, sync::Arc};

use super::request;
use crate::{
    error::Error,
    llm::short_hash,
    plan::{Guide, GuideItem},
    text::{
        Information, InformationCoverage, WordSet, knows_information,
        language::{Language, language},
        stems,
    },
};

/// A checked guide with what every interview under it shares: share it, and an interview costs only its own words.
///
/// ```
/// use journey_core::{interview::{Interview, PreparedGuide}, plan::{ProbingDepth, Guide, GuideItem, GuidePhase}};
/// let item = GuideItem::open("q1", GuidePhase::Experience, "What happened when you first made a claim?", ProbingDepth::Standard);
/// let guide = PreparedGuide::new(Guide::from_items(vec![item]))?;
/// let (one, two) = (Interview::with_guide("i-1", guide.clone()), Interview::with_guide("i-2", guide));
/// assert_eq!(one.guide(), two.guide());
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Debug)]
pub struct PreparedGuide {
    guide: Guide,
    hash: String,
    pub(super) consent_hash: String,
    pub(super) system: Arc<str>,
    pub(super) wanted: Option<InformationCoverage>,
    /// Whether the study asks why.
    pub(super) why: bool,
    places: BTreeMap<String, usize>,
    faults: BTreeMap<String, Vec<String>>,
    /// The stems of the names of touchpoints, with the touchpoint's position.
    names: Vec<(Vec<String>, usize)>,
    /// The words of each item's question.
    questions: Vec<WordSet>,
    /// The words of each touchpoint's names.
    words: Vec<Vec<WordSet>>,
}

impl PreparedGuide {
    /// Checks a guide and makes it ready.
    ///
    /// # Errors
    /// When the guide breaks a rule.
    pub fn new(guide: Guide) -> Result<Arc<Self>, Error> {
        guide.check()?;
        let mut faults: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for finding in guide.lint() {
            faults.entry(finding.question).or_default().push(format!("{:?}: `{}`", finding.issue.rule, finding.issue.excerpt));
        }
        let names = guide
            .touchpoints
            .iter()
            .enumerate()
            .flat_map(|(at, touchpoint)| touchpoint.names.iter().map(move |name| (stems(name), at)))
            .filter(|(name, _)| !name.is_empty())
            .collect();
        Ok(Arc::new(Self {
            hash: guide.hash(),
            consent_hash: short_hash(&[&guide.consent]),
            system: request::system(&guide).into(),
            wanted: wanted(&guide),
            why: asks_why(&guide),
            places: guide.items.iter().enumerate().map(|(at, item)| (item.id.clone(), at)).collect(),
            faults,
            questions: guide.items.iter().map(|item| WordSet::of(&item.text)).collect(),
            names,
            words: guide.touchpoints.iter().map(|one| one.names.iter().map(|name| WordSet::of(name)).collect()).collect(),
            guide,
        }))
    }

    /// The guide.
    pub fn guide(&self) -> &Guide {
        &self.guide
    }

    /// The first 16 hexadecimal digits of the SHA-256 of the guide: its version in provenance.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    pub(super) fn item(&self, id: &str) -> Option<&GuideItem> {
        self.guide.items.get(*self.places.get(id)?)
    }

    /// What the turn linter finds wrong with a question of the researcher's.
    pub(super) fn faults(&self, item: &str) -> &[String] {
        self.faults.get(item).map_or(&[], Vec::as_slice)
    }

    /// The words of an item's question.
    pub(super) fn question(&self, item: &str) -> Option<&WordSet> {
        self.questions.get(*self.places.get(item)?)
    }

    /// The words of a touchpoint's names.
    pub(super) fn words(&self, touchpoint: usize) -> &[WordSet] {
        self.words.get(touchpoint).map_or(&[], Vec::as_slice)
    }

    /// The positions of the touchpoints that a text names, in the guide's order.
    pub(super) fn named(&self, text: &str) -> Vec<usize> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let said = stems(text);
        let mut found: Vec<usize> =
            self.names.iter().filter(|(name, _)| said.windows(name.len()).any(|window| window == name)).map(|(_, at)| *at).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether the research question asks for causes.
fn asks_why(guide: &Guide) -> bool {
    let asks = |language: &Language| language.pattern("goal.cause").is_some_and(|goal| goal.is_match(&guide.question));
    language(&guide.language).is_some_and(asks) || language("en").is_some_and(asks)
}

/// The kinds of information that the goals ask for; what happened and what it was like, always. `None` for a language without words for them.
fn wanted(guide: &Guide) -> Option<InformationCoverage> {
    let language = language(&guide.language).filter(|_| knows_information(&guide.language))?;
    let goals = format!("{} {}", guide.question, guide.goals.join(" "));
    let asks = |name: &str| language.pattern(&format!("goal.{name}")).map(|goal| goal.is_match(&goals));
    let mut kinds = vec![Information::Incident, Information::Feeling];
    for (kind, name) in [
        (Information::Cause, "cause"),
        (Information::Channel, "channel"),
        (Information::Consequence, "consequence"),
        (Information::Expectation, "expectation"),
    ] {
        // A study without goals, or without words for them, looks for everything that explains an experience.
        let open = guide.goals.is_empty() && kind != Information::Channel;
        if asks(name).unwrap_or(kind != Information::Channel) || open {
            kinds.push(kind);
        }
    }
    Some(InformationCoverage::from(kinds))
}
