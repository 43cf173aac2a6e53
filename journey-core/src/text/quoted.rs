//! Quotations in a text.

use std::sync::LazyLock;

use super::{
    folded::segments,
    pattern::{Regex, pattern},
};

/// What stands between quotation marks, with the marks; an apostrophe within a word is none.
pub(super) static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#""([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«\s*([^»]+?)\s*»|(?:^|[\s(—–])['‘]([^\s'’][^'’]*(?:['’]\w[^'’]*)*)['’](?:[\s.,;:?!)—–]|$)"#,
    )
});

/// What stands between quotation marks, without the marks.
///
/// ```
/// use journey_core::text::quotations;
/// assert_eq!(quotations("You said “it's slow”. What happened?").collect::<Vec<_>>(), ["it's slow"]);
/// ```
pub fn quotations(text: &str) -> impl Iterator<Item = &str> {
    QUOTED
        .captures_iter(text)
        .filter_map(|found| found.iter().skip(1).flatten().next())
        .map(|hit| hit.as_str().trim_end_matches(['.', ',', '?', '!']).trim())
}

/// Whether a text holds a quotation, letter case, accents and marks aside.
///
/// ```
/// use journey_core::text::holds_quotation;
/// assert!(holds_quotation("Well, it’s slow. Really!", "It's slow, really"));
/// ```
pub fn holds_quotation(text: &str, quoted: &str) -> bool {
    let folded = |text: &str| format!(" {} ", segments(text).into_iter().map(|segment| segment.text).collect::<Vec<_>>().join(" "));
    folded(text).contains(&folded(quoted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_known() {
        let text = r#"You said "a b", “it's c”, „d e“, « f g » and 'don't you h' of it's own."#;
        assert_eq!(quotations(text).collect::<Vec<_>>(), ["a b", "it's c", "d e", "f g", "don't you h"]);
        assert!(holds_quotation("Well, it’s slow. Really!", "It's slow, really") && !holds_quotation("slower", "slow"));
    }
}
