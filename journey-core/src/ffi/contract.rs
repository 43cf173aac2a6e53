//! The contract: everything that the packages are generated from, as JSON.

use std::{
    collections::BTreeMap,
    sync::{LazyLock, OnceLock},
};

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

use super::{Operation, Parameter, TaskKind, corpus::CorpusOperation, event_log::LogOperation, operation::read, operations, table, tasks};
use crate::{
    analysis::CorpusFilter,
    behaviour::LogFilter,
    error::Error,
    exchange::{EventCsvOptions, EventOptions, EventReport},
    interview::{Fieldwork, Input, Output, PlannedInterview, Reply, Snapshot},
    llm::{Budget, LlmErrorKind, ModelReply, ReplySchema, RetryPolicy, Spent},
    plan::StructuredAnswer,
    store::{InterviewRecord, InterviewSummary},
    study::Study,
};

/// Types that handles take and return besides those of operations and tasks.
fn handled(generator: &mut SchemaGenerator) {
    fn add<T: JsonSchema>(generator: &mut SchemaGenerator) {
        generator.subschema_for::<T>();
    }
    for add in [
        add::<Budget>,
        add::<CorpusFilter>,
        add::<EventCsvOptions>,
        add::<EventOptions>,
        add::<EventReport>,
        add::<Fieldwork>,
        add::<PlannedInterview>,
        add::<StructuredAnswer>,
        add::<Input>,
        add::<InterviewSummary>,
        add::<InterviewRecord>,
        add::<LlmErrorKind>,
        add::<LogFilter>,
        add::<ModelReply>,
        add::<Output>,
        add::<Reply>,
        add::<RetryPolicy>,
        add::<Snapshot>,
        add::<Spent>,
        add::<Study>,
    ] {
        add(generator);
    }
    for CorpusOperation { parameters, result, .. } in table::CORPUS {
        parameters(generator);
        result(generator);
    }
    for LogOperation { parameters, result, .. } in table::EVENT_LOG {
        parameters(generator);
        result(generator);
    }
}

fn declared(Parameter { name, optional, default, schema }: Parameter) -> Value {
    match default {
        Some(default) => json!({"name": name, "optional": optional, "default": default, "schema": schema}),
        None => json!({"name": name, "optional": optional, "schema": schema}),
    }
}

fn function(
    name: &str,
    documentation: &str,
    parameters: fn(&mut SchemaGenerator) -> Vec<Parameter>,
    result: fn(&mut SchemaGenerator) -> Schema,
    generator: &mut SchemaGenerator,
) -> Value {
    let parameters: Vec<Value> = parameters(generator).into_iter().map(declared).collect();
    json!({"name": name, "documentation": documentation.trim(), "parameters": parameters, "result": result(generator)})
}

/// Checks JSON against the schema of a type, by the type's name.
///
/// # Errors
/// Names the first value that does not fit, or the type that is not known.
pub fn check_type(name: &str, json: &str) -> Result<(), Error> {
    static TYPES: LazyLock<Value> = LazyLock::new(|| contract().get_mut("types").map(Value::take).unwrap_or_default());
    static SCHEMAS: LazyLock<BTreeMap<String, OnceLock<ReplySchema>>> = LazyLock::new(|| {
        let names = TYPES.as_object().into_iter().flat_map(|types| types.keys());
        names.map(|name| (name.clone(), OnceLock::new())).collect()
    });
    let schema = SCHEMAS
        .get(name)
        .ok_or_else(|| Error::invalid("type", format!("there is none called `{name}`"), "see the names in the reference"))?
        .get_or_init(|| json!({"$ref": format!("#/$defs/{name}"), "$defs": &*TYPES}).into());
    let value: Value = read(name, json)?;
    schema.check(&value).map_err(|problem| Error::invalid(name, problem, "give data of the documented type"))
}

/// Operations, tasks and the JSON Schemas of all types.
pub fn contract() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    handled(&mut generator);
    let operations: Vec<Value> = operations()
        .map(|Operation { name, documentation, parameters, result, .. }| {
            function(name, documentation, *parameters, *result, &mut generator)
        })
        .collect();
    let tasks: Vec<Value> = tasks()
        .map(|TaskKind { name, documentation, parameters, result, .. }| function(name, documentation, *parameters, *result, &mut generator))
        .collect();
    json!({"version": env!("CARGO_PKG_VERSION"), "operations": operations, "tasks": tasks, "types": generator.take_definitions(true)})
}
