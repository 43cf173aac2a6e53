//! Counting what came right after what: the hot part of the directly-follows graph.

use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::{EventLog, case_tally::CaseTally, durations::Durations, stretches::by_stretch};
use crate::parallel::each;

/// Up to this many activities every pair has its place in a table, if the log is large enough for it; else only the pairs that occur.
const MOST_IN_TABLE: usize = 256;

/// What was counted, activities by number.
pub(super) struct Follows {
    pub(super) nodes: Vec<NodeTally>,
    /// Those that occur.
    pub(super) edges: Vec<EdgeTally>,
}

#[derive(Clone, Copy, Default)]
pub(super) struct NodeTally {
    pub(super) events: u64,
    pub(super) cases: u64,
    pub(super) starts: u64,
    pub(super) ends: u64,
}

pub(super) struct EdgeTally {
    pub(super) from: u16,
    pub(super) to: u16,
    pub(super) cases: u64,
    pub(super) between: Durations,
}

/// Counts activities and pairs in two passes over the log: the first counts, the second groups the times between by pair, so that their
/// quantiles are exact.
pub(super) fn count_follows(log: &EventLog) -> Follows {
    let pairs = Pairs::of(log);
    let stretches = by_stretch(log.cases(), |cases| Stretch::count(log, &pairs, cases));
    let mut nodes = vec![NodeTally::default(); log.activities()];
    for (node, part) in stretches.iter().flat_map(|stretch| stretch.nodes.iter().enumerate()) {
        if let Some(node) = nodes.get_mut(node) {
            node.events += part.events;
            node.cases += part.cases;
            node.starts += part.starts;
            node.ends += part.ends;
        }
    }
    let edges = each((0..pairs.len()).collect(), |pair| {
        let mut gaps = Vec::with_capacity(stretches.iter().map(|stretch| stretch.gaps_of(pair).len()).sum());
        stretches.iter().for_each(|stretch| gaps.extend_from_slice(stretch.gaps_of(pair)));
        let between = Durations::of(&mut gaps)?;
        let cases = stretches.iter().map(|stretch| u64::from(stretch.pair_cases.get(pair).map_or(0, |tally| tally.cases))).sum();
        let (from, to) = pairs.pair(pair);
        Some(EdgeTally { from, to, cases, between })
    });
    Follows { nodes, edges: edges.into_iter().flatten().collect() }
}

/// The number of each pair of activities.
enum Pairs {
    Table { activities: usize },
    Found { pairs: Vec<(u16, u16)>, numbers: HashMap<(u16, u16), u32, FixedState> },
}

impl Pairs {
    fn of(log: &EventLog) -> Self {
        let activities = log.activities();
        if activities <= MOST_IN_TABLE && activities * activities <= log.events() {
            return Self::Table { activities };
        }
        let mut numbers = HashMap::with_hasher(FixedState::default());
        let mut pairs = Vec::new();
        for case in 0..log.cases() {
            let activities = log.activities_of(case);
            for pair in activities.iter().copied().zip(activities.iter().copied().skip(1)) {
                numbers.entry(pair).or_insert_with(|| {
                    pairs.push(pair);
                    (pairs.len() - 1) as u32
                });
            }
        }
        Self::Found { pairs, numbers }
    }

    fn len(&self) -> usize {
        match self {
            Self::Table { activities } => activities * activities,
            Self::Found { pairs, .. } => pairs.len(),
        }
    }

    #[inline]
    fn number(&self, from: u16, to: u16) -> usize {
        match self {
            Self::Table { activities } => usize::from(from) * activities + usize::from(to),
            Self::Found { numbers, .. } => numbers.get(&(from, to)).map_or(usize::MAX, |number| *number as usize),
        }
    }

    fn pair(&self, number: usize) -> (u16, u16) {
        match self {
            Self::Table { activities } => ((number / activities) as u16, (number % activities) as u16),
            Self::Found { pairs, .. } => pairs.get(number).copied().unwrap_or_default(),
        }
    }
}

/// What was counted in some of the cases.
struct Stretch {
    nodes: Vec<NodeTally>,
    pair_cases: Vec<CaseTally>,
    /// The milliseconds between the events of each pair, together by pair, in the order of the log.
    gaps: Vec<i64>,
    /// Where those of each pair end.
    ends: Vec<u32>,
}

impl Stretch {
    fn count(log: &EventLog, pairs: &Pairs, cases: Range<usize>) -> Self {
        let mut stretch =
            Self { nodes: vec![NodeTally::default(); log.activities()], pair_cases: Vec::new(), gaps: Vec::new(), ends: Vec::new() };
        stretch.tally(log, pairs, cases.clone());
        stretch.group_gaps(log, pairs, cases);
        stretch
    }

    /// Counts activities and pairs, and leaves in `ends` where each pair's times between begin.
    fn tally(&mut self, log: &EventLog, pairs: &Pairs, cases: Range<usize>) {
        let mut tallies = vec![(0_u32, CaseTally::default()); pairs.len()];
        let mut node_cases = vec![CaseTally::default(); log.activities()];
        for case in cases {
            let mut before = None;
            for activity in log.activities_of(case) {
                node_cases.get_mut(usize::from(*activity)).into_iter().for_each(|tally| _ = tally.count(case));
                match before.replace(*activity) {
                    None => self.node(*activity).into_iter().for_each(|node| node.starts += 1),
                    Some(from) => {
                        let Some((count, tally)) = tallies.get_mut(pairs.number(from, *activity)) else { continue };
                        *count += 1;
                        tally.count(case);
                    }
                }
            }
            before.and_then(|last| self.node(last)).into_iter().for_each(|node| node.ends += 1);
        }
        self.nodes.iter_mut().zip(node_cases).for_each(|(node, tally)| node.cases = u64::from(tally.cases));
        self.keep(pairs, tallies);
    }

    fn node(&mut self, activity: u16) -> Option<&mut NodeTally> {
        self.nodes.get_mut(usize::from(activity))
    }

    /// An activity's events are those that cases began with and those that came after another.
    fn keep(&mut self, pairs: &Pairs, tallies: Vec<(u32, CaseTally)>) {
        self.nodes.iter_mut().for_each(|node| node.events = node.starts);
        let mut sum = 0;
        for (pair, (count, tally)) in tallies.into_iter().enumerate() {
            self.node(pairs.pair(pair).1).into_iter().for_each(|node| node.events += u64::from(count));
            self.ends.push(sum);
            self.pair_cases.push(tally);
            sum += count;
        }
        self.gaps = vec![0; sum as usize];
    }

    /// Puts the times between in their places; each pair's `ends` moves from where they begin to where they end.
    fn group_gaps(&mut self, log: &EventLog, pairs: &Pairs, cases: Range<usize>) {
        for case in cases {
            let (activities, times) = (log.activities_of(case), log.times_of(case));
            let next = activities.iter().skip(1).zip(times.iter().skip(1));
            for ((from, since), (to, at)) in activities.iter().zip(times).zip(next) {
                let Some(end) = self.ends.get_mut(pairs.number(*from, *to)) else { continue };
                if let Some(gap) = self.gaps.get_mut(*end as usize) {
                    *gap = at.saturating_sub(*since);
                }
                *end += 1;
            }
        }
    }

    fn gaps_of(&self, pair: usize) -> &[i64] {
        let end = |number: usize| self.ends.get(number).map_or(0, |end| *end as usize);
        self.gaps.get(pair.checked_sub(1).map_or(0, end)..end(pair)).unwrap_or_default()
    }
}
