//! Procedures: work that asks a model without calling one.

use std::time::Duration;

use super::{LlmError, ModelReply, ModelRequest};
use crate::error::Error;

/// What a driver feeds into a procedure.
#[derive(Clone, Debug)]
pub enum ProcedureInput {
    /// The wait is over.
    Elapsed,
    /// One result for each request of the last step, in the same order.
    Replies(Vec<Result<ModelReply, LlmError>>),
    /// The beginning.
    Start,
}

impl ProcedureInput {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Elapsed => "elapsed",
            Self::Replies(_) => "replies",
            Self::Start => "start",
        }
    }
}

/// What a procedure wants next.
#[derive(Clone, Debug)]
pub enum Step<T> {
    /// Ask the model all of these.
    Ask(Vec<ModelRequest>),
    /// The work is done.
    Done(T),
    /// Sleep, then step with [`ProcedureInput::Elapsed`].
    Wait(Duration),
}

/// Work that needs a model: step it, do what it asks, feed the result back, until it is done.
pub trait Procedure {
    /// What the work yields.
    type Output;

    /// Moves on.
    ///
    /// # Errors
    /// The work's own failure, or a protocol error when the input is not what the last step asked for.
    fn step(&mut self, input: ProcedureInput) -> Result<Step<Self::Output>, Error>;
}
