//! Priorities: prevalence × severity × impact, with every factor shown.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Share, Verbatim,
    index::{AtPlace, Index},
    verbatim::most_telling,
};
use crate::{
    journey::{Framework, ObservationKind, Place},
    statistics::{Interval, bootstrap_mean, percentiles, resample},
};

/// The fewest ratings on either side of a comparison of outcomes.
const MIN_COMPARED: u64 = 5;
/// The outcome that impact is measured on.
const OUTCOME: &str = "csat";
/// The width of the outcome's scale.
const OUTCOME_WIDTH: f64 = 10.0;
/// The most quotations of a priority.
const QUOTES: usize = 3;

/// One factor of a priority score, with its interval.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PriorityFactor {
    pub value: f64,
    /// Its 95 % interval, if there is data for one.
    pub interval: Option<Interval>,
    /// Number of respondents behind it.
    pub base: u64,
    /// How it was computed.
    pub method: String,
}

/// A 95 % interval of a rank.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct RankInterval {
    /// The best rank.
    pub low: u32,
    /// The worst rank.
    pub high: u32,
}

/// A pain point, ranked.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Priority {
    /// From 1.
    pub rank: u32,
    /// The range of ranks in 95 % of bootstrap resamples.
    pub rank_interval: RankInterval,
    /// A touchpoint; without one, what was said of the stage in general.
    pub place: Place,
    pub name: String,
    /// Prevalence × severity × impact.
    pub score: f64,
    /// The formula with its numbers.
    pub formula: String,
    /// How many respondents have it.
    pub prevalence: Share,
    /// How bad it is for those who have it, 0 to 2: the mean of respondents' mean negative valence, without its sign.
    pub severity: PriorityFactor,
    /// One plus the difference in satisfaction between those without and with the pain ÷ the scale's width, at least one: an association.
    pub impact: PriorityFactor,
    /// The effort to fix it, as estimated by the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<f64>,
    /// Customers' words as evidence.
    pub verbatims: Vec<Verbatim>,
}

/// The pains of a corpus, ranked.
pub(super) fn priorities(
    index: &Index<'_>,
    framework: &Framework,
    effort: &BTreeMap<String, f64>,
    resamples: usize,
    seed: u64,
) -> Vec<Priority> {
    let pains = Pains::new(index);
    let scores = pains.scores(&pains.counts());
    let mut spread = pains.spread(resamples, seed);
    let mut order: Vec<usize> = (0..pains.places.len()).collect();
    let product = |at: &usize| scores.get(*at).map_or(0.0, Score::product);
    // Places stand in order, and a stable sort keeps it among equals.
    order.sort_by(|left, right| product(right).total_cmp(&product(left)));
    let ranked = (1..).zip(order).filter_map(|(rank, at)| {
        let (place, score, spread) = (pains.places.get(at)?, scores.get(at)?, spread.get_mut(at)?);
        let effort = place.place.touchpoint().and_then(|id| effort.get(id)).copied();
        Some(Priority { effort, ..priority(index, framework, place, rank, score, spread, (resamples, seed)) })
    });
    ranked.collect()
}

fn priority(
    index: &Index<'_>,
    framework: &Framework,
    at: &AtPlace<'_>,
    rank: u32,
    score: &Score,
    spread: &mut Spread,
    (resamples, seed): (usize, u64),
) -> Priority {
    let sizes: Vec<f64> = severities(at).into_iter().map(|(_, size)| size).collect();
    let count = sizes.len() as u64;
    let rank_interval = percentiles(&mut spread.ranks).map_or(RankInterval { low: 1, high: 1 }, |interval| RankInterval {
        low: interval.low.floor() as u32,
        high: interval.high.ceil() as u32,
    });
    let method = match score.compared {
        true => "1 + (mean satisfaction without − with the pain) ÷ 10, at least 1; an association, not a cause".to_owned(),
        false => format!("left at 1: fewer than {MIN_COMPARED} satisfaction ratings with or without the pain"),
    };
    let Score { prevalence, severity, impact, .. } = *score;
    Priority {
        rank,
        rank_interval,
        place: at.place.clone(),
        name: at.place.general_name(framework),
        score: score.product(),
        formula: format!("{prevalence:.2} prevalence × {severity:.2} severity × {impact:.2} impact = {:.2}", score.product()),
        prevalence: index.share(at.stage, count),
        severity: PriorityFactor {
            value: severity,
            interval: bootstrap_mean(&sizes, resamples, seed),
            base: count,
            method: "mean size of negative valence among those who have the pain, 0 to 2".into(),
        },
        impact: PriorityFactor {
            value: impact,
            interval: score.compared.then(|| percentiles(&mut spread.impacts)).flatten(),
            base: score.rated,
            method,
        },
        effort: None,
        verbatims: most_telling(index.words(at, ObservationKind::Pain), QUOTES),
    }
}

/// The size of each respondent's mean negative valence, for those who have the pain.
fn severities(at: &AtPlace<'_>) -> Vec<(u32, f64)> {
    let pains = at.told.iter().filter(|told| told.row.kind == ObservationKind::Pain.number());
    super::index::felt(pains).into_iter().map(|felt| (felt.respondent, -felt.mean)).collect()
}

/// Respondents who are alike in everything that a score is computed from: they are drawn together.
#[derive(Eq, Hash, Ord, PartialEq, PartialOrd)]
struct Profile {
    /// The bits of the rating.
    rating: Option<u64>,
    /// The bases that they count in.
    bases: Vec<usize>,
    /// Their pains, each with the bits of its severity.
    pains: Vec<(usize, u64)>,
}

/// Every pain, and who has it.
struct Pains<'a> {
    places: Vec<&'a AtPlace<'a>>,
    /// The base of each pain.
    base_of: Vec<usize>,
    bases: usize,
    profiles: Vec<(Profile, u64)>,
}

struct Score {
    prevalence: f64,
    severity: f64,
    impact: f64,
    /// Whether enough rated with and without the pain.
    compared: bool,
    /// Ratings with and without it.
    rated: u64,
}

impl Score {
    fn product(&self) -> f64 {
        self.prevalence * self.severity * self.impact
    }
}

/// What a pain's rank and impact are in each resample.
#[derive(Clone)]
struct Spread {
    ranks: Vec<f64>,
    impacts: Vec<f64>,
}

/// Counted respondents and the sum of their ratings.
#[derive(Clone, Copy, Default)]
struct Counted {
    respondents: u64,
    rated: u64,
    ratings: f64,
    severity: f64,
}

impl Counted {
    fn add(&mut self, times: u64, rating: Option<f64>, severity: f64) {
        self.respondents += times;
        self.severity += times as f64 * severity;
        if let Some(rating) = rating {
            self.rated += times;
            self.ratings += times as f64 * rating;
        }
    }
}

impl<'a> Pains<'a> {
    fn new(index: &'a Index<'a>) -> Self {
        // What could not be placed is no place to mend.
        let painful = |at: &&AtPlace<'_>| !at.place.is_whole_journey() && !at.of_kind(ObservationKind::Pain).is_empty();
        let places: Vec<&AtPlace<'_>> = index.places().iter().filter(painful).collect();
        // One base for everyone, or one for each stage.
        let mut stages: Vec<usize> = places.iter().map(|at| at.stage).collect();
        stages.dedup();
        let base_of = |at: &&AtPlace<'_>| {
            if index.everyone_is_eligible() { 0 } else { stages.iter().position(|stage| *stage == at.stage).unwrap_or(0) }
        };
        let mut had: Vec<(u32, usize, u64)> = Vec::new();
        for (number, at) in places.iter().enumerate() {
            had.extend(severities(at).into_iter().map(|(respondent, severity)| (respondent, number, severity.to_bits())));
        }
        had.sort_unstable();
        let mut had = had.into_iter().peekable();
        let outcome = index.instrument(OUTCOME);
        let mut profiles: HashMap<Profile, u64, FixedState> = HashMap::default();
        for (number, respondent) in (0..).zip(index.respondents()) {
            let own = std::iter::from_fn(|| had.next_if(|(respondent, ..)| *respondent == number));
            let pains = own.map(|(_, pain, severity)| (pain, severity)).collect();
            let counts = |stage: &usize| index.is_eligible(*stage, number);
            let bases = if index.everyone_is_eligible() {
                vec![0]
            } else {
                stages.iter().enumerate().filter(|(_, stage)| counts(stage)).map(|(base, _)| base).collect()
            };
            let rating = outcome.and_then(|code| respondent.rating(code)).map(f64::to_bits);
            *profiles.entry(Profile { rating, bases, pains }).or_default() += 1;
        }
        // In order, so that sums and draws are the same in every run.
        let mut profiles: Vec<(Profile, u64)> = profiles.into_iter().collect();
        profiles.sort_unstable();
        Self { base_of: places.iter().map(base_of).collect(), bases: stages.len().max(1), places, profiles }
    }

    /// How many respondents have each profile.
    fn counts(&self) -> Vec<u64> {
        self.profiles.iter().map(|(_, count)| *count).collect()
    }

    /// The score of every pain when each profile counts as often as told.
    fn scores(&self, counts: &[u64]) -> Vec<Score> {
        let mut bases = vec![Counted::default(); self.bases];
        let mut with = vec![Counted::default(); self.places.len()];
        for ((profile, _), times) in self.profiles.iter().zip(counts).filter(|(_, times)| **times > 0) {
            let rating = profile.rating.map(f64::from_bits);
            for base in &profile.bases {
                bases.get_mut(*base).into_iter().for_each(|base| base.add(*times, rating, 0.0));
            }
            for (pain, severity) in &profile.pains {
                with.get_mut(*pain).into_iter().for_each(|pain| pain.add(*times, rating, f64::from_bits(*severity)));
            }
        }
        let of = |(with, base): (&Counted, &usize)| score(with, bases.get(*base).unwrap_or(with));
        with.iter().zip(&self.base_of).map(of).collect()
    }

    fn spread(&self, resamples: usize, seed: u64) -> Vec<Spread> {
        let counts = self.counts();
        let round = |round: usize| -> Vec<(f64, f64)> {
            let mut drawn = Vec::with_capacity(counts.len());
            resample(&counts, &mut ChaCha8Rng::seed_from_u64(seed.wrapping_add(round as u64)), &mut drawn);
            let scores = self.scores(&drawn);
            let products: Vec<f64> = scores.iter().map(Score::product).collect();
            let rank = |product: &f64| 1.0 + products.iter().filter(|other| *other > product).count() as f64;
            products.iter().map(rank).zip(scores.iter().map(|score| score.impact)).collect()
        };
        #[cfg(feature = "rayon")]
        let rounds: Vec<Vec<(f64, f64)>> = {
            use rayon::prelude::*;
            (0..resamples).into_par_iter().map(round).collect()
        };
        #[cfg(not(feature = "rayon"))]
        let rounds: Vec<Vec<(f64, f64)>> = (0..resamples).map(round).collect();
        let mut all = vec![Spread { ranks: Vec::with_capacity(resamples), impacts: Vec::with_capacity(resamples) }; self.places.len()];
        for round in rounds {
            for (spread, (rank, impact)) in all.iter_mut().zip(round) {
                spread.ranks.push(rank);
                spread.impacts.push(impact);
            }
        }
        all
    }
}

/// The score of a pain from those who have it and those who could.
fn score(with: &Counted, base: &Counted) -> Score {
    let (count, without) = (with.respondents as f64, base.rated - with.rated);
    let compared = with.rated >= MIN_COMPARED && without >= MIN_COMPARED;
    let difference = || (base.ratings - with.ratings) / without as f64 - with.ratings / with.rated as f64;
    Score {
        prevalence: if base.respondents > 0 { count / base.respondents as f64 } else { 0.0 },
        severity: if with.respondents > 0 { with.severity / count } else { 0.0 },
        impact: if compared { 1.0 + (difference() / OUTCOME_WIDTH).max(0.0) } else { 1.0 },
        compared,
        rated: base.rated,
    }
}
