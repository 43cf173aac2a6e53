//! `functions.ts` and `tasks.ts`.

use askama::Template;

use super::{TypeScript, identifier, property};
use crate::{
    contract::{Function, Parameter},
    documentation::comment,
    names::{camel, pascal},
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
    comment: String,
    /// The function that runs it.
    run: &'static str,
    /// The interface of a task's options.
    options: String,
    required: Vec<String>,
    optional: Vec<String>,
    kind: String,
    arguments: String,
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
        let declared = |one: &Parameter, mark: &str| format!("{}{mark}: {}", identifier(&one.name), typescript.kind(&one.schema, "t."));
        Self {
            name: function.name.clone(),
            called: camel(&function.name),
            comment: comment(&function.documentation),
            run: if function.result == Schema::Bytes { "callBytes" } else { "call" },
            options: format!("{}Options", pascal(&function.name)),
            required: function.required().map(|one| declared(one, "")).collect(),
            optional: function.optional().map(|one| declared(one, "?")).collect(),
            kind: typescript.kind(&function.result, "t."),
            arguments: arguments(function, optional),
        }
    }

    /// All parameters, those that may not be left out first.
    fn parameters(&self) -> String {
        self.required.iter().chain(&self.optional).map(String::as_str).collect::<Vec<_>>().join(", ")
    }
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
    let public = functions.iter().filter(|one| typescript.by_hand.is_public(&one.name));
    let mut definitions: Vec<Definition> = public.map(|one| Definition::of(typescript, one, optional)).collect();
    definitions.sort_by(|left, right| left.name.cmp(&right.name));
    definitions
}

impl FunctionsFile {
    /// The file of a contract.
    pub fn of(typescript: TypeScript<'_>) -> Self {
        Self { functions: sorted(typescript, &typescript.contract.operations, Optional::Parameters) }
    }
}

impl TasksFile {
    /// The file of a contract.
    pub fn of(typescript: TypeScript<'_>) -> Self {
        Self { tasks: sorted(typescript, &typescript.contract.tasks, Optional::Options) }
    }
}
