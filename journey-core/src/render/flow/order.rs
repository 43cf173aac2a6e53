//! The order of what stands beside each other in a flow.
//!
//! Layers of activities and rows of labels take turns. Each link passes every row between its ends in a slot of its own, one of which holds its
//! label, so that no line crosses an activity and no label another (Sugiyama, Tagawa and Toda 1981). Links that lead far back go around.

use super::layers::Layers;

/// How often the rows are ordered anew; the best order is kept.
const SWEEPS: usize = 24;

/// What stands in a slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Content {
    Node(usize),
    /// The label of a link.
    Label(usize),
    /// A link that passes.
    Line(usize),
}

impl Content {
    /// The link of a label or line.
    pub(super) fn link(self) -> Option<usize> {
        match self {
            Self::Node(_) => None,
            Self::Label(link) | Self::Line(link) => Some(link),
        }
    }
}

/// Slots in rows: even rows hold layers, odd ones labels. The first slots are the nodes.
pub(super) struct Rows {
    pub(super) contents: Vec<Content>,
    /// The slots of each row in order.
    pub(super) rows: Vec<Vec<usize>>,
    /// Of each link, its slots from its end in the earlier layer to that in the later one; none of one that leads far back.
    pub(super) chains: Vec<Vec<usize>>,
    /// Of each slot, those that it is linked to in the row before, and in the one after.
    pub(super) before: Vec<Vec<usize>>,
    pub(super) after: Vec<Vec<usize>>,
}

impl Rows {
    /// Gives every node and every link its slots, in an order with few crossings.
    pub(super) fn of(layers: &Layers, links: &[(usize, usize)]) -> Self {
        let count = layers.of.iter().max().map_or(0, |last| last * 2 + 1);
        let mut rows =
            Self { contents: Vec::new(), rows: vec![Vec::new(); count], chains: Vec::new(), before: Vec::new(), after: Vec::new() };
        for (node, layer) in layers.of.iter().enumerate() {
            rows.add(layer * 2, Content::Node(node));
        }
        for (link, ((from, to), forward)) in links.iter().zip(&layers.forward).enumerate() {
            let chain = match (forward, layers.leads_far_back((*from, *to))) {
                (true, _) => rows.add_chain(link, *from, *to, layers),
                (false, false) => rows.add_chain(link, *to, *from, layers),
                (false, true) => Vec::new(),
            };
            rows.chains.push(chain);
        }
        rows.untangle();
        rows
    }

    fn add(&mut self, row: usize, content: Content) -> usize {
        let slot = self.contents.len();
        self.contents.push(content);
        self.before.push(Vec::new());
        self.after.push(Vec::new());
        self.rows.get_mut(row).into_iter().for_each(|row| row.push(slot));
        slot
    }

    fn add_chain(&mut self, link: usize, from: usize, to: usize, layers: &Layers) -> Vec<usize> {
        let layer = |node: usize| layers.of.get(node).copied().unwrap_or_default();
        let label = (layer(from) + layer(to) - 1) / 2 * 2 + 1;
        let mut chain = vec![from];
        for row in layer(from) * 2 + 1..layer(to) * 2 {
            chain.push(self.add(row, if row == label { Content::Label(link) } else { Content::Line(link) }));
        }
        chain.push(to);
        for (one, next) in chain.iter().zip(chain.iter().skip(1)) {
            self.after.get_mut(*one).into_iter().for_each(|after| after.push(*next));
            self.before.get_mut(*next).into_iter().for_each(|before| before.push(*one));
        }
        chain
    }

    /// Orders rows by the mean place of what each slot is linked to, forth and back, and swaps neighbours where that saves crossings.
    fn untangle(&mut self) {
        let mut best = self.rows.clone();
        let mut fewest = self.crossings();
        for sweep in 0..SWEEPS {
            if fewest == 0 {
                break;
            }
            let forth = sweep % 2 == 0;
            for step in 1..self.rows.len() {
                self.sort_row(if forth { step } else { self.rows.len() - 1 - step }, forth);
            }
            self.swap_neighbours();
            let crossings = self.crossings();
            if crossings < fewest {
                (fewest, best) = (crossings, self.rows.clone());
            }
        }
        self.rows = best;
    }

    fn sort_row(&mut self, row: usize, forth: bool) {
        let places = self.places();
        let linked = if forth { &self.before } else { &self.after };
        let Some(slots) = self.rows.get_mut(row) else { return };
        let mut keyed: Vec<(f64, usize)> = slots.iter().map(|slot| (mean_place(linked.get(*slot), &places, *slot), *slot)).collect();
        keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
        *slots = keyed.into_iter().map(|(_, slot)| slot).collect();
    }

    fn swap_neighbours(&mut self) {
        for row in 0..self.rows.len() {
            let places = self.places();
            let Some(mut slots) = self.rows.get(row).cloned() else { continue };
            for at in 1..slots.len() {
                let (Some(one), Some(other)) = (slots.get(at - 1).copied(), slots.get(at).copied()) else { continue };
                let crossed = |one: usize, other: usize| {
                    let both = [&self.before, &self.after];
                    both.iter().map(|linked| crossings_of(linked.get(one), linked.get(other), &places)).sum::<usize>()
                };
                if crossed(other, one) < crossed(one, other) {
                    slots.swap(at - 1, at);
                }
            }
            self.rows.get_mut(row).into_iter().for_each(|row| row.clone_from(&slots));
        }
    }

    /// The place of each slot in its row, stretched so that all rows are as long as the longest.
    fn places(&self) -> Vec<f64> {
        let mut places = vec![0.0; self.contents.len()];
        for row in &self.rows {
            let step = 1.0 / row.len().max(1) as f64;
            for (at, slot) in row.iter().enumerate() {
                places.get_mut(*slot).into_iter().for_each(|place| *place = (at as f64 + 0.5) * step);
            }
        }
        places
    }

    fn crossings(&self) -> usize {
        let places = self.places();
        let of_row = |row: &Vec<usize>| {
            let pairs = row.iter().enumerate().flat_map(|(at, one)| row.iter().skip(at + 1).map(move |other| (*one, *other)));
            pairs.map(|(one, other)| crossings_of(self.after.get(one), self.after.get(other), &places)).sum::<usize>()
        };
        self.rows.iter().map(of_row).sum()
    }
}

/// How many links of one slot cross those of another that stands after it.
fn crossings_of(one: Option<&Vec<usize>>, other: Option<&Vec<usize>>, places: &[f64]) -> usize {
    let (Some(one), Some(other)) = (one, other) else { return 0 };
    let place = |slot: &usize| places.get(*slot).copied().unwrap_or_default();
    one.iter().map(|end| other.iter().filter(|earlier| place(earlier) < place(end)).count()).sum()
}

/// The mean place of what a slot is linked to; its own place where there is nothing.
fn mean_place(linked: Option<&Vec<usize>>, places: &[f64], slot: usize) -> f64 {
    let place = |slot: usize| places.get(slot).copied().unwrap_or_default();
    match linked {
        Some(linked) if !linked.is_empty() => linked.iter().map(|slot| place(*slot)).sum::<f64>() / linked.len() as f64,
        _ => place(slot),
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::super::layers::layers;
    use super::*;

    #[test]
    fn a_link_has_a_slot_in_every_row_between_and_its_label_in_one() {
        let links = [(0, 1), (1, 2), (2, 3), (0, 3)];
        let rows = Rows::of(&layers(&[1, 0, 0, 0], &links, &[1; 4]), &links);
        let contents: Vec<_> = rows.chains[3].iter().map(|slot| rows.contents[*slot]).collect();
        let line = Content::Line(3);
        assert_eq!(contents, [Content::Node(0), line, line, Content::Label(3), line, line, Content::Node(3)]);
        assert_eq!(rows.rows.len(), 7);
    }

    #[test]
    fn crossings_that_need_not_be_are_gone() {
        let links = [(0, 3), (1, 2), (2, 4), (3, 5)];
        let rows = Rows::of(&layers(&[1; 6], &links, &[1; 4]), &links);
        assert_eq!(rows.crossings(), 0);
        let both = [(0, 2), (0, 3), (1, 2), (1, 3)];
        assert_eq!(Rows::of(&layers(&[1; 4], &both, &[1; 4]), &both).crossings(), 1);
    }
}
