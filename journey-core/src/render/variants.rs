//! The most frequent ways that cases took, as rows of chips.

use std::collections::BTreeMap;

use super::{
    durations::duration,
    figure::{Anchor, Figure, bar, counted, grouped, interval, paragraphs, share, text, whisker},
    measure::{escape, pixel, width, wrap},
    palette::{activity_fill, letters},
};
use crate::behaviour::{CaseShare, Variant, Variants};

const WIDTH: f64 = 1080.0;
const MARGIN: f64 = 24.0;
/// How many variants are drawn.
const ROWS: usize = 10;
/// The columns: bars, shares, cases, times and chips.
const BARS: f64 = 52.0;
const BARS_WIDE: f64 = 96.0;
const SHARES: f64 = 164.0;
const CASES: f64 = 340.0;
const TIMES: f64 = 356.0;
const CHIPS: f64 = 430.0;
/// A chip, the room after it, and the height of a line of chips.
const CHIP: f64 = 26.0;
const CHIP_HIGH: f64 = 22.0;
const GAP: f64 = 3.0;
const CHIP_LINE: f64 = 26.0;
/// The most lines of chips of a variant.
const CHIP_LINES: usize = 3;
const LEGEND_COLUMN: f64 = 344.0;

/// Draws the ten most frequent variants: a self-contained SVG, the same for the same variants.
///
/// A row is a variant with its share of the cases, the 95 % interval, the cases, the median time from the first to the last event, and a chip for each
/// event in order (one with a number for a run of the same activity). An activity has the same letter and colour in all rows; the colours of the first
/// twelve are told apart by colour-blind readers, the others are grey. The legend names them.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, variants}, render::variants_svg};
/// let mut builder = EventLogBuilder::default();
/// for (case, activity) in [("anna", "quote"), ("anna", "purchase"), ("ben", "quote")] {
///     builder.push(case, activity, Timestamp(0))?;
/// }
/// assert!(variants_svg(&variants(&builder.finish(), None)).contains("2 of 2 variants"));
/// # Ok::<(), journey_core::Error>(())
/// ```
pub fn variants_svg(variants: &Variants) -> String {
    let title = "The most frequent ways that cases took";
    let shown = variants.most_frequent.get(..ROWS).unwrap_or(&variants.most_frequent);
    let ranks = ranks(shown);
    let mut body = text("h2", Anchor::Start, MARGIN, 36.0, title);
    let mut top = 58.0;
    body.push_str(&paragraphs("soft", MARGIN, &mut top, WIDTH - 2.0 * MARGIN, &[base(variants, shown)]));
    top += 18.0;
    for (anchor, x, head) in [
        (Anchor::Start, BARS, "share of the cases"),
        (Anchor::End, CASES, "cases"),
        (Anchor::Start, TIMES, "median"),
        (Anchor::Start, CHIPS, "what happened, in order"),
    ] {
        body.push_str(&text("soft", anchor, x, top, head));
    }
    top += 12.0;
    let most = shown.iter().filter_map(|variant| variant.cases.interval).map(|interval| interval.high).fold(0.01, f64::max);
    for (variant, number) in shown.iter().zip(1..) {
        body.push_str(&draw_variant(variant, number, most, &ranks, &mut top));
    }
    top += 22.0;
    body.push_str(&draw_legend(&ranks, &mut top));
    Figure { title: title.into(), description: description(title, variants, shown), width: WIDTH, height: top + 4.0, body }.svg()
}

/// Each activity with its place: the one in most cases of the variants first, then by its first place in them.
fn ranks(variants: &[Variant]) -> BTreeMap<&str, usize> {
    let mut seen: BTreeMap<&str, (u64, usize)> = BTreeMap::new();
    let mut order = 0;
    for variant in variants {
        let mut here: Vec<&str> = variant.activities.iter().map(String::as_str).collect();
        for activity in &here {
            seen.entry(activity).or_insert((0, order));
            order += 1;
        }
        here.sort_unstable();
        here.dedup();
        for activity in here {
            seen.entry(activity).and_modify(|(cases, _)| *cases += variant.cases.cases);
        }
    }
    let mut ranked: Vec<(&str, (u64, usize))> = seen.into_iter().collect();
    ranked.sort_by_key(|(_, (cases, order))| (std::cmp::Reverse(*cases), *order));
    ranked.into_iter().zip(0..).map(|((activity, _), rank)| (activity, rank)).collect()
}

fn draw_variant(variant: &Variant, number: usize, most: f64, ranks: &BTreeMap<&str, usize>, top: &mut f64) -> String {
    let (chips, lines) = draw_chips(variant, ranks, *top + 8.0);
    let middle = *top + 8.0 + CHIP_HIGH / 2.0;
    let base = middle + 4.0;
    let x = |share: f64| BARS + BARS_WIDE * (share / most).clamp(0.0, 1.0);
    let mut out = format!("<g><title>{}</title>", escape(&words(variant)));
    out.push_str(&text("soft", Anchor::End, BARS - 10.0, base, &number.to_string()));
    out.push_str(&bar("pos", BARS, middle - 7.0, x(variant.cases.value.unwrap_or_default()) - BARS, 14.0, 2.0));
    if let Some(interval) = variant.cases.interval {
        out.push_str(&whisker(x(interval.low), x(interval.high), middle, 4.0));
    }
    out.push_str(&text("name", Anchor::Start, SHARES, base, &share(&variant.cases)));
    out.push_str(&text("soft", Anchor::Start, SHARES + 44.0, base, &interval(&variant.cases)));
    out.push_str(&text("", Anchor::End, CASES, base, &grouped(variant.cases.cases)));
    out.push_str(&text("", Anchor::Start, TIMES, base, &duration(variant.throughput.median_ms)));
    *top += 16.0 + CHIP_LINE * lines as f64 - (CHIP_LINE - CHIP_HIGH);
    let rule = format!("<path class=\"rule\" d=\"M{} {}H{}\"/>", pixel(MARGIN), pixel(*top), pixel(WIDTH - MARGIN));
    out + &chips + &rule + "</g>"
}

/// The chips of a variant and how many lines they take.
fn draw_chips(variant: &Variant, ranks: &BTreeMap<&str, usize>, top: f64) -> (String, usize) {
    let mut out = String::new();
    let (mut x, mut line, mut left) = (CHIPS, 0, variant.activities.len());
    for run in variant.activities.chunk_by(|one, other| one == other) {
        let rank = run.first().and_then(|activity| ranks.get(activity.as_str())).copied().unwrap_or_default();
        let words = if run.len() > 1 { format!("{} ×{}", letters(rank), run.len()) } else { letters(rank) };
        let wide = CHIP.max(width(&words, 12.0) + 12.0);
        // The last line keeps room for how many are left.
        let right = WIDTH - MARGIN - if line + 1 == CHIP_LINES { 76.0 } else { 0.0 };
        if x + wide > right && line + 1 < CHIP_LINES {
            (x, line) = (CHIPS, line + 1);
        } else if x + wide > right {
            out.push_str(&text(
                "soft",
                Anchor::Start,
                x + 4.0,
                top + CHIP_LINE * line as f64 + 15.0,
                &format!("+{} more", grouped(left as u64)),
            ));
            break;
        }
        out.push_str(&draw_chip(rank, &words, x, top + CHIP_LINE * line as f64, wide));
        left -= run.len();
        x += wide + GAP;
    }
    (out, line + 1)
}

fn draw_chip(rank: usize, words: &str, x: f64, y: f64, wide: f64) -> String {
    let (fill, class) =
        activity_fill(rank).map_or((" class=\"track\"".to_owned(), "b"), |(fill, class)| (format!(" fill=\"{fill}\""), class));
    let class = if class == "b" { "b".to_owned() } else { format!("b {class}") };
    format!("<rect{fill} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{CHIP_HIGH}\" rx=\"4\"/>", pixel(x), pixel(y), pixel(wide))
        + &text(&class, Anchor::Middle, x + wide / 2.0, y + 15.5, words)
}

/// What the letters stand for, in columns.
fn draw_legend(ranks: &BTreeMap<&str, usize>, top: &mut f64) -> String {
    let mut order: Vec<(usize, &str)> = ranks.iter().map(|(activity, rank)| (*rank, *activity)).collect();
    order.sort_unstable();
    let rows = order.len().div_ceil(3).max(1);
    let mut out = String::new();
    for (rank, activity) in &order {
        let (x, y) = (MARGIN + LEGEND_COLUMN * (rank / rows) as f64, *top + CHIP_LINE * (rank % rows) as f64);
        let letters = letters(*rank);
        let wide = CHIP.max(width(&letters, 12.0) + 12.0);
        let name = wrap(activity, LEGEND_COLUMN - wide - 24.0, 12.5, 1).pop().unwrap_or_else(|| "(no name)".into());
        out.push_str(&format!("<g><title>{}</title>", escape(activity)));
        out.push_str(&draw_chip(*rank, &letters, x, y, wide));
        out.push_str(&text("", Anchor::Start, x + wide + 8.0, y + 15.5, &name));
        out.push_str("</g>");
    }
    *top += CHIP_LINE * if order.is_empty() { 0.0 } else { rows as f64 } + 8.0;
    out
}

fn base(variants: &Variants, shown: &[Variant]) -> String {
    let cases: u64 = shown.iter().map(|variant| variant.cases.cases).sum();
    let covered = CaseShare::new(cases, variants.cases);
    let all = counted(variants.cases, "case", "cases");
    let part = covered.interval.map_or_else(String::new, |interval| format!(" ({} [{}])", share(&covered), interval.percent()));
    format!("{} of {}, taken by {} of {all}{part}", shown.len(), counted(variants.count, "variant", "variants"), grouped(cases))
}

fn words(variant: &Variant) -> String {
    let times = &variant.throughput;
    format!(
        "{}: {}; median {}, nine of ten within {}",
        variant.activities.join(", "),
        variant.cases,
        duration(times.median_ms),
        duration(times.p90_ms)
    )
}

fn description(title: &str, variants: &Variants, shown: &[Variant]) -> String {
    let all = [title.to_owned(), base(variants, shown)].into_iter().chain(shown.iter().map(words));
    all.collect::<Vec<_>>().join(". ") + "."
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::super::check::{HOSTILE, hostile_log, log, said, shown};
    use super::*;
    use crate::behaviour::variants;

    #[test]
    fn every_activity_has_its_letter_in_the_legend() {
        let found = variants(&hostile_log(), None);
        let svg = variants_svg(&found);
        let said = said(&svg);
        for (name, letter) in HOSTILE.iter().zip(["A", "B", "C", "D", "E", "F"]) {
            assert!(said.contains(&shown(name)) && said.contains(&letter.to_owned()), "{name:?} in {said:?}");
        }
        assert_eq!(svg, variants_svg(&found));
    }

    #[test]
    fn a_run_is_one_chip_and_a_long_way_is_cut() {
        let names: Vec<String> = (0..200).map(|number| format!("step {number}")).collect();
        let told = said(&variants_svg(&variants(&log(&names, &[vec![0, 0, 0, 1]]), None)));
        assert!(told.contains(&"A ×3".to_owned()) && told.contains(&"B".to_owned()), "{told:?}");
        let told = said(&variants_svg(&variants(&log(&names, &[(0..200).collect()]), None)));
        let cut = told.iter().find(|words| words.ends_with(" more")).unwrap();
        let left: usize = cut.trim_start_matches('+').trim_end_matches(" more").parse().unwrap();
        let chips = told.iter().filter(|words| words.len() <= 2 && words.chars().all(|letter| letter.is_ascii_uppercase())).count();
        // Each activity has a chip in the row, if it is not cut, and one in the legend.
        assert_eq!(chips, 200 - left + 200);
    }

    #[test]
    fn a_log_without_events_has_no_rows() {
        assert!(said(&variants_svg(&Variants::default())).contains(&"0 of 0 variants, taken by 0 of 0 cases".to_owned()));
    }
}
