//! Work outside the interpreter's lock. A panic in it becomes an exception.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    process,
    sync::{Arc, Mutex, PoisonError},
};

use journey_core::{Error, ffi::Failure};
use pyo3::Python;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::failure::{Failed, Result};

/// Runs a short piece of work without the interpreter's lock.
pub(crate) fn brief<T: Send>(py: Python<'_>, run: impl FnOnce() -> std::result::Result<T, Error> + Send) -> Result<T> {
    py.detach(|| guarded(run))
}

/// Runs work that may share the cores, without the interpreter's lock.
pub(crate) fn work<T: Send>(py: Python<'_>, run: impl FnOnce() -> std::result::Result<T, Error> + Send) -> Result<T> {
    py.detach(|| match pool() {
        Some(pool) => pool.install(|| guarded(run)),
        None => guarded(run),
    })
}

/// Runs what may panic.
pub(crate) fn guarded<T>(run: impl FnOnce() -> std::result::Result<T, Error>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result.map_err(Failed::from),
        Err(panic) => Err(Failure::internal(&said(panic.as_ref())).into()),
    }
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}

/// The pool of this process: a forked child has none of its parent's threads and would wait for them for ever.
fn pool() -> Option<Arc<ThreadPool>> {
    static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);
    let mut kept = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let here = process::id();
    match &*kept {
        Some((owner, pool)) if *owner == here => Some(Arc::clone(pool)),
        _ => {
            let pool = Arc::new(ThreadPoolBuilder::new().build().ok()?);
            // The parent's pool cannot be dropped in the child: its threads would be joined.
            if let Some((_, old)) = kept.replace((here, Arc::clone(&pool))) {
                std::mem::forget(old);
            }
            Some(pool)
        }
    }
}
