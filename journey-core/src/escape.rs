//! Texts of participants in other languages: Markdown that shows them and runs nothing, cells that no spreadsheet takes for a formula.

use std::borrow::Cow;

/// A text on one line whose characters Markdown and HTML leave alone.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '`' | '[' | ']' | '*' | '_' | '\\' | '|' | '~' => out.extend(['\\', c]),
                _ => out.push(c),
            }
        }
    }
    // What begins a line must not begin a heading, a list or a rule.
    if out.starts_with(['#', '+', '-', '=']) {
        out.insert(0, '\\');
    }
    out
}

/// A cell that a spreadsheet shows and does not reckon: what begins like a formula gets an apostrophe before it (OWASP, CSV injection).
pub(crate) fn csv_cell(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(FORMULA) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text of a cell that [`csv_cell`] wrote.
pub(crate) fn csv_text(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.trim_start_matches('\'').starts_with(FORMULA)).unwrap_or(cell)
}

const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_texts() {
        for (text, cell) in [("=1+1", "'=1+1"), ("@cmd", "'@cmd"), ("-2", "'-2"), ("plain", "plain"), ("'=1", "''=1"), ("it's", "it's")] {
            assert_eq!(csv_cell(text), cell);
        }
    }

    #[test]
    fn tags_are_shown() {
        assert_eq!(markdown("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(markdown("[x](javascript:alert(1))"), "\\[x\\](javascript:alert(1))");
    }

    proptest! {
        #[test]
        fn a_cell_reads_back(text in "['=+@\t-]{0,3}[a-z]{0,4}") {
            let cell = csv_cell(&text);
            prop_assert_eq!(csv_text(&cell), text.as_str());
        }

        #[test]
        fn markdown_holds_no_tag(text in "\\PC{0,40}") {
            prop_assert!(!markdown(&text).contains(['<', '>', '\n']));
        }
    }
}
