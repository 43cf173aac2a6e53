//! Predicted against observed risks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    figure::{Anchor, Figure, counted, grouped, paragraphs, percent, rule, text},
    flow::Area,
    measure::{escape, pixel, width},
    ticks::ticks,
};
use crate::{
    behaviour::ChurnEvaluation,
    error::Error,
    statistics::{CalibrationGroup, Interval},
};

const MARGIN: f64 = 24.0;
const LEFT: f64 = 84.0;
const SIDE: f64 = 440.0;
const WIDTH: f64 = LEFT + SIDE + 56.0;

/// A group of customers with about the same predicted risk.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CalibrationPoint {
    /// Customers of the group.
    pub base: u64,
    /// Their mean predicted risk, 0 to 1.
    pub predicted: f64,
    /// The observed risk, 0 to 1.
    pub observed: f64,
    /// The 95 % interval of the observed risk.
    pub interval: Option<Interval>,
}

impl CalibrationPoint {
    /// The point of a group that was followed long enough.
    pub fn of(group: &CalibrationGroup) -> Option<Self> {
        Some(Self { base: group.base, predicted: group.predicted, observed: group.observed?, interval: group.interval })
    }
}

/// How a calibration is drawn.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CalibrationOptions {
    pub title: String,
    /// What the points count, in the plural: `customers`, or `predictions` where each customer is foretold several times.
    pub counted: String,
    /// How far predictions are off, 0 to 1: the expected calibration error or another index; `None` computes the former from the points.
    pub index: Option<f64>,
}

impl Default for CalibrationOptions {
    fn default() -> Self {
        Self { title: "Predicted and observed risk".into(), counted: "customers".into(), index: None }
    }
}

/// Draws what a model foretold of customers that it was not fitted to against what came.
///
/// # Errors
/// An evaluation without a calibration: too few were followed so long.
pub fn evaluation_svg(evaluation: &ChurnEvaluation) -> Result<String, Error> {
    let Some(calibration) = &evaluation.calibration else {
        return Err(Error::invalid(
            "evaluation",
            "has no calibration",
            "draw it where `calibration` is given: too few customers were followed so long",
        ));
    };
    let points: Vec<CalibrationPoint> = calibration.groups.iter().filter_map(CalibrationPoint::of).collect();
    let index = Some(calibration.expected_calibration_error);
    calibration_svg(&points, &CalibrationOptions { index, counted: "predictions".into(), ..CalibrationOptions::default() })
}

/// Draws predicted against observed risks with 95 % intervals: a self-contained SVG, the same for the same points.
///
/// On the diagonal predictions are right; above it more leave than predicted, below it fewer. How far they are off is said in words: the mean distance
/// of predicted and observed risk, weighted by customers (expected calibration error; Naeini, Cooper and Hauskrecht 2015).
///
/// ```
/// use journey_core::render::{CalibrationOptions, CalibrationPoint, calibration_svg};
/// let point = |predicted, observed| CalibrationPoint { base: 50, predicted, observed, interval: None };
/// let svg = calibration_svg(&[point(0.1, 0.12), point(0.3, 0.26)], &CalibrationOptions::default())?;
/// assert!(svg.contains("off by 3 percentage points"));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// Risks, intervals or an index outside 0 to 1.
pub fn calibration_svg(points: &[CalibrationPoint], options: &CalibrationOptions) -> Result<String, Error> {
    check(points, options)?;
    let words = words(points, options);
    let mut body = text("h2", Anchor::Start, MARGIN, 36.0, &options.title);
    let mut top = 58.0;
    body.push_str(&paragraphs("soft", MARGIN, &mut top, WIDTH - 2.0 * MARGIN, &words));
    let highest = points.iter().flat_map(|point| [point.predicted, point.observed, point.interval.map_or(0.0, |interval| interval.high)]);
    let plot = Plot { top: top + 14.0, most: (highest.fold(0.0, f64::max) * 1.04).clamp(0.05, 1.0) };
    body.push_str(&plot.axes());
    body.push_str(&points.iter().map(|point| plot.draw(point)).collect::<String>());
    body.push_str(&plot.labels(points));
    let mut bottom = plot.top + SIDE + 66.0;
    let legend = "Point: a group, its size beside it; line: the 95 % interval. On the dashed diagonal predictions are right; above it more leave than predicted.";
    body.push_str(&paragraphs("soft", MARGIN, &mut bottom, WIDTH - 2.0 * MARGIN, &[legend.to_owned()]));
    let told = points.iter().map(in_words);
    let description =
        [options.title.clone()].into_iter().chain(words.iter().map(|words| words.trim_end_matches('.').to_owned())).chain(told);
    let description = description.collect::<Vec<_>>().join(". ") + ".";
    Ok(Figure { title: options.title.clone(), description, width: WIDTH, height: bottom + 6.0, body }.svg())
}

struct Plot {
    top: f64,
    /// The highest risk on both axes.
    most: f64,
}

impl Plot {
    fn x(&self, risk: f64) -> f64 {
        LEFT + SIDE * risk / self.most
    }

    fn y(&self, risk: f64) -> f64 {
        self.top + SIDE * (1.0 - risk / self.most)
    }

    fn axes(&self) -> String {
        let mut out = String::new();
        for risk in ticks(self.most) {
            let (x, y, class) = (self.x(risk), self.y(risk), if risk > 0.0 { "grid" } else { "axis" });
            out.push_str(&rule(class, (LEFT, y), (LEFT + SIDE, y)));
            out.push_str(&rule(class, (x, self.top), (x, self.top + SIDE)));
            let words = format!("{} %", (risk * 1000.0).round() / 10.0);
            out.push_str(&text("soft", Anchor::End, LEFT - 10.0, y + 4.0, &words));
            out.push_str(&text("soft", Anchor::Middle, x, self.top + SIDE + 18.0, &words));
        }
        let (start, end) = ((self.x(0.0), self.y(0.0)), (self.x(self.most), self.y(self.most)));
        out.push_str(&rule("rim", start, end).replace("<path", "<path stroke-dasharray=\"6 4\""));
        out.push_str(&text("soft", Anchor::Middle, LEFT + SIDE / 2.0, self.top + SIDE + 40.0, "predicted risk"));
        let middle = self.top + SIDE / 2.0;
        let turned = text("soft", Anchor::Middle, 36.0, middle, "observed risk");
        out + &turned.replace("<text", &format!("<text transform=\"rotate(-90 36 {})\"", pixel(middle)))
    }

    fn draw(&self, point: &CalibrationPoint) -> String {
        let (x, y) = (self.x(point.predicted), self.y(point.observed));
        let mut out = format!("<g><title>{}</title>", escape(&in_words(point)));
        if let Some(interval) = point.interval {
            let [left, middle, right, low, high] = [x - 4.0, x, x + 4.0, self.y(interval.low), self.y(interval.high)].map(pixel);
            out.push_str(&format!("<path class=\"whisker\" d=\"M{middle} {low}V{high}M{left} {low}H{right}M{left} {high}H{right}\"/>"));
        }
        out + &format!("<circle class=\"mpos\" cx=\"{}\" cy=\"{}\" r=\"5\"/></g>", pixel(x), pixel(y))
    }

    /// The sizes of groups, each where it hides nothing; where there is no such place, the tooltip tells.
    fn labels(&self, points: &[CalibrationPoint]) -> String {
        let whole = |point: &CalibrationPoint| {
            let (x, y) = (self.x(point.predicted), self.y(point.observed));
            let (low, high) = point.interval.map_or((y, y), |interval| (self.y(interval.low), self.y(interval.high)));
            let (top, bottom) = (high.min(y - 6.0), low.max(y + 6.0));
            Area { x: x - 6.0, y: top, width: 12.0, height: bottom - top }
        };
        let mut taken: Vec<Area> = points.iter().map(whole).collect();
        let mut out = String::new();
        for point in points {
            let (own, words) = (whole(point), format!("n={}", grouped(point.base)));
            let (wide, y) = (width(&words, 12.0), self.y(point.observed));
            let below = (own.x + 6.0 - wide / 2.0, own.y + own.height + 2.0);
            let above = (own.x + 6.0 - wide / 2.0, own.y - 17.0);
            let places = [(own.x + 15.0, y - 8.0), (own.x - wide - 3.0, y - 8.0), below, above];
            let areas = places.map(|(x, y)| Area { x, y, width: wide, height: 15.0 });
            let free = |area: &Area| {
                taken.iter().all(|other| !area.meets(other)) && area.x >= LEFT + 2.0 && area.y + area.height <= self.top + SIDE - 2.0
            };
            let Some(area) = areas.into_iter().find(free) else { continue };
            out.push_str(&format!(
                "<rect class=\"plate\" opacity=\".85\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"15\"/>",
                pixel(area.x),
                pixel(area.y),
                pixel(area.width)
            ));
            out.push_str(&text("soft", Anchor::Start, area.x, area.y + 12.0, &words));
            taken.push(area);
        }
        out
    }
}

fn words(points: &[CalibrationPoint], options: &CalibrationOptions) -> Vec<String> {
    let base: u64 = points.iter().map(|point| point.base).fold(0, u64::saturating_add);
    let sizes = points.iter().map(|point| point.base);
    let mut words = vec![match (sizes.clone().min(), sizes.max()) {
        (Some(least), Some(most)) if least < most => {
            format!(
                "{} in {} groups of {} to {} by predicted risk",
                counted(base, &options.counted, &options.counted),
                points.len(),
                grouped(least),
                grouped(most)
            )
        }
        _ => format!(
            "{} in {}",
            counted(base, &options.counted, &options.counted),
            counted(points.len() as u64, "group by predicted risk", "groups by predicted risk")
        ),
    }];
    let mean =
        |distance: fn(&CalibrationPoint) -> f64| points.iter().map(|point| point.base as f64 * distance(point)).sum::<f64>() / base as f64;
    if base > 0 {
        let off = options.index.unwrap_or_else(|| mean(|point| (point.predicted - point.observed).abs()));
        let bias = mean(|point| point.predicted - point.observed);
        let side = match bias {
            bias if bias.abs() < 0.0005 => "neither too high nor too low".to_owned(),
            bias => format!("{} too {}", in_points(bias.abs()), if bias > 0.0 { "high" } else { "low" }),
        };
        words.push(format!("Predictions are off by {} on average; taken together they are {side}.", in_points(off)));
    }
    words
}

fn in_points(share: f64) -> String {
    let points = (share * 1000.0).round() / 10.0;
    format!("{points} percentage {}", if points == 1.0 { "point" } else { "points" })
}

fn in_words(point: &CalibrationPoint) -> String {
    let interval = point.interval.map_or_else(String::new, |interval| format!(" [{}]", interval.percent()));
    format!("predicted {}, observed {}{interval} (n={})", percent(point.predicted), percent(point.observed), grouped(point.base))
}

fn check(points: &[CalibrationPoint], options: &CalibrationOptions) -> Result<(), Error> {
    let share = |value: f64| (0.0..=1.0).contains(&value);
    let refuse = |field: String, value: f64| Error::invalid(field, format!("`{value}` is not a share"), "give a number from 0 to 1");
    if let Some(index) = options.index.filter(|index| !share(*index)) {
        return Err(refuse("index".into(), index));
    }
    for (number, point) in points.iter().enumerate() {
        let interval = point.interval.unwrap_or(Interval { low: 0.0, high: 1.0 });
        let values = [
            ("predicted", point.predicted),
            ("observed", point.observed),
            ("interval.low", interval.low),
            ("interval.high", interval.high),
        ];
        if let Some((name, value)) = values.into_iter().find(|(_, value)| !share(*value)) {
            return Err(refuse(format!("points[{number}].{name}"), value));
        }
        if interval.low > interval.high {
            return Err(Error::invalid(
                format!("points[{number}].interval"),
                "its lower end is above its upper end",
                "give the lower end first",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::super::check::said;
    use super::*;

    fn point(base: u64, predicted: f64, observed: f64) -> CalibrationPoint {
        CalibrationPoint { base, predicted, observed, interval: crate::statistics::wilson_interval((observed * base as f64) as u64, base) }
    }

    #[test]
    fn how_far_predictions_are_off_is_weighted_by_customers() {
        let told = |points: &[CalibrationPoint], index| {
            said(&calibration_svg(points, &CalibrationOptions { index, ..CalibrationOptions::default() }).unwrap()).join("\n")
        };
        let points = [point(300, 0.1, 0.14), point(100, 0.5, 0.4)];
        assert!(
            told(&points, None).contains(
                "Predictions are off by 5.5 percentage points on average; taken together they are 0.5 percentage points too low."
            )
        );
        assert!(told(&points, Some(0.01)).contains("off by 1 percentage point on"));
        assert!(told(&points, None).contains("400 customers in 2 groups of 100 to 300 by predicted risk"));
        assert!(told(&[], None).contains("0 customers in 0 groups by predicted risk"));
        assert!(told(&[point(0, 0.0, 0.0)], None).contains("0 customers in 1 group by predicted risk"));
    }

    #[test]
    fn every_group_has_its_words_and_sizes_stand_apart() {
        let points: Vec<_> = (0..10).map(|decile| point(100 + decile, 0.02 * decile as f64, 0.018 * decile as f64)).collect();
        let told = said(&calibration_svg(&points, &CalibrationOptions::default()).unwrap());
        for point in &points {
            assert!(told.contains(&in_words(point)), "{told:?}");
        }
    }

    #[test]
    fn what_is_not_a_share_is_refused_with_its_place() {
        let refused = |point| calibration_svg(&[point], &CalibrationOptions::default()).unwrap_err().to_string();
        assert_eq!(refused(point(9, 1.2, 0.5)), "points[0].predicted: `1.2` is not a share; give a number from 0 to 1");
        assert!(refused(point(9, 0.2, f64::NAN)).starts_with("points[0].observed"));
        let turned = CalibrationPoint { interval: Some(Interval { low: 0.6, high: 0.4 }), ..point(9, 0.2, 0.5) };
        assert!(refused(turned).starts_with("points[0].interval"));
        assert!(calibration_svg(&[], &CalibrationOptions { index: Some(2.0), ..CalibrationOptions::default() }).is_err());
    }
}
