//! What a reader of JSON or XML objects to, in words that name no type of this library's language.

use std::{borrow::Cow, fmt};

use serde::de::DeserializeOwned;

use crate::error::Error;

/// A problem with its fix, as [`Error::invalid`] takes them.
pub(crate) struct Objection {
    pub(crate) problem: String,
    pub(crate) fix: String,
}

/// Reads a value from JSON text; `what` names it in the error.
pub(crate) fn from_json<T: DeserializeOwned>(what: &str, json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| invalid(what, &error))
}

/// The error of a value that could not be read.
pub(crate) fn invalid(field: impl fmt::Display, error: &serde_json::Error) -> Error {
    let Objection { problem, fix } = objection(&error.to_string());
    Error::invalid(field, problem, fix)
}

/// What a reader objected to: its message in plain words, with what to do about it.
pub(crate) fn objection(message: &str) -> Objection {
    let (message, place) = match message.rsplit_once(" at line ") {
        Some((message, place)) => (message, format!(" in line {}", place.replace(" column ", ", column "))),
        None => (message, String::new()),
    };
    let ticked = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    let say = |problem: String, fix: String| Objection { problem, fix };
    if message.starts_with("missing field ") {
        return say(format!("`{}` is missing", ticked(message)), "give it".into());
    }
    if message.starts_with("duplicate field ") {
        return say(format!("`{}` is given twice", ticked(message)), "give it once".into());
    }
    if let Some(rest) = message.strip_prefix("unknown field ").or_else(|| message.strip_prefix("unknown variant ")) {
        let fix = match rest.split_once(", expected ") {
            Some((_, names)) => format!("use {}", names.replace("one of ", "one of: ")),
            None => "leave it out".into(),
        };
        return say(format!("`{}` is not known", ticked(rest)), fix);
    }
    for (start, noun) in [("invalid type: ", "is given"), ("invalid value: ", "is given"), ("invalid length ", "entries are given")] {
        if let Some((found, expected)) = message.strip_prefix(start).and_then(|rest| rest.split_once(", expected ")) {
            return say(format!("{} {noun}", found_words(found)), format!("give {}", expected_words(expected)));
        }
    }
    if message.starts_with("data did not match any variant") {
        return say("it has none of the forms that are allowed".into(), "give a value of the documented type".into());
    }
    if message.starts_with("number out of range") {
        return say("the number is too large".into(), "give a smaller one".into());
    }
    let ended = message.starts_with("EOF") || message.starts_with("Unexpected EOF");
    if ended || is_syntax(message) {
        let problem = if ended { format!("the text ends too early{place}") } else { format!("it is not JSON{place}") };
        return say(problem, "give one complete JSON value".into());
    }
    // A message of this library's own types is in plain words already.
    match message.split_once("; ") {
        Some((problem, fix)) => say(problem.to_owned(), fix.to_owned()),
        None => say(message.to_owned(), "give a value of the documented type".into()),
    }
}

fn is_syntax(message: &str) -> bool {
    [
        "expected ",
        "trailing ",
        "key must be",
        "control character",
        "invalid escape",
        "lone leading surrogate",
        "invalid unicode",
        "recursion limit",
        "invalid number",
    ]
    .iter()
    .any(|start| message.starts_with(start))
}

/// What stands there, as a reader found it.
fn found_words(found: &str) -> String {
    let (kind, value) = found.split_once(' ').unwrap_or((found, ""));
    let value = value.trim_matches(['`', '"']);
    match (kind, value) {
        ("null" | "unit", _) => "nothing".into(),
        ("map", _) => "an object".into(),
        ("sequence", _) => "a list".into(),
        ("string" | "character", value) => format!("the text `{value}`"),
        ("integer", value) => format!("the number `{value}`"),
        ("floating", value) => format!("the number `{}`", value.trim_start_matches("point `")),
        ("boolean", value) => format!("`{value}`"),
        _ => found.to_owned(),
    }
}

/// What should stand there.
fn expected_words(expected: &str) -> Cow<'static, str> {
    let head = expected.trim_start_matches("an ").trim_start_matches("a ").split(' ').next().unwrap_or_default();
    match (head, expected) {
        ("u8" | "u16" | "u32" | "u64" | "usize" | "u128", _) => "a whole number, 0 or more".into(),
        ("i8" | "i16" | "i32" | "i64" | "isize" | "i128", _) => "a whole number".into(),
        ("f32" | "f64", _) => "a number".into(),
        (_, "a string" | "string" | "a borrowed string" | "str") => "a text".into(),
        ("boolean", _) => "true or false".into(),
        ("sequence", _) => "a list".into(),
        ("struct" | "map", _) => "an object".into(),
        ("tuple" | "array", _) => match expected.split(' ').find(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
            Some(count) => format!("a list of {count}").into(),
            None => "a list".into(),
        },
        ("adjacently" | "internally", _) => "an object with a `type`".into(),
        ("enum" | "variant", _) => "one of the documented names".into(),
        ("unit" | "null", _) => "nothing".into(),
        ("Option" | "option", _) => "a value, or nothing".into(),
        _ if expected.contains("::") || expected.contains("struct ") || expected.contains("enum ") => {
            "a value of the documented type".into()
        }
        _ => expected.to_owned().into(),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::{
        interview::Input,
        journey::Document,
        plan::{AnswerFormat, Guide, StructuredAnswer},
    };

    fn said<T: DeserializeOwned>(json: &str) -> String {
        from_json::<T>("value", json).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn objections_are_plain_words() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "read only")]
        struct Mine {
            count: u32,
            pair: Option<(u8, u8)>,
        }
        for (found, wanted) in [
            (said::<Mine>("{}"), "value: `count` is missing; give it"),
            (said::<Mine>(r#"{"count": -1}"#), "value: the number `-1` is given; give a whole number, 0 or more"),
            (said::<Mine>(r#"{"count": "x"}"#), "value: the text `x` is given; give a whole number, 0 or more"),
            (said::<Mine>(r#"{"count": 1.5}"#), "value: the number `1.5` is given; give a whole number, 0 or more"),
            (said::<Mine>(r#"{"count": null}"#), "value: nothing is given; give a whole number, 0 or more"),
            (said::<Mine>(r#"{"count": 1, "more": 2}"#), "value: `more` is not known; use `count` or `pair`"),
            (said::<Mine>(r#"{"count": 1, "pair": [1]}"#), "value: 1 entries are given; give a list of 2"),
            (said::<Mine>("[1"), "value: the text ends too early in line 1, column 2; give one complete JSON value"),
            (said::<Mine>("x"), "value: it is not JSON in line 1, column 1; give one complete JSON value"),
            (said::<Mine>(r#""x""#), "value: the text `x` is given; give an object"),
            (said::<Document>("3"), "value: the number `3` is given; give an object"),
            (said::<Vec<Document>>("{}"), "value: an object is given; give a list"),
        ] {
            assert_eq!(found, wanted);
        }
    }

    #[test]
    fn no_word_of_the_implementation_reaches_a_user() {
        let odd =
            ["null", "true", "-7", "1.5", r#""x""#, "[]", "[1]", "{}", r#"{"type":"x"}"#, r#"{"type":3}"#, "", "{", "[", r#"{"id":1}"#];
        for json in odd {
            for message in [
                said::<Document>(json),
                said::<Guide>(json),
                said::<Input>(json),
                said::<AnswerFormat>(json),
                said::<StructuredAnswer>(json),
            ] {
                for word in [
                    "struct", "enum", "u32", "u64", "i64", "f64", "usize", "untagged", "variant", "tuple", "serde", "::", "map,",
                    "sequence",
                ] {
                    assert!(!message.contains(word), "{json}: {message}");
                }
            }
        }
    }
}
