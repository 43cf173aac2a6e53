//! Finding and masking personal data before text leaves for a model or an export.

use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    pattern::{Regex, pattern},
    sentence::Span,
};

/// What kind of personal data was found.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PiiKind {
    /// An account, policy, order or claim number named as such.
    Account,
    /// A payment card number that passes the Luhn check.
    Card,
    /// An e-mail address.
    Email,
    /// An international bank account number.
    Iban,
    /// An IPv4 address.
    Ip,
    /// A person's name introduced by a cue such as `my name is`.
    Name,
    /// A United States social security number.
    NationalId,
    /// A telephone number.
    Phone,
    /// A postal street address.
    Street,
}

impl PiiKind {
    /// Its name, as a placeholder has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Account => "ACCOUNT",
            Self::Card => "CARD",
            Self::Email => "EMAIL",
            Self::Iban => "IBAN",
            Self::Ip => "IP",
            Self::Name => "NAME",
            Self::NationalId => "NATIONAL_ID",
            Self::Phone => "PHONE",
            Self::Street => "STREET",
        }
    }
}

/// A stretch of personal data in the original text.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct PiiMatch {
    /// What it is.
    pub kind: PiiKind,
    /// Where it stood, in Unicode scalar values of the original text.
    pub span: Span,
}

/// A text with its personal data replaced by placeholders.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct MaskedText {
    /// The text to send on.
    pub text: String,
    /// What was masked, in order.
    pub findings: Vec<PiiMatch>,
}

static RULES: LazyLock<Vec<(PiiKind, Regex)>> = LazyLock::new(|| {
    [
        (PiiKind::Email, r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        (PiiKind::Iban, r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b"),
        (PiiKind::NationalId, r"\b\d{3}-\d{2}-\d{4}\b"),
        (PiiKind::Ip, r"\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b"),
        (PiiKind::Card, r"\b(?:\d[ -]?){13,19}\b"),
        (PiiKind::Account, r"\b(?:policy|account|order|claim|customer|member|reference|booking|contract)\s*(?:number|no\.?|id|nr\.?|#)?\s*(?:is|was|:|=)?\s*#?(?P<mask>[A-Z]{0,4}-?\d{5,}[A-Z0-9-]*)"),
        (PiiKind::Phone, r"(?:\+\d{1,3}[\s.-]?)?(?:\(\d{2,4}\)|\b\d{2,4})[\s.-]?\d{3,4}[\s.-]?\d{3,4}\b"),
        (PiiKind::Street, r"\b\d{1,5}\s+(?:[A-Za-z0-9]+\s){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|way)\b\.?"),
        (PiiKind::Name, r"\b(?:my name is|my name's|this is|speaking with|spoke (?:to|with)|ask(?:ed)? for|signed by|mr\.?|mrs\.?|ms\.?|dr\.?)\s+(?-i:(?P<mask>[A-Z][a-z'’-]+(?:\s[A-Z][a-z'’-]+)?))"),
    ]
    .map(|(kind, source)| (kind, pattern(source)))
    .into()
});

/// Masks e-mail addresses, telephone, card, account and identity numbers, addresses and names that follow a cue.
///
/// ```
/// use journey_core::text::mask_personal_data;
/// assert_eq!(mask_personal_data("Write to ann@example.org please").text, "Write to [EMAIL] please");
/// assert_eq!(mask_personal_data("I waited 45 minutes in 2024.").text, "I waited 45 minutes in 2024.");
/// ```
pub fn mask_personal_data(text: &str) -> MaskedText {
    // By where they start; no two overlap.
    let mut hits: BTreeMap<usize, (usize, PiiKind)> = BTreeMap::new();
    for (kind, rule) in RULES.iter() {
        for found in rule.captures_iter(text) {
            let Some(hit) = found.name("mask").or_else(|| found.get(0)) else { continue };
            let (start, end) = (hit.start(), hit.end());
            let digits = hit.as_str().chars().filter(char::is_ascii_digit).count();
            let plausible = match kind {
                PiiKind::Card => luhn(hit.as_str()),
                PiiKind::Phone => (9..=15).contains(&digits),
                _ => true,
            };
            let taken = hits.range(..end).next_back().is_some_and(|(_, (to, _))| start < *to);
            if plausible && !taken {
                hits.insert(start, (end, *kind));
            }
        }
    }
    let mut masked = MaskedText { text: String::with_capacity(text.len()), findings: Vec::with_capacity(hits.len()) };
    let mut byte = 0;
    let mut scalar = 0;
    for (start, (end, kind)) in hits {
        let before = text.get(byte..start).unwrap_or_default();
        let hit = text.get(start..end).unwrap_or_default();
        scalar += before.chars().count();
        let length = hit.chars().count();
        masked.text.push_str(before);
        masked.text.extend(["[", kind.name(), "]"]);
        masked.findings.push(PiiMatch { kind, span: Span { start: scalar, end: scalar + length } });
        scalar += length;
        byte = end;
    }
    masked.text.push_str(text.get(byte..).unwrap_or_default());
    masked
}

/// Where personal data stands in a text, in characters, with the name of its kind: what a model's request is masked by.
pub(crate) fn personal_data(text: &str) -> Vec<(Range<usize>, &'static str)> {
    mask_personal_data(text).findings.iter().map(|one| (one.span.start..one.span.end, one.kind.name())).collect()
}

fn luhn(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| match (place % 2, digit * 2) {
            (1, double) if double > 9 => double - 9,
            (1, double) => double,
            _ => digit,
        })
        .sum();
    (13..=19).contains(&digits.len()) && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_masked_once() {
        let masked = mask_personal_data("My name is Ann Lee, policy number PX-123456, card 4111 1111 1111 1111, call +44 20 7946 0958.");
        let kinds: Vec<_> = masked.findings.iter().map(|finding| finding.kind).collect();
        assert_eq!(kinds, [PiiKind::Name, PiiKind::Account, PiiKind::Card, PiiKind::Phone]);
        assert_eq!(masked.text, "My name is [NAME], policy number [ACCOUNT], card [CARD], call [PHONE].");
    }

    #[test]
    fn ordinary_numbers_and_words_stay() {
        for text in ["It cost 1,250 dollars.", "I called 3 times in 14 days.", "This is great.", "Version 1.2.3 of the app"] {
            assert_eq!(mask_personal_data(text).text, text);
        }
    }
}
