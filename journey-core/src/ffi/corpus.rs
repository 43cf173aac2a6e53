//! What a corpus is asked by other languages: a handle, so that only the answers cross.

use schemars::{Schema, SchemaGenerator};

use super::{Parameter, Task, table};
use crate::{analysis::Corpus, error::Error};

/// A question to a corpus that takes and gives JSON.
pub(super) struct CorpusOperation {
    pub(super) name: &'static str,
    pub(super) parameters: fn(&mut SchemaGenerator) -> Vec<Parameter>,
    pub(super) result: fn(&mut SchemaGenerator) -> Schema,
    pub(super) run: fn(&Corpus, &str) -> Result<Asked, Error>,
}

/// What becomes of a question.
pub(super) enum Asked {
    /// The answer as JSON.
    Done(String),
    /// Work that asks a model.
    Task(Task),
}

/// Declares questions to a corpus: name, typed parameters with or without a default, result, and a body that yields an [`Asked`].
macro_rules! declare_corpus_operations {
    ($( $name:ident ( $corpus:ident $(, $parameter:ident : $kind:ty $(= $default:expr)? )* $(,)? ) -> $result:ty $body:block )+) => {
        pub(in crate::ffi) const OPERATIONS: &[$crate::ffi::corpus::CorpusOperation] = &[ $( $crate::ffi::corpus::CorpusOperation {
            name: stringify!($name),
            parameters: |_generator| vec![ $( $crate::ffi::parameter::declared_parameter!(_generator, $parameter: $kind $(= $default)?) ),* ],
            result: |generator| generator.subschema_for::<$result>(),
            run: |$corpus, arguments| {
                fn method($corpus: &$crate::analysis::Corpus, $($parameter: $kind),*) -> Result<$crate::ffi::corpus::Asked, $crate::error::Error> $body
                let body = |$($parameter: $kind),*| method($corpus, $($parameter),*);
                $crate::ffi::parameter::call_with!(body, $name, arguments, $( $parameter: $kind $(= $default)? ),*)
            },
        } ),+ ];
    };
}
pub(super) use declare_corpus_operations;

fn ask(corpus: &Corpus, name: &str, arguments: &str) -> Result<Asked, Error> {
    let operation = table::CORPUS
        .iter()
        .find(|operation| operation.name == name)
        .ok_or_else(|| Error::invalid("operation", format!("a corpus has none called `{name}`"), "see the names in the reference"))?;
    (operation.run)(corpus, arguments)
}

/// Asks a corpus by the name of its method, with a JSON object of its arguments; returns the answer as JSON. What asks a model is answered by
/// the built-in engine.
///
/// # Errors
/// When there is no such method, an argument cannot be read (the error names its path), or the method fails.
pub fn call_corpus(corpus: &Corpus, name: &str, arguments: &str) -> Result<String, Error> {
    match ask(corpus, name, arguments)? {
        Asked::Done(answer) => Ok(answer),
        Asked::Task(task) => task.run_builtin(),
    }
}

/// Begins work on a corpus that asks a model.
///
/// # Errors
/// When there is no such work, or an argument cannot be read (the error names its path).
pub fn start_corpus_task(corpus: &Corpus, name: &str, arguments: &str) -> Result<Task, Error> {
    match ask(corpus, name, arguments)? {
        Asked::Task(task) => Ok(task),
        Asked::Done(_) => Err(Error::invalid("task", format!("`{name}` asks no model"), "call it as an operation")),
    }
}
