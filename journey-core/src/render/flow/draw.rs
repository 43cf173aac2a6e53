//! The boxes, lines and labels of a flow.

use super::{
    durations::duration,
    figure::{Anchor, bar, counted, share, text},
    layout::{Area, Layout, Route},
    measure::{escape, pixel, width, wrap},
    share_and_time,
};
use crate::behaviour::{CaseShare, GraphEdge, GraphNode};

/// The width of a box and the room at its sides.
const WIDTH: f64 = 176.0;
const SIDE: f64 = 9.0;
/// The height of a line of a name, and of any other.
const NAME_LINE: f64 = 17.0;
const LINE: f64 = 16.0;
/// How much rounder a corner is.
const RADIUS: f64 = 9.0;

/// An activity in words.
pub(super) struct FlowBox {
    name: Vec<String>,
    tooltip: String,
    cases: CaseShare,
    start: Option<CaseShare>,
    end: Option<CaseShare>,
    /// The cases that repeat it at once, and after how many milliseconds (median).
    again: Option<(CaseShare, f64)>,
}

impl FlowBox {
    pub(super) fn new(node: &GraphNode, start: Option<CaseShare>, end: Option<CaseShare>, again: Option<(CaseShare, f64)>) -> Self {
        let mut tooltip = format!("{}: {}; {}", node.activity, node.cases, counted(node.events, "event", "events"));
        let parts = [("start", start), ("end", end), ("repeat it", again.map(|(cases, _)| cases))];
        for (verb, cases) in parts {
            tooltip.push_str(&cases.map_or_else(String::new, |cases| format!("; {verb}: {cases}")));
        }
        // Bold letters are wider than the measure knows.
        let mut name = wrap(&node.activity, WIDTH - 2.0 * SIDE, 14.0, 2);
        if name.is_empty() {
            name.push("(no name)".into());
        }
        Self { name, tooltip, cases: node.cases, start, end, again }
    }

    pub(super) fn size(&self) -> (f64, f64) {
        let lines = 1.0 + f64::from(u8::from(self.again.is_some())) + f64::from(u8::from(self.has_ends()));
        (WIDTH, 20.0 + NAME_LINE * self.name.len() as f64 + LINE * lines)
    }

    /// The cases that start with it.
    pub(super) fn starts(&self) -> u64 {
        self.start.map_or(0, |start| start.cases)
    }

    fn has_ends(&self) -> bool {
        self.start.is_some() || self.end.is_some()
    }

    fn draw(&self, area: &Area) -> String {
        let middle = area.x + area.width / 2.0;
        let [x, y, wide, high] = [area.x, area.y, area.width, area.height].map(pixel);
        let mut out = format!(
            "<g><title>{}</title><rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" rx=\"6\"/>",
            escape(&self.tooltip)
        );
        let mut base = area.y + 20.0;
        for line in &self.name {
            out.push_str(&text("name", Anchor::Middle, middle, base, line));
            base += NAME_LINE;
        }
        out.push_str(&text(
            "soft",
            Anchor::Middle,
            middle,
            base,
            &format!("{} · {}", counted(self.cases.cases, "case", "cases"), share(&self.cases)),
        ));
        if let Some((cases, median)) = &self.again {
            base += LINE;
            let words = share_and_time(cases.value.unwrap_or_default(), *median);
            let left = middle - width(&words, 12.0) / 2.0 + 8.0;
            out.push_str(&again_mark(left - 10.0, base - 4.0));
            out.push_str(&text("soft", Anchor::Start, left, base, &words));
        }
        if self.has_ends() {
            out.push_str(&self.draw_ends(area, base + LINE));
        }
        let track = area.width - 2.0 * SIDE;
        let bottom = area.y + area.height - 9.0;
        out.push_str(&bar("track", area.x + SIDE, bottom, track, 4.0, 2.0));
        out.push_str(&bar("pos", area.x + SIDE, bottom, track * self.cases.value.unwrap_or_default(), 4.0, 2.0));
        out + "</g>"
    }

    /// How many cases start here, on the left, and end, on the right.
    fn draw_ends(&self, area: &Area, base: f64) -> String {
        let mut out = String::new();
        let (left, right) = (area.x + SIDE, area.x + area.width - SIDE);
        if let Some(start) = &self.start {
            out.push_str(&format!("<path class=\"pos\" d=\"M{} {}v9l8 -4.5z\"/>", pixel(left), pixel(base - 8.5)));
            out.push_str(&text("pos", Anchor::Start, left + 12.0, base, &format!("start {}", share(start))));
        }
        if let Some(end) = &self.end {
            out.push_str(&bar("neu", right - 8.0, base - 8.0, 8.0, 8.0, 1.0));
            out.push_str(&text("soft", Anchor::End, right - 12.0, base, &format!("end {}", share(end))));
        }
        out
    }
}

/// An arrow that turns around.
fn again_mark(x: f64, y: f64) -> String {
    format!("<path class=\"icon\" d=\"M{} {}a4.5 4.5 0 1 0 1.5 3.4m-4.2 -3.2l2.9 0 0 -3\"/>", pixel(x + 3.0), pixel(y - 3.4))
}

/// A transition in words and numbers.
pub(super) struct FlowLine {
    pub(super) ends: (usize, usize),
    /// The cases that took it, and their share of all, 0 to 1.
    pub(super) count: u64,
    pub(super) share: f64,
    pub(super) slow: bool,
    label: String,
    tooltip: String,
}

impl FlowLine {
    pub(super) fn new(edge: &GraphEdge, ends: (usize, usize), slow: bool) -> Self {
        let between = &edge.between;
        let times = format!("median {}, nine of ten within {} (n={})", duration(between.median_ms), duration(between.p90_ms), between.n);
        let share = edge.cases.value.unwrap_or_default().clamp(0.0, 1.0);
        Self {
            ends,
            count: edge.cases.cases,
            share,
            slow,
            label: share_and_time(share, between.median_ms),
            tooltip: format!("{} → {}: {}; {times}", edge.from, edge.to, edge.cases),
        }
    }

    pub(super) fn label_size(&self) -> (f64, f64) {
        (width(&self.label, 12.0) + 8.0, 18.0)
    }

    pub(super) fn thickness(&self) -> f64 {
        1.2 + 8.0 * self.share
    }

    fn draw(&self, route: &Route, down: bool) -> String {
        let slow = if self.slow { " slow" } else { "" };
        let tip = 6.0 + 0.75 * self.thickness();
        let half = 3.0 + 0.65 * self.thickness();
        let mut points = route.points.clone();
        let Some((x, y)) = points.pop() else { return String::new() };
        let (before_x, before_y) = points.last().copied().unwrap_or_default();
        let (along_x, along_y) = if down { (0.0, (y - before_y).signum()) } else { ((x - before_x).signum(), 0.0) };
        let back = (x - along_x * tip, y - along_y * tip);
        let corners = [half, -half].map(|half| (back.0 + along_y * half, back.1 + along_x * half));
        points.push(back);
        let path = if route.around { cornered(&points) } else { smooth(&points, down) };
        let corners: String = corners.iter().map(|(x, y)| format!("L{} {}", pixel(*x), pixel(*y))).collect();
        format!(
            "<g><title>{}</title><path class=\"edge{slow}\" stroke-width=\"{}\" d=\"{path}\"/><path class=\"tip{slow}\" d=\"M{} {}{corners}Z\"/></g>",
            escape(&self.tooltip),
            pixel(self.thickness()),
            pixel(x),
            pixel(y)
        )
    }

    fn draw_label(&self, area: &Area) -> String {
        let class = if self.slow { "neg" } else { "" };
        let plate = bar("plate", area.x, area.y + 1.0, area.width, area.height - 2.0, 4.0);
        plate + &text(class, Anchor::Middle, area.x + area.width / 2.0, area.y + 13.0, &self.label)
    }
}

/// Draws a flow that was laid out: lines, the thick ones first, then boxes, then labels.
pub(super) fn draw(layout: &Layout, boxes: &[FlowBox], lines: &[FlowLine]) -> String {
    let mut out = String::new();
    for (line, route) in lines.iter().zip(&layout.routes) {
        out.push_str(&line.draw(route, layout.down));
    }
    for (one, area) in boxes.iter().zip(&layout.nodes) {
        out.push_str(&one.draw(area));
    }
    for (line, route) in lines.iter().zip(&layout.routes) {
        out.push_str(&line.draw_label(&route.label));
    }
    out
}

/// A line that bends smoothly where it moves across the flow.
fn smooth(points: &[(f64, f64)], down: bool) -> String {
    let mut path = String::new();
    let mut last = None;
    for &(x, y) in points {
        let step = match last {
            None => "M".to_owned(),
            Some((before_x, before_y)) => {
                let (middle_x, middle_y) = ((before_x + x) / 2.0, (before_y + y) / 2.0);
                let across: f64 = if down { x - before_x } else { y - before_y };
                match (across.abs() < 0.05, down) {
                    (true, _) => "L".to_owned(),
                    (false, true) => format!("C{} {} {} {} ", pixel(before_x), pixel(middle_y), pixel(x), pixel(middle_y)),
                    (false, false) => format!("C{} {} {} {} ", pixel(middle_x), pixel(before_y), pixel(middle_x), pixel(y)),
                }
            }
        };
        path.push_str(&format!("{step}{} {}", pixel(x), pixel(y)));
        last = Some((x, y));
    }
    path
}

/// A line with round corners.
fn cornered(points: &[(f64, f64)]) -> String {
    let mut path = points.first().map_or_else(String::new, |(x, y)| format!("M{} {}", pixel(*x), pixel(*y)));
    for three in points.windows(3) {
        let [before, corner, after] = three else { continue };
        let (start, end) = (toward(*corner, *before), toward(*corner, *after));
        let [sx, sy, cx, cy, ex, ey] = [start.0, start.1, corner.0, corner.1, end.0, end.1].map(pixel);
        path.push_str(&format!("L{sx} {sy}Q{cx} {cy} {ex} {ey}"));
    }
    if let Some((x, y)) = points.last() {
        path.push_str(&format!("L{} {}", pixel(*x), pixel(*y)));
    }
    path
}

/// A point near a corner on the way to another point.
fn toward(corner: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    let (x, y) = (other.0 - corner.0, other.1 - corner.1);
    let long = x.hypot(y);
    let part = if long > 0.0 { RADIUS.min(long / 2.0) / long } else { 0.0 };
    (corner.0 + x * part, corner.1 + y * part)
}
