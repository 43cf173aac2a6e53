//! What the library knows of languages: words and patterns as data, a folder each. A rule without data for a language is not applied to it.

use std::{collections::BTreeMap, sync::LazyLock};

use super::pattern::{Regex, pattern};

/// The words and patterns of a language by name, in the order of its file.
pub(crate) struct Language(Vec<(&'static str, Vec<String>)>);

type Languages = BTreeMap<&'static str, Language>;

/// Reads one file of every language.
macro_rules! languages {
    ($file:literal) => {
        LazyLock::new(|| {
            BTreeMap::from([
                ("de", Language::read(include_str!(concat!("../../data/languages/de/", $file)))),
                ("en", Language::read(include_str!(concat!("../../data/languages/en/", $file)))),
                ("es", Language::read(include_str!(concat!("../../data/languages/es/", $file)))),
                ("fr", Language::read(include_str!(concat!("../../data/languages/fr/", $file)))),
            ])
        })
    };
}

static LANGUAGES: LazyLock<Languages> = languages!("words.tsv");
/// What whole messages signal, over folded text: see `text/folded.rs`.
static SIGNALS: LazyLock<Languages> = languages!("signals.tsv");
/// How research questions are worded.
static INQUIRIES: LazyLock<Languages> = languages!("inquiry.tsv");
/// The questions and goals of plans.
static QUESTIONS: LazyLock<Languages> = languages!("questions.tsv");

/// How research questions are worded, by primary subtag.
pub(crate) fn inquiries() -> impl Iterator<Item = (&'static str, &'static Language)> {
    INQUIRIES.iter().map(|(tag, language)| (*tag, language))
}

/// The questions and goals of plans in the language of a tag, if they ship.
pub(crate) fn questions(tag: &str) -> Option<&'static Language> {
    QUESTIONS.get(primary(tag).to_ascii_lowercase().as_str())
}

/// The languages whose signals are known, by their primary subtag.
pub(crate) fn signal_languages() -> impl Iterator<Item = (&'static str, &'static Language)> {
    SIGNALS.iter().map(|(tag, language)| (*tag, language))
}

/// The primary subtag of a language whose signals are known.
pub(crate) fn signal_language(tag: &str) -> Option<&'static str> {
    SIGNALS.get_key_value(tag.to_ascii_lowercase().as_str()).map(|(tag, _)| *tag)
}

/// All languages with data, by their primary subtag.
pub(crate) fn languages() -> impl Iterator<Item = (&'static str, &'static Language)> {
    LANGUAGES.iter().map(|(tag, language)| (*tag, language))
}

/// The primary subtag of a BCP 47 tag: `de-CH` is `de`.
pub(crate) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The language of a tag, if there is data for it.
pub(crate) fn language(tag: &str) -> Option<&'static Language> {
    LANGUAGES.get(primary(tag).to_ascii_lowercase().as_str())
}

/// An English pattern by its name, which the built-in engine cannot do without.
#[expect(clippy::expect_used, reason = "the names are constants; a wrong one fails the first test that touches it")]
pub(crate) fn english(name: &str) -> Regex {
    language("en").and_then(|english| english.pattern(name)).expect("a pattern of data/languages/en/words.tsv")
}

impl Language {
    fn read(text: &'static str) -> Self {
        let mut all: Vec<(&str, Vec<String>)> = Vec::new();
        for (name, source) in text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
            let source = expand(source, &all);
            match all.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sources)) => sources.push(source),
                None => all.push((name, vec![source])),
            }
        }
        Self(all)
    }

    /// The alternatives of a name; none where the language has no data.
    pub(crate) fn lines(&self, name: &str) -> &[String] {
        self.0.iter().find(|(known, _)| *known == name).map_or(&[], |(_, sources)| sources)
    }

    /// All names with their alternatives.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        self.0.iter().map(|(name, sources)| (*name, sources.as_slice()))
    }

    /// The names of a group, without the group, with their alternatives: `signal` holds `stops`.
    pub(crate) fn group(&self, group: &str) -> impl Iterator<Item = (&'static str, &[String])> {
        self.0.iter().filter_map(move |(name, sources)| Some((name.strip_prefix(group)?.strip_prefix('.')?, sources.as_slice())))
    }

    /// The pattern of a name, whichever of its alternatives is met.
    pub(crate) fn pattern(&self, name: &str) -> Option<Regex> {
        let sources = self.lines(name);
        (!sources.is_empty()).then(|| pattern(&sources.join("|")))
    }

    /// The patterns of a name, one by one.
    pub(crate) fn patterns(&self, name: &str) -> Vec<Regex> {
        self.lines(name).iter().map(|source| pattern(source)).collect()
    }
}

/// Puts the patterns that were read before in the place of their names: `{expectation}`.
fn expand(source: &str, known: &[(&str, Vec<String>)]) -> String {
    let mut text = source.to_owned();
    for (name, sources) in known {
        let place = format!("{{{name}}}");
        if text.contains(&place) {
            text = text.replace(&place, &format!("(?:{})", sources.join("|")));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_of_every_language_compiles() {
        for (tag, language) in languages() {
            for (name, sources) in &language.0 {
                for source in sources {
                    assert!(regex::Regex::new(source).is_ok(), "{tag} {name}: {source}");
                    assert!(!source.contains("{channel") && !source.contains("{expect"), "{tag} {name}: a name that comes later");
                }
            }
        }
    }

    #[test]
    fn a_region_does_not_matter() {
        assert!(language("de-CH").is_some() && language("EN").is_some() && language("tlh").is_none());
    }
}
