//! The experience curve: band, lines, points and labels.

use super::{
    curve::monotone_path,
    lane::{CURVE, SIZE, Tone},
    measure::{escape, pixel, width, wrap},
    words::{signed, stage_name},
};
use crate::analysis::{CurvePoint, JourneyMap, MapStep, SegmentCurve};

/// The room above and below the scale.
const PAD: f64 = 22.0;
/// The dashes that tell segments apart without colour.
const DASHES: [&str; 4] = ["6 3", "2 3", "9 3 2 3", "1 5"];

/// The y of a valence, from the top of the lane.
pub(super) fn y(valence: f64) -> f64 {
    PAD + (2.0 - valence.clamp(-2.0, 2.0)) / 4.0 * (CURVE - 2.0 * PAD)
}

/// The scale's words with their heights.
pub(super) fn scale() -> [(f64, &'static str); 5] {
    [(2.0, "very good +2"), (1.0, "good"), (0.0, "neutral 0"), (-1.0, "bad"), (-2.0, "very bad −2")]
        .map(|(valence, word)| (y(valence), word))
}

/// What the curve of a panel is drawn from.
pub(super) struct Plot<'a> {
    pub(super) map: &'a JourneyMap,
    /// The panel's steps and where the first of them stands in the map.
    pub(super) steps: &'a [MapStep],
    pub(super) first: usize,
    pub(super) step_width: f64,
    pub(super) segments: bool,
}

impl Plot<'_> {
    fn x(&self, at: usize) -> f64 {
        (at as f64 + 0.5) * self.step_width
    }

    /// Draws the lane with its top at 0.
    pub(super) fn draw(&self) -> String {
        let right = self.steps.len() as f64 * self.step_width;
        let mut out = String::new();
        for (height, _) in scale() {
            let class = if (height - y(0.0)).abs() < 0.01 { "axis" } else { "grid" };
            out.push_str(&format!("<path class=\"{class}\" d=\"M0 {0}H{1}\"/>", pixel(height), pixel(right)));
        }
        let points: Vec<&CurvePoint> = self.steps.iter().map(|step| &step.curve).collect();
        out.push_str(&self.band(&points));
        if let Some(before) = &self.map.baseline {
            out.push_str(&self.ghost(before));
        }
        if self.segments {
            out.push_str(&self.segment_lines(right));
        }
        for run in runs(&points, self.steps) {
            let line: Vec<(f64, f64)> = run.iter().map(|(at, mean)| (self.x(*at), y(*mean))).collect();
            if line.len() > 1 {
                out.push_str(&format!("<path class=\"curve\" d=\"{}\"/>", monotone_path(&line, "M")));
            }
        }
        for (at, point) in points.iter().enumerate() {
            match point.mean {
                Some(mean) => {
                    out.push_str(&self.mark(at, mean, point));
                    if self.steps.get(at).is_some_and(|step| self.map.moment_of_truth_at(step).is_some()) {
                        let side = if mean >= -0.25 { y(mean) + 20.0 } else { y(mean) - 12.0 };
                        out.push_str(&format!(
                            "<text class=\"h2\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">★</text>",
                            pixel(self.x(at)),
                            pixel(side)
                        ));
                    }
                }
                None => out.push_str(&format!(
                    "<text class=\"soft\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">no data</text>",
                    pixel(self.x(at)),
                    pixel(y(0.0) - 8.0)
                )),
            }
        }
        out
    }

    fn band(&self, points: &[&CurvePoint]) -> String {
        let mut out = String::new();
        let mut run: Vec<(f64, f64, f64)> = Vec::new();
        let mut flush = |run: &mut Vec<(f64, f64, f64)>| {
            if let [(x, high, low)] = run.as_slice() {
                out.push_str(&format!(
                    "<rect class=\"ci\" x=\"{}\" y=\"{}\" width=\"12\" height=\"{}\" rx=\"3\"/>",
                    pixel(x - 6.0),
                    pixel(*high),
                    pixel((low - high).max(1.0))
                ));
            } else if !run.is_empty() {
                let above: Vec<_> = run.iter().map(|(x, high, _)| (*x, *high)).collect();
                // Backwards, the lower edge is mirrored so that its x grows, then written in reverse order.
                let below: Vec<_> = run.iter().map(|(x, _, low)| (*x, *low)).collect();
                out.push_str(&format!("<path class=\"ci\" d=\"{}{}Z\"/>", monotone_path(&above, "M"), reversed(&below)));
            }
            run.clear();
        };
        for (at, point) in points.iter().enumerate() {
            if self.steps.get(at).is_some_and(|step| step.place.is_whole_journey()) {
                flush(&mut run);
            }
            match (point.mean, point.band) {
                (Some(_), Some(band)) => run.push((self.x(at), y(band.high), y(band.low))),
                _ => flush(&mut run),
            }
        }
        flush(&mut run);
        out
    }

    /// The curve of the wave before, with its name at the end.
    fn ghost(&self, before: &SegmentCurve) -> String {
        let points: Vec<&CurvePoint> = before.points.iter().skip(self.first).take(self.steps.len()).collect();
        let lines = runs(&points, self.steps);
        let mut out = String::from("<g class=\"before\">");
        for run in lines.iter().filter(|run| run.len() > 1) {
            let line: Vec<_> = run.iter().map(|(at, mean)| (self.x(*at), y(*mean))).collect();
            out.push_str(&format!("<path class=\"ghost\" d=\"{}\"/>", monotone_path(&line, "M")));
        }
        if let Some((at, mean)) = lines.iter().filter(|run| run.len() > 1).flatten().next_back() {
            out.push_str(&format!(
                "<text class=\"soft\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                pixel(self.x(*at) - 10.0),
                pixel(y(*mean) - 8.0),
                escape(&before.name)
            ));
        }
        out.push_str("</g>");
        out
    }

    fn segment_lines(&self, right: f64) -> String {
        let mut out = String::new();
        let mut labels: Vec<(f64, f64, &SegmentCurve)> = Vec::new();
        for (curve, dash) in self.map.segment_curves.iter().zip(DASHES) {
            let points: Vec<&CurvePoint> = curve.points.iter().skip(self.first).take(self.steps.len()).collect();
            out.push_str(&format!("<g class=\"segment\" data-segment=\"{}\">", escape(&curve.segment)));
            let mut end = None;
            for run in runs(&points, self.steps) {
                let line: Vec<(f64, f64)> = run.iter().map(|(at, mean)| (self.x(*at), y(*mean))).collect();
                if line.len() > 1 {
                    out.push_str(&format!("<path class=\"seg\" stroke-dasharray=\"{dash}\" d=\"{}\"/>", monotone_path(&line, "M")));
                }
                end = line.last().copied().filter(|_| line.len() > 1).or(end);
            }
            out.push_str("</g>");
            if let Some((x, height)) = end {
                labels.push((x, height, curve));
            }
        }
        // Labels stand right of the last point, pushed apart where they would touch.
        labels.sort_by(|left, right| left.1.total_cmp(&right.1));
        let mut last = f64::NEG_INFINITY;
        for (x, height, curve) in labels {
            let name = &curve.name;
            let height = height.max(last + 14.0);
            last = height;
            let fits = x + 12.0 + width(name, SIZE) <= right;
            let (x, side) = if fits { (x + 12.0, "start") } else { (right - 4.0, "end") };
            out.push_str(&format!(
                "<g class=\"segment\" data-segment=\"{}\"><text class=\"soft\" x=\"{}\" y=\"{}\" text-anchor=\"{side}\">{}</text></g>",
                escape(&curve.segment),
                pixel(x),
                pixel(height + 4.0),
                escape(name)
            ));
        }
        out
    }

    /// A point's shape tells its sign without colour; peak, trough and end carry their value.
    fn mark(&self, at: usize, mean: f64, point: &CurvePoint) -> String {
        let (x, height) = (self.x(at), y(mean));
        let (class, shape) = match Tone::of(mean) {
            Tone::Good => ("mpos", format!("M{} {}l7 12h-14z", pixel(x), pixel(height - 7.0))),
            Tone::Bad => ("mneg", format!("M{} {}l7 -12h-14z", pixel(x), pixel(height + 7.0))),
            Tone::Neutral => ("mneu", format!("M{} {}a6 6 0 1 1 12 0a6 6 0 1 1 -12 0z", pixel(x - 6.0), pixel(height))),
        };
        let hollow = if point.low_base { " hollow" } else { "" };
        let mut out = format!("<path class=\"{class}{hollow}\" d=\"{shape}\"/>");
        let all = || self.map.steps.iter().filter_map(|step| step.curve.mean);
        let extreme = all().fold(f64::NEG_INFINITY, f64::max) <= mean || all().fold(f64::INFINITY, f64::min) >= mean;
        let end = self.map.steps.iter().rposition(|step| step.curve.mean.is_some()) == Some(self.first + at);
        let class = Tone::of(mean).class();
        let words = if extreme || end { format!("{} (n={})", signed(mean), point.base) } else { signed(mean) };
        let weight = if extreme || end { "b " } else { "" };
        let above = mean >= -0.25;
        let label = if above { height - 13.0 } else { height + 22.0 };
        out.push_str(&format!(
            "<text class=\"{weight}{class}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{words}</text>",
            pixel(x),
            pixel(label)
        ));
        out
    }
}

/// Unbroken runs of points with data: missing data is a gap in the line, and what has no place stands apart from the journey.
fn runs(points: &[&CurvePoint], steps: &[MapStep]) -> Vec<Vec<(usize, f64)>> {
    let mut runs: Vec<Vec<(usize, f64)>> = vec![Vec::new()];
    for (at, point) in points.iter().enumerate() {
        if steps.get(at).is_some_and(|step| step.place.is_whole_journey()) {
            runs.push(Vec::new());
        }
        match (point.mean, runs.last_mut()) {
            (Some(mean), Some(run)) => run.push((at, mean)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The same smooth line walked from its end to its beginning.
fn reversed(points: &[(f64, f64)]) -> String {
    let mirrored: Vec<(f64, f64)> = points.iter().rev().map(|(x, y)| (-x, *y)).collect();
    let path = monotone_path(&mirrored, "L");
    // Mirror x back: numbers alternate x, y.
    let mut out = String::new();
    for (part, text) in path.split('C').enumerate() {
        let text = text.trim_start_matches('L');
        out.push(if part == 0 { 'L' } else { 'C' });
        let numbers = text.split(' ').enumerate().map(|(at, number)| match number.parse::<f64>() {
            Ok(value) if at % 2 == 0 => pixel(-value),
            _ => number.to_owned(),
        });
        out.push_str(&numbers.collect::<Vec<_>>().join(" "));
    }
    out
}

/// A small curve of the whole map, for maps that are cut into panels.
pub(super) fn overview(map: &JourneyMap, width: f64, height: f64) -> String {
    let step = width / map.steps.len().max(1) as f64;
    let at = |place: usize| (place as f64 + 0.5) * step;
    let tall = |valence: f64| 8.0 + (2.0 - valence.clamp(-2.0, 2.0)) / 4.0 * (height - 16.0);
    let mut out = format!("<path class=\"axis\" d=\"M0 {}H{}\"/>", pixel(tall(0.0)), pixel(width));
    let mut begin = 0;
    for stage in map.steps.chunk_by(|left, right| left.place.stage() == right.place.stage()) {
        let (x, wide) = (begin as f64 * step, stage.len() as f64 * step);
        let name = stage.first().map(|first| stage_name(map, first.place.stage())).unwrap_or_default();
        let name = wrap(name, wide - 10.0, SIZE, 1).pop().unwrap_or_default();
        out.push_str(&format!(
            "<path class=\"grid\" d=\"M{0} 0V{1}\"/><text class=\"soft\" x=\"{2}\" y=\"{1}\">{3}</text>",
            pixel(x),
            pixel(height + 14.0),
            pixel(x + 5.0),
            escape(&name)
        ));
        begin += stage.len();
    }
    let points: Vec<&CurvePoint> = map.steps.iter().map(|step| &step.curve).collect();
    for run in runs(&points, &map.steps) {
        let line: Vec<(f64, f64)> = run.iter().map(|(place, mean)| (at(*place), tall(*mean))).collect();
        if line.len() > 1 {
            out.push_str(&format!("<path class=\"curve\" d=\"{}\"/>", monotone_path(&line, "M")));
        }
        for (place, mean) in run {
            let class = match Tone::of(mean) {
                Tone::Bad => "mneg",
                Tone::Good => "mpos",
                Tone::Neutral => "mneu",
            };
            out.push_str(&format!("<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"3\"/>", pixel(at(place)), pixel(tall(mean))));
        }
    }
    out
}
