//! `_functions.py` and `_tasks.py`.

use askama::Template;

use super::{Python, identifier, literal};
use crate::{
    contract::{Function, Parameter},
    documentation::docstring,
};

/// `_functions.py`.
#[derive(Template)]
#[template(path = "functions.py", escape = "none")]
pub struct FunctionsFile {
    functions: Vec<Definition>,
}

/// `_tasks.py`.
#[derive(Template)]
#[template(path = "tasks.py", escape = "none")]
pub struct TasksFile {
    tasks: Vec<Definition>,
}

struct Definition {
    name: String,
    required: Vec<String>,
    optional: Vec<String>,
    kind: String,
    documentation: String,
    arguments: String,
    reader: Option<String>,
}

impl Definition {
    fn of(python: Python<'_>, function: &Function) -> Self {
        let required = |one: &Parameter| format!("{}: {}", identifier(&one.name), python.kind(&one.schema));
        Self {
            name: function.name.clone(),
            required: function.required().map(required).collect(),
            optional: function.optional().map(|one| required(one) + " = None").collect(),
            kind: python.kind(&function.result),
            documentation: docstring(&function.documentation, "    "),
            arguments: literal::dictionary(function.parameters.iter().map(|one| (literal::quoted(&one.name), identifier(&one.name)))),
            reader: python.reader(&function.result),
        }
    }

    /// All parameters, those that may not be left out first.
    fn parameters(&self) -> String {
        self.required.iter().chain(&self.optional).map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    fn reader_or_none(&self) -> &str {
        self.reader.as_deref().unwrap_or("None")
    }
}

fn sorted(python: Python<'_>, functions: &[Function]) -> Vec<Definition> {
    let public = functions.iter().filter(|one| python.by_hand.is_public(&one.name));
    let mut definitions: Vec<Definition> = public.map(|one| Definition::of(python, one)).collect();
    definitions.sort_by(|left, right| left.name.cmp(&right.name));
    definitions
}

impl FunctionsFile {
    /// The file of a contract.
    pub fn of(python: Python<'_>) -> Self {
        Self { functions: sorted(python, &python.contract.operations) }
    }
}

impl TasksFile {
    /// The file of a contract.
    pub fn of(python: Python<'_>) -> Self {
        Self { tasks: sorted(python, &python.contract.tasks) }
    }
}
