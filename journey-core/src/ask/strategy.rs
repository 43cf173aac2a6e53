//! Strategy: root causes, actions for four teams, what an assistant could do, and how to see whether it worked.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::{Corpus, JourneyMap, Priority, SampledObservation, Share, Verbatim},
    escape::markdown,
    journey::{ObservationKind, Place},
    statistics::difference_of_shares,
    text::LabelMatcher,
};

/// How many priorities get actions.
const PRIORITIES: usize = 5;
/// The share of a place's pains from which a cause counts as a root.
const ROOT: f64 = 0.2;

/// The team responsible.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Team {
    /// Customer experience.
    CustomerExperience,
    /// Digital products.
    Digital,
    /// Operations.
    Operations,
    /// Service design.
    ServiceDesign,
}

impl Team {
    /// Its name in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::CustomerExperience => "customer experience",
            Self::Digital => "digital",
            Self::Operations => "operations",
            Self::ServiceDesign => "service design",
        }
    }
}

const TEAMS: [Team; 4] = [Team::CustomerExperience, Team::ServiceDesign, Team::Operations, Team::Digital];

/// How the next wave will show whether an action worked.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SuccessMeasure {
    /// What to measure besides the share with the pain.
    pub what: String,
    /// The share with the pain now.
    pub baseline: Share,
    /// The highest share that a wave of the same size could distinguish from the baseline; `None` if no reduction could be detected.
    pub detectable: Option<f64>,
    /// What must stay the same.
    pub keep_unchanged: String,
}

/// A recommended action.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct StrategyAction {
    /// What.
    pub action: String,
    /// The root cause that it addresses.
    pub cause: String,
    /// Respondents with this cause among those with the pain, with the base.
    pub cause_share: Share,
    /// The rank of the priority that it belongs to.
    pub priority: u32,
    pub place: Place,
    pub name: String,
    /// The words behind it.
    pub evidence: Vec<Verbatim>,
    /// How to see whether it worked.
    pub measure: SuccessMeasure,
    /// The effort it takes, as estimated by the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<f64>,
}

/// The actions of one team.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct TeamPlan {
    /// The team.
    pub team: Team,
    /// Its actions by priority.
    pub actions: Vec<StrategyAction>,
}

/// What an AI assistant could do at a touchpoint.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct AiOpportunity {
    pub place: Place,
    pub name: String,
    /// The kind of assistant that suits the stage.
    pub assistant: String,
    /// Prevalence × severity of the pain, 0 to 2.
    pub friction: f64,
    /// How well an assistant could address the reported causes, 0 to 1: the mean over respondents.
    pub fit: f64,
    /// Friction × fit.
    pub score: f64,
    /// The formula with its numbers.
    pub formula: String,
    /// The words behind it.
    pub evidence: Vec<Verbatim>,
}

/// Recommended actions by team, with how to measure their success.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Strategy {
    /// The teams.
    pub teams: Vec<TeamPlan>,
    /// Opportunities for assistants, best first.
    pub ai_opportunities: Vec<AiOpportunity>,
    /// What the strategy rests on, in words.
    pub basis: String,
}

impl Strategy {
    /// The strategy as Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!("## Strategy\n\n{}\n\n", markdown(&self.basis));
        for plan in self.teams.iter().filter(|plan| !plan.actions.is_empty()) {
            out.push_str(&format!("### For {}\n\n", plan.team.name()));
            for one in &plan.actions {
                out.push_str(&format!(
                    "- **{}**: {} (priority {}; {}: {} of those with the pain). Measure: {}; now {}",
                    markdown(&one.name),
                    markdown(&one.action),
                    one.priority,
                    markdown(&one.cause),
                    one.cause_share,
                    markdown(&one.measure.what),
                    one.measure.baseline
                ));
                match one.measure.detectable {
                    Some(share) => out.push_str(&format!("; a wave of this size can show a fall to {:.0} % or less", share * 100.0)),
                    None => out.push_str("; a wave of this size cannot show a fall: hear more respondents"),
                }
                out.push_str(".\n");
                if let Some(voice) = one.evidence.first() {
                    out.push_str(&format!("  > “{}” ({})\n", markdown(&voice.quote.text), markdown(&voice.participant)));
                }
            }
            out.push('\n');
        }
        if !self.ai_opportunities.is_empty() {
            out.push_str("### Where an assistant fits\n\n| where | assistant | friction × fit |\n| --- | --- | --- |\n");
            for one in &self.ai_opportunities {
                out.push_str(&format!("| {} | {} | {} |\n", markdown(&one.name), markdown(&one.assistant), markdown(&one.formula)));
            }
        }
        out
    }
}

struct Cause {
    id: &'static str,
    name: &'static str,
    fit: f64,
}

static CAUSES: LazyLock<(Vec<Cause>, LabelMatcher)> = LazyLock::new(|| {
    let rows = || table(include_str!("../../data/causes.tsv"));
    let causes = rows().filter_map(|cells| match cells.as_slice() {
        [id, name, fit, _] => Some(Cause { id, name, fit: fit.parse().ok()? }),
        _ => None,
    });
    let labels = LabelMatcher::new(rows().filter_map(|cells| Some((*cells.get(1)?, cells.get(3).copied()))));
    (causes.collect(), labels)
});

static ASSISTANTS: LazyLock<(Vec<&'static str>, LabelMatcher)> = LazyLock::new(|| {
    let rows = || table(include_str!("../../data/assistants.tsv"));
    let names = rows().filter_map(|cells| cells.get(1).copied()).collect();
    (names, LabelMatcher::new(rows().filter_map(|cells| Some((*cells.first()?, None)))))
});

/// The rows of a table of the library's own.
fn table(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

/// The cause that an observation's words come nearest to.
fn cause_of(one: SampledObservation<'_>) -> Option<&'static Cause> {
    let words: Vec<&str> = one.cause().into_iter().chain(one.texts()).collect();
    let (causes, labels) = &*CAUSES;
    causes.get(labels.best(&words.join(" "))?.0)
}

/// A cause of a pain, with who told it.
struct Root<'a> {
    cause: &'static Cause,
    participants: BTreeSet<&'a str>,
    told: Vec<SampledObservation<'a>>,
}

/// The causes that customers tell of the pain at a place, commonest first, and among how many of those with the pain they were looked for.
fn roots<'a>(corpus: &'a Corpus, place: &Place, simulated: bool) -> (Vec<Root<'a>>, u64) {
    let mut heard: BTreeSet<&str> = BTreeSet::new();
    let mut roots: BTreeMap<&str, Root<'_>> = BTreeMap::new();
    for one in corpus.sampled(place, ObservationKind::Pain, simulated) {
        heard.insert(one.participant());
        if let Some(cause) = cause_of(one) {
            let root = roots.entry(cause.id).or_insert_with(|| Root { cause, participants: BTreeSet::new(), told: Vec::new() });
            root.participants.insert(one.participant());
            root.told.push(one);
        }
    }
    let mut roots: Vec<Root<'_>> = roots.into_values().collect();
    roots.sort_by_key(|root| (std::cmp::Reverse(root.participants.len()), root.cause.id));
    (roots, heard.len() as u64)
}

/// Writes a strategy from a map and the corpus behind it: for each of the first five priorities its root causes, and for each cause what the
/// four teams can do.
///
/// Root causes are read off the customers' words by their nearness to nine kinds of cause; how many told each is printed, with whether a
/// sample was read.
pub fn strategy(map: &JourneyMap, corpus: &Corpus) -> Strategy {
    let mut plans: BTreeMap<Team, Vec<StrategyAction>> = TEAMS.iter().map(|team| (*team, Vec::new())).collect();
    let mut assistants = Vec::new();
    for priority in &map.priorities {
        let (roots, heard) = roots(corpus, &priority.place, map.base.simulated > 0);
        let weight: f64 = roots.iter().map(|root| root.participants.len() as f64).sum();
        let fit = roots.iter().map(|root| root.cause.fit * root.participants.len() as f64).sum::<f64>() / weight.max(1.0);
        let friction = priority.prevalence.value.unwrap_or(0.0) * priority.severity.value;
        assistants.push(AiOpportunity {
            place: priority.place.clone(),
            name: priority.name.clone(),
            assistant: assistant(map, priority.place.stage()),
            friction,
            fit,
            score: friction * fit,
            formula: format!("{friction:.2} friction × {fit:.2} fit = {:.2}", friction * fit),
            evidence: priority.verbatims.clone(),
        });
        if priority.rank as usize > PRIORITIES {
            continue;
        }
        for (number, root) in roots.iter().enumerate() {
            let share = cause_share(root, heard, &priority.prevalence);
            if number == 0 || share.value.unwrap_or(0.0) >= ROOT {
                actions(priority, root, &share).for_each(|(team, action)| plans.entry(team).or_default().push(action));
            }
        }
    }
    assistants.sort_by(|left, right| right.score.total_cmp(&left.score).then_with(|| left.place.cmp(&right.place)));
    Strategy {
        teams: TEAMS.iter().map(|team| TeamPlan { team: *team, actions: plans.remove(team).unwrap_or_default() }).collect(),
        ai_opportunities: assistants,
        basis: format!(
            "From the first {} of {} priorities among {} respondents. Causes are read off customers’ words; actions are proposals for the teams to judge, not findings.",
            map.priorities.len().min(PRIORITIES),
            map.priorities.len(),
            map.base.respondents
        ),
    }
}

fn cause_share(root: &Root<'_>, heard: u64, prevalence: &Share) -> Share {
    let count = root.participants.len() as u64;
    if heard >= prevalence.count {
        return Share::new(count, prevalence.count, "respondents with a pain here");
    }
    Share::new(count, heard, "a sample at random of the respondents with a pain here")
}

/// What each team can do about a cause.
fn actions(priority: &Priority, root: &Root<'_>, share: &Share) -> impl Iterator<Item = (Team, StrategyAction)> {
    let own = table(include_str!("../../data/actions.tsv")).filter(|cells| cells.first() == Some(&root.cause.id));
    own.filter_map(move |row| {
        let [_, team, action, what] = row.as_slice() else { return None };
        let team = TEAMS.iter().find(|known| known.name() == *team)?;
        let action = StrategyAction {
            action: (*action).to_owned(),
            cause: root.cause.name.to_owned(),
            cause_share: share.clone(),
            priority: priority.rank,
            place: priority.place.clone(),
            name: priority.name.clone(),
            evidence: verbatims(&root.told),
            measure: SuccessMeasure {
                what: (*what).to_owned(),
                detectable: detectable(&priority.prevalence),
                baseline: priority.prevalence.clone(),
                keep_unchanged: "the same questions and ratings, the same eligible respondents, the same coder".into(),
            },
            effort: priority.effort,
        };
        Some((*team, action))
    })
}

/// The assistant of the canonical stage that a stage's name comes nearest to.
fn assistant(map: &JourneyMap, stage: &str) -> String {
    let (names, labels) = &*ASSISTANTS;
    let told = map.stages.iter().find(|one| one.stage.id == stage);
    let words = told.map_or_else(|| stage.to_owned(), |one| format!("{} {}", one.stage.name, one.stage.aliases.join(" ")));
    let at = labels.best(&words).map_or(5, |(at, _)| at);
    names.get(at).map_or_else(String::new, |name| (*name).to_owned())
}

/// The highest share that a wave of the same base would tell from this one.
fn detectable(now: &Share) -> Option<f64> {
    let fewer = (0..now.count)
        .rev()
        .find(|count| difference_of_shares((*count, now.base), (now.count, now.base)).is_some_and(|found| found.is_significant()))?;
    Some(fewer as f64 / now.base as f64)
}

fn verbatims(told: &[SampledObservation<'_>]) -> Vec<Verbatim> {
    let mut heard = BTreeSet::new();
    told.iter().filter(|one| heard.insert(one.participant())).filter_map(|one| one.verbatim(0)).take(2).collect()
}
