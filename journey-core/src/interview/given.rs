//! Reading a number or a choice from words.

use crate::{
    plan::{AnswerFormat, AnswerOption, StructuredAnswer},
    text::{language::language, stem, words},
};

/// What a text gives as an answer; `None` when it gives nothing or something that is not valid.
pub(super) fn read(text: &str, answer: &AnswerFormat, language: &str) -> Option<StructuredAnswer> {
    let given = match answer {
        AnswerFormat::Number { high, .. } => StructuredAnswer::Number { value: number(text, *high, language)? },
        AnswerFormat::Rating { instrument } => StructuredAnswer::Number { value: number(text, instrument.range().1, language)? },
        AnswerFormat::MultipleChoice { options, .. } | AnswerFormat::Ranking { options } | AnswerFormat::SingleChoice { options } => {
            StructuredAnswer::Choices { options: choices(text, options) }
        }
        AnswerFormat::Open => return None,
    };
    answer.accepts(&given).then_some(given)
}

/// The words for numbers of a language, from zero, and what stands before the end of a scale.
struct NumberWords {
    numbers: &'static [String],
    scale: Vec<Vec<String>>,
}

fn number_words(tag: &str) -> Option<NumberWords> {
    let language = language(tag)?;
    Some(NumberWords { numbers: language.lines("number"), scale: language.lines("scale").iter().map(|text| words(text)).collect() })
}

/// The one number that a text names, in digits or as a word of the language; the scale after `out of` or a slash is no answer.
fn number(text: &str, high: i64, language: &str) -> Option<i64> {
    let all: Vec<String> = words(text);
    let known = number_words(language);
    let scales = known.iter().flat_map(|known| &known.scale);
    let scale = scales.filter(|scale| !scale.is_empty()).find_map(|scale| {
        let at = all.windows(scale.len()).position(|said| said == scale.as_slice())?;
        (at > 0).then_some(at + scale.len())
    });
    let slash = text.contains(&format!("/{high}")) || text.contains(&format!("/ {high}"));
    let mut found: Vec<i64> = Vec::new();
    for (place, word) in all.iter().enumerate() {
        if scale == Some(place) {
            continue;
        }
        let is_named = |name: &String| *name == stem(word) || name == word;
        let named = || known.as_ref()?.numbers.iter().position(is_named).and_then(|at| i64::try_from(at).ok());
        found.extend(word.parse().ok().or_else(named));
    }
    if slash {
        found.truncate(1);
    }
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The options that a text names, in the order in which it names them: by their words, their ids or their numbers.
fn choices(text: &str, options: &[AnswerOption]) -> Vec<String> {
    let said = words(text);
    let mut found: Vec<(usize, usize, &AnswerOption)> = Vec::new();
    for option in options {
        let names = [words(&option.text), words(&option.id)];
        let place = names
            .iter()
            .filter(|name| !name.is_empty())
            .find_map(|name| said.windows(name.len()).position(|window| window == name.as_slice()).map(|at| (at, name.len())));
        found.extend(place.map(|(at, length)| (at, length, option)));
    }
    // "Very happy" names that option, not the one called "happy" inside it.
    let inside =
        |at: usize, length: usize| found.iter().any(|(other, longer, _)| *longer > length && (*other..other + longer).contains(&at));
    let mut named: Vec<(usize, &AnswerOption)> =
        found.iter().filter(|(at, length, _)| !inside(*at, *length)).map(|(at, _, option)| (*at, *option)).collect();
    if named.is_empty() && said.iter().all(|word| word.parse::<usize>().is_ok()) {
        named = said.iter().filter_map(|word| Some((0, options.get(word.parse::<usize>().ok()?.checked_sub(1)?)?))).collect();
    }
    named.sort_by_key(|(at, _)| *at);
    named.into_iter().map(|(_, option)| option.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::RatingInstrument;

    fn options() -> Vec<AnswerOption> {
        vec![AnswerOption::new("happy", "Happy"), AnswerOption::new("very", "Very happy"), AnswerOption::new("c", "By phone")]
    }

    fn chosen(given: Option<StructuredAnswer>) -> Vec<String> {
        match given {
            Some(StructuredAnswer::Choices { options }) => options,
            _ => Vec::new(),
        }
    }

    #[test]
    fn numbers_are_read_from_words() {
        let nps = AnswerFormat::Rating { instrument: RatingInstrument::Nps };
        for (text, value) in
            [("8", Some(8)), ("seven", Some(7)), ("8 out of 10", Some(8)), ("9/10", Some(9)), ("11", None), ("3 or 4", None)]
        {
            assert_eq!(read(text, &nps, "en"), value.map(|value| StructuredAnswer::Number { value }), "{text}");
        }
        assert_eq!(read("acht von 10", &nps, "de-AT"), Some(StructuredAnswer::Number { value: 8 }));
        assert_eq!(read("seven", &nps, "de"), None);
    }

    #[test]
    fn options_are_read_from_words_ids_and_numbers() {
        let single = AnswerFormat::SingleChoice { options: options() };
        assert_eq!(chosen(read("I was very happy", &single, "en")), ["very"]);
        assert_eq!(chosen(read("by phone, mostly", &single, "en")), ["c"]);
        assert_eq!(chosen(read("3", &single, "en")), ["c"]);
        assert!(read("by phone and happy", &single, "en").is_none(), "two of one");
        let ranking = AnswerFormat::Ranking { options: options() };
        assert_eq!(chosen(read("3 1 2", &ranking, "en")), ["c", "happy", "very"]);
        let multiple = AnswerFormat::MultipleChoice { options: options(), least: 1, most: 2 };
        assert_eq!(chosen(read("phone? by phone, and very happy", &multiple, "en")), ["c", "very"]);
    }
}
