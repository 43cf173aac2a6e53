//! What customers did, in words and tables.

use super::words::count;
use crate::{
    behaviour::{BehaviourReport, ChurnStudy, Conformance, Deviation, Discovery, FunnelResult, SaidAndDone, SaidAndDoneAt, Staying},
    escape::markdown,
    statistics::{HazardEffect, KaplanMeier},
};

/// The most rows of a table.
const ROWS: usize = 10;
/// The most activities of a path that are written out.
const PATH: usize = 8;
const DAY: f64 = 86_400_000.0;

/// The report of a log as Markdown: paths, funnel, deviations, said and done, and churn, each number with its base and interval.
pub fn behaviour_markdown(report: &BehaviourReport) -> String {
    let mut out = String::from("## What customers did\n\n");
    let whole = &report.discovery.whole;
    out.push_str(&format!("{} and {}", count(whole.cases, "journey"), count(whole.events, "event")));
    if let Some(throughput) = whole.throughput {
        out.push_str(&format!(
            "; half of the journeys took {} or less, nine in ten {}",
            span(throughput.median_ms),
            span(throughput.p90_ms)
        ));
    }
    out.push_str(".\n");
    if !report.unplaced.is_empty() {
        let names: Vec<String> = report.unplaced.iter().take(ROWS).map(|name| markdown(name)).collect();
        out.push_str(&format!(
            "\nNo touchpoint is known of {}: {}.\n",
            count(report.unplaced.len() as u64, "activity").replace("activitys", "activities"),
            names.join(", ")
        ));
    }
    paths(whole, &mut out);
    whole.funnels.iter().for_each(|funnel| steps(funnel, &mut out));
    whole.conformance.iter().for_each(|conformance| deviations(conformance, &mut out));
    again(whole, &mut out);
    report.said_and_done.iter().for_each(|joined| said(joined, &mut out));
    churn(&report.churn, &mut out);
    out
}

fn paths(whole: &Discovery, out: &mut String) {
    let rows = whole.variants.most_frequent.iter().take(ROWS).map(|one| {
        let shown: Vec<String> = one.activities.iter().take(PATH).map(|activity| markdown(activity)).collect();
        let more = one.activities.len().saturating_sub(PATH);
        let path = if more > 0 { format!("{} → and {more} more", shown.join(" → ")) } else { shown.join(" → ") };
        vec![path, one.cases.to_string(), span(one.throughput.median_ms)]
    });
    let note = format!("{} in all.", count(whole.variants.count, "different way"));
    table("The ways they took", &note, &["way", "journeys", "half took at most"], rows, out);
    let mut edges: Vec<_> = whole.graph.edges.iter().filter(|edge| edge.between.n >= 5).collect();
    edges.sort_by(|left, right| right.between.median_ms.total_cmp(&left.between.median_ms));
    let rows = edges.into_iter().take(ROWS).map(|edge| {
        vec![markdown(&edge.from), markdown(&edge.to), edge.cases.to_string(), span(edge.between.median_ms), span(edge.between.p90_ms)]
    });
    let columns = ["from", "to", "journeys", "half waited at most", "nine in ten at most"];
    table("Where they waited longest", "Steps that follow each other directly, five times or more.", &columns, rows, out);
}

fn steps(funnel: &FunnelResult, out: &mut String) {
    let rows = funnel.steps.iter().map(|step| {
        let next = step.drop_off.as_ref().and_then(|drop| drop.next.first()).map_or_else(String::new, |next| markdown(&next.activity));
        let since = step.since_previous.map_or_else(String::new, |since| span(since.median_ms));
        vec![markdown(&step.name), step.cases.to_string(), step.of_previous.to_string(), since, next]
    });
    let columns = ["step", "came so far in order", "of the step before", "half took at most", "who dropped went to"];
    table("How far they came", "The touchpoints in the order of the framework.", &columns, rows, out);
}

fn deviations(conformance: &Conformance, out: &mut String) {
    let rows = conformance.deviations.iter().take(ROWS).map(|one| {
        let (what, name) = match &one.deviation {
            Deviation::Missing { step } => ("left out", step),
            Deviation::OutOfOrder { step } => ("at another place", step),
            Deviation::Repeated { step } => ("again", step),
            Deviation::Unplanned { activity } => ("not planned", activity),
        };
        vec![markdown(name), what.to_owned(), one.cases.to_string(), one.count.to_string()]
    });
    let note = format!("As planned, from beginning to end: {}.", conformance.fitting);
    table("Where they left the plan", &note, &["step", "how", "journeys", "times"], rows, out);
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
        "Of {} both words and events are known ({} only spoke, {} only acted). Struggled: did it again more often than most, or waited longer than nine in ten. Silent: struggled, and told of no pain there.",
        count(joined.both, "person").replace("persons", "people"),
        joined.only_said,
        joined.only_done
    );
    let row = |one: &SaidAndDoneAt| {
        let agreement = one
            .agreement
            .map_or_else(String::new, |kappa| format!("{:.2} [{:.2}, {:.2}]", kappa.value, kappa.interval.low, kappa.interval.high));
        vec![
            markdown(&one.name),
            one.told_of_doers.to_string(),
            one.did_of_tellers.to_string(),
            agreement,
            one.hurt.to_string(),
            one.struggled.to_string(),
            one.silent.to_string(),
            one.recall.map_or_else(String::new, |recall| span(recall.median_ms)),
        ]
    };
    let columns = [
        "where",
        "told, of who did",
        "did, of who told",
        "κ",
        "told of a pain, of who did",
        "struggled, of who did",
        "silent, of who struggled",
        "told so long after",
    ];
    table("Said and done", &note, &columns, joined.places.iter().map(row), out);
}

fn churn(study: &ChurnStudy, out: &mut String) {
    out.push_str(&format!("\n## Who left\n\n{} of {} left", study.left, count(study.customers, "customer")));
    if study.came_back > 0 {
        out.push_str(&format!("; {} of them came back", study.came_back));
    }
    out.push_str(&format!(".\n\nHow that is told: {}.\n", markdown(&study.method)));
    staying(&study.staying, out);
    match (&study.model, &study.no_model) {
        (Some(model), _) => {
            let test = model.likelihood_ratio;
            let verdict = if test.is_significant() { "go with leaving" } else { "do not tell who leaves" };
            let note = format!(
                "Together these experiences {verdict} (likelihood ratio χ² {:.1}, {} degrees, p {}). An odds ratio above 1 goes with leaving, below 1 with staying.",
                test.chi_square,
                test.degrees,
                p_value(test.p_value)
            );
            let row = |one: &HazardEffect| {
                let interval = one.odds_ratio_interval;
                vec![
                    markdown(&one.name),
                    format!("{:.2} [{:.2}, {:.2}]", one.odds_ratio, interval.low, interval.high),
                    p_value(one.p_value),
                ]
            };
            table("What goes with leaving", &note, &["experience", "odds ratio", "p"], model.effects.iter().map(row), out);
        }
        (None, Some(reason)) => out.push_str(&format!("\nNo model of what goes with leaving: {}.\n", markdown(reason))),
        (None, None) => {}
    }
    evaluation(study, out);
    at_risk(study, out);
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
        let median = median.map_or_else(|| "not reached".to_owned(), |days| span(days * DAY));
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
    let Some(evaluation) = &study.evaluation else { return };
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
            let had = if reason.had { "" } else { "no " };
            format!(
                "{had}{} {}{:.1} points",
                markdown(&reason.experience),
                if reason.points < 0.0 { "−" } else { "+" },
                reason.points.abs()
            )
        });
        let interval = one.interval.map_or_else(String::new, |interval| format!(" [{}]", interval.percent()));
        vec![markdown(&one.customer), format!("{:.0} %{interval}", one.risk * 100.0), reasons.collect::<Vec<_>>().join("; ")]
    });
    let note = "Of those who are still there; the interval is the model's, not the customer's luck. The points go with the experience; they are no effect of it.";
    table("Who may leave next", note, &["customer", "risk", "what it goes with"], rows, out);
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

fn p_value(p: f64) -> String {
    if p < 0.001 { "< .001".into() } else { format!("{p:.3}").trim_start_matches('0').to_owned() }
}

/// A span of time as people say it.
fn span(milliseconds: f64) -> String {
    let units =
        [(DAY * 365.25, "years"), (DAY * 7.0, "weeks"), (DAY, "days"), (3_600_000.0, "hours"), (60_000.0, "minutes"), (1_000.0, "seconds")];
    // Two of a unit are said in it: 36 hours, not 1.5 days.
    let chosen = units.iter().find(|(length, _)| milliseconds >= 2.0 * length);
    chosen.map_or_else(
        || format!("{milliseconds:.0} ms"),
        |(length, unit)| format!("{:.1} {unit}", milliseconds / length).replace(".0 ", " "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_as_people_say_them() {
        for (milliseconds, words) in
            [(90_000.0, "90 seconds"), (DAY * 1.5, "36 hours"), (DAY * 3.0, "3 days"), (DAY * 17.5, "2.5 weeks"), (12.0, "12 ms")]
        {
            assert_eq!(span(milliseconds), words);
        }
    }
}
