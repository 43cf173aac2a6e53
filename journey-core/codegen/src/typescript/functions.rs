//! `functions.ts` and `tasks.ts`.

use askama::Template;

use super::{TypeScript, identifier, is_empty, property};
use crate::{
    casing::{camel, pascal},
    contract::{Function, Parameter},
    documentation::Subject,
    schema::Schema,
};

/// `functions.ts`.
#[derive(Template)]
#[template(path = "functions.ts", escape = "none")]
pub struct FunctionsFile {
    functions: Vec<Definition>,
}

/// `tasks.ts`.
#[derive(Template)]
#[template(path = "tasks.ts", escape = "none")]
pub struct TasksFile {
    tasks: Vec<Definition>,
}

struct Definition {
    name: String,
    called: String,
    comment: Option<String>,
    /// The function that runs it.
    run: &'static str,
    required: Vec<String>,
    optional: Vec<String>,
    /// The interface of a task's options.
    options: String,
    members: Vec<Member>,
    kind: String,
    arguments: String,
}

/// A member of a task's options.
struct Member {
    declared: String,
    comment: Option<String>,
}

/// Where what may be left out stands.
#[derive(Clone, Copy, PartialEq)]
enum Optional {
    /// In the signature.
    Parameters,
    /// In an object.
    Options,
}

impl Definition {
    fn of(typescript: TypeScript<'_>, function: &Function, optional: Optional) -> Self {
        let subject = Subject::of_function(&function.parameters, &function.result);
        let tags = if optional == Optional::Parameters { tags(typescript, function) } else { Vec::new() };
        Self {
            name: function.name.clone(),
            called: camel(&function.name),
            comment: typescript.comment(&function.documentation, subject, &tags, ""),
            run: if function.result == Schema::Bytes { "callBytes" } else { "call" },
            required: function.required().map(|one| declared(typescript, one, "")).collect(),
            optional: function.optional().map(|one| with_default(typescript, one)).collect(),
            options: format!("{}Options", pascal(&function.name)),
            members: function.optional().map(|one| Member::of(typescript, one)).collect(),
            kind: typescript.kind(&function.result, "t."),
            arguments: arguments(function, optional),
        }
    }

    /// All parameters, those that may not be left out first.
    fn parameters(&self) -> String {
        self.required.iter().chain(&self.optional).map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

impl Member {
    fn of(typescript: TypeScript<'_>, parameter: &Parameter) -> Self {
        let comment = unless_given(typescript, parameter).map(|said| format!("/** {said} */"));
        Self { declared: declared(typescript, parameter, "?"), comment }
    }
}

fn declared(typescript: TypeScript<'_>, parameter: &Parameter, mark: &str) -> String {
    format!("{}{mark}: {}", identifier(&parameter.name), typescript.kind(&parameter.schema, "t."))
}

fn with_default(typescript: TypeScript<'_>, parameter: &Parameter) -> String {
    match typescript.default(parameter) {
        Some(default) => format!("{} = {default}", declared(typescript, parameter, "")),
        None => declared(typescript, parameter, "?"),
    }
}

/// What a parameter is when it is left out: declarations do not show it. That empty is empty need not be said.
fn unless_given(typescript: TypeScript<'_>, parameter: &Parameter) -> Option<String> {
    parameter.default.as_ref()?;
    match typescript.default(parameter) {
        Some(default) if is_empty(&default) => None,
        Some(default) => Some(format!("`{default}` unless given.")),
        None => Some("The library's own unless given.".into()),
    }
}

fn tags(typescript: TypeScript<'_>, function: &Function) -> Vec<String> {
    let tag = |one: &Parameter| Some(format!("@param {} - {}", identifier(&one.name), unless_given(typescript, one)?));
    function.optional().filter_map(tag).collect()
}

/// The object of arguments that the library takes.
fn arguments(function: &Function, optional: Optional) -> String {
    let value = |one: &Parameter| match optional {
        Optional::Options if one.optional => format!("options.{}", camel(&one.name)),
        _ => identifier(&one.name),
    };
    let properties: Vec<String> = function.parameters.iter().map(|one| property(&one.name, &value(one))).collect();
    if properties.is_empty() { "{}".into() } else { format!("{{ {} }}", properties.join(", ")) }
}

fn sorted(typescript: TypeScript<'_>, functions: &[Function], optional: Optional) -> Vec<Definition> {
    let public = functions.iter().filter(|one| typescript.0.is_public(one));
    let mut definitions: Vec<Definition> = public.map(|one| Definition::of(typescript, one, optional)).collect();
    definitions.sort_by(|left, right| left.name.cmp(&right.name));
    definitions
}

impl FunctionsFile {
    /// The file of a contract.
    pub fn of(typescript: TypeScript<'_>) -> Self {
        Self { functions: sorted(typescript, &typescript.0.contract.operations, Optional::Parameters) }
    }
}

impl TasksFile {
    /// The file of a contract.
    pub fn of(typescript: TypeScript<'_>) -> Self {
        Self { tasks: sorted(typescript, &typescript.0.contract.tasks, Optional::Options) }
    }
}
