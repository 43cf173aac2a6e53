//! Clusters of meanings.

use kodama::{Method, linkage};

use crate::text::Embedding;

/// Average-linkage clusters (Sokal and Michener 1958) that are further than a distance, one minus cosine, from each other; the largest first.
pub(super) fn apart(meanings: &[Embedding], distance: f64) -> Vec<Vec<usize>> {
    clusters(meanings, Method::Average, |_, step| f64::from(step) <= distance)
}

/// At most so many clusters of like size, by Ward's method (1963); the largest first.
pub(super) fn at_most(meanings: &[Embedding], most: usize) -> Vec<Vec<usize>> {
    let joins = meanings.len().saturating_sub(most);
    clusters(meanings, Method::Ward, |at, _| at < joins)
}

/// The clusters after the joins that are wanted, each with its number and its distance.
fn clusters(meanings: &[Embedding], method: Method, wanted: impl Fn(usize, f32) -> bool) -> Vec<Vec<usize>> {
    let mut distances: Vec<f32> = Vec::with_capacity(meanings.len() * meanings.len().saturating_sub(1) / 2);
    for (at, left) in meanings.iter().enumerate() {
        distances.extend(meanings.iter().skip(at + 1).map(|right| (1.0 - left.likeness(right)) as f32));
    }
    let mut groups: Vec<Option<Vec<usize>>> = (0..meanings.len()).map(|at| Some(vec![at])).collect();
    let tree = (meanings.len() > 1).then(|| linkage(&mut distances, meanings.len(), method));
    let steps = tree.iter().flat_map(|tree| tree.steps()).enumerate();
    for (_, step) in steps.take_while(|(at, step)| wanted(*at, step.dissimilarity)) {
        let mut take = |at: usize| groups.get_mut(at).and_then(Option::take).unwrap_or_default();
        let mut joined = take(step.cluster1);
        joined.extend(take(step.cluster2));
        groups.push(Some(joined));
    }
    let mut all: Vec<Vec<usize>> = groups.into_iter().flatten().collect();
    all.iter_mut().for_each(|group| group.sort_unstable());
    all.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
    all
}
