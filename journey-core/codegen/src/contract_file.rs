//! `contract.json`: one operation, task or type a line, so that a change shows as such.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, ser::Formatter};

/// JSON on one line, with a space after a comma and a colon.
struct Line;

impl Formatter for Line {
    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

fn line(value: &Value) -> String {
    let mut written = Vec::new();
    // A value of JSON can be written, and what is written is UTF-8.
    let _ = value.serialize(&mut serde_json::Serializer::with_formatter(&mut written, Line));
    String::from_utf8(written).unwrap_or_default()
}

/// The entries of a part of the contract, a line each.
fn lines(part: &Value) -> String {
    let lines: Vec<String> = match part {
        Value::Array(items) => items.iter().map(|item| format!("  {}", line(item))).collect(),
        Value::Object(entries) => entries.iter().map(|(key, value)| format!("  \"{key}\": {}", line(value))).collect(),
        other => vec![line(other)],
    };
    lines.join(",\n")
}

/// The text of the file.
pub fn contract_file(contract: &Value) -> String {
    let parts = contract.as_object().into_iter().flatten().map(|(key, part)| match part {
        Value::Array(_) => format!(" \"{key}\": [\n{}\n ]", lines(part)),
        Value::Object(_) => format!(" \"{key}\": {{\n{}\n }}", lines(part)),
        other => format!(" \"{key}\": {}", line(other)),
    });
    format!("{{\n{}\n}}\n", parts.collect::<Vec<_>>().join(",\n"))
}
