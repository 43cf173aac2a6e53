//! The frame of a picture, and words and numbers in it.

use std::sync::LazyLock;

use super::{
    measure::{escape, pixel, wrap},
    palette::group_style,
    theme::{style, themed},
};
use crate::behaviour::CaseShare;

/// What the pictures of behaviour colour beyond the map's classes.
const COLOURED: &str = "\
.jm .edge{stroke:$axis}.jm .tip{fill:$axis}.jm .edge.slow{stroke:$neg}.jm .tip.slow{fill:$neg}\
.jm .box{fill:$bg;stroke:$axis}.jm .track{fill:$line}.jm .rim{stroke:$axis}.jm .plate{fill:$bg}\
.jm .lost{fill:$negf}.jm .whisker{stroke:$ink}.jm .halo{stroke:$bg}";

const PLAIN: &str = "\
.jm .edge{fill:none;stroke-linecap:butt;stroke-linejoin:round}.jm .box{stroke-width:1}.jm .rim{fill:none;stroke-width:1}\
.jm .whisker{fill:none;stroke-width:1.3}.jm .halo{fill:none;stroke-width:4;opacity:.7}.jm .over{fill:#fff}.jm .under{fill:#1c1f23}.jm .name{font-size:13px;font-weight:600}\
@media(forced-colors:active){.jm .edge,.jm .box,.jm .whisker{stroke:CanvasText}.jm .tip{fill:CanvasText}.jm .box,.jm .plate{fill:Canvas}}";

/// A picture before it is written out; its coordinates begin at 0, 0.
pub(super) struct Figure {
    pub(super) title: String,
    /// What it shows, for readers who cannot see it.
    pub(super) description: String,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) body: String,
}

impl Figure {
    /// The picture as a self-contained SVG.
    pub(super) fn svg(&self) -> String {
        static STYLE: LazyLock<String> = LazyLock::new(|| format!("{}{PLAIN}{}{}", style(), themed(COLOURED), group_style()));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"jm\" role=\"img\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\"><title>{2}</title><desc>{3}</desc><style>{4}</style><rect class=\"bg\" width=\"{0}\" height=\"{1}\"/>{5}</svg>\n",
            pixel(self.width),
            pixel(self.height),
            escape(&self.title),
            escape(&self.description),
            *STYLE,
            self.body
        )
    }
}

/// Where a text stands beside its x.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line of text; an empty class stands for plain text.
pub(super) fn text(class: &str, anchor: Anchor, x: f64, y: f64, content: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    let anchor = match anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    format!("<text{class}{anchor} x=\"{}\" y=\"{}\">{}</text>", pixel(x), pixel(y), escape(content))
}

/// Lines of text below each other, each wrapped to a width; moves `y` on to where the next would stand.
pub(super) fn paragraphs(class: &str, x: f64, y: &mut f64, pixels: f64, texts: &[String]) -> String {
    let mut out = String::new();
    for line in texts.iter().flat_map(|text| wrap(text, pixels, 12.0, 4)) {
        out.push_str(&text(class, Anchor::Start, x, *y, &line));
        *y += 17.0;
    }
    out
}

/// A rectangle without a border.
pub(super) fn bar(class: &str, x: f64, y: f64, width: f64, height: f64, radius: f64) -> String {
    let [x, y, width, height, radius] = [x, y, width.max(0.0), height.max(0.0), radius].map(pixel);
    format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>")
}

/// A horizontal interval with ends, to be seen on any ground.
pub(super) fn whisker(low: f64, high: f64, y: f64, half: f64) -> String {
    let [low, high, middle, top, bottom] = [low, high, y, y - half, y + half].map(pixel);
    let path = format!("M{low} {middle}H{high}M{low} {top}V{bottom}M{high} {top}V{bottom}");
    format!("<path class=\"halo\" d=\"{path}\"/><path class=\"whisker\" d=\"{path}\"/>")
}

/// A share as whole per cents, which says so where rounding would make some of it none or all.
pub(super) fn percent(share: f64) -> String {
    match share {
        share if share > 0.0 && share < 0.005 => "<1 %".into(),
        share if (0.995..1.0).contains(&share) => ">99 %".into(),
        share => format!("{:.0} %", (share * 100.0).round()),
    }
}

/// A straight line.
pub(super) fn rule(class: &str, from: (f64, f64), to: (f64, f64)) -> String {
    let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(pixel);
    format!("<path class=\"{class}\" d=\"M{x1} {y1}L{x2} {y2}\"/>")
}

/// A share of cases as whole per cents; a dash without a base.
pub(super) fn share(cases: &CaseShare) -> String {
    cases.value.map_or_else(|| "–".into(), percent)
}

/// The interval of a share of cases in brackets; nothing without one.
pub(super) fn interval(cases: &CaseShare) -> String {
    cases.interval.map_or_else(String::new, |interval| format!("[{}]", interval.percent()))
}

/// A count with commas between thousands.
pub(super) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let places = (1..=digits.len()).rev();
    digits.chars().zip(places).fold(String::new(), |mut out, (digit, place)| {
        out.push(digit);
        if place > 1 && place % 3 == 1 {
            out.push(',');
        }
        out
    })
}

/// A count with its noun.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_is_not_rounded_to_none_or_all() {
        assert_eq!([0.0, 0.004, 0.005, 0.384, 0.994, 0.996, 1.0].map(percent), ["0 %", "<1 %", "1 %", "38 %", "99 %", ">99 %", "100 %"]);
        assert_eq!(share(&CaseShare::new(0, 0)), "–");
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1_000, 65_536, 1_234_567].map(grouped), ["0", "999", "1,000", "65,536", "1,234,567"]);
        assert_eq!((counted(1, "case", "cases"), counted(2_000, "case", "cases")), ("1 case".into(), "2,000 cases".into()));
    }
}
