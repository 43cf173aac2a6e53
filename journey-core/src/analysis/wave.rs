//! Waves: before and after, by the same instrument.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Corpus, CorpusFilter, JourneyMap, Place, Share, Tally,
    curve::{CurvePoint, Feelings},
    prevalence::findings,
};
use crate::{
    error::Error,
    journey::{Framework, ObservationKind},
    statistics::{
        Difference, benjamini_hochberg, difference_of_means, difference_of_net_promoter_scores, difference_of_shares, fisher_exact, mean,
        paired_difference,
    },
};

/// The fewest respondents in both waves for a paired comparison.
const LEAST_PAIRS: usize = 10;

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
    /// Whether the interval leaves out zero.
    pub significant: bool,
    /// Respondents before and after; for a paired comparison those in both.
    pub base: (u64, u64),
    /// How it was computed.
    pub method: String,
}

/// One kind of experience at one place in two waves.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PrevalenceChange {
    /// Where.
    pub place: Place,
    /// The kind.
    pub kind: ObservationKind,
    /// The share before.
    pub before: Share,
    /// The share after.
    pub after: Share,
    /// After minus before, with Newcombe's interval.
    pub difference: Difference,
    /// Fisher's p, adjusted by false discovery rate over every place and kind.
    pub adjusted_p_value: f64,
    /// Whether the adjusted p is under .05.
    pub significant: bool,
}

/// A step's curve in the wave before.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct BaselinePoint {
    /// The stage's id.
    pub stage: String,
    /// The touchpoint's id.
    pub touchpoint: Option<String>,
    /// The point.
    pub point: CurvePoint,
}

/// Two waves beside each other.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct WaveComparison {
    /// The wave before.
    pub before: String,
    /// The wave after.
    pub after: String,
    /// Respondents of each.
    pub respondents: (u64, u64),
    /// Respondents of both waves.
    pub respondents_in_both: u64,
    /// What keeps the waves from being the same instrument; empty when nothing does.
    pub instrument_changes: Vec<String>,
    /// Ratings.
    pub ratings: Vec<RatingChange>,
    /// Prevalences, strongest evidence first.
    pub prevalence: Vec<PrevalenceChange>,
    /// The least differences that these bases could tell from none, in words.
    pub detectable_differences: Vec<String>,
    /// The curve before, for the map.
    pub baseline: Vec<BaselinePoint>,
}

impl WaveComparison {
    /// What moved, and what did not, in words.
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
                one.place.name,
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

/// Compares two waves of a corpus.
///
/// Ratings are compared in pairs where at least ten respondents are in both waves, else between independent groups.
///
/// # Errors
/// When a wave has no respondents, or both are the same.
pub fn compare_waves(
    corpus: &Corpus,
    framework: &Framework,
    before: &str,
    after: &str,
    resamples: usize,
    seed: u64,
) -> Result<WaveComparison, Error> {
    if before == after {
        return Err(Error::invalid("after", format!("`{after}` is the wave before"), "name two waves"));
    }
    let wave = |field: &str, name: &str| {
        let part = corpus.filter(&CorpusFilter { waves: vec![name.to_owned()], ..CorpusFilter::default() });
        let known = corpus.waves().iter().map(|wave| format!("`{wave}`")).collect::<Vec<_>>().join(", ");
        if part.respondent_count() == 0 {
            Err(Error::invalid(field, format!("`{name}` has no respondents"), format!("there are {known}")))
        } else {
            Ok(part)
        }
    };
    let (first, second) = (wave("before", before)?, wave("after", after)?);
    let (old, new) = (first.tally(), second.tally());
    let (old_names, new_names) = (first.respondent_ids(), second.respondent_ids());
    let both: BTreeSet<&str> = old_names.iter().copied().filter(|name| new_names.binary_search(name).is_ok()).collect();
    let instruments = |tally: &Tally| tally.respondents().iter().flat_map(|one| one.ratings.keys().cloned()).collect::<BTreeSet<String>>();
    let reached = |tally: &Tally| tally.respondents().iter().flat_map(|one| one.reached.iter().cloned()).collect::<BTreeSet<String>>();
    let mut instrument = Vec::new();
    let (asked_before, asked_after) = (instruments(&old), instruments(&new));
    instrument.extend(asked_before.symmetric_difference(&asked_after).map(|name| format!("`{name}` was rated in one wave only")));
    let (told_before, told_after) = (reached(&old), reached(&new));
    instrument
        .extend(told_before.symmetric_difference(&told_after).map(|stage| format!("stage `{stage}` was asked about in one wave only")));
    let coders = |part: &Corpus| part.coders().to_vec();
    if coders(&first) != coders(&second) {
        instrument.push("the waves were coded by different coders".to_owned());
    }
    let ratings =
        asked_before.intersection(&asked_after).filter_map(|name| rating(name, (&old, &old_names), (&new, &new_names))).collect::<Vec<_>>();
    let limits = limits(&ratings, old.respondents().len(), new.respondents().len());
    let feelings = Feelings::of(&old);
    let places: BTreeSet<(String, Option<String>)> =
        old.groups().map(|group| (group.stage.to_owned(), group.touchpoint.map(str::to_owned))).collect();
    let ghost = places
        .into_iter()
        .enumerate()
        .map(|(at, (stage, touchpoint))| {
            let means: Vec<f64> = feelings.at(&stage, touchpoint.as_deref()).into_iter().map(|(_, mean)| mean).collect();
            let point = CurvePoint::of(&means, resamples, seed.wrapping_add(at as u64));
            BaselinePoint { stage, touchpoint, point }
        })
        .collect();
    Ok(WaveComparison {
        before: before.to_owned(),
        after: after.to_owned(),
        respondents: (first.respondent_count(), second.respondent_count()),
        respondents_in_both: both.len() as u64,
        instrument_changes: instrument,
        ratings,
        prevalence: prevalence(&old, &new, framework),
        detectable_differences: limits,
        baseline: ghost,
    })
}

fn rating(name: &str, before: (&Tally, &[&str]), after: (&Tally, &[&str])) -> Option<RatingChange> {
    let rated = |(tally, names): (&Tally, &[&str])| -> BTreeMap<String, f64> {
        names.iter().zip(tally.respondents()).filter_map(|(who, one)| Some(((*who).to_owned(), one.rating(name)?))).collect()
    };
    let (old, new) = (rated(before), rated(after));
    let (values_before, values_after): (Vec<f64>, Vec<f64>) = (old.values().copied().collect(), new.values().copied().collect());
    if name == "nps" {
        let counts = |values: &[f64]| {
            let of = |range: &dyn Fn(f64) -> bool| values.iter().filter(|value| range(**value)).count() as u64;
            (of(&|value| value >= 9.0), of(&|value| value <= 6.0), values.len() as u64)
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
    let paired = paired_difference(&pairs).filter(|_| pairs.len() >= LEAST_PAIRS);
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

fn prevalence(old: &Tally, new: &Tally, framework: &Framework) -> Vec<PrevalenceChange> {
    let (before, after) = (findings(old), findings(new));
    let key = |finding: &super::Prevalence| (finding.stage.clone(), finding.touchpoint.clone(), finding.kind);
    let keys: BTreeSet<_> = before.iter().chain(&after).filter(|one| one.kind != ObservationKind::Milestone).map(key).collect();
    let mut changes: Vec<PrevalenceChange> = Vec::new();
    let mut p = Vec::new();
    for (stage, touchpoint, kind) in keys {
        // A place that nobody spoke of in one wave has that wave's base of the stage.
        let find = |all: &[super::Prevalence]| {
            let own = all.iter().find(|one| key(one) == (stage.clone(), touchpoint.clone(), kind)).map(|one| one.share.clone());
            own.or_else(|| all.iter().find(|one| one.stage == stage).map(|one| Share::new(0, one.share.base, &one.share.rule)))
        };
        let (Some(one), Some(two)) = (find(&before), find(&after)) else { continue };
        let Some(difference) = difference_of_shares((two.count, two.base), (one.count, one.base)) else { continue };
        p.push(fisher_exact([[one.count, one.base - one.count], [two.count, two.base - two.count]]));
        let place = Place::new(framework, &stage, touchpoint.as_deref());
        changes.push(PrevalenceChange { place, kind, before: one, after: two, difference, adjusted_p_value: 1.0, significant: false });
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
fn limits(ratings: &[RatingChange], before: usize, after: usize) -> Vec<String> {
    let mut lines: Vec<String> = ratings
        .iter()
        .map(|one| {
            let half = (one.difference.interval.high - one.difference.interval.low) / 2.0;
            format!("{}: with these bases a difference under {half:.1} cannot be told from none", one.instrument.to_uppercase())
        })
        .collect();
    let (n, m) = (before as u64, after as u64);
    let least = (0..=m / 2).find(|more| difference_of_shares((m / 2 + more, m), (n / 2, n)).is_some_and(|found| found.is_significant()));
    if let Some(least) = least {
        lines.push(format!("a share near one half must move by some {:.0} points", least as f64 / m as f64 * 100.0));
    }
    lines
}

impl JourneyMap {
    /// Puts the curve of the wave before behind the map's own, as a ghost.
    #[must_use]
    pub fn with_baseline(mut self, comparison: &WaveComparison) -> Self {
        let point = |step: &super::MapStep| {
            let own = comparison.baseline.iter().find(|ghost| ghost.stage == step.stage && ghost.touchpoint == step.touchpoint);
            own.map(|ghost| ghost.point.clone()).unwrap_or_else(|| CurvePoint::of(&[], 0, 0))
        };
        let points = self.steps.iter().map(point).collect();
        self.baseline = Some(super::SegmentCurve { segment: comparison.before.clone(), name: comparison.before.clone(), points });
        self
    }
}
