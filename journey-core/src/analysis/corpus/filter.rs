//! Filters.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Corpus, Names, Rows};
use crate::journey::{DocumentSource, ObservationKind};

/// Which part of a corpus to keep; an empty list keeps all.
///
/// Segments, waves and sources choose respondents with their bases. Stages, channels, coders and kinds choose observations and leave the bases.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CorpusFilter {
    /// Respondents of any of these segments.
    pub segments: Vec<String>,
    /// Documents of any of these waves.
    pub waves: Vec<String>,
    /// Documents of any of these sources.
    pub sources: Vec<DocumentSource>,
    /// Observations at any of these stages.
    pub stages: Vec<String>,
    /// Observations through any of these channels, by name.
    pub channels: Vec<String>,
    /// Observations by any of these coders.
    pub coders: Vec<String>,
    /// Observations of any of these kinds.
    pub kinds: Vec<ObservationKind>,
}

/// Which codes of some names are wanted.
fn wanted(names: &Names, chosen: &[String]) -> Vec<bool> {
    names.all().iter().map(|name| chosen.is_empty() || chosen.contains(name)).collect()
}

fn holds(flags: &[bool], code: u16) -> bool {
    flags.get(usize::from(code)).copied().unwrap_or(false)
}

impl Corpus {
    /// The part of the corpus that a filter keeps.
    #[must_use]
    pub fn filter(&self, filter: &CorpusFilter) -> Self {
        let (segments, waves) = (wanted(&self.segments, &filter.segments), wanted(&self.waves, &filter.waves));
        let (stages, channels, coders) =
            (wanted(&self.stages, &filter.stages), wanted(&self.channels, &filter.channels), wanted(&self.coders, &filter.coders));
        let mut kept = Self { presences: Vec::new(), rows: Rows::default(), ..self.clone() };
        for (presence, start, end) in self.ranges() {
            let in_segment = filter.segments.is_empty() || presence.segments.iter().any(|code| holds(&segments, *code));
            let from_source = filter.sources.is_empty() || filter.sources.contains(&presence.source);
            if !(in_segment && from_source && holds(&waves, presence.wave)) {
                continue;
            }
            for row in self.rows.range(start, end) {
                let of_kind = filter.kinds.is_empty() || filter.kinds.contains(&super::kind_of(row.kind));
                if of_kind && holds(&stages, row.stage) && holds(&channels, row.channel) && holds(&coders, row.coder) {
                    kept.rows.push(row);
                }
            }
            let mut presence = presence.clone();
            presence.end = kept.rows.len() as u64;
            kept.presences.push(presence);
        }
        kept.tidied()
    }

    /// The same corpus without names that nothing uses, so that equal parts have equal bytes.
    fn tidied(mut self) -> Self {
        let used = |names: &Names, codes: &mut dyn Iterator<Item = usize>| {
            let mut used = vec![false; names.len()];
            codes.for_each(|code| used.get_mut(code).into_iter().for_each(|flag| *flag = true));
            names.kept(&used)
        };
        let of_rows = |column: &[u16]| column.iter().map(|code| usize::from(*code)).collect::<Vec<_>>();
        let reached = self.presences.iter().flat_map(|presence| &presence.reached).map(|code| usize::from(*code));
        let (participants, to_participant) =
            used(&self.participants, &mut self.presences.iter().map(|presence| presence.participant as usize));
        let (waves, to_wave) = used(&self.waves, &mut self.presences.iter().map(|presence| usize::from(presence.wave)));
        let (segments, to_segment) =
            used(&self.segments, &mut self.presences.iter().flat_map(|presence| &presence.segments).map(|code| usize::from(*code)));
        let (stages, to_stage) = used(&self.stages, &mut reached.chain(of_rows(&self.rows.stage)));
        let (touchpoints, to_touchpoint) = used(&self.touchpoints, &mut of_rows(&self.rows.touchpoint).into_iter());
        let (channels, to_channel) = used(&self.channels, &mut of_rows(&self.rows.channel).into_iter());
        let (coders, to_coder) = used(&self.coders, &mut of_rows(&self.rows.coder).into_iter());
        let moved = |moves: &[u32], code: u16| moves.get(usize::from(code)).map_or(u16::MAX, |code| *code as u16);
        for (column, moves) in [
            (&mut self.rows.stage, &to_stage),
            (&mut self.rows.touchpoint, &to_touchpoint),
            (&mut self.rows.channel, &to_channel),
            (&mut self.rows.coder, &to_coder),
        ] {
            column.iter_mut().for_each(|code| *code = moved(moves, *code));
        }
        for presence in &mut self.presences {
            presence.participant = to_participant.get(presence.participant as usize).copied().unwrap_or(u32::MAX);
            presence.wave = moved(&to_wave, presence.wave);
            presence.segments.iter_mut().for_each(|code| *code = moved(&to_segment, *code));
            presence.reached.iter_mut().for_each(|code| *code = moved(&to_stage, *code));
        }
        Self { participants, waves, segments, stages, touchpoints, channels, coders, ..self }
    }
}
