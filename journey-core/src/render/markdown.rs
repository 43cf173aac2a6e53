//! The map as a report in Markdown.

use super::section::sections;
use super::words::{base, count, feeling, range, satisfaction, signed, stage_name};
use crate::{
    analysis::{JourneyMap, Verbatim},
    escape::markdown as markdown_text,
};

/// Writes the map as a report that a person reads from top to bottom.
pub fn markdown(map: &JourneyMap) -> String {
    let mut out = format!("# {}\n\n{}\n\n{}\n\n", markdown_text(&map.title), markdown_text(&map.question), markdown_text(&base(map)));
    summary(map, &mut out);
    if !map.satisfaction.is_empty() {
        out.push_str("## Satisfaction\n\n");
        for score in &map.satisfaction {
            out.push_str(&format!("- {}: {}\n", satisfaction(score), score.method));
        }
        out.push('\n');
    }
    out.push_str("## The journey\n\n| stage | step | n | mean (−2 to +2) | 95 % band | pain | delight |\n| --- | --- | ---: | ---: | --- | --- | --- |\n");
    for step in &map.steps {
        let stage = stage_name(map, step.place.stage());
        let mean = step.curve.mean.map_or_else(|| "no data".into(), signed);
        let hollow = if step.curve.low_base && step.curve.base > 0 { " (few)" } else { "" };
        out.push_str(&format!(
            "| {} | {} | {}{hollow} | {mean} | {} | {} | {} |\n",
            markdown_text(stage),
            markdown_text(&step.name),
            step.curve.base,
            range(step.curve.band),
            step.pain_share.as_ref().map(ToString::to_string).unwrap_or_default(),
            step.delight_share.as_ref().map(ToString::to_string).unwrap_or_default(),
        ));
    }
    priorities(map, &mut out);
    delights(map, &mut out);
    findings(map, &mut out);
    out.push_str("\n## How to read this\n\n");
    out.push_str("- A share is respondents with at least one such observation ÷ respondents eligible; the interval is Wilson’s, 95 %.\n");
    if let Some(rule) = map.prevalence.first().map(|finding| &finding.share.rule) {
        out.push_str(&format!("- Eligible: {rule}. Not asked is not counted as not experienced.\n"));
    }
    out.push_str("- The curve is the mean of respondents’ mean valence; the band is a bootstrap by respondent. A point under five respondents is marked as few.\n");
    out.push_str("- Priority = prevalence × severity × impact. Impact is an association, not a cause.\n");
    let coders: Vec<String> =
        map.provenance.coders.iter().map(|one| format!("{} ({})", one.name, count(one.observations, "observation"))).collect();
    out.push_str(&format!(
        "- journey-core {}, coded by {}, {} resamples, seed {}.\n",
        map.provenance.version,
        coders.join(", "),
        map.provenance.resamples,
        map.provenance.seed
    ));
    out
}

fn summary(map: &JourneyMap, out: &mut String) {
    out.push_str("## In short\n\n");
    if let Some((low, high)) = map.extremes() {
        for (name, step) in [("Lowest", low), ("Highest", high)] {
            if let Some(mean) = step.curve.mean {
                out.push_str(&format!(
                    "- {name} point: **{}**, {} ({}, n={}, 95 % {}).\n",
                    markdown_text(&step.name),
                    signed(mean),
                    feeling(mean),
                    step.curve.base,
                    range(step.curve.band)
                ));
            }
        }
    }
    for priority in map.priorities.iter().take(3) {
        out.push_str(&format!("- Priority {}: **{}**, pain for {}.\n", priority.rank, markdown_text(&priority.name), priority.prevalence));
    }
    if map.base.observations == 0 {
        out.push_str("- Nothing was observed yet.\n");
    }
    out.push('\n');
}

fn priorities(map: &JourneyMap, out: &mut String) {
    if map.priorities.is_empty() {
        return;
    }
    out.push_str(
        "\n## Priorities\n\n| rank (95 %) | where | pain | severity 0–2 | impact | score |\n| --- | --- | --- | --- | --- | ---: |\n",
    );
    for one in &map.priorities {
        out.push_str(&format!(
            "| {} ({}–{}) | {} | {} | {:.2} [{}] | {:.2} [{}] | {:.2} |\n",
            one.rank,
            one.rank_interval.low,
            one.rank_interval.high,
            markdown_text(&one.name),
            one.prevalence,
            one.severity.value,
            range(one.severity.interval),
            one.impact.value,
            range(one.impact.interval),
            one.score
        ));
    }
    for one in map.priorities.iter().take(5) {
        out.push_str(&format!("\n### {}. {}\n\n{}\n\n", one.rank, markdown_text(&one.name), one.formula));
        quotes(&one.verbatims, out);
    }
}

fn delights(map: &JourneyMap, out: &mut String) {
    let mut steps: Vec<_> = map.steps.iter().filter_map(|step| Some((step.delight_share.as_ref()?, step))).collect();
    steps.sort_by_key(|(delight, _)| std::cmp::Reverse(delight.count));
    if steps.is_empty() {
        return;
    }
    out.push_str("\n## What delights\n");
    for (delight, step) in steps.into_iter().take(3) {
        out.push_str(&format!("\n### {}\n\nDelight for {}.\n\n", markdown_text(&step.name), delight));
        quotes(&step.delights, out);
    }
}

/// Moments of truth, gaps, drivers and what else was found, as tables.
fn findings(map: &JourneyMap, out: &mut String) {
    for section in sections(map) {
        out.push_str(&format!(
            "\n## {}\n\n{}\n\n| {} |\n|{}\n",
            section.title,
            markdown_text(&section.note),
            section.columns.join(" | "),
            " --- |".repeat(section.columns.len())
        ));
        for row in &section.rows {
            out.push_str(&format!("| {} |\n", row.iter().map(|text| markdown_text(text)).collect::<Vec<_>>().join(" | ")));
        }
    }
}

fn quotes(voices: &[Verbatim], out: &mut String) {
    for voice in voices.iter().take(3) {
        let sentences: Vec<String> = voice.quote.sentences.iter().map(ToString::to_string).collect();
        out.push_str(&format!(
            "> “{}”\n> — {}, {} {}\n\n",
            markdown_text(&voice.quote.text),
            markdown_text(&voice.participant),
            markdown_text(&voice.quote.document),
            sentences.join(" ")
        ));
    }
}
