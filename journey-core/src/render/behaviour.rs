//! What customers did, in words and tables.

use std::collections::BTreeMap;

use super::{durations::duration, words::count};
use crate::{
    behaviour::{BehaviourReport, ChurnStudy, Conformance, Deviation, Discovery, FunnelResult, SaidAndDone, SaidAndDoneAt, Staying},
    escape::markdown,
    statistics::{HazardEffect, KaplanMeier},
    time::Timestamp,
};

/// The most rows of a table.
const ROWS: usize = 10;
/// The most activities of a path that are written out.
const PATH: usize = 14;
/// How many times its low end the high end of an odds ratio's interval may be before nothing is told.
const VAGUE: f64 = 100.0;
/// One of so many who left may come back before it was no leaving.
const OFTEN_BACK: u64 = 5;
const DAY: f64 = 86_400_000.0;

/// The report of a log as Markdown: paths, funnel, deviations, said and done, and churn, each number with its base and interval.
pub fn behaviour_markdown(report: &BehaviourReport) -> String {
    let mut out = String::from("## What customers did\n\n");
    let whole = &report.discovery.whole;
    out.push_str(&format!("{} and {}", count(whole.cases, "journey"), count(whole.events, "event")));
    if let Some(throughput) = whole.throughput {
        out.push_str(&format!(
            "; half of the journeys took {} or less, nine in ten {}",
            duration(throughput.median_ms),
            duration(throughput.p90_ms)
        ));
    }
    out.push_str(".\n");
    mapping(report, &mut out);
    paths(whole, &mut out);
    whole.funnels.iter().for_each(|funnel| steps(funnel, &mut out));
    whole.conformance.iter().for_each(|conformance| deviations(conformance, &mut out));
    again(whole, &mut out);
    report.said_and_done.iter().for_each(|joined| said(joined, &mut out));
    report.churn.iter().for_each(|study| churn(study, &mut out));
    out
}

/// Which activities stand for which touchpoint, and which for none.
fn mapping(report: &BehaviourReport, out: &mut String) {
    let mut by_place: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (activity, place) in report.places.iter() {
        by_place.entry(place.touchpoint().unwrap_or_else(|| place.stage()).replace('_', " ")).or_default().push(markdown(activity));
    }
    let mut rows: Vec<Vec<String>> =
        by_place.into_iter().map(|(place, activities)| vec![markdown(&place), activities.join(", ")]).collect();
    if !report.unplaced.is_empty() {
        let shown: Vec<String> = report.unplaced.iter().take(ROWS).map(|name| markdown(name)).collect();
        let more = report.unplaced.len().saturating_sub(ROWS);
        let rest = if more > 0 { format!(", and {more} more") } else { String::new() };
        rows.push(vec!["none".into(), format!("{}{rest}", shown.join(", "))]);
    }
    let note = "Told by the activities' names; a table of your own says it better (`--places`, `EventPlaces`).";
    table("Which events stand for which touchpoint", note, &["touchpoint", "activities"], rows.into_iter(), out);
}

fn paths(whole: &Discovery, out: &mut String) {
    let rows = whole.variants.most_frequent.iter().take(ROWS).map(|one| {
        let path = folded(&one.activities);
        vec![path, one.cases.to_string(), duration(one.throughput.median_ms)]
    });
    let note = format!("{} in all.", count(whole.variants.count, "different way"));
    table("The ways they took", &note, &["way", "journeys", "half took at most"], rows, out);
    let mut edges: Vec<_> = whole.graph.edges.iter().filter(|edge| edge.between.n >= 5).collect();
    edges.sort_by(|left, right| right.between.median_ms.total_cmp(&left.between.median_ms));
    let rows = edges.into_iter().take(ROWS).map(|edge| {
        vec![
            markdown(&edge.from),
            markdown(&edge.to),
            edge.cases.to_string(),
            duration(edge.between.median_ms),
            duration(edge.between.p90_ms),
        ]
    });
    let columns = ["from", "to", "journeys", "half waited at most", "nine in ten at most"];
    table("Where they waited longest", "Steps that follow each other directly, five times or more.", &columns, rows, out);
}

/// A way with steps that repeat folded: `status asked ×4`.
fn folded(activities: &[String]) -> String {
    let runs: Vec<String> = activities
        .chunk_by(|left, right| left == right)
        .filter_map(|run| {
            let name = markdown(run.first()?);
            Some(if run.len() > 1 { format!("{name} ×{}", run.len()) } else { name })
        })
        .collect();
    let more = runs.len().saturating_sub(PATH);
    let shown = runs.get(..runs.len().min(PATH)).unwrap_or_default().join(" → ");
    if more > 0 { format!("{shown} → and {more} more") } else { shown }
}

fn steps(funnel: &FunnelResult, out: &mut String) {
    let rows = funnel.steps.iter().map(|step| {
        let next = step.drop_off.as_ref().and_then(|drop| drop.next.first()).map_or_else(String::new, |next| markdown(&next.activity));
        let since = step.since_previous.map_or_else(String::new, |since| duration(since.median_ms));
        vec![markdown(&step.name), step.cases.to_string(), step.of_previous.to_string(), since, next]
    });
    let columns = ["step", "came so far in order", "of the step before", "half took at most", "who dropped went to"];
    table("How far they came", "The touchpoints in the order of the framework.", &columns, rows, out);
}

fn deviations(conformance: &Conformance, out: &mut String) {
    // An activity of no touchpoint is not off the plan: it is on no map.
    let off = conformance.deviations.iter().filter(|one| !matches!(one.deviation, Deviation::Unplanned { .. }));
    let rows = off.take(ROWS).map(|one| {
        let (what, name) = match &one.deviation {
            Deviation::Missing { step } => ("left out", step),
            Deviation::OutOfOrder { step } => ("at another place", step),
            Deviation::Repeated { step } => ("again", step),
            Deviation::Unplanned { activity } => ("not planned", activity),
        };
        vec![markdown(name), what.to_owned(), one.cases.to_string(), one.count.to_string()]
    });
    let note = "The touchpoints in the order of the framework, as far as events stand for them; any may be left out or come again.";
    table("Where they left the order", note, &["step", "how", "journeys", "times"], rows, out);
}

fn again(whole: &Discovery, out: &mut String) {
    let mut activities: Vec<_> = whole.rework.activities.iter().filter(|one| one.repeated.cases > 0).collect();
    activities.sort_by(|left, right| right.repeated.cases.cmp(&left.repeated.cases).then_with(|| left.activity.cmp(&right.activity)));
    let rows =
        activities.into_iter().take(ROWS).map(|one| vec![markdown(&one.activity), one.repeated.to_string(), one.extra_events.to_string()]);
    table("What they did again", "", &["activity", "journeys with more than one", "extra events"], rows, out);
    let rows = whole.handoffs.handoffs.iter().take(ROWS).map(|one| vec![markdown(&one.from), markdown(&one.to), one.cases.to_string()]);
    table("From channel to channel", "", &["from", "to", "journeys"], rows, out);
}

fn said(joined: &SaidAndDone, out: &mut String) {
    let note = format!(
        "Of {} both words and events are known ({} only spoke, {} only acted). Came back: more often than half of those who were there. Silent: came back, and told of no pain there, nor of the stage in general.",
        count(joined.both, "person").replace("persons", "people"),
        joined.only_said,
        joined.only_done
    );
    let row = |one: &SaidAndDoneAt| {
        vec![
            markdown(&one.name),
            one.told_of_doers.to_string(),
            one.did_of_tellers.to_string(),
            one.hurt.to_string(),
            one.repeated.to_string(),
            one.silent.to_string(),
            one.recall.map_or_else(String::new, |recall| format!("{} (n={})", duration(recall.median_ms), recall.n)),
        ]
    };
    let columns = [
        "where",
        "told, of who did",
        "did, of who told",
        "told of a pain, of who did",
        "came back, of who did",
        "silent, of who came back",
        "half told within",
    ];
    let (stages, touchpoints): (Vec<&SaidAndDoneAt>, Vec<&SaidAndDoneAt>) =
        joined.places.iter().partition(|one| one.place.touchpoint().is_none());
    table("Said and done, by touchpoint", &note, &columns, touchpoints.into_iter().map(row), out);
    table("Said and done, by stage", "", &columns, stages.into_iter().map(row), out);
}

fn churn(study: &ChurnStudy, out: &mut String) {
    out.push_str(&format!("\n## Who left\n\n{} of {} left", study.left, count(study.customers, "customer")));
    if study.came_back > 0 {
        out.push_str(&format!("; {} of them came back", study.came_back));
    }
    out.push_str(&format!(", observed until {}.\n\nHow that is told: {}.\n", date(study.until), markdown(&study.method)));
    if OFTEN_BACK * study.came_back > study.left {
        out.push_str("\nSo many came back that this is no leaving: name what is (`--left`), or a longer absence.\n");
    }
    staying(&study.staying, out);
    ways(&study.staying, out);
    match (&study.model, &study.no_model) {
        (Some(model), _) => {
            let test = model.likelihood_ratio;
            let verdict = if test.is_significant() { "go with leaving" } else { "could not be shown to go with leaving" };
            let note = format!(
                "Together these experiences {verdict} (likelihood ratio χ² {:.1}, {} degrees, p {}). An odds ratio above 1 goes with leaving, below 1 with staying.",
                test.chi_square,
                test.degrees,
                p_value(test.p_value)
            );
            let row = |one: &HazardEffect| {
                let interval = one.odds_ratio_interval;
                let left = study.experiences.iter().find(|known| known.experience == one.name);
                let ratio = if interval.high > VAGUE * interval.low {
                    "cannot be told".to_owned()
                } else {
                    format!("{:.2} [{:.2}, {:.2}]", one.odds_ratio, interval.low, interval.high)
                };
                vec![markdown(&one.name), left.map_or_else(String::new, |one| one.left.to_string()), ratio, p_value(one.p_value)]
            };
            let columns = ["experience", "left, of who had it", "odds ratio", "p"];
            table("What goes with leaving", &note, &columns, model.effects.iter().map(row), out);
        }
        (None, Some(reason)) => out.push_str(&format!("\nNo model of what goes with leaving: {}.\n", markdown(reason))),
        (None, None) => {}
    }
    evaluation(study, out);
    at_risk(study, out);
}

/// The share who left in each way by the end.
fn ways(staying: &Staying, out: &mut String) {
    let rows = staying.ways.iter().filter_map(|way| {
        let last = way.incidence.steps.last()?;
        let interval = last.interval.map_or_else(String::new, |interval| format!(" [{}]", interval.percent()));
        Some(vec![markdown(&way.activity), way.incidence.events.to_string(), format!("{:.0} %{interval}", last.incidence * 100.0)])
    });
    let note = "The others being other ways of leaving (competing risks).";
    table("In which way they left", note, &["way", "customers", "share by the end"], rows, out);
}

fn staying(staying: &Staying, out: &mut String) {
    let row = |name: &str, curve: &KaplanMeier, median: Option<f64>| {
        let longest = curve.steps.last().map_or(0.0, |step| step.time);
        let at = |days: f64| {
            let share = curve.at(days).filter(|_| days <= longest)?;
            let interval = share.interval.map_or_else(String::new, |interval| format!(" [{}]", interval.percent()));
            Some(format!("{:.0} %{interval}", share.survival * 100.0))
        };
        let cells = [30.0, 90.0, 180.0, 365.0].map(|days| at(days).unwrap_or_default());
        let median = median.map_or_else(|| "not reached".to_owned(), |days| duration(days * DAY));
        [vec![markdown(name), curve.base.to_string(), curve.events.to_string()], cells.to_vec(), vec![median]].concat()
    };
    let mut rows = vec![row("all", &staying.all, staying.median_days.median)];
    rows.extend(staying.segments.iter().map(|one| row(&one.segment, &one.curve, one.median_days.median)));
    let note = staying.log_rank.as_ref().map_or_else(String::new, |test| {
        format!("Whether segments differ: log-rank χ² {:.1}, {} degrees, p {}.", test.chi_square, test.degrees, p_value(test.p_value))
    });
    let columns = ["segment", "n", "left", "there after 30 days", "90 days", "180 days", "365 days", "half stay"];
    table("How long they stay", &note, &columns, rows.into_iter(), out);
}

fn evaluation(study: &ChurnStudy, out: &mut String) {
    let Some(evaluation) = &study.evaluation else {
        if study.model.is_some() {
            out.push_str("\nHow well that foretells cannot be told: too few left to test it on customers that it was not fitted to.\n");
        }
        return;
    };
    let mut told = Vec::new();
    if let Some(harrell) = evaluation.harrell {
        told.push(format!("concordance {:.2} [{:.2}, {:.2}] (.50 is chance)", harrell.value, harrell.interval.low, harrell.interval.high));
    }
    if let Some(integrated) = evaluation.brier.as_ref().and_then(|brier| brier.integrated) {
        told.push(format!(
            "integrated Brier score {:.3} where telling everyone the same has {:.3}",
            integrated.score, integrated.kaplan_meier
        ));
    }
    if let Some(calibration) = &evaluation.calibration {
        told.push(format!("foretold and observed risks differ by {:.1} points on average", 100.0 * calibration.expected_calibration_error));
    }
    out.push_str(&format!(
        "\nHow well that foretells leaving within {}, of customers that it was not fitted to ({}): {}.\n",
        count(u64::from(evaluation.horizon), "period"),
        count(evaluation.predictions, "prediction"),
        told.join("; ")
    ));
}

fn at_risk(study: &ChurnStudy, out: &mut String) {
    let rows = study.at_risk.iter().take(ROWS).map(|one| {
        let reasons = one.reasons.iter().map(|reason| {
            let had = if reason.had { "" } else { "without: " };
            let sign = if reason.points < 0.0 { "−" } else { "+" };
            format!("{had}{} {sign}{:.0} points", markdown(&reason.experience), reason.points.abs())
        });
        let interval = one.interval.map_or_else(String::new, |interval| format!(" [{}]", interval.percent()));
        vec![markdown(&one.customer), format!("{:.0} %{interval}", one.risk * 100.0), reasons.collect::<Vec<_>>().join("; ")]
    });
    let note = format!(
        "Of {} who are still there, within {} after the last whole one; the interval is the model's, not the customer's luck. The points go with the experience; they are no effect of it.",
        study.customers - study.left,
        count(u64::from(study.horizon), "period")
    );
    table("Who may leave next", &note, &["customer", "risk", "what it goes with"], rows, out);
}

fn table(title: &str, note: &str, columns: &[&str], rows: impl Iterator<Item = Vec<String>>, out: &mut String) {
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return;
    }
    out.push_str(&format!("\n### {title}\n\n"));
    if !note.is_empty() {
        out.push_str(&format!("{note}\n\n"));
    }
    out.push_str(&format!("| {} |\n|{}\n", columns.join(" | "), " --- |".repeat(columns.len())));
    for row in rows {
        out.push_str(&format!("| {} |\n", row.join(" | ")));
    }
}

/// A day, such as `2026-11-27`.
fn date(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| String::new(), |at| at.to_string().chars().take(10).collect())
}

fn p_value(p: f64) -> String {
    if p < 0.001 { "< .001".into() } else { format!("{p:.3}").trim_start_matches('0').to_owned() }
}
