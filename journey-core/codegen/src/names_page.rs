//! `NAMES.md`: which names belong together in the three languages.

use askama::Template;
use serde::Deserialize;
use std::collections::BTreeMap;

use crate::{
    contract::Function,
    documentation::{Glossary, Subject, translated},
    error::Error,
    names::camel,
    python,
};

const NAMES: &str = include_str!("../../../tests/conformance/names.json");

/// The names that are written by hand in the three languages: `tests/conformance/names.json`.
#[derive(Debug, Deserialize)]
pub struct Names {
    handles: BTreeMap<String, Handle>,
    errors: Vec<String>,
    functions: BTreeMap<String, String>,
    others: BTreeMap<String, String>,
    only: Only,
}

/// A class of handles.
#[derive(Debug, Deserialize)]
struct Handle {
    rust: String,
    members: Vec<String>,
}

/// What one language alone has, with the reason.
#[derive(Debug, Deserialize)]
struct Only {
    python: BTreeMap<String, String>,
    node: BTreeMap<String, String>,
}

impl Names {
    /// Reads the names.
    ///
    /// # Errors
    /// When the file is not of this form.
    pub fn read() -> Result<Self, Error> {
        serde_json::from_str(NAMES).map_err(|problem| Error::Data { file: "tests/conformance/names.json", problem })
    }

    /// The public name of a type of Rust that has another.
    pub fn of_rust(&self, rust: &str) -> Option<&str> {
        let handles = self.handles.iter().map(|(name, handle)| (name, &handle.rust));
        handles.chain(&self.others).find(|(_, path)| path.rsplit("::").next() == Some(rust)).map(|(name, _)| name.as_str())
    }

    /// Whether a class of handles has a member.
    pub fn has_member(&self, handle: &str, member: &str) -> bool {
        self.handles.get(handle).is_some_and(|handle| handle.members.iter().any(|one| one == member))
    }

    /// Whether there is an error of a name.
    pub fn has_error(&self, name: &str) -> bool {
        self.errors.iter().any(|one| one == name)
    }

    /// Whether there is a function of a name besides those of the contract.
    pub fn has_function(&self, name: &str) -> bool {
        self.functions.contains_key(name)
    }
}

/// `NAMES.md`.
#[derive(Template)]
#[template(path = "names.md", escape = "none")]
pub struct NamesPage<'a> {
    names: &'a Names,
    functions: Vec<Row>,
}

/// A function.
struct Row {
    name: String,
    called: String,
    does: String,
}

impl<'a> NamesPage<'a> {
    /// The page.
    pub fn of(glossary: Glossary<'a>) -> Self {
        let public = glossary.contract.functions().filter(|function| glossary.by_hand.is_public(&function.name));
        let written = glossary.names.functions.iter().map(|(name, rust)| Row::of(name, format!("as `{rust}`")));
        let functions = public.map(|function| Row::of(&function.name, does(glossary, function))).chain(written).collect();
        Self { names: glossary.names, functions }
    }
}

impl Row {
    fn of(name: &str, does: String) -> Self {
        Self { name: name.to_owned(), called: camel(name), does }
    }
}

/// The first line of a function's documentation.
fn does(glossary: Glossary<'_>, function: &Function) -> String {
    // "None" is neither Python's nor TypeScript's here.
    let subject = Subject { parameters: &function.parameters, ..Subject::default() };
    translated(&function.documentation, glossary, python::SPELLING, subject).lines().next().unwrap_or_default().to_owned()
}

impl Handle {
    fn in_python(&self) -> String {
        codes(self.members.iter().cloned())
    }

    fn in_typescript(&self) -> String {
        codes(self.members.iter().map(|member| camel(member)))
    }
}

fn codes(names: impl IntoIterator<Item = String>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
