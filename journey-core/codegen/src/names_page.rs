//! `NAMES.md`: which names belong together in the three languages.

use askama::Template;
use serde::Deserialize;
use std::collections::BTreeMap;

use crate::{by_hand::ByHand, contract::Contract, error::Error, names::camel};

const NAMES: &str = include_str!("../../../tests/conformance/names.json");

/// The names that are written by hand in the three languages: `tests/conformance/names.json`.
#[derive(Debug, Deserialize)]
pub struct Names {
    handles: BTreeMap<String, Handle>,
    errors: Vec<String>,
    functions: BTreeMap<String, String>,
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
    pub fn of(contract: &Contract, by_hand: &ByHand, names: &'a Names) -> Self {
        let public = contract.functions().filter(|function| by_hand.is_public(&function.name));
        let row = |name: &str, does: String| Row { name: name.to_owned(), called: camel(name), does };
        let declared = public.map(|function| row(&function.name, function.documentation.lines().next().unwrap_or_default().to_owned()));
        let written = names.functions.iter().map(|(name, rust)| row(name, format!("as `{rust}`")));
        Self { names, functions: declared.chain(written).collect() }
    }
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
