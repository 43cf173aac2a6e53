//! Numbers and places in words, the same in every rendering.

use crate::{
    analysis::{JourneyMap, SatisfactionScore},
    statistics::Interval,
};

/// A signed valence with one decimal and a true minus.
pub(super) fn signed(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded < 0.0 {
        format!("−{:.1}", -rounded)
    } else if rounded > 0.0 {
        format!("+{rounded:.1}")
    } else {
        "0.0".into()
    }
}

/// An interval with one decimal.
pub(super) fn range(interval: Option<Interval>) -> String {
    interval.map_or_else(|| "no interval".into(), |interval| format!("{} to {}", minus(interval.low), minus(interval.high)))
}

/// A number with one decimal and a true minus.
pub(super) fn minus(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded < 0.0 { format!("−{:.1}", -rounded) } else { format!("{:.1}", rounded.abs()) }
}

/// A satisfaction score in words.
pub(super) fn satisfaction(score: &SatisfactionScore) -> String {
    format!("{} {} [{}], n={}", score.instrument.to_uppercase(), minus(score.value), range(score.interval), score.base)
}

/// What the map stands on, in one line.
pub(super) fn base(map: &JourneyMap) -> String {
    let base = &map.base;
    let mut text = format!(
        "{} · {} · {}",
        count(base.respondents, "respondent"),
        count(base.documents, "document"),
        count(base.observations, "observation")
    );
    if base.simulated > 0 {
        let who = if base.simulated == base.respondents {
            "all respondents are simulated".into()
        } else {
            format!("{} of the respondents are simulated", base.simulated)
        };
        text.push_str(&format!(" · {who}"));
    }
    text
}

/// A count with its noun.
pub(super) fn count(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Words for a valence.
pub(super) fn feeling(valence: f64) -> &'static str {
    match valence {
        v if v <= -1.25 => "very bad",
        v if v <= -0.25 => "bad",
        v if v < 0.25 => "neutral",
        v if v < 1.25 => "good",
        _ => "very good",
    }
}

/// The name of a stage.
pub(super) fn stage_name<'a>(map: &'a JourneyMap, stage: &'a str) -> &'a str {
    map.stages.iter().find(|one| one.stage.id == stage).map_or(stage, |one| &one.stage.name)
}

/// A text description of the map, for readers who cannot see it.
pub fn description(map: &JourneyMap) -> String {
    let mut text = format!(
        "{}. Journey map of {} with {}.",
        map.title,
        count(map.stages.len() as u64, "stage"),
        count(map.steps.len() as u64, "step")
    );
    text.push_str(&format!(" {}.", base(map)));
    if let Some((low, high)) = map.extremes() {
        for (name, step) in [("Lowest", low), ("Highest", high)] {
            if let Some(mean) = step.curve.mean {
                text.push_str(&format!(" {name} point: {} at {} ({}, n={}).", step.name, signed(mean), feeling(mean), step.curve.base));
            }
        }
    }
    if let Some(first) = map.priorities.first() {
        text.push_str(&format!(" First priority: {}, {} of {} respondents.", first.name, first.prevalence.count, first.prevalence.base));
    }
    text
}
