//! Compiling the constant patterns of this crate.

use regex::{Regex, RegexBuilder};

/// Compiles a constant, case-insensitive pattern.
#[expect(clippy::expect_used, reason = "patterns are constants; a wrong one fails the first test that touches it")]
pub(crate) fn pattern(source: &str) -> Regex {
    RegexBuilder::new(source)
        .case_insensitive(true)
        .build()
        .expect("constant pattern compiles")
}

/// Compiles a list of alternatives, one a line, into one case-insensitive pattern bounded by words.
///
/// Blank lines and lines that begin with `#` are skipped.
pub(crate) fn alternatives(lines: &str) -> Regex {
    let joined = lines
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect::<Vec<_>>()
        .join("|");
    pattern(&format!(r"\b(?:{joined})"))
}
