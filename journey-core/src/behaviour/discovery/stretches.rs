//! Work on the cases of a log in stretches: on all cores where the feature `rayon` is on.

use std::ops::Range;

use crate::parallel::each;

/// Under this many cases a stretch is not split.
const SMALLEST: usize = 1 << 12;

/// Does the work on each stretch of the cases `0..cases`; the results come in the order of the cases. The work must be such that its
/// results, put together, do not depend on where the stretches end.
pub(super) fn by_stretch<T: Send>(cases: usize, work: impl Fn(Range<usize>) -> T + Send + Sync) -> Vec<T> {
    each(stretches(cases, (cases / SMALLEST).clamp(1, threads())), work)
}

/// Sorts what has no equals that differ.
pub(super) fn sort_unstable<T: Ord + Send>(items: &mut [T]) {
    #[cfg(feature = "rayon")]
    rayon::slice::ParallelSliceMut::par_sort_unstable(items);
    #[cfg(not(feature = "rayon"))]
    items.sort_unstable();
}

fn threads() -> usize {
    #[cfg(feature = "rayon")]
    {
        rayon::current_num_threads()
    }
    #[cfg(not(feature = "rayon"))]
    1
}

fn stretches(cases: usize, count: usize) -> Vec<Range<usize>> {
    let length = cases.div_ceil(count).max(1);
    (0..count).map(|number| (number * length).min(cases)..((number + 1) * length).min(cases)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_cover_every_case_once_in_order() {
        for (cases, count) in [(0, 1), (1, 3), (10, 3), (9, 3), (7, 7)] {
            let found: Vec<usize> = stretches(cases, count).into_iter().flatten().collect();
            assert_eq!(found, (0..cases).collect::<Vec<_>>());
        }
    }
}
