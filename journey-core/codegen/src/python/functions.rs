//! `_functions.py` and `_tasks.py`.

use askama::Template;

use super::{Python, identifier, literal};
use crate::{
    contract::{Function, LONGEST_DEFAULT, Parameter, Shape},
    documentation::Subject,
    schema::Schema,
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
    documentation: Option<String>,
    arguments: String,
    reader: Option<String>,
}

impl Definition {
    fn of(python: Python<'_>, function: &Function) -> Self {
        let subject = Subject::of_function(&function.parameters, &function.result);
        Self {
            name: function.name.clone(),
            required: function.required().map(|one| format!("{}: {}", identifier(&one.name), python.kind(&one.schema))).collect(),
            optional: function.optional().map(|one| optional(python, one)).collect(),
            kind: python.kind(&function.result),
            documentation: python.docstring(&function.documentation, subject, &defaults(python, function), "    "),
            arguments: literal::dictionary(function.parameters.iter().map(|one| (literal::text(&one.name), identifier(&one.name)))),
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

/// A default that may stand in a signature: nothing that a caller could change.
fn immutable(python: Python<'_>, parameter: &Parameter) -> Option<String> {
    let value = parameter.default.as_ref()?;
    let is_text = |name: &str| matches!(python.0.shape(name), Some(Shape::Names(_)));
    let is_plain = match &parameter.schema {
        Schema::String | Schema::Integer | Schema::Number | Schema::Boolean | Schema::Names(_) => true,
        Schema::Reference(name) => is_text(name),
        _ => false,
    };
    is_plain.then(|| python.expression(&parameter.schema, value))
}

fn optional(python: Python<'_>, parameter: &Parameter) -> String {
    let (name, kind) = (identifier(&parameter.name), python.kind(&parameter.schema));
    match immutable(python, parameter) {
        Some(default) => format!("{name}: {kind} = {default}"),
        None if parameter.default.is_some() => format!("{name}: {kind} | None = None"),
        None => format!("{name}: {kind} = None"),
    }
}

/// What the defaults are that the signature cannot show.
fn defaults(python: Python<'_>, function: &Function) -> String {
    let unseen = function.optional().filter(|parameter| immutable(python, parameter).is_none());
    let said: Vec<String> = unseen
        .filter_map(|parameter| {
            let expression = python.expression(&parameter.schema, parameter.default.as_ref()?);
            let shown = if expression.chars().count() > LONGEST_DEFAULT { "the library's own".into() } else { format!("`{expression}`") };
            Some(format!("`{}` is {shown}", identifier(&parameter.name)))
        })
        .collect();
    if said.is_empty() { String::new() } else { format!("Unless given, {}.", said.join(" and ")) }
}

fn sorted(python: Python<'_>, functions: &[Function]) -> Vec<Definition> {
    let public = functions.iter().filter(|one| python.0.is_public(one));
    let mut definitions: Vec<Definition> = public.map(|one| Definition::of(python, one)).collect();
    definitions.sort_by(|left, right| left.name.cmp(&right.name));
    definitions
}

impl FunctionsFile {
    /// The file of a contract.
    pub fn of(python: Python<'_>) -> Self {
        Self { functions: sorted(python, &python.0.contract.operations) }
    }
}

impl TasksFile {
    /// The file of a contract.
    pub fn of(python: Python<'_>) -> Self {
        Self { tasks: sorted(python, &python.0.contract.tasks) }
    }
}
