//! A message as patterns read it: what differs only in typing reads the same.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::work::look;

/// A letter that is typed this often in a row was held down: `yesss`.
const HELD_DOWN: usize = 3;

/// What stands between two marks of punctuation: lower-case words without accents and apostrophes, parted by single spaces.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Segment {
    pub(crate) text: String,
    /// Whether a question mark ends it.
    pub(crate) asks: bool,
}

/// A message in lower-case letters without accents, its punctuation as it stands.
pub(crate) fn plain(message: &str) -> String {
    let mut plain = String::with_capacity(message.len());
    for c in message.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            '’' => plain.push('\''),
            'ß' => plain.push_str("ss"),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            c => plain.push(c),
        }
    }
    plain
}

/// Cuts a message at its punctuation and folds what is left; a hyphen or a slash parts words, a raised thumb is one.
pub(crate) fn segments(message: &str) -> Vec<Segment> {
    look(message.len());
    let mut all = Vec::new();
    let mut open = Segment::default();
    let mut run = (' ', 0usize);
    for c in message.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            '\'' | '’' | '‘' | '`' | '´' | '\u{fe0f}' | '\u{200d}' => {}
            'ß' => open.text.push_str("ss"),
            'œ' => open.text.push_str("oe"),
            'æ' => open.text.push_str("ae"),
            '👍' | '✅' | '👌' | '🆗' | '✔' | '☑' => {
                part(&mut open.text);
                open.text.push('👍');
            }
            '👎' | '❌' | '🚫' => {
                part(&mut open.text);
                open.text.push('👎');
            }
            '.' | ',' | ';' | ':' | '!' | '?' | '¿' | '¡' | '(' | ')' | '"' | '“' | '”' | '„' | '«' | '»' | '–' | '—' | '…' | '\n'
            | '،' | '؟' | '。' | '、' | '！' | '？' | '，' | '।' => {
                open.asks = matches!(c, '?' | '？' | '؟');
                close(&mut all, &mut open);
            }
            c if c.is_alphanumeric() => {
                run = if run.0 == c { (c, run.1 + 1) } else { (c, 1) };
                open.text.push(c);
                if run.1 >= HELD_DOWN && c.is_alphabetic() {
                    let kept = if run.1 == HELD_DOWN { HELD_DOWN - 1 } else { 1 };
                    for _ in 0..kept {
                        open.text.pop();
                    }
                }
                continue;
            }
            _ => part(&mut open.text),
        }
        run = (' ', 0);
    }
    close(&mut all, &mut open);
    all
}

fn part(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

fn close(all: &mut Vec<Segment>, open: &mut Segment) {
    let end = open.text.trim_end().len();
    open.text.truncate(end);
    if open.text.is_empty() {
        // `What?!` asks with its first mark.
        if let Some(last) = all.last_mut() {
            last.asks |= open.asks;
        }
        open.asks = false;
    } else {
        all.push(std::mem::take(open));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(message: &str) -> Vec<String> {
        segments(message).into_iter().map(|segment| segment.text).collect()
    }

    #[test]
    fn typing_does_not_matter() {
        assert_eq!(folded("Yesss!! I'd say so…"), ["yes", "id say so"]);
        assert_eq!(folded("Das möchte ich nicht – wirklich"), ["das mochte ich nicht", "wirklich"]);
        assert_eq!(folded("self-harm n/a 👍🏽ok"), ["self harm n a 👍 ok"]);
        assert_eq!(folded("نعم أوافق"), ["نعم اوافق"]);
        assert_eq!(folded("  ...  "), Vec::<String>::new());
        assert_eq!(segments("Who sees this?!").iter().map(|segment| segment.asks).collect::<Vec<_>>(), [true]);
    }
}
