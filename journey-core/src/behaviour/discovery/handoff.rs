//! Hand-offs: where a journey goes from one channel to another.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EventLog, case_tally::CaseTally, order::most_frequent_first, share::CaseShare, stretches::by_stretch};

/// Where journeys went from one channel to another, from an event to the next.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Handoffs {
    /// Cases with any hand-off, of those with at least two events that name their channel: only those could have one.
    pub cases: CaseShare,
    /// Hand-offs in all.
    pub count: u64,
    pub events: u64,
    /// Events that name no channel: from and to these no hand-off is seen.
    pub events_without_channel: u64,
    /// The most frequent first, then by name.
    pub handoffs: Vec<Handoff>,
}

/// A hand-off between two channels.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Handoff {
    pub from: String,
    pub to: String,
    pub count: u64,
    /// Cases with it, of those with at least two events that name their channel.
    pub cases: CaseShare,
}

/// Counts where events that follow each other name different channels.
///
/// ```
/// use journey_core::{Timestamp, behaviour::{EventLogBuilder, handoffs}};
/// let mut builder = EventLogBuilder::default();
/// builder.push_through("anna", "quote", Timestamp(0), "web")?;
/// builder.push_through("anna", "question", Timestamp(1), "phone")?;
/// builder.push("anna", "purchase", Timestamp(2))?;
/// let found = handoffs(&builder.finish());
/// let first = found.handoffs.first().unwrap();
/// assert_eq!((first.from.as_str(), first.to.as_str(), first.count, first.cases.base), ("web", "phone", 1, 1));
/// assert_eq!((found.events, found.events_without_channel), (3, 1));
/// # Ok::<(), journey_core::Error>(())
/// ```
pub fn handoffs(log: &EventLog) -> Handoffs {
    let channels = log.channel_names.len();
    let mut parts = by_stretch(log.cases(), |cases| Tally::of(log, channels, cases)).into_iter();
    let mut all = parts.next().unwrap_or_default();
    parts.for_each(|part| all.append(part));
    let named = (0..).zip(&all.pairs).filter(|(_, (count, _))| *count > 0).map(|(pair, (count, cases))| Handoff {
        from: log.channel_names.name(pair / channels.max(1)).to_owned(),
        to: log.channel_names.name(pair % channels.max(1)).to_owned(),
        count: *count,
        cases: CaseShare::new(u64::from(cases.cases), all.base),
    });
    Handoffs {
        cases: CaseShare::new(all.cases, all.base),
        count: all.pairs.iter().map(|(count, _)| count).sum(),
        events: log.events() as u64,
        events_without_channel: log.events() as u64 - all.named,
        handoffs: most_frequent_first(named.collect(), |handoff| handoff.count, |handoff| (&handoff.from, &handoff.to)),
    }
}

#[derive(Default)]
struct Tally {
    cases: u64,
    base: u64,
    /// Events that name their channel.
    named: u64,
    /// By both channels' numbers.
    pairs: Vec<(u64, CaseTally)>,
}

impl Tally {
    fn of(log: &EventLog, channels: usize, cases: Range<usize>) -> Self {
        let mut tally = Self { pairs: vec![(0, CaseTally::default()); channels * channels], ..Self::default() };
        for case in cases {
            let codes = log.channels_of(case);
            let named = codes.iter().filter(|code| **code > 0).count() as u64;
            tally.named += named;
            tally.base += u64::from(named > 1);
            tally.cases += u64::from(tally.count(case, codes, channels));
        }
        tally
    }

    /// Counts a case's hand-offs, and tells whether it has any.
    fn count(&mut self, case: usize, codes: &[u8], channels: usize) -> bool {
        let mut any = false;
        for (from, to) in codes.iter().zip(codes.iter().skip(1)).filter(|(from, to)| **from > 0 && **to > 0 && from != to) {
            let pair = (usize::from(*from) - 1) * channels + usize::from(*to) - 1;
            let Some((count, cases)) = self.pairs.get_mut(pair) else { continue };
            *count += 1;
            cases.count(case);
            any = true;
        }
        any
    }

    fn append(&mut self, part: Self) {
        self.cases += part.cases;
        self.base += part.base;
        self.named += part.named;
        for ((count, cases), (more, others)) in self.pairs.iter_mut().zip(part.pairs) {
            *count += more;
            cases.cases += others.cases;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{behaviour::EventLogBuilder, time::Timestamp};

    /// Each text is a case, each letter an event through this channel, `-` one without.
    fn channels(cases: &[&str]) -> EventLog {
        let mut builder = EventLogBuilder::default();
        for (number, letters) in (0..).zip(cases) {
            for (at, letter) in (0..).zip(letters.chars()) {
                let (case, letter) = (format!("{number}"), letter.to_string());
                match letter.as_str() {
                    "-" => builder.push(&case, "x", Timestamp(at)).unwrap(),
                    channel => builder.push_through(&case, "x", Timestamp(at), channel).unwrap(),
                }
            }
        }
        builder.finish()
    }

    #[test]
    fn only_neighbours_that_both_name_a_channel_hand_off() {
        let found = handoffs(&channels(&["abab", "a-b", "aab", "b", "--", "bb"]));
        let pairs: Vec<_> = found.handoffs.iter().map(|one| (one.from.as_str(), one.to.as_str(), one.count, one.cases.cases)).collect();
        assert_eq!(pairs, [("a", "b", 3, 2), ("b", "a", 1, 1)]);
        assert_eq!((found.cases.cases, found.cases.base, found.count), (2, 4, 4));
        assert_eq!((found.events, found.events_without_channel), (15, 3));
    }

    #[test]
    fn a_log_without_channels_has_no_base() {
        let found = handoffs(&channels(&["--"]));
        assert_eq!((found.cases.value, found.events_without_channel, found.handoffs.len()), (None, 2, 0));
    }
}
