//! Pieces of work side by side.

/// Does two things, on two cores where the feature `rayon` is on; the result is the same without it.
#[cfg(feature = "rayon")]
pub(crate) fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(one, other)
}

/// Does two things, one after the other.
#[cfg(not(feature = "rayon"))]
pub(crate) fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    (one(), other())
}

/// Does the same to each, on all cores where the feature `rayon` is on; results stand in the order of the items.
#[cfg(feature = "rayon")]
pub(crate) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(work).collect()
}

/// Does the same to each, one after the other.
#[cfg(not(feature = "rayon"))]
pub(crate) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    items.iter().map(work).collect()
}
