//! Recording a run and playing it back offline.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{LlmError, LlmErrorKind, LlmFailure, LlmProvider, ModelInfo, ModelReply, ModelRequest, request::short_hash};

/// One recorded call.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Recording {
    /// The hash of the whole request.
    pub request: String,
    /// What came back.
    pub result: Result<ModelReply, LlmFailure>,
}

fn key(request: &ModelRequest) -> String {
    short_hash(&[&serde_json::to_string(request).unwrap_or_default()])
}

/// Passes calls on and keeps what came back.
#[derive(Debug)]
pub struct Recorder<P> {
    inner: P,
    calls: Mutex<Vec<Recording>>,
}

impl<P: LlmProvider> Recorder<P> {
    /// Wraps a provider.
    pub fn new(inner: P) -> Self {
        Self { inner, calls: Mutex::default() }
    }

    /// What was recorded so far.
    pub fn recordings(&self) -> Vec<Recording> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl<P: LlmProvider> LlmProvider for Recorder<P> {
    fn model(&self) -> ModelInfo {
        self.inner.model()
    }

    async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        let result = self.inner.complete(request).await;
        let recording = Recording { request: key(request), result: result.clone().map_err(LlmFailure::from) };
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).push(recording);
        result
    }
}

/// Answers from recordings: the same request gets the same results in the same order.
#[derive(Debug)]
pub struct Replayer {
    model: ModelInfo,
    calls: Mutex<HashMap<String, VecDeque<Result<ModelReply, LlmFailure>>>>,
}

impl Replayer {
    /// A provider that answers from recordings.
    pub fn new(model: ModelInfo, recordings: Vec<Recording>) -> Self {
        let mut calls: HashMap<String, VecDeque<_>> = HashMap::new();
        for recording in recordings {
            calls.entry(recording.request).or_default().push_back(recording.result);
        }
        Self { model, calls: Mutex::new(calls) }
    }
}

#[async_trait]
impl LlmProvider for Replayer {
    fn model(&self) -> ModelInfo {
        self.model.clone()
    }

    async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls
            .get_mut(&key(request))
            .and_then(VecDeque::pop_front)
            .map(|result| result.map_err(LlmError::from))
            .unwrap_or_else(|| Err(LlmError::new(LlmErrorKind::InvalidReply, format!("no recording of this `{}` request", request.task))))
    }
}
