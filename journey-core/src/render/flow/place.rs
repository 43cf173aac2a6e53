//! Where the slots of a flow stand.
//!
//! *Along* counts in the direction of the flow, *across* at a right angle to it, both in pixels.

use std::collections::BTreeMap;

use super::order::{Content, Rows};

/// How often the slots are moved towards what they are linked to.
const SWEEPS: usize = 40;
/// The room between two activities, and beside a line or a label.
const BETWEEN_NODES: f64 = 22.0;
const BETWEEN_LINES: f64 = 8.0;

/// Sizes, along and across.
pub(super) struct Sizes {
    pub(super) nodes: Vec<(f64, f64)>,
    pub(super) labels: Vec<(f64, f64)>,
    /// How heavily each link pulls, 0 to 1.
    pub(super) weights: Vec<f64>,
    /// How thick each link is.
    pub(super) thickness: Vec<f64>,
    /// Of each link and end (whether the earlier), how far from the middle of its node it stands, across.
    pub(super) ports: BTreeMap<(usize, bool), f64>,
}

impl Sizes {
    /// The size of a slot's content.
    pub(super) fn of(&self, content: Content) -> (f64, f64) {
        match content {
            Content::Node(node) => self.nodes.get(node).copied().unwrap_or_default(),
            Content::Label(link) => self.labels.get(link).copied().unwrap_or_default(),
            Content::Line(link) => (0.0, self.thickness.get(link).copied().unwrap_or_default()),
        }
    }

    /// How heavily two linked slots pull each other: lines pull each other most, so that long links run straight, then strong links.
    fn pull(&self, one: Content, other: Content) -> f64 {
        let strength = 0.05 + self.share(one).max(self.share(other)).powi(2);
        if one.link().is_some() && other.link().is_some() { strength + 2.0 } else { strength }
    }

    fn share(&self, content: Content) -> f64 {
        content.link().and_then(|link| self.weights.get(link)).copied().unwrap_or_default()
    }

    /// How far from the middle of a node the link of a slot beside it stands.
    fn port(&self, link: Option<usize>, earlier: bool) -> f64 {
        link.and_then(|link| self.ports.get(&(link, earlier))).copied().unwrap_or_default()
    }
}

/// The middle of each slot across, 0 and more from the edge of the first: as near to what it is linked to as the order of its row and the room
/// between slots allow.
pub(super) fn middles_across(rows: &Rows, sizes: &Sizes) -> Vec<f64> {
    let mut middles = vec![0.0; rows.contents.len()];
    for row in &rows.rows {
        let wanted = vec![(0.0, 1.0); row.len()];
        settle(row, &wanted, rows, sizes, &mut middles);
    }
    for sweep in 0..SWEEPS {
        // Alternately along the flow and against it, at last from both sides.
        let (before, after) = if sweep + 8 >= SWEEPS { (true, true) } else { (sweep % 2 == 0, sweep % 2 == 1) };
        for step in 0..rows.rows.len() {
            let at = if before && !after { step } else { rows.rows.len() - 1 - step };
            let Some(row) = rows.rows.get(at) else { continue };
            let wanted: Vec<_> = row.iter().map(|slot| pulled(*slot, rows, sizes, &middles, before, after)).collect();
            settle(row, &wanted, rows, sizes, &mut middles);
        }
    }
    straighten(rows, sizes, &mut middles);
    let first = (0..middles.len()).map(|slot| at(&middles, slot) - half(slot, rows, sizes)).fold(f64::INFINITY, f64::min);
    middles.iter().map(|middle| middle - if first.is_finite() { first } else { 0.0 }).collect()
}

/// Where a slot is pulled to, and how heavily.
fn pulled(slot: usize, rows: &Rows, sizes: &Sizes, middles: &[f64], before: bool, after: bool) -> (f64, f64) {
    let own = content(rows, slot);
    let (mut sum, mut weights) = (0.0, 0.0);
    let sides = [(before, &rows.before, false), (after, &rows.after, true)];
    for (_, side, later) in sides.into_iter().filter(|(meant, ..)| *meant) {
        for other in side.get(slot).into_iter().flatten() {
            let there = content(rows, *other);
            let weight = sizes.pull(own, there);
            // One of the two may be a node, whose links do not all end in its middle.
            let port = match (own, there) {
                (Content::Node(_), _) => -sizes.port(there.link(), later),
                (_, Content::Node(_)) => sizes.port(own.link(), !later),
                _ => 0.0,
            };
            sum += weight * (at(middles, *other) + port);
            weights += weight;
        }
    }
    if weights > 0.0 { (sum / weights, weights) } else { (at(middles, slot), 0.05) }
}

/// Lets lines go on straight from where they come, the strong ones before the weak, and nodes stand where their strongest link arrives.
fn straighten(rows: &Rows, sizes: &Sizes, middles: &mut [f64]) {
    for _ in 0..2 {
        for row in &rows.rows {
            let wanted: Vec<_> = row.iter().map(|slot| led_to(*slot, rows, sizes, middles)).collect();
            settle(row, &wanted, rows, sizes, middles);
        }
    }
}

/// Where the strongest link that arrives at a slot leads it, and how heavily.
fn led_to(slot: usize, rows: &Rows, sizes: &Sizes, middles: &[f64]) -> (f64, f64) {
    let own = content(rows, slot);
    let share = |other: usize| sizes.share(own).max(sizes.share(content(rows, other)));
    let arriving = rows.before.get(slot).into_iter().flatten().copied();
    let Some(other) = arriving.max_by(|one, other| share(*one).total_cmp(&share(*other))) else { return (at(middles, slot), 0.01) };
    let weight = 0.01 + share(other).powi(2);
    match (own, content(rows, other)) {
        (Content::Node(_), there) => (at(middles, other) - sizes.port(there.link(), false), weight),
        (_, Content::Node(_)) => (at(middles, other) + sizes.port(own.link(), true), weight),
        _ => (at(middles, other), weight),
    }
}

/// Puts the slots of a row as near to where they want to be as their order and the room between them allow.
fn settle(row: &[usize], wanted: &[(f64, f64)], rows: &Rows, sizes: &Sizes, middles: &mut [f64]) {
    let pairs = row.iter().zip(row.iter().skip(1));
    let room: Vec<f64> = pairs.map(|(one, other)| apart(*one, *other, rows, sizes)).collect();
    for (slot, place) in row.iter().zip(nearest(wanted, &room)) {
        middles.get_mut(*slot).into_iter().for_each(|middle| *middle = place);
    }
}

/// The places nearest to wanted ones, each with its weight, that keep their order and some room between each two: nearest in the sense of least
/// squares (pool adjacent violators; Ayer and others 1955).
pub(super) fn nearest(wanted: &[(f64, f64)], room: &[f64]) -> Vec<f64> {
    // Less the room that those before take, places need only rise.
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(wanted.len());
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for ((place, weight), room) in wanted.iter().zip([0.0].iter().chain(room)) {
        offset += room;
        offsets.push(offset);
        pools.push((place - offset, *weight, 1));
        while let [.., one, other] = pools.as_slice() {
            if one.0 < other.0 {
                break;
            }
            let weight = one.1 + other.1;
            let joined = ((one.0 * one.1 + other.0 * other.1) / weight, weight, one.2 + other.2);
            pools.truncate(pools.len() - 2);
            pools.push(joined);
        }
    }
    let settled = pools.iter().flat_map(|(place, _, count)| std::iter::repeat_n(*place, *count));
    settled.zip(offsets).map(|(place, offset)| place + offset).collect()
}

/// The least distance of two neighbours' middles.
fn apart(one: usize, other: usize, rows: &Rows, sizes: &Sizes) -> f64 {
    let nodes = [one, other].iter().all(|slot| matches!(content(rows, *slot), Content::Node(_)));
    half(one, rows, sizes) + half(other, rows, sizes) + if nodes { BETWEEN_NODES } else { BETWEEN_LINES }
}

fn half(slot: usize, rows: &Rows, sizes: &Sizes) -> f64 {
    sizes.of(content(rows, slot)).1 / 2.0
}

fn content(rows: &Rows, slot: usize) -> Content {
    rows.contents.get(slot).copied().unwrap_or(Content::Line(usize::MAX))
}

fn at(middles: &[f64], slot: usize) -> f64 {
    middles.get(slot).copied().unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::super::layers::layers;
    use super::*;

    fn placed(nodes: usize, links: &[(usize, usize)]) -> (Rows, Sizes, Vec<f64>) {
        let rows = Rows::of(&layers(&vec![1; nodes], links, &vec![1; links.len()]), links);
        let sizes = Sizes {
            nodes: vec![(100.0, 50.0); nodes],
            labels: vec![(60.0, 20.0); links.len()],
            weights: vec![0.5; links.len()],
            thickness: vec![4.0; links.len()],
            ports: BTreeMap::new(),
        };
        let middles = middles_across(&rows, &sizes);
        (rows, sizes, middles)
    }

    #[test]
    fn a_chain_runs_straight() {
        let (_, _, middles) = placed(3, &[(0, 1), (1, 2)]);
        assert!(middles.iter().all(|middle| (middle - 25.0).abs() < 1e-6), "{middles:?}");
    }

    #[test]
    fn a_node_stands_in_the_middle_of_what_follows_it() {
        let (_, _, middles) = placed(3, &[(0, 1), (0, 2)]);
        assert!((middles[0] - (middles[1] + middles[2]) / 2.0).abs() < 1e-6, "{middles:?}");
    }

    #[test]
    fn places_that_violate_their_order_are_pooled() {
        assert_eq!(nearest(&[(0.0, 1.0), (10.0, 1.0), (11.0, 3.0)], &[5.0, 5.0]), [0.0, 7.0, 12.0]);
        assert!(nearest(&[], &[]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn neighbours_keep_their_distance(links in proptest::collection::vec((0_usize..10, 0_usize..10), 0..40)) {
            let links: Vec<_> = links.into_iter().filter(|(from, to)| from != to).collect();
            let (rows, sizes, middles) = placed(10, &links);
            for row in &rows.rows {
                for pair in row.windows(2) {
                    proptest::prop_assert!(middles[pair[1]] - middles[pair[0]] >= apart(pair[0], pair[1], &rows, &sizes) - 1e-6);
                }
            }
            proptest::prop_assert!(middles.iter().all(|middle| middle.is_finite() && *middle >= 0.0));
        }
    }
}
