//! Texts as comments of a language.

const WIDTH: usize = 130;

/// Lines of a paragraph, as full as they may be.
fn wrapped(paragraph: &str) -> Vec<String> {
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

/// What stands between empty lines.
enum Block {
    /// Words: lines that follow each other are one, as in Markdown.
    Paragraph(String),
    /// A list, a table or other code, as it stands.
    Lines(Vec<String>),
}

impl Block {
    fn of(part: &str) -> Self {
        if part.starts_with(['-', '|', '#']) || part.starts_with("```") {
            Self::Lines(part.lines().map(str::to_owned).collect())
        } else {
            Self::Paragraph(part.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    }

    fn lines(&self) -> Vec<String> {
        match self {
            Self::Paragraph(text) => wrapped(text),
            Self::Lines(lines) => lines.clone(),
        }
    }
}

fn blocks(text: &str) -> Vec<Block> {
    text.trim().split("\n\n").map(Block::of).collect()
}

/// The lines of all blocks, with an empty one between two.
fn lines(blocks: &[Block]) -> Vec<String> {
    blocks.iter().flat_map(|block| [vec![String::new()], block.lines()].concat()).skip(1).collect()
}

/// Lines under each other, each after `start`.
fn stacked(lines: &[String], start: &str) -> String {
    lines.iter().map(|line| format!("{start}{line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// A docstring whose lines after the first stand under `indent`; none without a text.
pub fn docstring(text: &str, indent: &str) -> Option<String> {
    let escaped = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    let text = escaped.trim();
    // A quotation mark before those that end the docstring would be taken for one of them.
    let end = if text.ends_with('"') { " \"\"\"" } else { "\"\"\"" };
    let written = stacked(&lines(&blocks(text)), indent);
    (!text.is_empty()).then(|| format!("\"\"\"{}{end}", written.trim_start()))
}

/// A comment with tags, whose lines after the first stand under `indent`; on one line where there is one paragraph, none without a text.
pub fn comment(text: &str, tags: &[String], indent: &str) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    let blocks = blocks(&text.replace("*/", "*\\/"));
    if let ([Block::Paragraph(text)], []) = (blocks.as_slice(), tags) {
        return Some(format!("/** {text} */"));
    }
    let mut lines = lines(&blocks);
    if !tags.is_empty() {
        lines.push(String::new());
        lines.extend(tags.iter().cloned());
    }
    Some(format!("/**\n{}\n{indent} */", stacked(&lines, &format!("{indent} * "))))
}
