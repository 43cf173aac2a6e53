//! The wordings of a plan that ship: questions, goals and who is heard, in each language.

use crate::text::language::{Language, questions};

/// Values for the slots of a wording, by name.
pub(crate) type Slots<'a> = [(&'static str, Option<&'a str>)];

/// The wordings of one language.
#[derive(Clone, Copy)]
pub(crate) struct Wordings(&'static Language);

impl Wordings {
    /// Those of a language tag; `None` when none ship.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        questions(tag).map(Self)
    }

    /// Those of a language tag, or English ones.
    #[expect(clippy::expect_used, reason = "English is part of the source; the first test that drafts a plan reads it")]
    pub(crate) fn or_english(tag: &str) -> Self {
        Self::of(tag).or_else(|| Self::of("en")).expect("the English wordings")
    }

    /// The wording of a name; where a slot has no value, the one that asks the same without.
    pub(crate) fn text(self, name: &str, slots: &Slots<'_>) -> Option<String> {
        self.nth(name, 0, slots)
    }

    /// All wordings of a name whose slots have values.
    pub(crate) fn all(self, name: &str, slots: &Slots<'_>) -> Vec<String> {
        self.0.lines(name).iter().filter_map(|wording| fill(wording, slots)).collect()
    }

    fn nth(self, name: &str, number: usize, slots: &Slots<'_>) -> Option<String> {
        let filled = |name: &str| self.0.lines(name).get(number).and_then(|wording| fill(wording, slots));
        filled(name).or_else(|| filled(&format!("{name}_plain")))
    }
}

/// A shipped question in another language; `None` for a wording of one's own.
pub(crate) fn translated(text: &str, from: &str, to: &str) -> Option<String> {
    let (there, wordings) = (questions(from)?, Wordings::of(to)?);
    there.all().find_map(|(name, lines)| {
        let (number, stage) = lines.iter().enumerate().find_map(|(number, wording)| Some((number, slot_of(wording, text)?)))?;
        // The name of a stage is a name in any language; the other slots hold English phrases.
        let stage = stage.filter(|_| name == "stage.other");
        wordings.nth(name.trim_end_matches("_plain"), number, &[("stage", stage)])
    })
}

/// Fills the slots of a wording; `None` when one has no value.
fn fill(wording: &str, slots: &Slots<'_>) -> Option<String> {
    let mut filled = String::with_capacity(wording.len());
    let mut rest = wording;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        let value = slots.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?.1?;
        filled.push_str(before);
        if name.starts_with(char::is_uppercase) {
            let mut letters = value.chars();
            filled.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            filled.push_str(letters.as_str());
        } else {
            filled.push_str(value);
        }
        rest = tail;
    }
    filled.push_str(rest);
    Some(filled)
}

/// What stands in the first slot of a wording that a text follows, if it has one; `None` when the text does not follow it.
fn slot_of<'t>(wording: &str, text: &'t str) -> Option<Option<&'t str>> {
    let mut literals = wording.split('{').map(|part| part.split_once('}').map_or(part, |(_, literal)| literal));
    let mut rest = text.strip_prefix(literals.next()?)?;
    let mut first = None;
    for literal in literals {
        let at = if literal.is_empty() { rest.len() } else { rest.find(literal)? };
        let (value, tail) = (rest.get(..at)?, rest.get(at + literal.len()..)?);
        first = first.or(Some(value));
        rest = tail;
    }
    rest.is_empty().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shipped_question_is_asked_in_another_language() {
        let german = |text| translated(text, "en", "de");
        assert_eq!(german("Walk me through your last visit.").as_deref(), Some("Wie lief Ihr letzter Besuch ab, Schritt für Schritt?"));
        let own = german("Tell me about your experience with this part of the journey: Probezeit.");
        assert_eq!(own.as_deref(), Some("Erzählen Sie mir von Ihrer Erfahrung mit diesem Abschnitt: Probezeit."));
        let plain = german("Which moment with the claims process has stayed with you?");
        assert_eq!(plain.as_deref(), Some("Welcher Moment davon ist Ihnen im Gedächtnis geblieben?"));
        assert_eq!(german("How did you pay?"), None);
    }

    #[test]
    fn every_language_words_what_english_words_without_a_slot() {
        const ENGLISH: [&str; 7] = ["{action}", "{gerund}", "{left}", "{past}", "{period}", "{right}", "{topic}"];
        let english = questions("en").map(|english| english.all().collect::<Vec<_>>()).unwrap_or_default();
        assert!(english.len() > 60);
        for tag in ["de", "es", "fr"] {
            let Some(other) = questions(tag) else { unreachable!("{tag} ships") };
            for (name, lines) in &english {
                let slotted = lines.iter().any(|line| ENGLISH.iter().any(|slot| line.contains(slot)));
                // Stages of one's own words are made of English ones alone.
                let owed = name.starts_with("goal.") || !slotted && !name.starts_with("own.") && !name.starts_with("participants.not");
                assert!(!owed || other.lines(name).len() == lines.len(), "{tag} {name}");
            }
        }
    }
}
