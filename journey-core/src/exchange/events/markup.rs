//! XML of logs, pulled tag by tag within limits: no document types, no entities but the five of XML, no deep nesting, no endless tags.

use std::{
    borrow::Cow,
    io::{BufRead, BufReader, Read},
};

use quick_xml::{
    Reader,
    escape::{resolve_xml_entity, unescape_with},
    events::{BytesStart, Event},
};

use super::{
    EventLimits,
    input::{Allowed, read_error},
};
use crate::error::Error;

/// Pulls tags and texts.
pub(super) struct Markup<R: BufRead> {
    reader: Reader<Allowed<R>>,
    buffer: Vec<u8>,
    limits: EventLimits,
    depth: u64,
}

/// What was pulled.
pub(super) enum Part<'p> {
    /// A tag begins; one without content ends at once, and its end follows.
    Start(Tag<'p>),
    End,
    Text(Cow<'p, str>),
    /// The file ended where it may.
    Done,
}

/// A tag that begins.
pub(super) struct Tag<'p>(BytesStart<'p>);

/// Bytes read at once.
const AHEAD: usize = 1 << 16;

impl<R: Read> Markup<BufReader<R>> {
    pub(super) fn new(input: R, limits: EventLimits) -> Self {
        let mut reader = Reader::from_reader(Allowed::new(BufReader::with_capacity(AHEAD, input), "a tag or a text"));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), limits, depth: 0 }
    }
}

impl<R: BufRead> Markup<R> {
    pub(super) fn next(&mut self) -> Result<Part<'_>, Error> {
        self.buffer.clear();
        self.reader.get_mut().allow(self.limits.attribute.saturating_add(16));
        let at = self.reader.buffer_position();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| xml_error(at, error))?;
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > self.limits.depth {
                    let problem = format!("elements lie more than {} deep", self.limits.depth);
                    return Err(at_byte(at, problem, "mend it, or raise `limits.depth`"));
                }
                unescaped(tag.attributes_raw()).map_err(|problem| at_byte(at, problem, ENTITY_FIX))?;
                Ok(Part::Start(Tag(tag)))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Part::End)
            }
            Event::Text(text) => Ok(Part::Text(text.into_inner())),
            Event::CData(text) => Ok(Part::Text(text.into_inner())),
            Event::GeneralRef(name) => resolved(at, &format!("&{};", name.into_inner())).map(|text| Part::Text(Cow::Owned(text))),
            Event::DocType(_) => Err(at_byte(at, "it declares a document type", "leave out the line with `<!DOCTYPE`")),
            Event::Eof if self.depth == 0 => Ok(Part::Done),
            Event::Eof => Err(at_byte(at, "it breaks off inside an element", "give the whole file")),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(Part::Text(Cow::Borrowed(""))),
        }
    }

    /// Passes over the content of the tag that began last.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// The text of the tag that began last, until its end.
    pub(super) fn text(&mut self) -> Result<String, Error> {
        let mut text = String::new();
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            let most = self.limits.attribute;
            if let Part::Text(part) = self.next()? {
                text.push_str(&part);
            }
            if text.len() as u64 > most {
                return Err(Error::invalid("the file", "a tag or a text is longer than the limit", "raise `limits.attribute`"));
            }
        }
        Ok(text)
    }
}

impl Tag<'_> {
    /// Its name without a prefix.
    pub(super) fn name(&self) -> &str {
        let name = self.0.name().0;
        name.rsplit_once(':').map_or(name, |(_, name)| name)
    }

    /// The value of an attribute; an empty text where it has none.
    pub(super) fn value(&self, name: &str) -> Result<Cow<'_, str>, Error> {
        for attribute in self.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| Error::invalid("the file", error, "mend the tag"))?;
            if attribute.key.0 == name {
                let problem = |problem| Error::invalid("the file", problem, ENTITY_FIX);
                return match attribute.value {
                    Cow::Borrowed(raw) => unescaped(raw).map_err(problem),
                    Cow::Owned(raw) => unescaped(&raw).map(|text| Cow::Owned(text.into_owned())).map_err(problem),
                };
            }
        }
        Ok(Cow::Borrowed(""))
    }
}

const ENTITY_FIX: &str = "write the letters themselves, or numbers such as `&#228;`";

fn unescaped(raw: &str) -> Result<Cow<'_, str>, String> {
    if !raw.contains('&') {
        return Ok(Cow::Borrowed(raw));
    }
    unescape_with(raw, resolve_xml_entity).map_err(|error| format!("an entity is not one of XML's own: {error}"))
}

fn resolved(at: u64, reference: &str) -> Result<String, Error> {
    unescaped(reference).map(Cow::into_owned).map_err(|problem| at_byte(at, problem, ENTITY_FIX))
}

fn xml_error(at: u64, error: quick_xml::Error) -> Error {
    match error {
        quick_xml::Error::Io(error) => read_error(&error),
        error => at_byte(at, error, "mend it: the file must be well-formed XML"),
    }
}

fn at_byte(at: u64, problem: impl std::fmt::Display, fix: &str) -> Error {
    Error::invalid(format!("byte {at}"), problem, fix)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(xml: &str) -> Result<Vec<String>, Error> {
        let mut markup = Markup::new(xml.as_bytes(), EventLimits::default());
        let mut told = Vec::new();
        loop {
            match markup.next()? {
                Part::Start(tag) => told.push(format!("<{} {}", tag.name(), tag.value("v")?)),
                Part::End => told.push(">".into()),
                Part::Text(text) if text.is_empty() => {}
                Part::Text(text) => told.push(text.into_owned()),
                Part::Done => return Ok(told),
            }
        }
    }

    #[test]
    fn tags_and_texts_are_pulled_with_their_entities() {
        assert_eq!(all(r#"<a v='1 &lt; &#50;'>x<b v="2"/></a>"#).unwrap(), ["<a 1 < 2", "x", "<b 2", ">", ">"]);
        assert_eq!(all("<x:a>R&amp;D</x:a>").unwrap(), ["<a ", "R", "&", "D", ">"]);
    }

    #[test]
    fn hostile_xml_is_refused() {
        for (xml, problem) in [
            ("<!DOCTYPE a [<!ENTITY e 'ha'>]><a>&e;</a>".to_owned(), "document type"),
            ("<a>&eacute;</a>".to_owned(), "entity"),
            ("<a v='&e;'/>".to_owned(), "entity"),
            ("<a>".repeat(100), "64 deep"),
            ("<a><b></a>".to_owned(), "expected"),
            ("<a><b>".to_owned(), "breaks off"),
            ("<a".to_owned(), "tag"),
            (format!("<a v='{}'/>", "x".repeat(1 << 21)), "longer than the limit"),
            (format!("<a>{}</a>", "x".repeat(1 << 21)), "longer than the limit"),
        ] {
            let error = all(&xml).unwrap_err().to_string();
            assert!(error.contains(problem), "{error}");
        }
    }
}
