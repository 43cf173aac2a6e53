//! `NAMES.md`: which names belong together in the three languages.

use askama::Template;

use crate::{
    casing::camel,
    contract::Function,
    documentation::{Subject, translated},
    library::Library,
    public_names::Names,
    python,
};

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
    pub fn of(library: Library<'a>) -> Self {
        let public = library.contract.functions().filter(|function| library.is_public(function));
        let written = library.names.functions.iter().map(|(name, rust)| Row::of(name, format!("as `{rust}`")));
        let functions = public.map(|function| Row::of(&function.name, does(library, function))).chain(written).collect();
        Self { names: library.names, functions }
    }
}

impl Row {
    fn of(name: &str, does: String) -> Self {
        Self { name: name.to_owned(), called: camel(name), does }
    }
}

/// The first line of a function's documentation.
fn does(library: Library<'_>, function: &Function) -> String {
    // "None" is neither Python's nor TypeScript's here.
    let subject = Subject { parameters: &function.parameters, ..Subject::default() };
    translated(&function.documentation, library, python::SPELLING, subject).lines().next().unwrap_or_default().to_owned()
}
