//! The layout of a flow: where activities, links and labels stand.

use super::{layers::layers, order::Rows, route::Plan};

/// What is laid out, in pixels: width and height of each.
pub(super) struct FlowShape {
    pub(super) nodes: Vec<(f64, f64)>,
    pub(super) labels: Vec<(f64, f64)>,
    /// How many begin with each node.
    pub(super) starts: Vec<u64>,
    /// From one node to another.
    pub(super) links: Vec<(usize, usize)>,
    /// How many take each link, and their share, 0 to 1.
    pub(super) counts: Vec<u64>,
    pub(super) shares: Vec<f64>,
    pub(super) thickness: Vec<f64>,
}

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::render) struct Area {
    pub(in crate::render) x: f64,
    pub(in crate::render) y: f64,
    pub(in crate::render) width: f64,
    pub(in crate::render) height: f64,
}

impl Area {
    /// Whether two rectangles have more than a border in common.
    pub(in crate::render) fn meets(&self, other: &Self) -> bool {
        let across = self.x + self.width > other.x + 0.01 && other.x + other.width > self.x + 0.01;
        across && self.y + self.height > other.y + 0.01 && other.y + other.height > self.y + 0.01
    }
}

/// The line of a link with its label.
pub(super) struct Route {
    /// From the border of its first node to that of its last.
    pub(super) points: Vec<(f64, f64)>,
    /// Whether it leads around the others, with corners.
    pub(super) around: bool,
    pub(super) label: Area,
}

/// A flow whose places are known.
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Whether it runs down, not right.
    pub(super) down: bool,
    pub(super) nodes: Vec<Area>,
    pub(super) routes: Vec<Route>,
}

/// Lays a flow out to the right or down, whichever is seen larger on a page.
pub(super) fn layout(shape: &FlowShape) -> Layout {
    const PAGE: (f64, f64) = (1500.0, 1000.0);
    let layers = layers(&shape.starts, &shape.links, &shape.counts);
    let rows = Rows::of(&layers, &shape.links);
    let scale = |layout: &Layout| (PAGE.0 / layout.width.max(1.0)).min(PAGE.1 / layout.height.max(1.0)).min(1.0);
    let [right, down] = [false, true].map(|down| Plan::new(shape, &layers, &rows, down).layout());
    if scale(&down) > scale(&right) { down } else { right }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::*;

    fn shape(nodes: usize, links: Vec<(usize, usize)>) -> FlowShape {
        let count = links.len();
        FlowShape {
            nodes: (0..nodes).map(|node| (176.0, 50.0 + (node % 3) as f64 * 17.0)).collect(),
            labels: vec![(80.0, 20.0); count],
            links,
            starts: (0..nodes).map(|node| u64::from(node == 0)).collect(),
            counts: vec![5; count],
            shares: vec![0.5; count],
            thickness: vec![4.0; count],
        }
    }

    fn on_border(area: &Area, (x, y): (f64, f64)) -> bool {
        let within = x > area.x - 0.01 && x < area.x + area.width + 0.01 && y > area.y - 0.01 && y < area.y + area.height + 0.01;
        let edges = [x - area.x, x - area.x - area.width, y - area.y, y - area.y - area.height];
        within && edges.iter().any(|distance| distance.abs() < 0.01)
    }

    #[test]
    fn a_long_chain_of_few_runs_right_and_one_of_many_down() {
        let chain = |count: usize| shape(count, (1..count).map(|node| (node - 1, node)).collect());
        assert!(!layout(&chain(3)).down);
        assert!(layout(&chain(20)).down);
    }

    #[test]
    fn a_link_back_runs_below_what_it_passes() {
        let found = layout(&shape(3, vec![(0, 1), (1, 2), (2, 0)]));
        let lowest = found.nodes.iter().map(|node| node.y + node.height).fold(0.0, f64::max);
        let back = &found.routes[2];
        assert!(back.around && back.label.y >= lowest, "{:?}", back.label);
    }

    proptest::proptest! {
        #[test]
        fn boxes_and_labels_stand_apart_and_links_touch_their_nodes(links in proptest::collection::btree_set((0_usize..9, 0_usize..9), 0..30)) {
            let links: Vec<_> = links.into_iter().filter(|(from, to)| from != to).collect();
            let shape = shape(9, links);
            let layers = layers(&shape.starts, &shape.links, &shape.counts);
            let rows = Rows::of(&layers, &shape.links);
            for down in [false, true] {
                let found = Plan::new(&shape, &layers, &rows, down).layout();
                let areas: Vec<Area> = found.nodes.iter().copied().chain(found.routes.iter().map(|route| route.label)).collect();
                for (at, one) in areas.iter().enumerate() {
                    for other in areas.iter().skip(at + 1) {
                        proptest::prop_assert!(!one.meets(other), "{one:?} {other:?}");
                    }
                    let right = one.x + one.width <= found.width + 0.01 && one.y + one.height <= found.height + 0.01;
                    proptest::prop_assert!(one.x >= -0.01 && one.y >= -0.01 && right);
                }
                for ((from, to), route) in shape.links.iter().zip(&found.routes) {
                    proptest::prop_assert!(on_border(&found.nodes[*from], route.points[0]));
                    proptest::prop_assert!(on_border(&found.nodes[*to], *route.points.last().unwrap()));
                    proptest::prop_assert!(route.points.iter().all(|(x, y)| *x >= -0.01 && *y >= -0.01));
                    let middle = (route.label.x + route.label.width / 2.0, route.label.y + route.label.height / 2.0);
                    let touched = |pair: &[(f64, f64)]| {
                        let inside = |value: f64, one: f64, other: f64| value > one.min(other) - 0.01 && value < one.max(other) + 0.01;
                        inside(middle.0, pair[0].0, pair[1].0) && inside(middle.1, pair[0].1, pair[1].1)
                    };
                    proptest::prop_assert!(route.points.windows(2).any(touched), "label {middle:?} off its line {:?}", route.points);
                }
            }
        }
    }
}
