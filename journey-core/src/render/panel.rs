//! A panel: a label column and the lanes of at most a dozen steps.

use super::{
    icon,
    lane::{CURVE, CellLine, LINE, Lane, LaneBody, SIZE, Tone, chip_width, lanes},
    measure::{escape, pixel, wrap},
    plot::{Plot, scale},
    words::stage_name,
};
use crate::analysis::{JourneyMap, MapStep};

/// The width of the label column.
pub(super) const LABELS: f64 = 200.0;
/// The height of the stage band.
const STAGE: f64 = 36.0;

/// A drawn panel: the label column and the body apart, so that a page can hold the labels still.
pub(super) struct Panel {
    pub(super) labels: String,
    pub(super) body: String,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// How a panel is drawn.
pub(super) struct PanelOptions<'a> {
    pub(super) step_width: f64,
    pub(super) segments: bool,
    /// What stands before the anchor of a link to evidence; none for no links.
    pub(super) evidence: Option<&'a str>,
}

pub(super) fn panel(map: &JourneyMap, steps: &[MapStep], first: usize, options: &PanelOptions<'_>) -> Panel {
    let lanes = lanes(map, steps, options.step_width);
    let width = steps.len() as f64 * options.step_width;
    let mut labels = String::new();
    let mut body = stage_band(map, steps, options.step_width);
    labels.push_str(&format!("<text class=\"b\" x=\"16\" y=\"{}\">Stage</text>", pixel(STAGE / 2.0 + 4.0)));
    let mut top = STAGE;
    for lane in &lanes {
        for (out, right) in [(&mut labels, LABELS), (&mut body, width)] {
            out.push_str(&format!("<path class=\"rule\" d=\"M0 {}H{}\"/>", pixel(top), pixel(right)));
        }
        labels.push_str(&label(lane, top));
        body.push_str(&format!("<g transform=\"translate(0 {})\">", pixel(top)));
        match &lane.body {
            LaneBody::Curve => {
                let plot = Plot { map, steps, first, step_width: options.step_width, segments: options.segments };
                body.push_str(&plot.draw());
            }
            LaneBody::Cells(cells) => {
                for (at, cell) in cells.iter().enumerate() {
                    body.push_str(&draw_cell(cell, at as f64 * options.step_width + 10.0, options.evidence));
                }
            }
        }
        body.push_str("</g>");
        top += lane.height;
    }
    labels.push_str(&format!("<path class=\"rule\" d=\"M0 {0}H{LABELS}M{LABELS} 0V{0}\"/>", pixel(top)));
    body.push_str(&format!("<path class=\"rule\" d=\"M0 {}H{}\"/>", pixel(top), pixel(width)));
    Panel { labels, body, width, height: top }
}

fn label(lane: &Lane, top: f64) -> String {
    let mut out = format!("<text class=\"b\" x=\"16\" y=\"{}\">{}</text>", pixel(top + 23.0), escape(lane.label));
    if matches!(lane.body, LaneBody::Curve) {
        out = format!("<text class=\"b\" x=\"16\" y=\"{}\">{}</text>", pixel(top + CURVE / 2.0 + 4.0), escape(lane.label));
        for (height, word) in scale() {
            out.push_str(&format!(
                "<text class=\"soft\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{word}</text>",
                pixel(LABELS - 10.0),
                pixel(top + height + 4.0)
            ));
        }
    }
    out
}

/// The stages, each over its steps.
fn stage_band(map: &JourneyMap, steps: &[MapStep], step_width: f64) -> String {
    let mut out = String::new();
    let mut at = 0;
    for run in steps.chunk_by(|left, right| left.place.stage() == right.place.stage()) {
        let (x, wide) = (at as f64 * step_width, run.len() as f64 * step_width);
        let name = run.first().map(|step| stage_name(map, step.place.stage())).unwrap_or_default();
        let name = wrap(name, wide - 24.0, 17.0, 1).pop().unwrap_or_default();
        out.push_str(&format!(
            "<rect class=\"stage\" x=\"{}\" y=\"2\" width=\"{}\" height=\"{}\" rx=\"6\"/><text class=\"h2\" x=\"{}\" y=\"{}\">{}</text>",
            pixel(x + 2.0),
            pixel(wide - 4.0),
            pixel(STAGE - 6.0),
            pixel(x + 12.0),
            pixel(STAGE / 2.0 + 4.0),
            escape(&name)
        ));
        at += run.len();
    }
    out
}

fn draw_cell(cell: &[CellLine], x: f64, evidence: Option<&str>) -> String {
    let mut out = String::new();
    for (at, line) in cell.iter().enumerate() {
        let baseline = 22.0 + at as f64 * LINE;
        let mut left = x;
        if let Some(channel) = &line.icon {
            out.push_str(&format!(
                "<path class=\"icon\" transform=\"translate({} {})\" d=\"{}\"/>",
                pixel(x),
                pixel(baseline - 11.0),
                icon::path(channel)
            ));
            left += 20.0;
        }
        if let Some(tone) = line.chip {
            let class = match tone {
                Tone::Bad => "cneg",
                Tone::Good => "cpos",
                Tone::Neutral => "cneu",
            };
            out.push_str(&format!(
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"14\" rx=\"7\"/>",
                pixel(x - 2.0),
                pixel(baseline - 11.5),
                pixel(chip_width(&line.text, line.class == "b"))
            ));
            left += 6.0;
        }
        let language = line.language.as_ref().map(|tag| format!(" lang=\"{}\"", escape(tag))).unwrap_or_default();
        let size =
            if line.class == "b" && line.chip.is_none() && at == 0 { format!(" font-size=\"{}\"", SIZE + 1.0) } else { String::new() };
        let class = if line.class.is_empty() { String::new() } else { format!(" class=\"{}\"", line.class) };
        let text = format!("<text{class}{language}{size} x=\"{}\" y=\"{}\">{}</text>", pixel(left), pixel(baseline), escape(&line.text));
        match (evidence, &line.link) {
            (Some(page), Some(anchor)) => out.push_str(&format!("<a href=\"{}#{anchor}\">{text}</a>", escape(page))),
            _ => out.push_str(&text),
        }
    }
    out
}
