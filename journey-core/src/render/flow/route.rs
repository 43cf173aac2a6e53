//! The ways of links between activities.

use std::collections::BTreeMap;

use super::{
    layers::Layers,
    layout::{Area, FlowShape, Layout, Route},
    order::{Content, Rows},
    place::{Sizes, middles_across, nearest},
};

/// The room for an arrow's tip beside an activity.
const TIP: f64 = 16.0;
/// The distance between links that lead around, beside a layer.
const CHANNEL: f64 = 9.0;
/// The room beside the lanes of the links that lead around.
const LANE_GAP: f64 = 8.0;
/// The most distance between two links that share a side of an activity, and from them to its corners.
const PORT: f64 = 18.0;
const PORT_MARGIN: f64 = 12.0;

/// The place of a row along the flow: its content, and between what lines run straight.
#[derive(Clone, Copy, Default)]
struct Band {
    clear_start: f64,
    start: f64,
    end: f64,
    clear_end: f64,
}

/// Where a link that leads around runs: its lane, and its place along the flow where it leaves and where it arrives.
#[derive(Clone, Copy, Default)]
struct Detour {
    lane: usize,
    leaves: f64,
    arrives: f64,
}

/// A layout in the making; places are along and across the flow.
pub(super) struct Plan<'a> {
    shape: &'a FlowShape,
    layers: &'a Layers,
    rows: &'a Rows,
    down: bool,
    sizes: Sizes,
    middles: Vec<f64>,
    bands: Vec<Band>,
    /// The lanes of the links that lead around.
    lanes: BTreeMap<usize, usize>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(shape: &'a FlowShape, layers: &'a Layers, rows: &'a Rows, down: bool) -> Self {
        let turned =
            |sizes: &[(f64, f64)]| sizes.iter().map(|(width, height)| if down { (*height, *width) } else { (*width, *height) }).collect();
        let sizes = Sizes {
            nodes: turned(&shape.nodes),
            labels: turned(&shape.labels),
            weights: shape.shares.clone(),
            thickness: shape.thickness.clone(),
            ports: BTreeMap::new(),
        };
        let lanes = lanes(layers, &shape.links);
        let mut plan = Self { shape, layers, rows, down, sizes, middles: vec![0.0; rows.contents.len()], bands: Vec::new(), lanes };
        // Where links stand at a node depends on where they go, and that on where they stand.
        for _ in 0..3 {
            plan.middles = middles_across(rows, &plan.sizes);
            plan.sizes.ports = plan.ports();
        }
        plan.sizes.ports = plan.straight_ports();
        plan.bands = plan.bands();
        plan
    }

    pub(super) fn layout(&self) -> Layout {
        let detours = self.detours();
        let links = 0..self.shape.links.len();
        let routes: Vec<Route> =
            links.map(|link| detours.get(&link).map_or_else(|| self.straight(link), |_| self.around(link, &detours))).collect();
        let nodes: Vec<Area> = (0..self.shape.nodes.len()).map(|node| self.node_area(node)).collect();
        let areas = || nodes.iter().chain(routes.iter().map(|route| &route.label));
        let points = || routes.iter().flat_map(|route| &route.points);
        Layout {
            width: areas().map(|area| area.x + area.width).chain(points().map(|(x, _)| *x)).fold(0.0, f64::max),
            height: areas().map(|area| area.y + area.height).chain(points().map(|(_, y)| *y)).fold(0.0, f64::max),
            down: self.down,
            nodes,
            routes,
        }
    }

    fn bands(&self) -> Vec<Band> {
        let mut cursor = 0.0;
        let mut bands = Vec::with_capacity(self.rows.rows.len());
        for (number, row) in self.rows.rows.iter().enumerate() {
            let layer = number / 2;
            let (arriving, leaving) = (self.arounds(layer, true).len() as f64, self.arounds(layer, false).len() as f64);
            let (before, after) = match (number % 2 == 0, number == 0, number + 1 == self.rows.rows.len()) {
                (false, ..) => (0.0, 0.0),
                (true, first, last) => (
                    if first && arriving == 0.0 { 0.0 } else { TIP + arriving * CHANNEL },
                    if last && leaving == 0.0 { 0.0 } else { TIP + leaving * CHANNEL },
                ),
            };
            let extent = row.iter().map(|slot| self.sizes.of(self.content(*slot)).0).fold(0.0, f64::max);
            let start = cursor + before;
            let band = Band { clear_start: cursor, start, end: start + extent, clear_end: start + extent + after };
            cursor = band.clear_end + self.bend_after(row);
            bands.push(band);
        }
        bands
    }

    /// The room that lines need to move across between a row and the next.
    fn bend_after(&self, row: &[usize]) -> f64 {
        let pairs = row.iter().flat_map(|slot| self.rows.after.get(*slot).into_iter().flatten().map(move |next| (*slot, *next)));
        let most = pairs.map(|(slot, next)| (self.middle(slot) - self.middle(next)).abs()).fold(0.0, f64::max);
        if self.down { (most * 0.12).clamp(16.0, 48.0) } else { (most * 0.2).clamp(20.0, 64.0) }
    }

    /// The links that lead around and arrive at a layer, or leave it.
    fn arounds(&self, layer: usize, arriving: bool) -> Vec<usize> {
        let end = |link: &usize| self.shape.links.get(*link).map(|(from, to)| if arriving { *to } else { *from });
        let in_layer = |link: &usize| end(link).and_then(|node| self.layers.of.get(node)) == Some(&layer);
        self.lanes.keys().copied().filter(in_layer).collect()
    }

    /// Of each link and end, how far from the middle of its node it stands.
    fn ports(&self) -> BTreeMap<(usize, bool), f64> {
        let mut ports = BTreeMap::new();
        for node in 0..self.shape.nodes.len() {
            for earlier in [true, false] {
                let links = self.links_at_side(node, earlier);
                let pitch = PORT.min((self.sizes.of(Content::Node(node)).1 - 14.0) / links.len().max(1) as f64);
                let half = (links.len().max(1) - 1) as f64 / 2.0;
                ports.extend(links.into_iter().zip(0..).map(|(link, place)| ((link, earlier), pitch * (f64::from(place) - half))));
            }
        }
        ports
    }

    /// Of each link and end, how far from the middle of its node it stands where it may run straight from there.
    fn straight_ports(&self) -> BTreeMap<(usize, bool), f64> {
        let mut ports = BTreeMap::new();
        for node in 0..self.shape.nodes.len() {
            for earlier in [true, false] {
                let links = self.links_at_side(node, earlier);
                let extent = self.sizes.of(Content::Node(node)).1 - 2.0 * PORT_MARGIN;
                let pitch = PORT.min(extent / links.len().max(1) as f64);
                let most = extent / 2.0;
                let wanted: Vec<(f64, f64)> = links.iter().map(|link| self.wanted_port(*link, earlier, most)).collect();
                let mut places = nearest(&wanted, &vec![pitch; links.len()]);
                // What was pushed out of the side moves back in.
                let mut least = -most;
                for place in &mut places {
                    *place = place.max(least);
                    least = *place + pitch;
                }
                let mut most = most;
                for place in places.iter_mut().rev() {
                    *place = place.min(most);
                    most = *place - pitch;
                }
                ports.extend(links.into_iter().zip(places).map(|(link, place)| ((link, earlier), place)));
            }
        }
        ports
    }

    /// Where a link would stand at a side of its node, from the node's middle, and how heavily.
    fn wanted_port(&self, link: usize, earlier: bool, most: f64) -> (f64, f64) {
        let (first, last) = self.ends(link);
        let place = match self.lanes.contains_key(&link) {
            true => self.sizes.ports.get(&(link, earlier)).copied().unwrap_or_default(),
            false => self.neighbour(link, earlier) - self.middle(if earlier { first } else { last }),
        };
        (place.clamp(-most, most), 0.01 + self.shape.shares.get(link).copied().unwrap_or_default().powi(2))
    }

    /// The links at a side of a node in the order in which they leave or reach it without crossings.
    fn links_at_side(&self, node: usize, leaving: bool) -> Vec<usize> {
        let links = 0..self.shape.links.len();
        let mut keyed: Vec<(bool, f64, usize)> = links
            .filter(|link| if leaving { self.ends(*link).0 == node } else { self.ends(*link).1 == node })
            .map(|link| match self.lanes.get(&link) {
                Some(lane) => (true, -(*lane as f64), link),
                None => (false, self.neighbour(link, leaving), link),
            })
            .collect();
        keyed.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
        keyed.into_iter().map(|(.., link)| link).collect()
    }

    /// The node that a link leaves in the direction of the flow, and the one that it reaches: turned where it leads back by one layer.
    fn ends(&self, link: usize) -> (usize, usize) {
        let (from, to) = self.shape.links.get(link).copied().unwrap_or_default();
        if self.is_turned(link) { (to, from) } else { (from, to) }
    }

    fn is_turned(&self, link: usize) -> bool {
        self.layers.forward.get(link) == Some(&false) && !self.lanes.contains_key(&link)
    }

    /// Where a link comes from or goes to next, across.
    fn neighbour(&self, link: usize, leaving: bool) -> f64 {
        let chain = self.rows.chains.get(link).map(Vec::as_slice).unwrap_or_default();
        let slot = if leaving { chain.get(1) } else { chain.iter().nth_back(1) };
        slot.map_or(0.0, |slot| self.middle(*slot))
    }

    fn detours(&self) -> BTreeMap<usize, Detour> {
        let mut detours: BTreeMap<usize, Detour> =
            self.lanes.iter().map(|(link, lane)| (*link, Detour { lane: *lane, ..Detour::default() })).collect();
        for layer in 0..self.rows.rows.len().div_ceil(2) {
            for arriving in [true, false] {
                let mut links = self.arounds(layer, arriving);
                // The lowest is the innermost, so that links of one layer do not cross.
                links.sort_by(|one, other| self.port(*other, !arriving).total_cmp(&self.port(*one, !arriving)));
                let band = self.band(layer * 2);
                for (link, place) in links.into_iter().zip(0_u32..) {
                    let away = (f64::from(place) + 0.5) * CHANNEL;
                    let Some(detour) = detours.get_mut(&link) else { continue };
                    if arriving { detour.arrives = band.start - TIP - away } else { detour.leaves = band.end + TIP + away }
                }
            }
        }
        detours
    }

    fn straight(&self, link: usize) -> Route {
        let chain = self.rows.chains.get(link).map(Vec::as_slice).unwrap_or_default();
        let (from, to) = self.ends(link);
        let mut points = vec![(self.node_ends(from).1, self.port(link, true)), (self.node_band(from).clear_end, self.port(link, true))];
        let mut label = Area::default();
        for slot in chain.iter().skip(1).take(chain.len().saturating_sub(2)) {
            let (band, middle) = (self.band(self.row_of(*slot)), self.middle(*slot));
            points.extend([(band.clear_start, middle), (band.clear_end, middle)]);
            if self.content(*slot) == Content::Label(link) {
                label = self.label_area(link, (band.start + band.end) / 2.0, middle);
            }
        }
        points.extend([(self.node_band(to).clear_start, self.port(link, false)), (self.node_ends(to).0, self.port(link, false))]);
        if self.is_turned(link) {
            points.reverse();
        }
        Route { points: points.into_iter().map(|point| self.turned(point)).collect(), around: false, label }
    }

    fn around(&self, link: usize, detours: &BTreeMap<usize, Detour>) -> Route {
        let detour = detours.get(&link).copied().unwrap_or_default();
        let (from, to) = self.shape.links.get(link).copied().unwrap_or_default();
        let (out, into, lane) = (self.port(link, true), self.port(link, false), self.lane_across(detour.lane));
        let points = [
            (self.node_ends(from).1, out),
            (detour.leaves, out),
            (detour.leaves, lane),
            (detour.arrives, lane),
            (detour.arrives, into),
            (self.node_ends(to).0, into),
        ];
        let label = self.label_area(link, self.free_along(link, detour, detours), lane);
        Route { points: points.into_iter().map(|point| self.turned(point)).collect(), around: true, label }
    }

    /// A place for a label on its lane where no other link leads through.
    fn free_along(&self, link: usize, detour: Detour, detours: &BTreeMap<usize, Detour>) -> f64 {
        let half = self.sizes.labels.get(link).map_or(0.0, |label| label.0 / 2.0 + 4.0);
        let others = || detours.iter().filter(|(other, there)| **other != link && there.lane > detour.lane);
        let free = |along: &f64| others().all(|(_, there)| [there.leaves, there.arrives].iter().all(|place| (place - along).abs() > half));
        let places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map(|part| detour.arrives + part * (detour.leaves - detour.arrives));
        places.into_iter().find(free).unwrap_or((detour.arrives + detour.leaves) / 2.0)
    }

    fn lane_across(&self, lane: usize) -> f64 {
        let end = |slot: usize| self.middle(slot) + self.sizes.of(self.content(slot)).1 / 2.0;
        let lowest = (0..self.middles.len()).map(end).fold(0.0, f64::max);
        let wide = self.lanes.keys().filter_map(|link| self.sizes.labels.get(*link)).map(|label| label.1).fold(0.0, f64::max);
        lowest + 2.0 * LANE_GAP + wide / 2.0 + lane as f64 * (wide + LANE_GAP)
    }

    fn node_area(&self, node: usize) -> Area {
        let (start, end) = self.node_ends(node);
        self.area((start + end) / 2.0, self.middle(node), self.sizes.of(Content::Node(node)))
    }

    fn label_area(&self, link: usize, along: f64, across: f64) -> Area {
        self.area(along, across, self.sizes.labels.get(link).copied().unwrap_or_default())
    }

    fn area(&self, along: f64, across: f64, size: (f64, f64)) -> Area {
        let (x, y) = self.turned((along - size.0 / 2.0, across - size.1 / 2.0));
        let (width, height) = self.turned(size);
        Area { x, y, width, height }
    }

    fn turned(&self, (along, across): (f64, f64)) -> (f64, f64) {
        if self.down { (across, along) } else { (along, across) }
    }

    /// Where a node begins and ends along the flow: in the middle of its layer.
    fn node_ends(&self, node: usize) -> (f64, f64) {
        let band = self.node_band(node);
        let (middle, half) = ((band.start + band.end) / 2.0, self.sizes.of(Content::Node(node)).0 / 2.0);
        (middle - half, middle + half)
    }

    fn node_band(&self, node: usize) -> Band {
        self.band(self.layers.of.get(node).map_or(0, |layer| layer * 2))
    }

    fn row_of(&self, slot: usize) -> usize {
        self.rows.rows.iter().position(|row| row.contains(&slot)).unwrap_or_default()
    }

    fn band(&self, row: usize) -> Band {
        self.bands.get(row).copied().unwrap_or_default()
    }

    fn middle(&self, slot: usize) -> f64 {
        self.middles.get(slot).copied().unwrap_or_default()
    }

    fn content(&self, slot: usize) -> Content {
        self.rows.contents.get(slot).copied().unwrap_or(Content::Line(usize::MAX))
    }

    fn port(&self, link: usize, leaving: bool) -> f64 {
        let (first, last) = self.ends(link);
        self.middle(if leaving { first } else { last }) + self.sizes.ports.get(&(link, leaving)).copied().unwrap_or_default()
    }
}

/// Gives each link that leads far back the innermost lane that is free between its layers, the shortest first.
fn lanes(layers: &Layers, links: &[(usize, usize)]) -> BTreeMap<usize, usize> {
    let layer = |node: usize| layers.of.get(node).copied().unwrap_or_default();
    let far = links.iter().enumerate().filter(|(_, ends)| layers.leads_far_back(**ends));
    let mut spans: Vec<(usize, usize, usize)> = far.map(|(link, (from, to))| (link, layer(*to), layer(*from))).collect();
    spans.sort_by_key(|(link, first, last)| (last - first, *link));
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut lanes = BTreeMap::new();
    for (link, first, last) in spans {
        let free = |lane: &Vec<(usize, usize)>| lane.iter().all(|(start, end)| last < *start || first > *end);
        let lane = taken.iter().position(free).unwrap_or(taken.len());
        taken.resize(taken.len().max(lane + 1), Vec::new());
        taken.get_mut(lane).into_iter().for_each(|lane| lane.push((first, last)));
        lanes.insert(link, lane);
    }
    lanes
}
