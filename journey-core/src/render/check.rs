//! What holds for every picture.

use std::collections::BTreeMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::measure::width;
use crate::{
    Timestamp,
    behaviour::{EventLog, EventLogBuilder},
};

/// Names that have broken pictures before: markup, text that runs from right to left, long words, nothing.
pub(super) const HOSTILE: [&str; 6] = [
    "<script>alert('x')</script>",
    "]]> --> & \"q\"",
    "مكالمة مع خدمة العملاء حول الفاتورة الأولى",
    "Kraftfahrzeughaftpflichtversicherungsbestätigungsschreiben",
    "\u{202e}evil\u{0}",
    "",
];

/// A log of cases, each of activities by their number in `names`, an hour apart.
pub(super) fn log(names: &[String], cases: &[Vec<usize>]) -> EventLog {
    let mut builder = EventLogBuilder::default();
    for (number, case) in cases.iter().enumerate() {
        for (hour, activity) in (0..).zip(case) {
            builder.push(&format!("case {number}"), &names[*activity], Timestamp(hour * 3_600_000)).expect("few activities");
        }
    }
    builder.finish()
}

/// What a picture may say of a name: without what `escape` takes out.
pub(super) fn shown(name: &str) -> String {
    name.replace('\u{202e}', "").replace('\u{0}', "\u{fffd}")
}

/// Many cases that wander through hostile names, back and forth.
pub(super) fn hostile_log() -> EventLog {
    let names = HOSTILE.map(str::to_owned);
    let cases: Vec<Vec<usize>> =
        (0..60_usize).map(|case| (0..4 + case % 5).map(|step| (step + case * step / 7 + case / 40) % names.len()).collect()).collect();
    log(&names, &cases)
}

/// What a picture says: its title, description, tooltips and labels, each whole.
///
/// Checks that it is well-formed, holds no script, no link and no broken number, and that each label lies within it as far as its measure tells.
pub(super) fn said(svg: &str) -> Vec<String> {
    for broken in ["NaN", "inf", "<script", "javascript:", "var(", "href", "url("] {
        assert!(!svg.replace("information", "").contains(broken), "{broken} in {svg}");
    }
    assert!(svg.contains("role=\"img\""));
    let mut reader = Reader::from_str(svg);
    let (mut said, mut open, mut size) = (Vec::new(), Vec::<Element>::new(), (0.0, 0.0));
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) => {
                let element = Element::of(&tag, open.last());
                if element.name == "svg" {
                    size = (element.number("width"), element.number("height"));
                }
                open.push(element);
            }
            Event::Text(text) => open.last_mut().into_iter().for_each(|element| element.words.push_str(&text)),
            Event::GeneralRef(name) => {
                let known = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("#39", '\'')];
                let (_, character) = known.iter().find(|(known, _)| *known == &*name).expect("a known entity");
                open.last_mut().into_iter().for_each(|element| element.words.push(*character));
            }
            Event::End(_) => {
                let element = open.pop().expect("an open element");
                if element.name == "text" {
                    element.check_place(size);
                }
                if ["text", "title", "desc"].contains(&element.name.as_str()) {
                    said.push(element.words);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty() && said.len() >= 2, "{said:?}");
    said
}

struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    /// How far it is moved, with all around it.
    shift: (f64, f64),
    words: String,
}

impl Element {
    fn of(tag: &BytesStart<'_>, around: Option<&Self>) -> Self {
        let attributes = tag.attributes().map(|attribute| attribute.expect("well-formed"));
        let attributes: BTreeMap<_, _> =
            attributes.map(|attribute| (attribute.key.as_ref().to_owned(), attribute.value.into_owned())).collect();
        let mut shift = around.map_or((0.0, 0.0), |around| around.shift);
        let moved = attributes.get("transform").and_then(|moved| moved.strip_prefix("translate(")?.strip_suffix(')')?.split_once(' '));
        if let Some((x, y)) = moved {
            shift = (shift.0 + x.parse::<f64>().unwrap(), shift.1 + y.parse::<f64>().unwrap());
        }
        Self { name: tag.name().as_ref().to_owned(), attributes, shift, words: String::new() }
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    fn number(&self, name: &str) -> f64 {
        self.attribute(name).parse().expect("a number")
    }

    fn check_place(&self, size: (f64, f64)) {
        let (x, y) = (self.number("x") + self.shift.0, self.number("y") + self.shift.1);
        let pixels = if self.attribute("class").contains("h2") { 15.0 } else { 12.0 };
        let wide = if self.attribute("transform").is_empty() { width(&self.words, pixels) } else { 0.0 };
        let before = match self.attribute("text-anchor") {
            "middle" => wide / 2.0,
            "end" => wide,
            _ => 0.0,
        };
        let inside = x - before >= -1.0 && x - before + wide <= size.0 + 1.0 && y >= 10.0 && y <= size.1;
        assert!(inside, "`{}` at {x} {y} is {wide} wide, in {size:?}", self.words);
    }
}
