//! What the library says of itself, in the words of the other languages.

const WIDTH: usize = 130;

/// Lines of a paragraph, as full as they may be.
fn wrap(paragraph: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in paragraph.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A docstring whose lines after the first stand under `indent`.
pub fn docstring(text: &str, indent: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    let text = if escaped.trim().is_empty() { "Data of the library." } else { escaped.trim() };
    let lines: Vec<String> = text.split('\n').map(|part| wrap(part).join("\n")).collect();
    let text = lines.join("\n");
    let mut written = String::from("\"\"\"");
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            written.push('\n');
            if !line.is_empty() {
                written.push_str(indent);
            }
        }
        written.push_str(line);
    }
    written + "\"\"\""
}

/// A comment on one line.
pub fn comment(text: &str) -> String {
    format!("/** {} */", text).replace('\n', " ")
}
