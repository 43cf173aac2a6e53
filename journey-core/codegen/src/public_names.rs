//! The names that are written by hand in the three languages: `tests/conformance/names.json`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{casing::camel, error::Error};

const NAMES: &str = include_str!("../../../tests/conformance/names.json");

/// The names that are written by hand in the three languages: `tests/conformance/names.json`.
#[derive(Debug, Deserialize)]
pub struct Names {
    /// Classes of handles.
    pub handles: BTreeMap<String, Handle>,
    /// Classes of errors.
    pub errors: Vec<String>,
    /// Functions besides those of the contract, with their paths in Rust.
    pub functions: BTreeMap<String, String>,
    /// What else is public, with its path in Rust.
    pub others: BTreeMap<String, String>,
    /// What one language alone has.
    pub only: Only,
}

/// A class of handles.
#[derive(Debug, Deserialize)]
pub struct Handle {
    /// Its path in Rust.
    pub rust: String,
    members: Vec<String>,
}

/// What one language alone has, with the reason.
#[derive(Debug, Deserialize)]
pub struct Only {
    /// Python, with the names in snake case.
    pub python: BTreeMap<String, String>,
    /// TypeScript, with the names in snake case.
    pub node: BTreeMap<String, String>,
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
}

impl Handle {
    /// Its members, as code.
    pub fn in_python(&self) -> String {
        codes(self.members.iter().cloned())
    }

    /// Its members, as code.
    pub fn in_typescript(&self) -> String {
        codes(self.members.iter().map(|member| camel(member)))
    }
}

fn codes(names: impl IntoIterator<Item = String>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
