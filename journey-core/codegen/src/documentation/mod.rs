//! What the library says of itself, in the words of the other languages: Rust's links, examples and `None` stay behind.

mod example;
mod glossary;
mod layout;
mod link;

pub use layout::{comment, docstring};

use crate::{contract::Parameter, library::Library, schema::Schema};

/// How a language spells what Rust spells otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Spelling {
    /// What is not there.
    pub null: &'static str,
    /// Yes.
    pub yes: &'static str,
    /// No.
    pub no: &'static str,
    /// The name of a function, a method or a parameter.
    pub name: fn(&str) -> String,
}

/// What a text is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subject<'a> {
    /// The type that `Self` is.
    pub owner: &'a str,
    /// The parameters that it may name.
    pub parameters: &'a [Parameter],
    /// Whether "none" in it is a value.
    pub tells_null: bool,
}

impl<'a> Subject<'a> {
    /// A type.
    pub fn of_type(owner: &'a str) -> Self {
        Self { owner, ..Self::default() }
    }

    /// A field of a type.
    pub fn of_field(owner: &'a str, schema: &Schema) -> Self {
        Self { owner, tells_null: schema.tells_null(), ..Self::default() }
    }

    /// A function.
    pub fn of_function(parameters: &'a [Parameter], result: &Schema) -> Self {
        Self { owner: "", parameters, tells_null: result.tells_null() }
    }
}

/// A text in the words of a language.
pub fn translated(text: &str, library: Library<'_>, spelling: Spelling, subject: Subject<'_>) -> String {
    link::translated(&example::removed(text), library, spelling, subject)
}
