//! HTML in cells: its text.

use std::sync::LazyLock;

use crate::text::pattern::{Regex, pattern};

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)</?(?:a|b|blockquote|body|br|div|em|font|h[1-6]|head|html|i|img|li|ol|p|pre|s|span|strong|style|table|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?/?>",
    )
});
static UNSEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<(style|script|head)\b.*?</(?:style|script|head)\s*>|<!--.*?-->"));
static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<(?:br|/?p|/?div|/?li|/tr|/h[1-6]|/?blockquote)(?:\s[^<>]*)?/?>"));
static ANY: LazyLock<Regex> = LazyLock::new(|| pattern(r"</?[A-Za-z][^<>]*>"));
static ENTITY: LazyLock<Regex> = LazyLock::new(|| pattern(r"&(#?[A-Za-z0-9]{1,31});"));
static BLANKS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[ \t\u{a0}]+"));
static LINES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*\n\s*"));

/// Whether a text is HTML rather than words that hold a `<`.
pub(super) fn is_html(text: &str) -> bool {
    text.contains('<') && TAG.is_match(text)
}

/// The words of HTML, its paragraphs on lines of their own.
pub(super) fn text_of(html: &str) -> String {
    let seen = UNSEEN.replace_all(html, " ");
    let flat = seen.replace(['\r', '\n'], " ");
    let broken = BREAK.replace_all(&flat, "\n");
    let plain = ANY.replace_all(&broken, "");
    let plain = ENTITY.replace_all(&plain, |found: &regex::Captures<'_>| {
        let name = found.get(1).map_or("", |name| name.as_str());
        character(name).unwrap_or_else(|| found.get(0).map_or_else(String::new, |whole| whole.as_str().to_owned()))
    });
    let plain = BLANKS.replace_all(&plain, " ");
    LINES.replace_all(plain.trim(), "\n").into_owned()
}

fn character(name: &str) -> Option<String> {
    let number = name.strip_prefix('#').map(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
        None => digits.parse().ok(),
    });
    match number {
        Some(number) => number.and_then(char::from_u32).map(String::from),
        None => quick_xml::escape::resolve_html5_entity(name).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_its_words() {
        let html = "<html><head><style>p{}</style></head><body><p>Caf&eacute; &amp; bar&nbsp;closed.</p><p>Twice<br/>this week&#33;</p></body></html>";
        assert!(is_html(html));
        assert_eq!(text_of(html), "Café & bar closed.\nTwice\nthis week!");
        assert!(!is_html("waited < 5 minutes > fine"));
    }
}
