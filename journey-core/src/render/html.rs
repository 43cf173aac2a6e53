//! The page around the picture: readable without a script, without a network.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::{
    lane::anchor,
    measure::{escape, pixel},
    panel::LABELS,
    section::sections,
    svg::{RenderOptions, panels},
    theme::style,
    words::{base, description, feeling, range, satisfaction, signed, stage_name},
};
use crate::{
    analysis::{JourneyMap, MapStep, Priority, Verbatim},
    journey::ObservationKind,
};

const PAGE: &str = include_str!("../../data/page.css");
/// Adds controls; every value is on the page without it.
const SCRIPT: &str = include_str!("../../data/page.js");

/// Writes the map as one self-contained page: the picture with a label column that stays, a table with every value, priorities, evidence.
pub fn html(map: &JourneyMap, options: &RenderOptions<'_>) -> String {
    // The browser runs this script and no other.
    let hash = STANDARD.encode(Sha256::digest(SCRIPT));
    let shown = if options.segments { " class=\"all-segments\"" } else { "" };
    let style = style();
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\"{shown}>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; img-src data:\">\n<title>{}</title>\n<style>{style}\n{PAGE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#values\">Skip to the table</a>\n<header>\n<h1>{0}</h1>\n<p class=\"question\">{}</p>\n<p class=\"base\">{}</p>\n",
        escape(&map.title),
        escape(&map.question),
        escape(&base(map))
    );
    if map.base.simulated > 0 {
        out.push_str("<p class=\"warning\">These answers come from simulated participants. They show how the method works, not what customers think.</p>\n");
    }
    scores(map, &mut out);
    out.push_str("</header>\n<main>\n");
    picture(map, &mut out);
    cards(map, &mut out);
    table(map, &mut out);
    priorities(map, &mut out);
    findings(map, &mut out);
    evidence(map, &mut out);
    method(map, &mut out);
    out.push_str("</main>\n");
    if !map.segment_curves.is_empty() {
        let names: Vec<[&str; 2]> = map.segment_curves.iter().map(|curve| [curve.segment.as_str(), curve.name.as_str()]).collect();
        // A closing tag inside JSON would end the block.
        let names = serde_json::to_string(&names).unwrap_or_default().replace('<', "\\u003c");
        out.push_str(&format!("<script type=\"application/json\" id=\"segments\">{names}</script>\n"));
    }
    out.push_str(&format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    out
}

fn scores(map: &JourneyMap, out: &mut String) {
    if map.satisfaction.is_empty() {
        return;
    }
    out.push_str("<ul class=\"scores\">\n");
    for score in &map.satisfaction {
        out.push_str(&format!("<li title=\"{}\">{}</li>\n", escape(&score.method), escape(&satisfaction(score))));
    }
    out.push_str("</ul>\n");
}

/// The picture: labels and body are two drawings, so that the labels stay while the body scrolls.
fn picture(map: &JourneyMap, out: &mut String) {
    let links = RenderOptions { evidence: Some(""), segments: true };
    out.push_str("<section class=\"picture\" aria-label=\"Journey map\">\n");
    for (number, panel) in (1..).zip(panels(map, &links)) {
        out.push_str(&format!("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Panel {number}\">\n"));
        out.push_str(&format!(
            "<svg class=\"jm labels\" aria-hidden=\"true\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\"><rect class=\"bg\" width=\"{0}\" height=\"{1}\"/>{2}</svg>",
            pixel(LABELS),
            pixel(panel.height + 1.0),
            panel.labels
        ));
        let name = if number == 1 { description(map) } else { format!("{}, panel {number}", map.title) };
        out.push_str(&format!(
            "<svg class=\"jm\" role=\"img\" aria-label=\"{}\" width=\"{1}\" height=\"{2}\" viewBox=\"0 0 {1} {2}\">{3}</svg>\n</div>\n",
            escape(&name),
            pixel(panel.width),
            pixel(panel.height + 1.0),
            panel.body
        ));
    }
    out.push_str("</section>\n");
}

/// Stacked cards for narrow screens.
fn cards(map: &JourneyMap, out: &mut String) {
    out.push_str("<section class=\"cards\" aria-label=\"Steps\">\n");
    for step in &map.steps {
        out.push_str(&format!(
            "<article>\n<p class=\"eyebrow\">{}</p>\n<h3>{}</h3>\n{}",
            escape(stage_name(map, step.place.stage())),
            escape(&step.name),
            feeling_line(step)
        ));
        for (name, voices, told) in [("Pain", &step.pains, &step.pain_share), ("Delight", &step.delights, &step.delight_share)] {
            if let Some(told) = told {
                out.push_str(&format!("<p><b>{name}</b> {}</p>\n", escape(&told.to_string())));
            }
            if let Some(voice) = voices.first() {
                out.push_str(&quote(voice, None));
            }
        }
        out.push_str("</article>\n");
    }
    out.push_str("</section>\n");
}

fn feeling_line(step: &MapStep) -> String {
    match step.curve.mean {
        Some(mean) => {
            let class = if mean <= -0.25 {
                "neg"
            } else if mean >= 0.25 {
                "pos"
            } else {
                "neu"
            };
            let few = if step.curve.low_base { ", few" } else { "" };
            format!("<p class=\"feeling {class}\">{} {} <small>n={}{few}</small></p>\n", signed(mean), feeling(mean), step.curve.base)
        }
        None => "<p class=\"feeling neu\">no data</p>\n".into(),
    }
}

/// A table with every value of the picture.
fn table(map: &JourneyMap, out: &mut String) {
    out.push_str("<section>\n<h2 id=\"values\">Every value</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Values\">\n<table>\n<thead><tr><th scope=\"col\">Step</th><th scope=\"col\">Stage</th><th scope=\"col\">n</th><th scope=\"col\">Mean</th><th scope=\"col\">95 % band</th><th scope=\"col\">Satisfaction</th><th scope=\"col\">Pain</th><th scope=\"col\">Delight</th><th scope=\"col\">Emotions</th><th scope=\"col\">Channels</th><th scope=\"col\">Priority</th>");
    for curve in &map.segment_curves {
        out.push_str(&format!("<th scope=\"col\" data-column=\"{}\">{}</th>", escape(&curve.segment), escape(&curve.name)));
    }
    if let Some(before) = &map.baseline {
        out.push_str(&format!("<th scope=\"col\">Before: {}</th>", escape(&before.name)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (at, step) in map.steps.iter().enumerate() {
        let emotions: Vec<String> = step.emotions.iter().map(|one| format!("{} {}", one.emotion.name(), one.count)).collect();
        let channels: Vec<String> = step.channels.iter().take(4).map(|one| format!("{} {}", one.channel, one.count)).collect();
        let cells = [
            stage_name(map, step.place.stage()).to_owned(),
            step.curve.base.to_string(),
            step.curve.mean.map_or_else(|| "no data".into(), signed),
            step.curve.band.map_or_else(String::new, |band| range(Some(band))),
            step.satisfaction.map_or_else(String::new, |mean| format!("{:.1} (n={})", mean.value, mean.base)),
            step.pain_share.as_ref().map(ToString::to_string).unwrap_or_default(),
            step.delight_share.as_ref().map(ToString::to_string).unwrap_or_default(),
            emotions.join(", "),
            channels.join(", "),
            step.priority.map_or_else(String::new, |one| format!("{} (score {:.2})", one.rank, one.score)),
        ];
        out.push_str(&format!("<tr><th scope=\"row\">{}</th>", escape(&step.name)));
        for cell in cells {
            out.push_str(&format!("<td>{}</td>", escape(&cell)));
        }
        for curve in map.segment_curves.iter().chain(&map.baseline) {
            let point = curve.points.get(at);
            let text = point.and_then(|point| Some(format!("{} (n={})", signed(point.mean?), point.base))).unwrap_or_default();
            out.push_str(&format!("<td data-column=\"{}\">{}</td>", escape(&curve.segment), escape(&text)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}

fn priorities(map: &JourneyMap, out: &mut String) {
    if map.priorities.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2 id=\"priorities\">What to mend first</h2>\n<ol class=\"priorities\">\n");
    for one in &map.priorities {
        let bar = one.prevalence.value.unwrap_or(0.0) * 100.0;
        out.push_str(&format!(
            "<li data-rank=\"{0}\" data-prevalence=\"{1}\" data-severity=\"{2:.4}\" data-impact=\"{3:.4}\"><h3>{0}. {4} <small>{5}</small></h3>\n<div class=\"bar\" aria-hidden=\"true\"><i style=\"width:{1}%\"></i></div>\n<p class=\"share\" data-all=\"{6}\">{6}</p>\n<p><small>{7}; rank {8}–{9} in 95 % of resamples. {10}</small></p>\n",
            one.rank,
            pixel(bar),
            one.severity.value,
            one.impact.value,
            escape(&one.name),
            escape(stage_name(map, one.place.stage())),
            escape(&one.prevalence.to_string()),
            escape(&one.formula),
            one.rank_interval.low,
            one.rank_interval.high,
            escape(&one.impact.method)
        ));
        by_segment(map, one, out);
        if !one.verbatims.is_empty() {
            out.push_str("<details><summary>Evidence</summary>\n");
            for voice in &one.verbatims {
                out.push_str(&quote(voice, None));
            }
            out.push_str("</details>\n");
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n</section>\n");
}

/// The share of a pain within each segment.
fn by_segment(map: &JourneyMap, priority: &Priority, out: &mut String) {
    let Some(finding) = map.prevalence_at(&priority.place, ObservationKind::Pain) else { return };
    if finding.segments.is_empty() {
        return;
    }
    out.push_str("<details><summary>By segment</summary>\n<ul>\n");
    for one in &finding.segments {
        let name = map.base.segments.iter().find(|base| base.id == one.segment).map_or(&one.segment, |base| &base.name);
        out.push_str(&format!(
            "<li data-segment-share=\"{}\" data-value=\"{}\">{}: {}</li>\n",
            escape(&one.segment),
            pixel(one.share.value.unwrap_or(0.0) * 100.0),
            escape(name),
            escape(&one.share.to_string())
        ));
    }
    out.push_str("</ul>\n</details>\n");
}

/// Moments of truth, gaps, drivers and what else was found, as tables.
fn findings(map: &JourneyMap, out: &mut String) {
    for section in sections(map) {
        let cells = |cells: &[String], tag: &str| cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect::<String>();
        let heads: String = section.columns.iter().map(|name| format!("<th scope=\"col\">{name}</th>")).collect();
        out.push_str(&format!(
            "<section>\n<h2>{0}</h2>\n<p><small>{1}</small></p>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\">\n<table class=\"wrapping\">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n",
            section.title,
            escape(&section.note)
        ));
        for row in &section.rows {
            let (first, rest) = row.split_at(1.min(row.len()));
            out.push_str(&format!(
                "<tr><th scope=\"row\">{}</th>{}</tr>\n",
                first.first().map(|cell| escape(cell)).unwrap_or_default(),
                cells(rest, "td")
            ));
        }
        out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
    }
}

/// The evidence of each step, opened by a link or a click.
fn evidence(map: &JourneyMap, out: &mut String) {
    out.push_str("<section class=\"evidence\">\n<h2 id=\"evidence\">Evidence</h2>\n");
    let mut placed = std::collections::BTreeSet::new();
    for step in map.steps.iter().filter(|step| step.base > 0) {
        out.push_str(&format!("<details><summary>{} <small>n={}</small></summary>\n", escape(&step.name), step.base));
        let groups: [(&str, Vec<&Verbatim>); 6] = [
            ("Most telling", step.quote.iter().collect()),
            ("Pain", step.pains.iter().collect()),
            ("Delight", step.delights.iter().collect()),
            ("Needs", step.needs.iter().collect()),
            ("Suggestions", step.suggestions.iter().collect()),
            ("What customers did", step.actions.iter().collect()),
        ];
        for (name, voices) in groups {
            if voices.is_empty() {
                continue;
            }
            out.push_str(&format!("<h4>{name}</h4>\n"));
            for voice in voices {
                let id = placed.insert(voice.observation.clone()).then(|| anchor(&voice.observation));
                out.push_str(&quote(voice, id.as_deref()));
            }
        }
        out.push_str("</details>\n");
    }
    out.push_str("</section>\n");
}

fn quote(voice: &Verbatim, id: Option<&str>) -> String {
    let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
    let language = voice.language.as_ref().map(|tag| format!(" lang=\"{}\"", escape(tag))).unwrap_or_default();
    let sentences: Vec<String> = voice.quote.sentences.iter().map(ToString::to_string).collect();
    format!(
        "<blockquote{id}><p dir=\"auto\"{language}>“{}”</p><footer>{} · {} {}</footer></blockquote>\n",
        escape(&voice.quote.text),
        escape(&voice.participant),
        escape(&voice.quote.document),
        escape(&sentences.join(" "))
    )
}

fn method(map: &JourneyMap, out: &mut String) {
    let rule = map.prevalence.first().map_or("all respondents", |finding| finding.share.rule.as_str());
    let coders: Vec<String> = map.provenance.coders.iter().map(|one| format!("{} ({})", one.name, one.observations)).collect();
    out.push_str(&format!(
        "<section>\n<h2>How it was computed</h2>\n<ul>\n<li>A share is respondents with at least one such observation ÷ eligible respondents ({}), with the Wilson 95 % interval.</li>\n<li>The curve is the mean of respondents’ mean valence, −2 to +2, with a bootstrap 95 % band by respondent. Points under five respondents are hollow. Gaps are missing data, not zero.</li>\n<li>Priority = prevalence × severity × impact. Impact is an association, not a cause.</li>\n<li>journey-core {}, coded by {}, {} resamples, seed {}.</li>\n</ul>\n</section>\n",
        escape(rule),
        escape(&map.provenance.version),
        escape(&coders.join(", ")),
        map.provenance.resamples,
        map.provenance.seed
    ));
}
