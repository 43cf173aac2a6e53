//! Compiling the constant patterns of this crate.

use std::borrow::Cow;

use regex::{CaptureMatches, Captures, Match, Matches, RegexBuilder, Replacer};

use crate::work::look;

/// A pattern that notes how much text it looks at.
#[derive(Debug)]
pub(crate) struct Regex(regex::Regex);

/// Compiles a constant, case-insensitive pattern.
#[expect(clippy::expect_used, reason = "patterns are constants; a wrong one fails the first test that touches it")]
pub(crate) fn pattern(source: &str) -> Regex {
    Regex(RegexBuilder::new(source).case_insensitive(true).build().expect("constant pattern compiles"))
}

impl Regex {
    /// The compiled pattern, about to look at a text.
    fn over(&self, text: &str) -> &regex::Regex {
        look(text.len());
        &self.0
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.over(text).is_match(text)
    }

    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.over(text).find(text)
    }

    pub(crate) fn find_iter<'r, 't>(&'r self, text: &'t str) -> Matches<'r, 't> {
        self.over(text).find_iter(text)
    }

    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.over(text).captures(text)
    }

    pub(crate) fn captures_iter<'r, 't>(&'r self, text: &'t str) -> CaptureMatches<'r, 't> {
        self.over(text).captures_iter(text)
    }

    pub(crate) fn replace_all<'t>(&self, text: &'t str, with: impl Replacer) -> Cow<'t, str> {
        self.over(text).replace_all(text, with)
    }
}
