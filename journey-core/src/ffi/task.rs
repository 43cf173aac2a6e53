//! Tasks: procedures without their types, for drivers in other languages.

use schemars::{Schema, SchemaGenerator};
use serde::Deserialize;

use super::{
    Parameter,
    operation::{read, written},
    table,
};
use crate::{
    builtin,
    error::Error,
    llm::{LlmError, LlmFailure, ModelReply, ModelRequest, Procedure, ProcedureInput, Step},
};

/// Reads what a provider gave, as a driver hands it in: the JSON of a reply, or of an error under `error`.
///
/// # Errors
/// When it is neither.
pub fn given(json: &str) -> Result<Result<ModelReply, LlmError>, Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        Error { error: LlmFailure },
        Reply(ModelReply),
    }
    Ok(match read::<Given>("reply", json)? {
        Given::Error { error } => Err(error.into()),
        Given::Reply(reply) => Ok(reply),
    })
}

/// Writes what came of a request as [`given`] reads it.
pub fn reply_json(result: &Result<ModelReply, LlmError>) -> String {
    let value = match result {
        Ok(reply) => serde_json::to_string(reply),
        Err(error) => serde_json::to_string(&serde_json::json!({"error": LlmFailure::from(error.clone())})),
    };
    value.unwrap_or_default()
}

/// What a task wants next.
#[derive(Clone, Debug)]
pub enum TaskStep {
    /// Ask the model all of these.
    Ask(Vec<ModelRequest>),
    /// The work is done; its result as JSON.
    Done(String),
    /// Sleep for milliseconds.
    Wait(u64),
}

trait Erased: Send {
    fn step(&mut self, input: ProcedureInput) -> Result<TaskStep, Error>;
}

struct Running<P, F>(P, Option<F>);

impl<P: Procedure + Send, R: serde::Serialize, F: FnOnce(P::Output) -> R + Send> Erased for Running<P, F> {
    fn step(&mut self, input: ProcedureInput) -> Result<TaskStep, Error> {
        Ok(match self.0.step(input)? {
            Step::Ask(requests) => TaskStep::Ask(requests),
            Step::Wait(duration) => TaskStep::Wait(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)),
            Step::Done(output) => match self.1.take() {
                Some(finish) => TaskStep::Done(written(&finish(output))?),
                None => return Err(Error::protocol("is done", "a step")),
            },
        })
    }
}

/// Work that asks a model, by name. Step it as any procedure.
pub struct Task(Box<dyn Erased>);

impl std::fmt::Debug for Task {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Task")
    }
}

/// A kind of task.
#[derive(Debug)]
pub struct TaskKind {
    /// Its name, in snake case.
    pub name: &'static str,
    /// What it does.
    pub documentation: &'static str,
    /// Its parameters, in order.
    pub parameters: fn(&mut SchemaGenerator) -> Vec<Parameter>,
    /// The schema of what it yields.
    pub result: fn(&mut SchemaGenerator) -> Schema,
    pub(super) start: fn(&str) -> Result<Task, Error>,
}

/// Declares tasks: documentation, name, typed parameters with or without a default, result, and a body that yields a [`Task`].
macro_rules! declare_tasks {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident ( $( $parameter:ident : $kind:ty $(= $default:expr)? ),* $(,)? ) -> $result:ty $body:block
    )+) => {
        pub(in crate::ffi) const TASKS: &[$crate::ffi::TaskKind] = &[ $( $crate::ffi::TaskKind {
            name: stringify!($name),
            documentation: concat!($($doc, "\n"),+),
            parameters: |_generator| vec![ $( $crate::ffi::parameter::declared_parameter!(_generator, $parameter: $kind $(= $default)?) ),* ],
            result: |generator| generator.subschema_for::<$result>(),
            start: |arguments| {
                #[allow(clippy::too_many_arguments, reason = "each argument has its name in the packages")]
                fn body($($parameter: $kind),*) -> Result<$crate::ffi::Task, $crate::error::Error> $body
                $crate::ffi::parameter::call_with!(body, $name, arguments, $( $parameter: $kind $(= $default)? ),*)
            },
        } ),+ ];
    };
}
pub(super) use declare_tasks;

/// Every kind of task.
pub fn tasks() -> impl Iterator<Item = &'static TaskKind> {
    table::TASKS.iter()
}

impl Task {
    pub(super) fn of<P, R>(procedure: P, finish: impl FnOnce(P::Output) -> R + Send + 'static) -> Self
    where
        P: Procedure + Send + 'static,
        R: serde::Serialize + 'static,
    {
        Self(Box::new(Running(procedure, Some(finish))))
    }

    /// Begins a task by its name with a JSON object of its arguments.
    ///
    /// # Errors
    /// When there is no such task or an argument cannot be read.
    pub fn start(name: &str, arguments: &str) -> Result<Self, Error> {
        let kind = tasks()
            .find(|kind| kind.name == name)
            .ok_or_else(|| Error::invalid("task", format!("there is none called `{name}`"), "see the names in the reference"))?;
        (kind.start)(arguments)
    }

    /// Moves on.
    ///
    /// # Errors
    /// The task's own failure, or a protocol error when the input is not what the last step asked for.
    pub fn step(&mut self, input: ProcedureInput) -> Result<TaskStep, Error> {
        self.0.step(input)
    }

    /// Runs the task with the built-in engine; its result as JSON.
    ///
    /// # Errors
    /// The task's own failure.
    pub fn run_builtin(mut self) -> Result<String, Error> {
        let mut input = ProcedureInput::Start;
        loop {
            input = match self.step(input)? {
                TaskStep::Ask(requests) => ProcedureInput::Replies(requests.iter().map(builtin::answer).collect()),
                TaskStep::Done(result) => return Ok(result),
                TaskStep::Wait(_) => ProcedureInput::Elapsed,
            };
        }
    }
}
