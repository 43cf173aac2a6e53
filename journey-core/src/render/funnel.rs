//! A funnel: how many went on from step to step.

use super::{
    durations::duration,
    figure::{Anchor, Figure, bar, counted, grouped, interval, paragraphs, share, text, whisker},
    measure::{escape, wrap},
};
use crate::behaviour::{CaseShare, FunnelDropOff, FunnelResult, FunnelStepResult};

const WIDTH: f64 = 920.0;
const MARGIN: f64 = 24.0;
/// Where bars begin, and the width of the longest.
const LEFT: f64 = 236.0;
const BARS: f64 = 400.0;
const BAR: f64 = 30.0;
/// The height of a line of what those who dropped off did next, and its width before the names.
const LINE: f64 = 16.0;
const COUNTS: f64 = 104.0;
/// Where the numbers beside the bars stand.
const NUMBERS: f64 = LEFT + BARS + 20.0;

/// Draws who passed the steps of a funnel: a self-contained SVG, the same for the same funnel.
///
/// Each step has a bar for the cases that passed it, with the 95 % interval of their share of the first step, and behind it, in a pale colour, those
/// who passed the step before but not this one. Beside it stand the count, the shares of the first step and of the step before with their intervals, and
/// the median time since the step before; below it, how many dropped off and what they did next.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, Funnel, FunnelStep, funnel}, render::funnel_svg};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity, minute) in [("anna", "quote", 0), ("anna", "purchase", 30), ("ben", "quote", 5), ("ben", "call", 7)] {
///     builder.push(case, activity, Timestamp(minute * 60_000))?;
/// }
/// let steps = vec![FunnelStep::new("quote"), FunnelStep::new("purchase")];
/// let found = funnel(&builder.finish(), &Funnel { name: "Sale".into(), steps, within_ms: None })?;
/// assert!(funnel_svg(&found).contains("1 · 100 %"));
/// # Ok::<(), journey_core::Error>(())
/// ```
pub fn funnel_svg(funnel: &FunnelResult) -> String {
    let mut body = text("h2", Anchor::Start, MARGIN, 36.0, &funnel.name);
    let mut top = 58.0;
    body.push_str(&paragraphs("soft", MARGIN, &mut top, WIDTH - 2.0 * MARGIN, &[base(funnel)]));
    top += 12.0;
    let most = funnel.steps.iter().map(|step| step.cases).max().unwrap_or_default();
    let first = funnel.steps.first().map_or(0, |step| step.cases);
    let mut before = None;
    for step in &funnel.steps {
        body.push_str(&draw_step(step, before, &Scale { first, most }, top));
        before = Some(step.cases);
        top += height(step);
    }
    if funnel.steps.is_empty() {
        body.push_str(&text("soft", Anchor::Start, MARGIN, top, "The funnel has no steps."));
        top += 24.0;
    }
    let legend = "Bar: cases that passed the step, with the 95 % interval of their share of the first; pale: those who passed the step before, but not this one. Below: how many did not go on, and what came right after the step instead.";
    body.push_str(&paragraphs("soft", MARGIN, &mut top, WIDTH - 2.0 * MARGIN, &[legend.to_owned()]));
    Figure { title: funnel.name.clone(), description: description(funnel), width: WIDTH, height: top + 8.0, body }.svg()
}

/// How wide a case is.
struct Scale {
    first: u64,
    most: u64,
}

impl Scale {
    fn width(&self, cases: f64) -> f64 {
        BARS * (cases / self.most.max(1) as f64).clamp(0.0, 1.0)
    }
}

fn draw_step(step: &FunnelStepResult, before: Option<u64>, scale: &Scale, top: f64) -> String {
    let mut out = format!("<g><title>{}</title>", escape(&words(step)));
    let wide = scale.width(step.cases as f64);
    if let Some(before) = before {
        out.push_str(&bar("lost", LEFT, top, scale.width(before as f64), BAR, 3.0));
    }
    out.push_str(&bar("track", LEFT, top, 1.0, BAR, 0.0));
    out.push_str(&bar("pos", LEFT, top, wide, BAR, 3.0));
    if let (Some(interval), Some(_)) = (step.of_first.interval, before) {
        let x = |share: f64| LEFT + scale.width(share * scale.first as f64);
        out.push_str(&whisker(x(interval.low), x(interval.high), top + BAR / 2.0, 5.0));
    }
    out.push_str(&draw_name(step, top));
    out.push_str(&draw_numbers(step, before.is_some(), top));
    out.push_str(&dropped(step).map_or_else(String::new, |drop_off| draw_drop_off(drop_off, top + BAR + LINE)));
    out + "</g>"
}

/// Those who dropped off at a step; none where nobody did.
fn dropped(step: &FunnelStepResult) -> Option<&FunnelDropOff> {
    step.drop_off.as_ref().filter(|drop_off| drop_off.cases.cases > 0)
}

fn height(step: &FunnelStepResult) -> f64 {
    let lines = dropped(step).map_or(0, |drop_off| 1 + ways(drop_off).len());
    (BAR + LINE * lines as f64).max(62.0) + 26.0
}

/// Who dropped off, and below it, line by line, what they did next.
fn draw_drop_off(drop_off: &FunnelDropOff, top: f64) -> String {
    let mut out = text("neg", Anchor::Start, LEFT, top, &left(drop_off));
    for ((cases, name), line) in ways(drop_off).into_iter().zip(1..) {
        let y = top + LINE * f64::from(line);
        out.push_str(&text("soft", Anchor::End, LEFT + COUNTS - 10.0, y, &format!("{} · {}", grouped(cases.cases), share(cases))));
        let name = wrap(name, NUMBERS - LEFT - COUNTS - 10.0, 12.0, 1).pop().unwrap_or_else(|| "(no name)".into());
        out.push_str(&text("", Anchor::Start, LEFT + COUNTS, y, &name));
    }
    out
}

fn draw_name(step: &FunnelStepResult, top: f64) -> String {
    let mut out = String::new();
    let mut y = top + 14.0;
    let name = if step.name.trim().is_empty() { "(no name)" } else { &step.name };
    for line in wrap(name, LEFT - MARGIN - 16.0, 14.0, 2) {
        out.push_str(&text("name", Anchor::Start, MARGIN, y, &line));
        y += 16.0;
    }
    let since = step.since_previous.map(|times| format!("after {} (median)", duration(times.median_ms)));
    let limit = step.within_ms.map(|limit| format!("within {}", duration(limit as f64)));
    for line in [since, limit].into_iter().flatten() {
        out.push_str(&text("soft", Anchor::Start, MARGIN, y, &line));
        y += 15.0;
    }
    out
}

fn draw_numbers(step: &FunnelStepResult, later: bool, top: f64) -> String {
    let count = text("name", Anchor::Start, NUMBERS, top + 12.0, &counted(step.cases, "case", "cases"));
    if !later {
        let of_all = format!("{} of all cases {}", share(&step.of_previous), interval(&step.of_previous));
        return count + &text("soft", Anchor::Start, NUMBERS, top + 28.0, &of_all);
    }
    let of_first = format!("{} of the first step {}", share(&step.of_first), interval(&step.of_first));
    let of_previous = format!("{} of the step before {}", share(&step.of_previous), interval(&step.of_previous));
    count + &text("soft", Anchor::Start, NUMBERS, top + 28.0, &of_previous) + &text("soft", Anchor::Start, NUMBERS, top + 43.0, &of_first)
}

fn left(drop_off: &FunnelDropOff) -> String {
    format!("{} · {} {} did not go on", grouped(drop_off.cases.cases), share(&drop_off.cases), interval(&drop_off.cases))
}

/// What those who dropped off did next, with how many of them.
fn ways(drop_off: &FunnelDropOff) -> Vec<(&CaseShare, &str)> {
    let ended = Some((&drop_off.ended, "nothing: their journey ended")).filter(|(cases, _)| cases.cases > 0);
    ended.into_iter().chain(drop_off.next.iter().map(|next| (&next.cases, next.activity.as_str()))).collect()
}

fn base(funnel: &FunnelResult) -> String {
    let limit = funnel.within_ms.map_or_else(String::new, |limit| format!(" · all steps within {}", duration(limit as f64)));
    format!("{}{limit}", counted(funnel.cases, "case", "cases"))
}

fn words(step: &FunnelStepResult) -> String {
    let mut words = format!(
        "{} ({}): {}; of the step before {}",
        step.name,
        step.activities.join(", "),
        counted(step.cases, "case", "cases"),
        step.of_previous
    );
    if let Some(times) = step.since_previous {
        words.push_str(&format!("; median {}, nine of ten within {} (n={})", duration(times.median_ms), duration(times.p90_ms), times.n));
    }
    words
}

fn description(funnel: &FunnelResult) -> String {
    let mut sentences = vec![funnel.name.clone(), base(funnel)];
    for step in &funnel.steps {
        sentences.push(words(step));
        sentences.extend(dropped(step).map(|drop_off| {
            let ways = ways(drop_off).into_iter().map(|(cases, name)| format!("{name} ({cases})"));
            format!("{}; next: {}", left(drop_off), ways.collect::<Vec<_>>().join(", "))
        }));
    }
    sentences.join(". ") + "."
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::super::check::{HOSTILE, hostile_log, said, shown};
    use super::*;
    use crate::behaviour::{Funnel, FunnelStep, funnel};

    #[test]
    fn every_step_is_told_with_its_base_and_what_came_instead() {
        let steps = HOSTILE.map(FunnelStep::new).to_vec();
        let found = funnel(&hostile_log(), &Funnel { name: "<b>way</b>".into(), steps, within_ms: Some(86_400_000) }).unwrap();
        let svg = funnel_svg(&found);
        let said = said(&svg);
        for (name, step) in HOSTILE.iter().zip(&found.steps) {
            let words = format!("{}; of the step before {}", counted(step.cases, "case", "cases"), step.of_previous);
            assert!(said.iter().any(|one| one.starts_with(&shown(name)) && one.contains(&words)), "{name:?} {said:?}");
        }
        assert!(said.iter().any(|words| words.ends_with("did not go on")) && said.contains(&"(no name)".to_owned()));
        assert_eq!(svg, funnel_svg(&found));
    }

    #[test]
    fn bars_are_as_wide_as_cases() {
        let scale = Scale { first: 10, most: 20 };
        assert_eq!([0.0, 5.0, 20.0, 40.0].map(|cases| scale.width(cases)), [0.0, 100.0, 400.0, 400.0]);
        assert_eq!(Scale { first: 0, most: 0 }.width(0.0), 0.0);
    }

    #[test]
    fn a_funnel_without_steps_says_so() {
        assert!(said(&funnel_svg(&FunnelResult::default())).contains(&"The funnel has no steps.".to_owned()));
    }
}
