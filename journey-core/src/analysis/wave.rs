//! Waves: before and after, by the same instrument.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Corpus, CorpusFilter, JourneyMap, MapOptions, MapStep, Prevalence, SegmentCurve, Share,
    curve::CurvePoint,
    index::{Index, Respondent},
    prevalence::prevalences,
    satisfaction::promoters_and_detractors,
};
use crate::{
    error::Error,
    journey::{Framework, ObservationKind, Place},
    statistics::{
        Difference, benjamini_hochberg, difference_of_means, difference_of_net_promoter_scores, difference_of_shares, fisher_exact, mean,
        paired_difference,
    },
};

/// The fewest respondents in both waves for a paired comparison.
const MIN_PAIRS: usize = 10;

/// One rating in two waves.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct RatingChange {
    /// `csat`, `nps` or `ces`.
    pub instrument: String,
    /// The score before.
    pub before: f64,
    /// The score after.
    pub after: f64,
    /// After minus before.
    pub difference: Difference,
    /// Whether the interval excludes zero.
    pub significant: bool,
    /// Respondents before and after; for a paired comparison those in both.
    pub base: (u64, u64),
    /// How it was computed.
    pub method: String,
}

/// One kind of experience at one place in two waves.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PrevalenceChange {
    /// A touchpoint, or a stage as a whole.
    pub place: Place,
    pub name: String,
    pub kind: ObservationKind,
    /// The share before.
    pub before: Share,
    /// The share after.
    pub after: Share,
    /// After minus before, with Newcombe's interval.
    pub difference: Difference,
    /// Fisher's p, adjusted by false discovery rate over every place and kind.
    pub adjusted_p_value: f64,
    /// Whether the adjusted p value is below .05.
    pub significant: bool,
}

/// A step's curve in the wave before.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct BaselinePoint {
    pub place: Place,
    pub point: CurvePoint,
}

#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct WaveComparison {
    /// The wave before.
    pub before: String,
    /// The wave after.
    pub after: String,
    /// Respondents of each.
    pub respondents: (u64, u64),
    /// Number of respondents in both waves.
    pub respondents_in_both: u64,
    /// Differences in what the two waves asked; empty if the questions are the same.
    pub instrument_changes: Vec<String>,
    pub ratings: Vec<RatingChange>,
    /// Prevalences, strongest evidence first.
    pub prevalence: Vec<PrevalenceChange>,
    /// The smallest differences that bases of this size could detect, as text.
    pub detectable_differences: Vec<String>,
    /// The earlier wave's curve, to be drawn behind the map's own.
    pub baseline: Vec<BaselinePoint>,
}

impl WaveComparison {
    /// What changed and what did not, as sentences.
    pub fn conclusions(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .ratings
            .iter()
            .map(|one| {
                let verdict = if one.significant { "moved" } else { "cannot be told from chance" };
                let interval = one.difference.interval;
                format!(
                    "{} {:.1} → {:.1}, difference {:+.1} [{:+.1}, {:+.1}]: {verdict}",
                    one.instrument.to_uppercase(),
                    one.before,
                    one.after,
                    one.difference.value,
                    interval.low,
                    interval.high
                )
            })
            .collect();
        lines.extend(self.prevalence.iter().filter(|one| one.significant).map(|one| {
            let interval = one.difference.interval;
            format!(
                "{} at {}: {} → {}, difference {:+.0} points [{:+.0}, {:+.0}]: moved",
                one.kind.name(),
                one.name,
                one.before,
                one.after,
                one.difference.value * 100.0,
                interval.low * 100.0,
                interval.high * 100.0
            )
        }));
        lines
    }
}

impl Corpus {
    /// Compares two waves.
    ///
    /// Ratings are compared in pairs where at least ten respondents are in both waves, else between independent groups. Of the options the
    /// resamples, the seed and `include_simulated` count.
    ///
    /// # Errors
    /// When a wave has no respondents, both are the same, the framework lacks a place that was observed, or an option is out of range.
    pub fn compare_waves(&self, framework: &Framework, before: &str, after: &str, options: &MapOptions) -> Result<WaveComparison, Error> {
        options.check()?;
        if before == after {
            return Err(Error::invalid("after", format!("`{after}` is the wave before"), "name two waves"));
        }
        let (first, second) = (self.wave("before", before, options)?, self.wave("after", after, options)?);
        let (old, new) = (Wave::new(&first), Wave::new(&second));
        old.index.check(framework)?;
        new.index.check(framework)?;
        let ratings: Vec<RatingChange> =
            old.instruments.intersection(&new.instruments).filter_map(|name| rating(name, &old, &new)).collect();
        Ok(WaveComparison {
            before: before.to_owned(),
            after: after.to_owned(),
            respondents: (old.respondents(), new.respondents()),
            respondents_in_both: old.names.intersection(&new.names).count() as u64,
            instrument_changes: instrument_changes(&old, &new),
            detectable_differences: limits(&ratings, old.respondents(), new.respondents()),
            ratings,
            prevalence: prevalence(&old.index, &new.index, framework),
            baseline: baseline(&old.index, options),
        })
    }

    /// The part of one wave.
    fn wave(&self, field: &str, name: &str, options: &MapOptions) -> Result<Self, Error> {
        let simulated = (!options.include_simulated).then_some(false);
        let part = self.filter(&CorpusFilter { waves: vec![name.to_owned()], simulated, ..CorpusFilter::default() });
        if part.respondent_count() > 0 {
            return Ok(part);
        }
        let known = self.waves().iter().map(|wave| format!("`{wave}`")).collect::<Vec<_>>().join(", ");
        Err(Error::invalid(field, format!("`{name}` has no respondents"), format!("there are {known}")))
    }
}

/// One wave with what it asked.
struct Wave<'a> {
    index: Index<'a>,
    names: BTreeSet<&'a str>,
    instruments: BTreeSet<&'a str>,
    reached: BTreeSet<&'a str>,
}

impl<'a> Wave<'a> {
    fn new(corpus: &'a Corpus) -> Self {
        let index = Index::new(corpus);
        Self {
            names: corpus.respondent_ids().into_iter().collect(),
            instruments: index.instruments().map(|(_, name)| name).collect(),
            reached: corpus.stages_reached().iter().map(String::as_str).collect(),
            index,
        }
    }

    fn respondents(&self) -> u64 {
        self.index.respondents().len() as u64
    }

    /// Each respondent's mean rating, by their id.
    fn ratings(&self, instrument: &str) -> BTreeMap<&'a str, f64> {
        let Some(code) = self.index.instrument(instrument) else { return BTreeMap::new() };
        let id = |one: &Respondent<'a>| self.index.corpus.names.participants.name(one.participant());
        self.index.respondents().iter().filter_map(|one| Some((id(one), one.rating(code)?))).collect()
    }
}

/// What keeps two waves from being the same instrument.
fn instrument_changes(old: &Wave<'_>, new: &Wave<'_>) -> Vec<String> {
    let rated = old.instruments.symmetric_difference(&new.instruments).map(|name| format!("`{name}` was rated in one wave only"));
    let asked = old.reached.symmetric_difference(&new.reached).map(|stage| format!("stage `{stage}` was asked about in one wave only"));
    let mut changes: Vec<String> = rated.chain(asked).collect();
    if old.index.corpus.coders() != new.index.corpus.coders() {
        changes.push("the waves were coded by different coders".to_owned());
    }
    changes
}

/// The curve before, place by place.
fn baseline(old: &Index<'_>, options: &MapOptions) -> Vec<BaselinePoint> {
    let felt: Vec<_> = old.places().iter().map(|at| at.felt()).collect();
    let points = CurvePoint::all(old.respondents().len(), &felt, options.resamples, options.seed);
    old.places().iter().zip(points).map(|(at, point)| BaselinePoint { place: at.place.clone(), point }).collect()
}

fn rating(name: &str, before: &Wave<'_>, after: &Wave<'_>) -> Option<RatingChange> {
    let (old, new) = (before.ratings(name), after.ratings(name));
    let (values_before, values_after): (Vec<f64>, Vec<f64>) = (old.values().copied().collect(), new.values().copied().collect());
    if name == "nps" {
        let counts = |values: &[f64]| {
            let (promoters, detractors) = promoters_and_detractors(values);
            (promoters, detractors, values.len() as u64)
        };
        let (one, two) = (counts(&values_before), counts(&values_after));
        let score = |(promoters, detractors, base): (u64, u64, u64)| 100.0 * (promoters as f64 - detractors as f64) / base as f64;
        let difference = difference_of_net_promoter_scores(two, one)?;
        return Some(RatingChange {
            instrument: name.to_owned(),
            before: score(one),
            after: score(two),
            significant: difference.is_significant(),
            difference,
            base: (one.2, two.2),
            method: "difference of two scores as of independent groups, adjusted Wald".into(),
        });
    }
    let pairs: Vec<(f64, f64)> = new.iter().filter_map(|(who, after)| Some((*after, *old.get(who)?))).collect();
    let paired = paired_difference(&pairs).filter(|_| pairs.len() >= MIN_PAIRS);
    let (difference, base, method) = match paired {
        Some(difference) => (difference, (pairs.len() as u64, pairs.len() as u64), "the same respondents in pairs, Student's t"),
        None => (
            difference_of_means(&values_after, &values_before)?,
            (values_before.len() as u64, values_after.len() as u64),
            "two independent groups, Welch's t",
        ),
    };
    Some(RatingChange {
        instrument: name.to_owned(),
        before: mean(&values_before)?,
        after: mean(&values_after)?,
        significant: difference.is_significant(),
        difference,
        base,
        method: method.into(),
    })
}

fn prevalence(old: &Index<'_>, new: &Index<'_>, framework: &Framework) -> Vec<PrevalenceChange> {
    let (before, after) = (prevalences(old), prevalences(new));
    let shares = |all: &[Prevalence]| -> BTreeMap<(Place, ObservationKind), Share> {
        all.iter().map(|one| ((one.place.clone(), one.kind), one.share.clone())).collect()
    };
    let (shares_before, shares_after) = (shares(&before), shares(&after));
    let keys: BTreeSet<_> =
        shares_before.keys().chain(shares_after.keys()).filter(|(_, kind)| *kind != ObservationKind::Milestone).collect();
    let mut changes: Vec<PrevalenceChange> = Vec::new();
    let mut p = Vec::new();
    for key in keys {
        let (place, kind) = key;
        // A place that nobody spoke of in one wave has that wave's base of the stage.
        let share = |shares: &BTreeMap<(Place, ObservationKind), Share>, index: &Index<'_>| {
            let of_stage = || index.stages().binary_search(&place.stage()).ok().map(|stage| index.share(stage, 0));
            shares.get(key).cloned().or_else(of_stage)
        };
        let (Some(one), Some(two)) = (share(&shares_before, old), share(&shares_after, new)) else { continue };
        let Some(difference) = difference_of_shares((two.count, two.base), (one.count, one.base)) else { continue };
        p.push(fisher_exact([[one.count, one.base - one.count], [two.count, two.base - two.count]]));
        changes.push(PrevalenceChange {
            place: place.clone(),
            name: place.name(framework),
            kind: *kind,
            before: one,
            after: two,
            difference,
            adjusted_p_value: 1.0,
            significant: false,
        });
    }
    for (change, adjusted) in changes.iter_mut().zip(benjamini_hochberg(&p)) {
        change.adjusted_p_value = adjusted;
        change.significant = adjusted < 0.05;
    }
    let mut order: Vec<(f64, PrevalenceChange)> = p.into_iter().zip(changes).collect();
    order.sort_by(|left, right| left.0.total_cmp(&right.0).then_with(|| left.1.place.cmp(&right.1.place)));
    order.into_iter().map(|(_, change)| change).collect()
}

/// The least difference that would leave out zero: of each rating with the spread at hand, and of a share near one half.
fn limits(ratings: &[RatingChange], before: u64, after: u64) -> Vec<String> {
    let mut lines: Vec<String> = ratings
        .iter()
        .map(|one| {
            let half = (one.difference.interval.high - one.difference.interval.low) / 2.0;
            format!("{}: with these bases a difference under {half:.1} cannot be told from none", one.instrument.to_uppercase())
        })
        .collect();
    let (n, m) = (before, after);
    let least = (0..=m / 2).find(|more| difference_of_shares((m / 2 + more, m), (n / 2, n)).is_some_and(|found| found.is_significant()));
    if let Some(least) = least {
        lines.push(format!("a share near one half must move by some {:.0} points", least as f64 / m as f64 * 100.0));
    }
    lines
}

impl JourneyMap {
    /// Puts the curve of the wave before behind the map's own.
    #[must_use]
    pub fn with_baseline(mut self, comparison: &WaveComparison) -> Self {
        let point = |step: &MapStep| {
            let own = comparison.baseline.iter().find(|baseline| baseline.place == step.place);
            own.map_or_else(CurvePoint::empty, |baseline| baseline.point.clone())
        };
        let points = self.steps.iter().map(point).collect();
        self.baseline = Some(SegmentCurve { segment: comparison.before.clone(), name: comparison.before.clone(), points });
        self
    }
}
