//! The facts about each topic.

use super::{QuestionTopic, fact::Findings};
use crate::{
    analysis::{Bar, JourneyMap, MapStep, Share, Verbatim},
    journey::{ObservationKind, Place},
    statistics::Interval,
};

/// How many rows an answer shows.
const ROWS: usize = 8;

fn number(value: f64) -> String {
    format!("{value:+.1}").replace('-', "−")
}

fn range(interval: Option<Interval>) -> String {
    interval.map_or_else(|| "no interval".into(), |interval| format!("{} to {}", number(interval.low), number(interval.high)))
}

fn share_bar(label: &str, share: &Share) -> Bar {
    Bar {
        label: label.to_owned(),
        value: share.value.unwrap_or(0.0),
        interval: share.interval,
        base: format!("{}/{}", share.count, share.base),
    }
}

/// The facts about a topic that the map tells; where the question names stages or touchpoints, only those, if there are any.
pub(super) fn findings(map: &JourneyMap, topic: QuestionTopic, places: &[Place], found: &mut Findings) {
    let before = found.facts.len();
    let asked = |place: &Place| places.is_empty() || places.iter().any(|named| named.holds(place));
    match topic {
        QuestionTopic::Friction | QuestionTopic::Delight => felt(map, topic == QuestionTopic::Friction, &asked, found),
        QuestionTopic::Priorities | QuestionTopic::CriticalTouchpoints | QuestionTopic::Strategy => ranked(map, topic, &asked, found),
        QuestionTopic::MomentsOfTruth => moments(map, found),
        QuestionTopic::ExpectationGaps => gaps(map, &asked, found),
        QuestionTopic::AcrossChannels | QuestionTopic::Omnichannel => channels(map, found),
        QuestionTopic::EmotionMap => emotions(map, &asked, found),
        QuestionTopic::Satisfaction => satisfaction(map, &asked, found),
        QuestionTopic::Segments => segments(map, &asked, found),
        QuestionTopic::Outcomes => outcomes(map, found),
        QuestionTopic::WhatIf => predictions(map, &asked, found),
        QuestionTopic::Differentiation => differentiate(map, found),
        QuestionTopic::Summary => summary(map, found),
        // What the words tell; see `spoken`.
        QuestionTopic::Accounts
        | QuestionTopic::Churn
        | QuestionTopic::RootCauses
        | QuestionTopic::Unanswerable
        | QuestionTopic::Waves
        | QuestionTopic::Words => return,
    }
    if found.facts.len() == before {
        found.add(format!("Nothing was observed about {} among {} respondents", topic.name(), map.base.respondents), None, &[]);
    }
}

/// How satisfied respondents are, over all and where they felt something.
fn satisfaction(map: &JourneyMap, asked: &dyn Fn(&Place) -> bool, found: &mut Findings) {
    scores(map, found);
    found.columns(&["step", "mean overall rating of those who told of it", "n"]);
    let mut rated: Vec<(&MapStep, f64, u64)> = map
        .steps
        .iter()
        .filter(|step| asked(&step.place))
        .filter_map(|step| step.satisfaction.map(|mean| (step, mean.value, mean.base)))
        .collect();
    rated.sort_by(|left, right| left.1.total_cmp(&right.1));
    for (step, mean, base) in &rated {
        found.row(vec![step.name.clone(), format!("{mean:.1}"), base.to_string()]);
    }
    if let (Some((low, worst, few)), Some((high, best, many))) = (rated.first(), rated.last()) {
        let text = format!(
            "Of those who told of {} the overall rating is lowest: {worst:.1} (n={few}); of those who told of {} highest: {best:.1} (n={many})",
            low.name, high.name
        );
        found.add(text, None, &[]);
    }
    if map.satisfaction.is_empty() {
        found.add(format!("Nobody of {} respondents was asked for a rating", map.base.respondents), None, &[]);
    }
}

/// A fact for each instrument.
fn scores(map: &JourneyMap, found: &mut Findings) {
    for score in &map.satisfaction {
        let interval =
            score.interval.map_or_else(|| "no interval".into(), |interval| format!("{:.1} to {:.1}", interval.low, interval.high));
        let text = format!("{} {:.1} [{interval}], n={}", score.instrument.to_uppercase(), score.value, score.base);
        found.add(text.replace('-', "−"), None, &[]);
    }
}

fn felt(map: &JourneyMap, pain: bool, asked: &dyn Fn(&Place) -> bool, found: &mut Findings) {
    let (kind, word) = if pain { (ObservationKind::Pain, "pain") } else { (ObservationKind::Delight, "delight") };
    let told = |step: &MapStep| if pain { step.pain_share.clone() } else { step.delight_share.clone() };
    let mut steps: Vec<(&MapStep, Share)> =
        map.steps.iter().filter(|step| asked(&step.place)).filter_map(|step| Some((step, told(step)?))).collect();
    steps.sort_by(|left, right| right.1.value.unwrap_or(0.0).total_cmp(&left.1.value.unwrap_or(0.0)));
    let stage =
        map.prevalence.iter().filter(|finding| finding.place.touchpoint().is_none() && finding.kind == kind && asked(&finding.place));
    if let Some(most) = stage.max_by(|left, right| left.share.value.unwrap_or(0.0).total_cmp(&right.share.value.unwrap_or(0.0))) {
        found.add(format!("The stage with most {word} is {}: {}", stage_name(map, most.place.stage()), most.share), most.share.value, &[]);
    }
    found.columns(&["where", word, "mean valence", "n"]);
    let mut bars = Vec::new();
    for (step, share) in steps.into_iter().take(ROWS) {
        let voices = if pain { &step.pains } else { &step.delights };
        found.add(
            format!("{}: {word} for {share}; mean valence {}", step.name, step.curve.mean.map_or_else(|| "unknown".into(), number)),
            share.value,
            voices,
        );
        found.row(vec![
            step.name.clone(),
            share.to_string(),
            step.curve.mean.map_or_else(String::new, number),
            step.curve.base.to_string(),
        ]);
        bars.push(share_bar(&step.name, &share));
    }
    found.bars(&format!("Respondents with {word}"), (0.0, 1.0), true, bars);
}

fn ranked(map: &JourneyMap, topic: QuestionTopic, asked: &dyn Fn(&Place) -> bool, found: &mut Findings) {
    found.columns(&["rank (95 %)", "where", "pain", "severity", "impact", "score"]);
    let mut bars = Vec::new();
    for one in map.priorities.iter().filter(|one| asked(&one.place)).take(ROWS) {
        let ranks = format!("{} ({}–{})", one.rank, one.rank_interval.low, one.rank_interval.high);
        found.add(
            format!(
                "Priority {} ({}–{} in 95 % of resamples): {}, pain for {}; {}",
                one.rank, one.rank_interval.low, one.rank_interval.high, one.name, one.prevalence, one.formula
            ),
            one.prevalence.value,
            &one.verbatims,
        );
        found.row(vec![
            ranks,
            one.name.clone(),
            one.prevalence.to_string(),
            format!("{:.2}", one.severity.value),
            format!("{:.2}", one.impact.value),
            format!("{:.2}", one.score),
        ]);
        bars.push(Bar {
            label: one.name.clone(),
            value: one.score,
            interval: None,
            base: format!("{}/{}", one.prevalence.count, one.prevalence.base),
        });
    }
    if topic == QuestionTopic::CriticalTouchpoints {
        for one in map.moments_of_truth.iter().take(3) {
            found.add(
                format!("Moment of truth: {}, named decisive by {}; {}", one.name, one.decisive, one.formula),
                one.decisive.value,
                &one.verbatims,
            );
        }
        for driver in map.drivers.iter().take(1).flat_map(|drivers| drivers.drivers.iter().take(3).map(move |driver| (drivers, driver))) {
            let (drivers, driver) = driver;
            found.add(
                format!(
                    "{} goes with {:.2} of the variance of {} (R² {:.2}, n={}); an association",
                    driver.name, driver.importance.value, drivers.outcome, drivers.r_squared, drivers.base
                ),
                None,
                &[],
            );
        }
    }
    let most = bars.iter().map(|bar| bar.value).fold(0.1, f64::max);
    found.bars("Priority = prevalence × severity × impact", (0.0, most), false, bars);
}

fn moments(map: &JourneyMap, found: &mut Findings) {
    found.columns(&["where", "named decisive", "intensity", "score"]);
    let mut bars = Vec::new();
    for one in map.moments_of_truth.iter().take(ROWS) {
        found.add(
            format!("{}: named decisive by {} of those who spoke of it; {}", one.name, one.decisive, one.formula),
            one.decisive.value,
            &one.verbatims,
        );
        found.row(vec![one.name.clone(), one.decisive.to_string(), format!("{:.2}", one.intensity), format!("{:.2}", one.score)]);
        bars.push(share_bar(&one.name, &one.decisive));
    }
    if map.moments_of_truth.is_empty() {
        found.add(format!("No place was named decisive by two respondents or more, of {}", map.base.respondents), None, &[]);
    }
    found.bars("Named decisive by", (0.0, 1.0), true, bars);
}

fn gaps(map: &JourneyMap, asked: &dyn Fn(&Place) -> bool, found: &mut Findings) {
    found.columns(&["where", "gap", "mean valence", "quality", "expected", "what happened"]);
    let mut bars = Vec::new();
    for gap in map.expectation_gaps.iter().filter(|gap| asked(&gap.place)).take(ROWS) {
        let quality = gap.dimension.clone().unwrap_or_default();
        found.add(
            format!("{}: an expectation gap for {}; mean valence {}", gap.name, gap.share, number(gap.mean_valence)),
            gap.share.value,
            &[],
        );
        let pair = gap.pairs.first();
        if let (Some(id), Some(pair)) = (found.facts.last().map(|fact| fact.id.clone()), pair) {
            let voice = |quote: &crate::journey::Quotation| Verbatim {
                quote: quote.clone(),
                participant: String::new(),
                observation: String::new(),
                language: None,
            };
            found.voices.extend([&pair.expected, &pair.actual].map(|quote| (id.clone(), voice(quote))));
        }
        found.row(vec![
            gap.name.clone(),
            gap.share.to_string(),
            number(gap.mean_valence),
            quality,
            pair.map_or_else(String::new, |pair| pair.expected.text.clone()),
            pair.map_or_else(String::new, |pair| pair.actual.text.clone()),
        ]);
        bars.push(share_bar(&gap.name, &gap.share));
    }
    found.bars("Respondents with an expectation gap", (0.0, 1.0), true, bars);
}

fn channels(map: &JourneyMap, found: &mut Findings) {
    let channels = &map.channels;
    found.add(format!("{} had to give information again", channels.repeated_information), channels.repeated_information.value, &[]);
    found.add(format!("{} were passed on to someone else", channels.hand_offs), channels.hand_offs.value, &[]);
    found.columns(&["where", "channels, best first", "difference", "consistent"]);
    for one in &channels.consistency {
        let means: Vec<String> =
            one.channels.iter().map(|mean| format!("{} {} (n={})", mean.channel, number(mean.mean), mean.base)).collect();
        let verdict = if one.inconsistent { "differs" } else { "cannot be told from chance" };
        found.add(
            format!(
                "{}: {}; difference {} [{}]: {verdict}",
                one.name,
                means.join(", "),
                number(one.difference.value),
                range(Some(one.difference.interval))
            ),
            None,
            &[],
        );
        let consistent = if one.inconsistent { "no" } else { "not shown otherwise" };
        found.row(vec![one.name.clone(), means.join(", "), number(one.difference.value), consistent.into()]);
    }
    for change in channels.transitions.iter().take(3) {
        found.add(format!("{} respondents went from {} to {}", change.respondents, change.from, change.to), None, &[]);
    }
    let bars = vec![share_bar("gave information again", &channels.repeated_information), share_bar("were passed on", &channels.hand_offs)];
    found.bars("Respondents who", (0.0, 1.0), true, bars);
}

fn emotions(map: &JourneyMap, asked: &dyn Fn(&Place) -> bool, found: &mut Findings) {
    if let Some((low, high)) = map.extremes() {
        for (name, step, voices) in [("lowest", low, &low.pains), ("highest", high, &high.delights)] {
            let mean = step.curve.mean.map_or_else(String::new, number);
            found.add(
                format!("The {name} point is {}: {mean} [{}], n={}", step.name, range(step.curve.band), step.curve.base),
                None,
                voices,
            );
        }
    }
    found.columns(&["step", "mean valence", "95 % band", "n", "emotions"]);
    let mut bars = Vec::new();
    for step in map.steps.iter().filter(|step| asked(&step.place)) {
        let emotions: Vec<String> = step.emotions.iter().map(|one| format!("{} {}", one.emotion.name(), one.count)).collect();
        let mean = step.curve.mean;
        found.row(vec![
            step.name.clone(),
            mean.map_or_else(|| "no data".into(), number),
            range(step.curve.band),
            step.curve.base.to_string(),
            emotions.join(", "),
        ]);
        if let Some(mean) = mean {
            bars.push(Bar { label: step.name.clone(), value: mean, interval: step.curve.band, base: format!("n={}", step.curve.base) });
            if found.facts.len() < ROWS {
                found.add(
                    format!(
                        "{}: mean valence {} [{}], n={}; {}",
                        step.name,
                        number(mean),
                        range(step.curve.band),
                        step.curve.base,
                        emotions.join(", ")
                    ),
                    None,
                    &[],
                );
            }
        }
    }
    found.bars("Mean valence, −2 to +2", (-2.0, 2.0), false, bars);
}

fn segments(map: &JourneyMap, asked: &dyn Fn(&Place) -> bool, found: &mut Findings) {
    let name = |id: &str| map.base.segments.iter().find(|one| one.id == id).map_or(id.to_owned(), |one| one.name.clone());
    let all: Vec<_> = map.segment_differences.iter().filter(|one| asked(&one.place)).collect();
    let reliable = all.iter().filter(|one| one.significant).count();
    if map.segment_differences.is_empty() {
        return found.refused(map, "segment", "There are no two segments with ten eligible respondents each to compare");
    }
    found.add(format!("{reliable} of {} comparisons are reliable after correcting for their number", all.len()), None, &[]);
    found.columns(&["segment", "where", "kind", "inside", "outside", "difference", "adjusted p"]);
    for one in all.iter().take(ROWS) {
        let verdict = if one.significant { "reliable" } else { "cannot be told from chance" };
        found.add(
            format!(
                "{}, {} at {}: {} inside, {} outside; difference {:+.0} points [{:+.0} to {:+.0}], adjusted p {:.3}: {verdict}",
                name(&one.segment),
                one.kind.name(),
                one.name,
                one.inside,
                one.outside,
                one.difference.value * 100.0,
                one.difference.interval.low * 100.0,
                one.difference.interval.high * 100.0,
                one.adjusted_p_value
            ),
            one.inside.value,
            &[],
        );
        found.row(vec![
            name(&one.segment),
            one.name.clone(),
            one.kind.name().into(),
            one.inside.to_string(),
            one.outside.to_string(),
            format!("{:+.0} points", one.difference.value * 100.0),
            format!("{:.3}", one.adjusted_p_value),
        ]);
    }
    let bar = |one: &&&crate::analysis::SegmentDifference| Bar {
        label: format!("{}: {} at {}", name(&one.segment), one.kind.name(), one.name),
        value: one.difference.value,
        interval: Some(one.difference.interval),
        base: format!("{}/{} against {}/{}", one.inside.count, one.inside.base, one.outside.count, one.outside.base),
    };
    found.bars("Inside minus outside", (-1.0, 1.0), true, all.iter().take(ROWS).map(|one| bar(&one)).collect());
}

fn outcomes(map: &JourneyMap, found: &mut Findings) {
    let known: Vec<&str> = map.drivers.iter().map(|drivers| drivers.outcome.as_str()).collect();
    for outcome in ["retention", "lifetime_value"].iter().filter(|outcome| !known.contains(outcome)) {
        found.add(
            format!("{} is not known of any respondent: give documents a rating of that name to relate it", outcome.replace('_', " ")),
            None,
            &[],
        );
    }
    found.columns(&["outcome", "part of the journey", "share of R²", "rank (95 %)", "slope"]);
    let mut bars = Vec::new();
    for drivers in &map.drivers {
        found.add(
            format!(
                "All parts together go with {:.2} of the variance of {} (R², n={}); an association, not a cause",
                drivers.r_squared, drivers.outcome, drivers.base
            ),
            None,
            &[],
        );
        for driver in drivers.drivers.iter().take(ROWS) {
            let one = &driver.importance;
            let ranks = one.rank_interval.map_or_else(|| one.rank.to_string(), |(low, high)| format!("{} ({low}–{high})", one.rank));
            found.add(
                format!(
                    "{}: {:.2} of R² of {}, rank {ranks}; one point of feeling goes with {} of {}",
                    driver.name,
                    one.value,
                    drivers.outcome,
                    number(one.slope),
                    drivers.outcome
                ),
                None,
                &[],
            );
            found.row(vec![drivers.outcome.clone(), driver.name.clone(), format!("{:.2}", one.value), ranks, number(one.slope)]);
            bars.push(Bar {
                label: format!("{} ({})", driver.name, drivers.outcome),
                value: one.value,
                interval: one.interval,
                base: format!("n={}", driver.base),
            });
        }
    }
    if map.drivers.is_empty() {
        found.refused(map, "drivers", "No outcome was rated: give documents a rating such as csat, nps, retention or lifetime_value");
    }
    found.bars("Share of R²", (0.0, 1.0), false, bars);
}

fn predictions(map: &JourneyMap, asked: &dyn Fn(&Place) -> bool, found: &mut Findings) {
    found.columns(&["pain", "falls by", "outcome", "predicted change", "95 % interval"]);
    for one in map.predictions.iter().filter(|one| asked(&one.place)) {
        let what_if = &one.what_if;
        found.add(
            format!(
                "If the share with a pain at {} fell by {:.0} points, {} would be predicted to change by {} [{}]: {}",
                one.name,
                what_if.reduction * 100.0,
                what_if.outcome,
                number(what_if.change),
                range(Some(what_if.interval)),
                what_if.note
            ),
            None,
            &[],
        );
        found.row(vec![
            one.name.clone(),
            format!("{:.0} points", what_if.reduction * 100.0),
            what_if.outcome.clone(),
            number(what_if.change),
            range(Some(what_if.interval)),
        ]);
    }
    if found.facts.is_empty() {
        found.refused(map, "prediction", "Nothing can be predicted: no outcome was rated by five respondents with and five without a pain");
    }
}

/// What customers praise beyond what they need, where they suggest something, and where they expected more.
fn differentiate(map: &JourneyMap, found: &mut Findings) {
    felt(map, false, &|_| true, found);
    found.facts.truncate(4);
    found.voices.retain(|(id, _)| found.facts.iter().any(|fact| fact.id == *id));
    for step in map.steps.iter().filter(|step| !step.suggestions.is_empty()).take(3) {
        found.add(format!("{}: customers suggest a change here (n={})", step.name, step.base), None, &step.suggestions);
    }
    for gap in map.expectation_gaps.iter().take(2) {
        found.add(format!("{}: an expectation gap for {}", gap.name, gap.share), gap.share.value, &[]);
    }
}

fn summary(map: &JourneyMap, found: &mut Findings) {
    found.add(
        format!("{} respondents, {} documents, {} observations", map.base.respondents, map.base.documents, map.base.observations),
        None,
        &[],
    );
    if map.base.simulated > 0 {
        found.add(
            format!("{} of {} respondents are simulated: this shows the method, not customers", map.base.simulated, map.base.respondents),
            None,
            &[],
        );
    }
    if let Some((low, high)) = map.extremes() {
        for (name, step, voices) in [("lowest", low, &low.pains), ("highest", high, &high.delights)] {
            let mean = step.curve.mean.map_or_else(String::new, number);
            found.add(
                format!("The {name} point of the journey is {}: {mean} [{}], n={}", step.name, range(step.curve.band), step.curve.base),
                None,
                voices,
            );
        }
    }
    for one in map.priorities.iter().take(3) {
        found.add(format!("Priority {}: {}, pain for {}", one.rank, one.name, one.prevalence), one.prevalence.value, &one.verbatims);
    }
    scores(map, found);
    if let Some(gap) = map.expectation_gaps.first() {
        found.add(format!("Widest expectation gap: {}, {}", gap.name, gap.share), gap.share.value, &[]);
    }
    if let Some(one) = map.moments_of_truth.first() {
        found.add(format!("First moment of truth: {}, named decisive by {}", one.name, one.decisive), one.decisive.value, &one.verbatims);
    }
    for one in map.segment_differences.iter().filter(|one| one.significant).take(2) {
        found.add(
            format!("{} differ from the rest in {} at {}: {} against {}", one.segment, one.kind.name(), one.name, one.inside, one.outside),
            one.inside.value,
            &[],
        );
    }
    for refusal in map.not_computed.iter().take(2) {
        found.add(format!("Not computed: {}, because {}", refusal.method, refusal.reason), None, &[]);
    }
    let bars = map.priorities.iter().take(5).map(|one| share_bar(&one.name, &one.prevalence)).collect();
    found.bars("Respondents with pain, by priority", (0.0, 1.0), true, bars);
}

fn stage_name<'a>(map: &'a JourneyMap, stage: &'a str) -> &'a str {
    map.stages.iter().find(|one| one.stage.id == stage).map_or(stage, |one| &one.stage.name)
}

/// The name of a touchpoint, or of a stage where the words belong to the stage alone.
pub(super) fn place_name<'a>(map: &'a JourneyMap, place: &'a Place) -> &'a str {
    map.steps.iter().find(|step| step.place == *place).map_or_else(|| stage_name(map, place.stage()), |step| &step.name)
}
