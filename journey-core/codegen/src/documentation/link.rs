//! Links and code: what Rust's documentation names, by the names of the packages.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Spelling, Subject};
use crate::library::Library;

#[expect(clippy::expect_used, reason = "the patterns are constants; the first text that is translated reads them")]
fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a pattern")
}

/// Code, a link with or without a target, or a path in the midst of words.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"`(?<code>[^`]+)`|\[(?<label>[^\[\]]+)\](?:\((?<target>[^()\s]+(?:\(\))?)\))?|\b(?<path>(?:\w+::)+\w+(?:\(\))?)")
});
/// A path of Rust, alone.
static PATH: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\w+@)?[A-Za-z_]\w*(?:::\w+)*(?:\(\)|!)?$"));
/// A path of more than one word, anywhere.
static LONG_PATH: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:\w+::)+\w+(?:\(\))?"));
/// "None" as the answer of a clause.
static NONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?<before>^|; |\. )[Nn]one\b"));

/// The text with the names of a language.
pub fn translated(text: &str, library: Library<'_>, spelling: Spelling, subject: Subject<'_>) -> String {
    let name = |path: &str| library.name(path, spelling, subject);
    let text = NAMED.replace_all(text, |found: &Captures<'_>| {
        let part = |group: &str| found.name(group).map(|part| part.as_str());
        match (part("code"), part("label"), part("path")) {
            (Some(code), _, _) => format!("`{}`", spelled(code, name)),
            (_, Some(label), _) => link(label, part("target"), name),
            (_, _, path) => path.map(name).unwrap_or_default(),
        }
    });
    if subject.tells_null { NONE.replace_all(&text, format!("${{before}}`{}`", spelling.null)).into_owned() } else { text.into_owned() }
}

/// Code: a path by its name, paths within other code by theirs.
fn spelled(code: &str, name: impl Fn(&str) -> String) -> String {
    if PATH.is_match(code) {
        return name(code);
    }
    LONG_PATH.replace_all(code, |found: &Captures<'_>| found.get(0).map_or_else(String::new, |path| name(path.as_str()))).into_owned()
}

/// A link: code where it leads to an item, its words where they are words; a link to a page stays.
fn link(label: &str, target: Option<&str>, name: impl Fn(&str) -> String) -> String {
    let code = label.strip_prefix('`').and_then(|label| label.strip_suffix('`'));
    let item = target.unwrap_or(code.unwrap_or(label));
    if !PATH.is_match(item) || (code.is_none() && target.is_none() && !item.contains("::")) {
        return target.map_or_else(|| format!("[{label}]"), |page| format!("[{label}]({page})"));
    }
    match code {
        Some(code) if PATH.is_match(code) => format!("`{}`", name(item)),
        Some(code) => format!("`{}`", spelled(code, name)),
        None if target.is_none() => format!("`{}`", name(item)),
        None => label.to_owned(),
    }
}
