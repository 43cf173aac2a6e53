//! Survival curves: the share of customers who are still there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    figure::{Anchor, Figure, counted, grouped, paragraphs, percent, rule, text},
    measure::{escape, pixel, wrap},
    palette::GROUPS,
    ticks::ticks,
};
use crate::{behaviour::Staying, error::Error, statistics::SurvivalStep};

/// The most curves that are drawn with their bands.
const BANDS: usize = 2;
/// The most segments of one picture.
const SEGMENTS: usize = 6;
const WIDTH: f64 = 960.0;
const MARGIN: f64 = 24.0;
const LEFT: f64 = 200.0;
const RIGHT: f64 = 740.0;
const HIGH: f64 = 320.0;
/// Where the names of curves begin.
const NAMES: f64 = RIGHT + 20.0;
/// The height of a line of an end label, and of a row of the table.
const LINE: f64 = 15.0;
const ROW: f64 = 18.0;

/// The survival curve of a group.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SurvivalCurve {
    pub name: String,
    /// One for each different duration, in rising order.
    pub steps: Vec<SurvivalStep>,
}

/// How survival curves are drawn.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SurvivalOptions {
    pub title: String,
    /// The unit of time in words, such as `months`.
    pub unit: String,
    /// The p value of a log-rank test of the groups, 0 to 1.
    pub log_rank_p: Option<f64>,
}

impl Default for SurvivalOptions {
    fn default() -> Self {
        Self { title: "How long customers stay".into(), unit: "months".into(), log_rank_p: None }
    }
}

/// Draws how long the customers of a log stay, by segment: the six largest, or everyone where the log names none.
///
/// # Errors
/// As [`survival_svg`].
pub fn staying_svg(staying: &Staying) -> Result<String, Error> {
    let mut segments: Vec<_> = staying.segments.iter().collect();
    segments.sort_by_key(|segment| std::cmp::Reverse(segment.curve.base));
    segments.truncate(SEGMENTS);
    segments.sort_by(|left, right| left.segment.cmp(&right.segment));
    let mut curves: Vec<SurvivalCurve> =
        segments.into_iter().map(|one| SurvivalCurve { name: one.segment.clone(), steps: one.curve.steps.clone() }).collect();
    if curves.is_empty() {
        curves.push(SurvivalCurve { name: "Customers".into(), steps: staying.all.steps.clone() });
    }
    let log_rank_p = staying.log_rank.as_ref().map(|test| test.p_value);
    survival_svg(&curves, &SurvivalOptions { unit: "days".into(), log_rank_p, ..SurvivalOptions::default() })
}

/// Draws survival curves, one or two with their 95 % bands: a self-contained SVG, the same for the same curves.
///
/// Marks on a curve are customers last seen then, who were still there; the table below tells how many were there just before a time. Each curve
/// ends in its name and its last share.
///
/// ```
/// use journey_core::{render::{SurvivalCurve, SurvivalOptions, survival_svg}, statistics::SurvivalStep};
/// let step = |time, at_risk, survival| SurvivalStep { time, at_risk, events: 0, censored: 0, survival, interval: None };
/// let curve = SurvivalCurve { name: "New customers".into(), steps: vec![step(3.0, 4, 0.75), step(9.0, 3, 0.5)] };
/// let svg = survival_svg(&[curve], &SurvivalOptions { log_rank_p: Some(0.03), ..SurvivalOptions::default() })?;
/// assert!(svg.contains("New customers") && svg.contains("p = 0.03"));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// More than six curves, times that do not rise from 0 on, and shares, intervals or a p value outside 0 to 1.
pub fn survival_svg(curves: &[SurvivalCurve], options: &SurvivalOptions) -> Result<String, Error> {
    check(curves, options)?;
    let last = curves.iter().filter_map(|curve| curve.steps.last()).map(|step| step.time).fold(0.0, f64::max);
    let times = ticks(if last > 0.0 { last } else { 1.0 });
    let mut body = text("h2", Anchor::Start, MARGIN, 36.0, &options.title);
    let mut top = 58.0;
    body.push_str(&paragraphs("soft", MARGIN, &mut top, WIDTH - 2.0 * MARGIN, &words(curves, options)));
    let plot = Plot { top: top + 14.0, longest: times.last().copied().unwrap_or(1.0).max(last) };
    body.push_str(&plot.axes(&times, &options.unit));
    // More bands over each other hide what they tell; their last values stand at the ends.
    let bands = curves.len() <= BANDS;
    for (number, curve) in curves.iter().enumerate().filter(|_| bands) {
        body.push_str(&plot.band(number, curve));
    }
    for (number, curve) in curves.iter().enumerate() {
        body.push_str(&plot.curve(number, curve));
    }
    body.push_str(&plot.labels(curves));
    let mut bottom = plot.top + HIGH + 66.0;
    body.push_str(&plot.table(curves, &times, &mut bottom));
    let shown = if bands { "Band: 95 % interval." } else { "In brackets: the 95 % interval of the last share." };
    let legend = format!("{shown} Marks on a curve: customers last seen then, still there.");
    bottom += 30.0;
    body.push_str(&paragraphs("soft", MARGIN, &mut bottom, WIDTH - 2.0 * MARGIN, &[legend]));
    let description = description(curves, options);
    Ok(Figure { title: options.title.clone(), description, width: WIDTH, height: bottom + 6.0, body }.svg())
}

struct Plot {
    top: f64,
    longest: f64,
}

impl Plot {
    fn x(&self, time: f64) -> f64 {
        LEFT + (RIGHT - LEFT) * time / self.longest
    }

    fn y(&self, share: f64) -> f64 {
        self.top + HIGH * (1.0 - share)
    }

    fn axes(&self, times: &[f64], unit: &str) -> String {
        let mut out = String::new();
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let y = self.y(share);
            out.push_str(&rule(if share > 0.0 { "grid" } else { "axis" }, (LEFT, y), (RIGHT, y)));
            out.push_str(&text("soft", Anchor::End, LEFT - 10.0, y + 4.0, &percent(share)));
        }
        for time in times {
            let x = self.x(*time);
            out.push_str(&rule("axis", (x, self.y(0.0)), (x, self.y(0.0) + 5.0)));
            out.push_str(&text("soft", Anchor::Middle, x, self.y(0.0) + 20.0, &number(*time)));
        }
        out + &text("soft", Anchor::Middle, (LEFT + RIGHT) / 2.0, self.y(0.0) + 38.0, unit)
    }

    /// The intervals as steps; a gap where there is none.
    fn band(&self, number: usize, curve: &SurvivalCurve) -> String {
        let mut out = String::new();
        let next = curve.steps.iter().skip(1).map(|step| step.time).chain(curve.steps.last().map(|step| step.time));
        let spans: Vec<_> = curve.steps.iter().zip(next).collect();
        for run in spans.chunk_by(|one, other| one.0.interval.is_some() && other.0.interval.is_some()) {
            let ends = run.iter().filter_map(|(step, end)| step.interval.map(|interval| (self.x(step.time), self.x(*end), interval)));
            let ends: Vec<_> = ends.collect();
            let above = ends.iter().flat_map(|(from, to, interval)| [(*from, self.y(interval.high)), (*to, self.y(interval.high))]);
            let below = ends.iter().rev().flat_map(|(from, to, interval)| [(*to, self.y(interval.low)), (*from, self.y(interval.low))]);
            let path: Vec<String> = above.chain(below).map(|(x, y)| format!("{} {}", pixel(x), pixel(y))).collect();
            if !path.is_empty() {
                out.push_str(&format!("<path class=\"f{number}\" opacity=\".16\" d=\"M{}Z\"/>", path.join("L")));
            }
        }
        out
    }

    fn curve(&self, number: usize, curve: &SurvivalCurve) -> String {
        let mut path = format!("M{} {}", pixel(self.x(0.0)), pixel(self.y(1.0)));
        let mut marks = String::new();
        for step in &curve.steps {
            let (x, y) = (self.x(step.time), self.y(step.survival));
            path.push_str(&format!("H{}V{}", pixel(x), pixel(y)));
            if step.censored > 0 {
                marks.push_str(&format!("M{} {}v8", pixel(x), pixel(y - 4.0)));
            }
        }
        let (tooltip, line) = (escape(&in_words(curve)), stroke(number));
        let mut out = format!("<g><title>{tooltip}</title><path {line} stroke-width=\"2.2\" d=\"{path}\"/>");
        if !marks.is_empty() {
            out.push_str(&format!("<path class=\"s{number}\" fill=\"none\" stroke-width=\"1.2\" d=\"{marks}\"/>"));
        }
        out + "</g>"
    }

    /// Names at the ends of curves, pushed apart where they would touch.
    fn labels(&self, curves: &[SurvivalCurve]) -> String {
        let mut labels: Vec<Label> = curves.iter().enumerate().map(|(number, curve)| self.label(number, curve)).collect();
        labels.sort_by(|one, other| one.middle.total_cmp(&other.middle));
        let mut least = self.y(1.0);
        for label in &mut labels {
            label.middle = label.middle.max(least + label.half());
            least = label.middle + label.half();
        }
        // What ran out below the plot moves up again.
        let mut most = self.y(0.0);
        for label in labels.iter_mut().rev() {
            label.middle = label.middle.min(most - label.half());
            most = label.middle - label.half();
        }
        labels.iter().map(Label::draw).collect()
    }

    fn label(&self, number: usize, curve: &SurvivalCurve) -> Label {
        let end = curve.steps.last().copied().unwrap_or(BEGINNING);
        let (end_x, end_y) = (self.x(end.time), self.y(end.survival));
        let mut name = wrap(&curve.name, WIDTH - MARGIN - NAMES, 14.0, 2);
        if name.is_empty() {
            name.push("(no name)".into());
        }
        Label { number, name, share: share_in_words(&end), end: (end_x, end_y), middle: end_y }
    }

    /// How many were there just before each time.
    fn table(&self, curves: &[SurvivalCurve], times: &[f64], y: &mut f64) -> String {
        let head = if curves.is_empty() { "There are no curves." } else { "Customers there just before" };
        let mut out = text("soft", Anchor::Start, MARGIN, *y, head);
        for (number, curve) in curves.iter().enumerate() {
            *y += ROW;
            let (class, from, to) = (stroke(number), pixel(MARGIN), pixel(*y - 4.0));
            out.push_str(&format!("<path {class} stroke-width=\"2.2\" d=\"M{from} {to}h18\"/>"));
            let name = wrap(&curve.name, LEFT - MARGIN - 48.0, 12.0, 1).pop().unwrap_or_default();
            out.push_str(&text("", Anchor::Start, MARGIN + 24.0, *y, &name));
            for time in times {
                out.push_str(&text("", Anchor::Middle, self.x(*time), *y, &grouped(at_risk(curve, *time))));
            }
        }
        out
    }
}

/// The colour and the dashes of a group's line.
fn stroke(number: usize) -> String {
    let dash = GROUPS.get(number).map_or("", |group| group.2);
    let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
    format!("class=\"s{number}\" fill=\"none\"{dash}")
}

/// The name at the end of a curve.
struct Label {
    number: usize,
    name: Vec<String>,
    share: String,
    end: (f64, f64),
    middle: f64,
}

impl Label {
    fn half(&self) -> f64 {
        (LINE * (self.name.len() + 1) as f64 + 6.0) / 2.0
    }

    fn draw(&self) -> String {
        let mut out = rule("rim", (self.end.0 + 3.0, self.end.1), (NAMES - 6.0, self.middle));
        let mut y = self.middle - self.half() + 3.0 + 12.0;
        for line in &self.name {
            out.push_str(&text(&format!("name f{}", self.number), Anchor::Start, NAMES, y, line));
            y += LINE;
        }
        out + &text("soft", Anchor::Start, NAMES, y, &self.share)
    }
}

/// What holds before the first step.
const BEGINNING: SurvivalStep = SurvivalStep { time: 0.0, at_risk: 0, events: 0, censored: 0, survival: 1.0, interval: None };

/// Customers there just before a time: as many as at the next duration; none past the last.
fn at_risk(curve: &SurvivalCurve, time: f64) -> u64 {
    curve.steps.iter().find(|step| step.time >= time).map_or(0, |step| step.at_risk)
}

fn share_in_words(step: &SurvivalStep) -> String {
    let interval = step.interval.map_or_else(String::new, |interval| format!(" [{}]", interval.percent()));
    format!("{}{interval}", percent(step.survival))
}

fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 { format!("{value:.0}") } else { format!("{value}") }
}

fn words(curves: &[SurvivalCurve], options: &SurvivalOptions) -> Vec<String> {
    let base: u64 = curves.iter().map(|curve| at_risk(curve, 0.0)).fold(0, u64::saturating_add);
    let groups = if curves.len() > 1 { format!(" in {} groups", curves.len()) } else { String::new() };
    let mut words = vec![format!(
        "Share of the customers still there, by time in {} · {}{groups}",
        options.unit,
        counted(base, "customer", "customers")
    )];
    if let Some(p) = options.log_rank_p {
        let value = if p < 0.001 {
            "p < 0.001".to_owned()
        } else {
            format!("p = {}", format!("{p:.3}").trim_end_matches('0').trim_end_matches('.'))
        };
        words.push(match p < 0.05 {
            true => format!("The groups differ more than chance easily explains (log-rank test, {value})."),
            false => format!("Chance alone would often part groups that are alike as much as these (log-rank test, {value})."),
        });
    }
    words
}

fn in_words(curve: &SurvivalCurve) -> String {
    let mut words = format!("{} (n={})", curve.name, grouped(at_risk(curve, 0.0)));
    if let Some(end) = curve.steps.last() {
        words.push_str(&format!(": {} still there after {}", share_in_words(end), number(end.time)));
    }
    match curve.steps.iter().find(|step| step.survival <= 0.5) {
        Some(half) => words.push_str(&format!(", half are gone after {}", number(half.time))),
        None => words.push_str(", more than half always are"),
    }
    words
}

fn description(curves: &[SurvivalCurve], options: &SurvivalOptions) -> String {
    let all = [options.title.clone()].into_iter().chain(words(curves, options)).chain(curves.iter().map(in_words));
    all.map(|words| words.trim_end_matches('.').to_owned()).collect::<Vec<_>>().join(". ") + "."
}

fn check(curves: &[SurvivalCurve], options: &SurvivalOptions) -> Result<(), Error> {
    if curves.len() > GROUPS.len() {
        let problem = format!("`{}` curves cannot be told apart", curves.len());
        return Err(Error::invalid("curves", problem, format!("draw at most {}", GROUPS.len())));
    }
    let share = |value: f64| (0.0..=1.0).contains(&value);
    if let Some(p) = options.log_rank_p.filter(|p| !share(*p)) {
        return Err(Error::invalid("log_rank_p", format!("`{p}` is not a probability"), "give a number from 0 to 1"));
    }
    for (number, curve) in curves.iter().enumerate() {
        let mut last = 0.0;
        for (place, step) in curve.steps.iter().enumerate() {
            let field = |name: &str| format!("curves[{number}].steps[{place}].{name}");
            if !step.time.is_finite() || step.time < last {
                return Err(Error::invalid(
                    field("time"),
                    format!("`{}` does not follow `{last}`", step.time),
                    "give durations from 0 on in rising order",
                ));
            }
            if !share(step.survival) {
                return Err(Error::invalid(field("survival"), format!("`{}` is not a share", step.survival), "give a number from 0 to 1"));
            }
            if step.interval.is_some_and(|interval| !share(interval.low) || !share(interval.high) || interval.low > interval.high) {
                return Err(Error::invalid(field("interval"), "its ends are not two rising shares", "give numbers from 0 to 1"));
            }
            last = step.time;
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::super::check::{HOSTILE, said, shown};
    use super::*;
    use crate::statistics::Interval;

    fn curve(name: &str, months: u64, loss: f64) -> SurvivalCurve {
        let step = |month: u64| {
            let survival = (1.0 - loss).powi(month as i32);
            let interval = (month > 2).then(|| Interval { low: survival * 0.9, high: (survival * 1.1).min(1.0) });
            SurvivalStep { time: month as f64, at_risk: 100 - month, events: 0, censored: month % 3, survival, interval }
        };
        SurvivalCurve { name: name.into(), steps: (1..=months).map(step).collect() }
    }

    #[test]
    fn six_groups_of_any_name_stand_apart() {
        let curves: Vec<_> = HOSTILE.iter().zip(1..).map(|(name, number)| curve(name, 24, 0.001 * f64::from(number))).collect();
        let svg = survival_svg(&curves, &SurvivalOptions::default()).unwrap();
        let told = said(&svg);
        for name in HOSTILE {
            assert!(told.iter().any(|words| words.starts_with(&format!("{} (n=99): ", shown(name)))), "{name:?} in {told:?}");
        }
        let plot = Plot { top: 100.0, longest: 24.0 };
        let heights: f64 = curves.iter().enumerate().map(|(number, curve)| 2.0 * plot.label(number, curve).half()).sum();
        assert!(heights < HIGH, "{heights}");
        assert_eq!(svg, survival_svg(&curves, &SurvivalOptions::default()).unwrap());
    }

    #[test]
    fn the_table_counts_those_before_a_time() {
        let one = curve("one", 10, 0.1);
        assert_eq!([0.0, 1.0, 1.5, 10.0, 11.0].map(|time| at_risk(&one, time)), [99, 99, 98, 90, 0]);
    }

    #[test]
    fn the_test_is_said_in_words() {
        let told = |p| said(&survival_svg(&[], &SurvivalOptions { log_rank_p: Some(p), ..SurvivalOptions::default() }).unwrap()).join("\n");
        assert!(told(0.000_2).contains("more than chance easily explains (log-rank test, p < 0.001)"));
        assert!(told(0.41).contains("Chance alone would often part groups that are alike as much as these (log-rank test, p = 0.41)"));
        assert!(told(1.0).contains("p = 1)"));
    }

    #[test]
    fn what_is_no_curve_is_refused_with_its_place() {
        let refused = |change: fn(&mut SurvivalStep)| {
            let mut curves = [curve("one", 3, 0.1), curve("two", 3, 0.1)];
            change(&mut curves[1].steps[2]);
            survival_svg(&curves, &SurvivalOptions::default()).unwrap_err().to_string()
        };
        assert_eq!(refused(|step| step.survival = 1.5), "curves[1].steps[2].survival: `1.5` is not a share; give a number from 0 to 1");
        assert!(refused(|step| step.time = 1.0).starts_with("curves[1].steps[2].time: `1` does not follow `2`"));
        assert!(refused(|step| step.time = f64::NAN).starts_with("curves[1].steps[2].time"));
        assert!(refused(|step| step.interval = Some(Interval { low: 0.5, high: 0.4 })).starts_with("curves[1].steps[2].interval"));
        assert!(survival_svg(&vec![curve("one", 3, 0.1); 7], &SurvivalOptions::default()).is_err());
        assert!(survival_svg(&[], &SurvivalOptions { log_rank_p: Some(-0.1), ..SurvivalOptions::default() }).is_err());
    }
}
