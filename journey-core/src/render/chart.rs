//! A chart of bars with intervals.

use super::{
    measure::{escape, pixel, wrap},
    theme::style,
};
use crate::analysis::Chart;

const WIDTH: f64 = 760.0;
const LABEL: f64 = 260.0;
const ROW: f64 = 36.0;
const RIGHT: f64 = 190.0;

/// Draws a chart as a self-contained SVG: a bar and its 95 % interval for each row, the value and the base in words beside it.
pub fn chart_svg(chart: &Chart) -> String {
    let (low, high) = chart.scale;
    let span = if high > low { high - low } else { 1.0 };
    let plot = WIDTH - LABEL - RIGHT;
    let x = |value: f64| LABEL + (value.clamp(low, high) - low) / span * plot;
    let height = 48.0 + ROW * chart.bars.len() as f64;
    let shown = |value: f64| if chart.percent { format!("{:.0} %", value * 100.0) } else { format!("{value:.2}") }.replace('-', "−");
    let lines: Vec<String> = chart.bars.iter().map(|bar| format!("{}: {} ({})", bar.label, shown(bar.value), bar.base)).collect();
    let style = style();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"jm\" role=\"img\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\"><title>{2}</title><desc>{3}</desc><style>{style}</style><rect class=\"bg\" width=\"{0}\" height=\"{1}\"/><text class=\"h2\" x=\"16\" y=\"26\">{2}</text>",
        pixel(WIDTH),
        pixel(height),
        escape(&chart.title),
        escape(&lines.join(". "))
    );
    for (at, bar) in chart.bars.iter().enumerate() {
        let top = 40.0 + ROW * at as f64;
        let middle = top + ROW / 2.0;
        let (from, to) = (x(bar.value.min(0.0).max(low)), x(bar.value.max(0.0)));
        // Only a scale with two sides has a good and a bad one.
        let class = match (low < 0.0, bar.value < 0.0) {
            (false, _) => "mneu",
            (true, true) => "mneg",
            (true, false) => "mpos",
        };
        let label = wrap(&bar.label, LABEL - 24.0, 12.0, 2);
        let first = middle + 4.0 - 7.0 * (label.len().max(1) - 1) as f64;
        for (line, text) in label.iter().enumerate() {
            out.push_str(&format!("<text x=\"16\" y=\"{}\">{}</text>", pixel(first + 14.0 * line as f64), escape(text)));
        }
        out.push_str(&format!(
            "<rect class=\"{class}\" opacity=\".75\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"14\" rx=\"2\"/>",
            pixel(from),
            pixel(middle - 7.0),
            pixel((to - from).max(1.0))
        ));
        if let Some(interval) = bar.interval {
            let (left, right) = (x(interval.low), x(interval.high));
            out.push_str(&format!(
                "<path class=\"curve\" stroke-width=\"1.5\" d=\"M{0} {2}H{1}M{0} {3}V{4}M{1} {3}V{4}\"/>",
                pixel(left),
                pixel(right),
                pixel(middle),
                pixel(middle - 4.0),
                pixel(middle + 4.0)
            ));
        }
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{}\">{}<tspan class=\"soft\" dx=\"5\">{}</tspan></text>",
            pixel(WIDTH - RIGHT + 12.0),
            pixel(middle + 4.0),
            escape(&shown(bar.value)),
            escape(&bar.base)
        ));
    }
    if low < 0.0 {
        out.push_str(&format!("<path class=\"axis\" d=\"M{0} 38V{1}\"/>", pixel(x(0.0)), pixel(height - 8.0)));
    }
    out.push_str("</svg>");
    out
}
