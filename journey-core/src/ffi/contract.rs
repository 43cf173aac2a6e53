//! The contract: everything that the packages are generated from, as JSON.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

use super::{Operation, Parameter, Reply, Snapshot, TaskKind, operation::read, operations, tasks};
use crate::{
    analysis::{AggregateRow, CorpusFilter, Grouping, WaveComparison, WhatIf},
    error::Error,
    interview::{Input, Output},
    llm::{Budget, LlmErrorKind, ModelReply, RetryPolicy, Spent, validate},
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
        add::<AggregateRow>,
        add::<CorpusFilter>,
        add::<StructuredAnswer>,
        add::<Grouping>,
        add::<Input>,
        add::<InterviewSummary>,
        add::<InterviewRecord>,
        add::<LlmErrorKind>,
        add::<ModelReply>,
        add::<Output>,
        add::<Reply>,
        add::<RetryPolicy>,
        add::<Snapshot>,
        add::<Spent>,
        add::<Study>,
        add::<WaveComparison>,
        add::<WhatIf>,
    ] {
        add(generator);
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
    static SCHEMAS: LazyLock<Mutex<HashMap<String, Arc<Value>>>> = LazyLock::new(Mutex::default);
    if TYPES.get(name).is_none() {
        return Err(Error::invalid("type", format!("there is none called `{name}`"), "see the names in the reference"));
    }
    let value: Value = read(name, json)?;
    let schema = {
        let mut schemas = SCHEMAS.lock().unwrap_or_else(PoisonError::into_inner);
        let whole = || Arc::new(json!({"$ref": format!("#/$defs/{name}"), "$defs": &*TYPES}));
        Arc::clone(schemas.entry(name.to_owned()).or_insert_with(whole))
    };
    validate(&schema, &value).map_err(|problem| Error::invalid(name, problem, "give data of the documented type"))
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
