//! The text of a Word document, a paragraph a line.

use std::io::{Cursor, Read};

use quick_xml::{Reader, events::Event};

use crate::error::Error;

/// The most text that a document may unpack to, in bytes: one that unpacks to more is no transcript.
const MOST: u64 = 256 << 20;

pub(super) fn document_text(bytes: &[u8]) -> Result<String, Error> {
    let broken = |problem: String| {
        Error::invalid(
            "the file",
            format!("the Word document cannot be read: {problem}"),
            "open it in a word processor and save it anew, or save it as text",
        )
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let part = archive.by_name("word/document.xml").map_err(|error| broken(error.to_string()))?;
    let mut xml = String::new();
    part.take(MOST).read_to_string(&mut xml).map_err(|error| broken(error.to_string()))?;
    let mut reader = Reader::from_str(&xml);
    let (mut text, mut in_text) = (String::new(), false);
    loop {
        match reader.read_event().map_err(|error| broken(error.to_string()))? {
            Event::Start(tag) if tag.local_name().as_ref() == "t" => in_text = true,
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "p" => text.push('\n'),
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" => text.push(' '),
                "br" | "cr" | "p" => text.push('\n'),
                _ => {}
            },
            Event::Text(words) if in_text => text.push_str(&words),
            Event::GeneralRef(name) if in_text => text.push_str(&super::markup::text_of(&format!("&{};", &*name))),
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}
