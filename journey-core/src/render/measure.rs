//! Escaping, measuring and wrapping text.

use unicode_segmentation::UnicodeSegmentation;

/// Escapes a text for XML and HTML; characters that XML forbids become U+FFFD, marks that override direction go.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            // Marks that turn the direction of whatever follows them have no business in a label.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The width of a text in a sans-serif font, in pixels, a little on the safe side.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let units: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | '(' | ')' | ' ' => 0.33,
            'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 0.88,
            'A'..='Z' | '0'..='9' => 0.63,
            c if c.is_ascii() => 0.55,
            '\u{300}'..='\u{36f}' => 0.0,
            '\u{600}'..='\u{6ff}' => 0.5,
            '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ffef}' => 1.0,
            c if u32::from(c) > 0x1_f000 => 1.3,
            _ => 0.6,
        })
        .sum();
    units * size * 1.02
}

/// Breaks a text into at most `most` lines of a width; what does not fit ends in an ellipsis.
pub(super) fn wrap(text: &str, pixels: f64, size: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words: Vec<String> = text.split_whitespace().flat_map(|word| pieces(word, pixels, size)).collect();
    words.reverse();
    while let Some(word) = words.pop() {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if width(&longer, size) <= pixels || line.is_empty() {
            line = longer;
            continue;
        }
        if lines.len() + 1 == most {
            words.push(word);
            break;
        }
        lines.push(std::mem::replace(&mut line, word));
    }
    if !line.is_empty() {
        if !words.is_empty() {
            while width(&format!("{line}…"), size) > pixels {
                let Some((at, _)) = line.grapheme_indices(true).next_back() else { break };
                line.truncate(at);
            }
            line = format!("{}…", line.trim_end_matches([' ', ',', '.', ';']));
        }
        lines.push(line);
    }
    lines
}

/// Cuts a word that is wider than a line.
fn pieces(word: &str, pixels: f64, size: f64) -> Vec<String> {
    if width(word, size) <= pixels {
        return vec![word.to_owned()];
    }
    let mut cut = vec![String::new()];
    for cluster in word.graphemes(true) {
        let Some(last) = cut.last_mut() else { break };
        if !last.is_empty() && width(&format!("{last}{cluster}-"), size) > pixels {
            last.push('-');
            cut.push(cluster.to_owned());
        } else {
            last.push_str(cluster);
        }
    }
    cut
}

/// A number of pixels with at most one decimal, so that output is the same everywhere.
pub(super) fn pixel(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded.fract() == 0.0 { format!("{}", rounded as i64) } else { format!("{rounded:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_escapes_the_escape() {
        assert_eq!(escape("<script>alert('x')&\u{0}</script>"), "&lt;script&gt;alert(&#39;x&#39;)&amp;\u{fffd}&lt;/script&gt;");
    }

    #[test]
    fn long_texts_and_long_words_fit() {
        for text in [
            "a few short words that go on and on until they need several lines",
            "Kraftfahrzeughaftpflichtversicherungsbestätigungsschreiben",
            "他们三个星期没有给我任何消息他们三个星期没有给我任何消息",
        ] {
            for line in wrap(text, 120.0, 12.0, 3) {
                assert!(width(&line, 12.0) <= 130.0, "{line}");
            }
            assert!(wrap(text, 120.0, 12.0, 3).len() <= 3);
        }
        assert!(wrap("one two three four five six seven", 40.0, 12.0, 1)[0].ends_with('…'));
        assert!(wrap("", 40.0, 12.0, 2).is_empty());
    }
}
