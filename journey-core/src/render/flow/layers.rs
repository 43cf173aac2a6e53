//! The order of a flow: which links lead forward, and how far from the beginning each activity stands.

use std::cmp::Reverse;

/// The activities of a flow in layers.
pub(super) struct Layers {
    /// The layer of each node, counted from 0.
    pub(super) of: Vec<usize>,
    /// Of each link, whether it leads to a later layer; all others lead to an earlier one.
    pub(super) forward: Vec<bool>,
}

impl Layers {
    /// Whether a link leads back by more than one layer.
    pub(super) fn leads_far_back(&self, (from, to): (usize, usize)) -> bool {
        self.of.get(to).zip(self.of.get(from)).is_some_and(|(to, from)| to + 1 < *from)
    }
}

/// Puts nodes into layers by the longest path that leads to them.
///
/// Links come with their weights. First the strongest are taken that lead from the beginning to every node, as it is found, then all others from the
/// strongest to the weakest: one that would close a circle with those before it leads back. Links from a node to itself are not meant. `starts`
/// tells how many begin with each node.
pub(super) fn layers(starts: &[u64], links: &[(usize, usize)], weights: &[u64]) -> Layers {
    let nodes = starts.len();
    let mut following = vec![Vec::new(); nodes];
    let mut forward = vec![false; links.len()];
    let mut strongest: Vec<(u64, usize)> = weights.iter().copied().zip(0..links.len()).collect();
    strongest.sort_by_key(|(weight, link)| (Reverse(*weight), *link));
    let discovering = discovering(starts, links, weights);
    for link in discovering.into_iter().chain(strongest.into_iter().map(|(_, link)| link)) {
        let Some(&(from, to)) = links.get(link) else { continue };
        if forward.get(link) == Some(&true) || reaches(&following, to, from) {
            continue;
        }
        following.get_mut(from).into_iter().for_each(|following| following.push(to));
        forward.get_mut(link).into_iter().for_each(|forward| *forward = true);
    }
    let kept: Vec<(usize, usize)> = links.iter().zip(&forward).filter(|(_, forward)| **forward).map(|(link, _)| *link).collect();
    let mut of = longest_paths(nodes, &kept);
    move_up_to_followers(&mut of, &kept);
    Layers { of, forward }
}

/// A node that a link leads to, and how many nodes were found before that.
struct Found {
    weight: u64,
    since: Reverse<usize>,
    /// None for what begins.
    link: Reverse<Option<usize>>,
    node: usize,
}

/// The links by which each node is first found from the beginning, where always the strongest that leads on is taken (Prim
/// 1957), of those as strong the one that was found first.
fn discovering(starts: &[u64], links: &[(usize, usize)], weights: &[u64]) -> Vec<usize> {
    let mut found = vec![false; starts.len()];
    let mut taken = Vec::new();
    let outside = starts.iter().zip(0..).filter(|(weight, _)| **weight > 0);
    let mut open: Vec<Found> =
        outside.map(|(weight, node)| Found { weight: *weight, since: Reverse(0), link: Reverse(None), node }).collect();
    while let Some(at) = (0..open.len()).max_by_key(|at| open.get(*at).map(|found| (found.weight, found.since, found.link))) {
        let Found { link: Reverse(link), node, .. } = open.swap_remove(at);
        let Some(found) = found.get_mut(node).filter(|found| !**found) else { continue };
        *found = true;
        taken.extend(link);
        let leaving = links.iter().zip(weights).enumerate().filter(|(_, ((from, _), _))| *from == node);
        let since = Reverse(taken.len() + 1);
        open.extend(leaving.map(|(link, ((_, node), weight))| Found { weight: *weight, since, link: Reverse(Some(link)), node: *node }));
    }
    taken
}

fn reaches(following: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; following.len()];
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if node == to {
            return true;
        }
        let Some(seen) = seen.get_mut(node) else { continue };
        if !std::mem::replace(seen, true) {
            open.extend(following.get(node).into_iter().flatten());
        }
    }
    false
}

fn longest_paths(nodes: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let mut of = vec![0; nodes];
    for _ in 0..nodes {
        let mut moved = false;
        for (from, to) in links {
            let least = of.get(*from).map_or(0, |layer| layer + 1);
            if let Some(layer) = of.get_mut(*to).filter(|layer| **layer < least) {
                (*layer, moved) = (least, true);
            }
        }
        if !moved {
            break;
        }
    }
    of
}

/// What nothing leads to stands right before what it leads to, not at the far beginning.
fn move_up_to_followers(of: &mut [usize], links: &[(usize, usize)]) {
    for node in 0..of.len() {
        if links.iter().any(|(_, to)| *to == node) {
            continue;
        }
        let followers = links.iter().filter(|(from, _)| *from == node);
        let Some(first) = followers.filter_map(|(_, to)| of.get(*to).copied()).min() else { continue };
        if let Some(layer) = of.get_mut(node) {
            *layer = first.saturating_sub(1);
        }
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_weakest_link_of_a_circle_leads_back() {
        let found = layers(&[0; 3], &[(0, 1), (1, 2), (2, 0)], &[9, 8, 7]);
        assert_eq!((found.of, found.forward), (vec![0, 1, 2], vec![true, true, false]));
    }

    #[test]
    fn what_is_found_later_stands_later_though_the_way_back_is_as_strong() {
        let found = layers(&[9, 0, 0], &[(2, 1), (1, 2), (0, 1)], &[4, 4, 9]);
        assert_eq!((found.of, found.forward), (vec![0, 1, 2], vec![false, true, true]));
    }

    #[test]
    fn the_longest_path_decides_and_a_lone_beginning_moves_up() {
        let found = layers(&[5, 0, 0, 0, 0], &[(0, 1), (1, 2), (0, 2), (3, 2)], &[4, 3, 2, 1]);
        assert_eq!(found.of, [0, 1, 2, 1, 0]);
    }

    proptest::proptest! {
        #[test]
        fn forward_links_lead_to_later_layers_and_all_others_to_earlier_ones(
            links in proptest::collection::vec((0_usize..12, 0_usize..12), 0..60),
            starts in proptest::collection::vec(0_u64..4, 12),
        ) {
            let links: Vec<_> = links.into_iter().filter(|(from, to)| from != to).collect();
            let weights: Vec<u64> = (0..links.len() as u64).map(|link| link * 7 % 5).collect();
            let found = layers(&starts, &links, &weights);
            for ((from, to), forward) in links.iter().zip(&found.forward) {
                let right = if *forward { found.of[*from] < found.of[*to] } else { found.of[*from] > found.of[*to] };
                proptest::prop_assert!(right, "{:?}", found.of);
            }
        }
    }
}
