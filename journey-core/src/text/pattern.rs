//! Compiling the constant patterns of this crate.

use regex::{Regex, RegexBuilder};

/// Compiles a constant, case-insensitive pattern.
#[expect(clippy::expect_used, reason = "patterns are constants; a wrong one fails the first test that touches it")]
pub(crate) fn pattern(source: &str) -> Regex {
    RegexBuilder::new(source).case_insensitive(true).build().expect("constant pattern compiles")
}
