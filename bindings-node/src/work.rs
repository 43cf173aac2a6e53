//! Work on the calling thread or on the pool. A panic in it becomes an exception: it would end the process.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};

use journey_core::{Error, ffi::Failure};
use napi::{
    Env, Task,
    bindgen_prelude::{AsyncTask, ToNapiValue, TypeName},
};

use crate::failure::{Result, failed, thrown};

/// Runs what may panic.
pub(crate) fn guarded<T>(run: impl FnOnce() -> std::result::Result<T, Error>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result.map_err(failed),
        Err(panic) => Err(thrown(&Failure::internal(&said(panic.as_ref())))),
    }
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}

type Run<T> = Box<dyn FnOnce() -> std::result::Result<T, Error> + Send>;

/// Work for a thread of Node's pool: pure Rust, it never calls back into JavaScript.
pub struct Work<T>(Option<Run<T>>);

impl<T: Send + ToNapiValue + TypeName + 'static> Work<T> {
    pub(crate) fn spawn(run: impl FnOnce() -> std::result::Result<T, Error> + Send + 'static) -> AsyncTask<Self> {
        AsyncTask::new(Self(Some(Box::new(run))))
    }
}

impl<T: Send + ToNapiValue + TypeName + 'static> Task for Work<T> {
    type Output = T;
    type JsValue = T;

    fn compute(&mut self) -> Result<T> {
        match self.0.take() {
            Some(run) => guarded(run),
            None => Err(thrown(&Failure::internal("work ran twice"))),
        }
    }

    fn resolve(&mut self, _: Env, output: T) -> Result<T> {
        Ok(output)
    }
}
