//! Work side by side: on all cores where the feature `rayon` is on; the result is the same without it.

/// Does two things at once; without `rayon` one after the other.
pub(crate) fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    #[cfg(feature = "rayon")]
    return rayon::join(one, other);
    #[cfg(not(feature = "rayon"))]
    (one(), other())
}

/// Does the same to each item; the results come in the order of the items.
pub(crate) fn each<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    #[cfg(feature = "rayon")]
    {
        use rayon::prelude::*;
        items.into_par_iter().map(work).collect()
    }
    #[cfg(not(feature = "rayon"))]
    items.into_iter().map(work).collect()
}
