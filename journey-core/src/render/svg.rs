//! The whole picture as one SVG.

use super::{
    lane::LINE,
    measure::{escape, pixel, wrap},
    panel::{LABELS, Panel, PanelOptions, panel},
    plot::overview,
    theme::style,
    words::{base, description, minus},
};
use crate::analysis::JourneyMap;

/// The most steps of one panel; a longer map has an overview first, then panels.
const PANEL: usize = 12;
/// The least width of a step.
const LEAST: f64 = 176.0;
/// The height of the overview.
const OVERVIEW: f64 = 120.0;
const MARGIN: f64 = 24.0;

/// How the map is drawn.
#[derive(Clone, Debug)]
pub struct RenderOptions<'a> {
    /// Whether the curves of segments are drawn.
    pub segments: bool,
    /// The page that evidence links lead to, such as `map.html`; none for no links.
    pub evidence: Option<&'a str>,
}

impl Default for RenderOptions<'_> {
    fn default() -> Self {
        Self { segments: false, evidence: Some("map.html") }
    }
}

/// Draws the map as one self-contained SVG: no script, no remote font, byte-identical for the same map.
pub fn svg(map: &JourneyMap, options: &RenderOptions<'_>) -> String {
    let panels = panels(map, options);
    let wide = panels.iter().map(|panel| panel.width).fold(640.0, f64::max) + LABELS + 2.0 * MARGIN;
    let (head, mut top) = header(map, wide);
    let mut body = head;
    if panels.len() > 1 {
        let inner = wide - LABELS - 2.0 * MARGIN;
        body.push_str(&format!("<text class=\"b\" x=\"{}\" y=\"{}\">Overview</text>", pixel(MARGIN + 16.0), pixel(top + OVERVIEW / 2.0)));
        body.push_str(&format!(
            "<g transform=\"translate({} {})\">{}</g>",
            pixel(MARGIN + LABELS),
            pixel(top),
            overview(map, inner, OVERVIEW)
        ));
        top += OVERVIEW + 40.0;
    }
    for panel in &panels {
        body.push_str(&format!("<g transform=\"translate({} {})\">{}</g>", pixel(MARGIN), pixel(top), panel.labels));
        body.push_str(&format!("<g transform=\"translate({} {})\">{}</g>", pixel(MARGIN + LABELS), pixel(top), panel.body));
        top += panel.height + 28.0;
    }
    for line in legend(map, wide - 2.0 * MARGIN) {
        body.push_str(&format!("<text class=\"soft\" x=\"{}\" y=\"{}\">{}</text>", pixel(MARGIN + 16.0), pixel(top + 4.0), escape(&line)));
        top += LINE + 2.0;
    }
    let tall = top + MARGIN;
    let style = style();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"jm\" role=\"img\" aria-labelledby=\"jm-title jm-desc\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\"><title id=\"jm-title\">{2}</title><desc id=\"jm-desc\">{3}</desc><style>{style}</style><rect class=\"bg\" width=\"{0}\" height=\"{1}\"/>{body}</svg>\n",
        pixel(wide),
        pixel(tall),
        escape(&map.title),
        escape(&description(map)),
    )
}

/// Cuts the steps into panels of about equal length.
pub(super) fn panels(map: &JourneyMap, options: &RenderOptions<'_>) -> Vec<Panel> {
    let count = map.steps.len().max(1);
    let rows = count.div_ceil(PANEL);
    let each = count.div_ceil(rows);
    let step_width = (1100.0 / each as f64).clamp(LEAST, 320.0).floor();
    let panel_options = PanelOptions { step_width, segments: options.segments, evidence: options.evidence };
    map.steps.chunks(each).enumerate().map(|(row, steps)| panel(map, steps, row * each, &panel_options)).collect()
}

/// Title, base and scores; returns the drawing and where it ends.
fn header(map: &JourneyMap, wide: f64) -> (String, f64) {
    let mut out = String::new();
    let mut top = MARGIN + 26.0;
    let tiles = map.satisfaction.len() as f64 * 150.0;
    for line in wrap(&map.title, wide - 2.0 * MARGIN - tiles - 32.0, 26.0, 2) {
        out.push_str(&format!("<text class=\"h1\" x=\"{}\" y=\"{}\">{}</text>", pixel(MARGIN + 16.0), pixel(top), escape(&line)));
        top += 32.0;
    }
    for (text, class) in [(map.question.as_str(), "soft h2"), (base(map).as_str(), "soft")] {
        for line in wrap(text, wide - 2.0 * MARGIN - tiles - 32.0, if class == "soft" { 12.0 } else { 15.0 }, 2) {
            out.push_str(&format!(
                "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>",
                pixel(MARGIN + 16.0),
                pixel(top - 6.0),
                escape(&line)
            ));
            top += 20.0;
        }
    }
    for (at, score) in map.satisfaction.iter().enumerate() {
        let x = wide - MARGIN - tiles + at as f64 * 150.0 + 134.0;
        let value = minus(score.value);
        let interval = score.interval.map(|interval| format!("{} to {}", minus(interval.low), minus(interval.high))).unwrap_or_default();
        for (offset, class, text) in [
            (22.0, "soft", score.instrument.to_uppercase()),
            (46.0, "big", value),
            (64.0, "soft", interval),
            (80.0, "soft", format!("n={}", score.base)),
        ] {
            out.push_str(&format!(
                "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                pixel(x),
                pixel(MARGIN + offset),
                escape(&text)
            ));
        }
    }
    (out, top.max(MARGIN + 92.0) + 12.0)
}

fn legend(map: &JourneyMap, wide: f64) -> Vec<String> {
    let mut text = vec![
        "▲ good  ● neutral  ▼ bad; hollow under n=5. Each point is the mean of respondents’ mean valence, −2 to +2; the grey band is its 95 % bootstrap interval. Gaps are missing data, not zero.".to_owned(),
        "★ moment of truth: at least two respondents name it as what decided.".to_owned(),
        "Shares are respondents with the experience ÷ respondents eligible, with Wilson 95 % intervals. Impact is an association.".to_owned(),
    ];
    let coders: Vec<String> = map.provenance.coders.iter().map(|one| format!("{} ({})", one.name, one.observations)).collect();
    text.push(format!(
        "journey-core {} · coded by {} · seed {}",
        map.provenance.version,
        if coders.is_empty() { "nobody".into() } else { coders.join(", ") },
        map.provenance.seed
    ));
    text.iter().flat_map(|line| wrap(line, wide - 32.0, 12.0, 3)).collect()
}
