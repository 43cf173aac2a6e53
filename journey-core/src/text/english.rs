//! Whether a text is English, which is what the trained readers read.

use super::words::{is_stopword, words};

/// The fewest words whose language can be told.
const LEAST: usize = 4;
/// The share of function words from which a text is English whatever else it looks like.
const FUNCTION_WORDS: f64 = 0.15;

/// Whether a text can be read as English: it is, or it is too short to tell.
pub(crate) fn speaks_english(text: &str) -> bool {
    let words = words(text);
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, other) =
        letters.fold((0_usize, 0_usize), |(latin, other), c| if c < '\u{250}' { (latin + 1, other) } else { (latin, other + 1) });
    if other > latin {
        return false;
    }
    let known = words.iter().filter(|word| is_stopword(word)).count();
    words.len() < LEAST || known as f64 >= FUNCTION_WORDS * words.len() as f64 || whichlang::detect_language(text) == whichlang::Lang::Eng
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_others() {
        for text in
            ["Where is the most friction?", "quick wins?", "top touchpoints enterprise", "", "recommendations for marketing and sales"]
        {
            assert!(speaks_english(text), "{text}");
        }
        for text in
            ["Quels sont les principaux problèmes de nos clients ?", "Warum kündigen die Leute ihren Vertrag?", "客户最不满意的是什么?"]
        {
            assert!(!speaks_english(text), "{text}");
        }
    }
}
