//! Merging corpora.

use super::{Corpus, Presence, Row, Rows};
use crate::error::Error;

/// Where the codes of one corpus stand in the merged one.
struct Moves {
    participants: Vec<u32>,
    waves: Vec<u32>,
    segments: Vec<u32>,
    stages: Vec<u32>,
    touchpoints: Vec<u32>,
    channels: Vec<u32>,
    coders: Vec<u32>,
}

fn to(moves: &[u32], code: u16) -> u16 {
    moves.get(usize::from(code)).map_or(u16::MAX, |code| *code as u16)
}

impl Moves {
    fn of(from: &Corpus, whole: &Corpus) -> Self {
        Self {
            participants: from.participants.moved(&whole.participants),
            waves: from.waves.moved(&whole.waves),
            segments: from.segments.moved(&whole.segments),
            stages: from.stages.moved(&whole.stages),
            touchpoints: from.touchpoints.moved(&whole.touchpoints),
            channels: from.channels.moved(&whole.channels),
            coders: from.coders.moved(&whole.coders),
        }
    }

    fn presence(&self, presence: &Presence) -> Presence {
        let all = |moves: &[u32], codes: &[u16]| codes.iter().map(|code| to(moves, *code)).collect();
        Presence {
            participant: self.participants.get(presence.participant as usize).copied().unwrap_or(u32::MAX),
            wave: to(&self.waves, presence.wave),
            segments: all(&self.segments, &presence.segments),
            reached: all(&self.stages, &presence.reached),
            ..presence.clone()
        }
    }

    fn row(&self, row: Row) -> Row {
        Row {
            stage: to(&self.stages, row.stage),
            touchpoint: to(&self.touchpoints, row.touchpoint),
            channel: to(&self.channels, row.channel),
            coder: to(&self.coders, row.coder),
            ..row
        }
    }
}

impl Corpus {
    /// Both corpora as one.
    ///
    /// # Errors
    /// When together they have more than 65,535 names of one kind.
    pub fn merge(&self, other: &Self) -> Result<Self, Error> {
        let mut whole = Self {
            participants: self.participants.union(&other.participants),
            waves: self.waves.union(&other.waves),
            segments: self.segments.union(&other.segments),
            stages: self.stages.union(&other.stages),
            touchpoints: self.touchpoints.union(&other.touchpoints),
            channels: self.channels.union(&other.channels),
            coders: self.coders.union(&other.coders),
            presences: Vec::with_capacity(self.presences.len().max(other.presences.len())),
            rows: Rows::default(),
        };
        for (kind, names) in [
            ("wave", &whole.waves),
            ("segment", &whole.segments),
            ("stage", &whole.stages),
            ("touchpoint", &whole.touchpoints),
            ("channel", &whole.channels),
            ("coder", &whole.coders),
        ] {
            if names.len() > usize::from(u16::MAX) {
                return Err(Error::invalid(kind, format!("there are {} different names", names.len()), "use at most 65,535"));
            }
        }
        // Names are sorted on both sides, so moving codes keeps the order of presences and rows.
        let moved = |from: &'_ Corpus| {
            let moves = Moves::of(from, &whole);
            from.ranges()
                .map(|(presence, start, end)| {
                    (moves.presence(presence), from.rows.range(start, end).map(|row| moves.row(row)).collect::<Vec<_>>())
                })
                .collect::<Vec<_>>()
        };
        let (left, right) = (moved(self), moved(other));
        let key = |presence: &Presence| (presence.participant, presence.wave, presence.source);
        let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
        loop {
            let ahead = match (left.peek(), right.peek()) {
                (Some((one, _)), Some((two, _))) => key(one).cmp(&key(two)),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (None, None) => break,
            };
            let taken = match ahead {
                std::cmp::Ordering::Less => left.next(),
                std::cmp::Ordering::Greater => right.next(),
                std::cmp::Ordering::Equal => left.next().zip(right.next()).map(|(one, two)| joined(one, two)),
            };
            let Some((mut presence, rows)) = taken else { break };
            rows.into_iter().for_each(|row| whole.rows.push(row));
            presence.end = whole.rows.len() as u64;
            whole.presences.push(presence);
        }
        Ok(whole)
    }
}

fn joined((mut presence, mut rows): (Presence, Vec<Row>), (other, more): (Presence, Vec<Row>)) -> (Presence, Vec<Row>) {
    for (known, other) in [(&mut presence.segments, other.segments), (&mut presence.reached, other.reached)] {
        known.extend(other);
        known.sort_unstable();
        known.dedup();
    }
    for (instrument, (sum, count)) in other.ratings {
        let known = presence.ratings.entry(instrument).or_default();
        *known = (known.0 + sum, known.1 + count);
    }
    presence.documents += other.documents;
    rows.extend(more);
    rows.sort_unstable();
    (presence, rows)
}
