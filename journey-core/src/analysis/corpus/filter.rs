//! Filters.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Corpus, Evidence, Names, Presence, Rows, merge};
use crate::journey::{DocumentSource, ObservationKind};

/// Which part of a corpus to keep; an empty list keeps everything.
///
/// Segments, waves, sources and `simulated` choose respondents with their bases. Stages, channels, coders and kinds choose observations and
/// leave the bases.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CorpusFilter {
    /// Respondents of any of these segments.
    pub segments: Vec<String>,
    /// Documents of any of these waves.
    pub waves: Vec<String>,
    /// Documents of any of these sources.
    pub sources: Vec<DocumentSource>,
    /// Only simulated participants, or only real ones.
    pub simulated: Option<bool>,
    /// Observations at any of these stages.
    pub stages: Vec<String>,
    /// Observations through any of these channels, by name.
    pub channels: Vec<String>,
    /// Observations by any of these coders.
    pub coders: Vec<String>,
    /// Observations of any of these kinds.
    pub kinds: Vec<ObservationKind>,
}

/// Which codes are wanted.
struct Wanted(Vec<bool>);

impl Wanted {
    fn new(names: &Names, chosen: &[String]) -> Self {
        Self(names.all().iter().map(|name| chosen.is_empty() || chosen.contains(name)).collect())
    }

    fn holds(&self, code: u16) -> bool {
        self.0.get(usize::from(code)).copied().unwrap_or(false)
    }
}

/// Which observations are wanted, by code.
struct WantedRows {
    places: Wanted,
    channels: Wanted,
    coders: Wanted,
    kinds: Wanted,
}

impl WantedRows {
    fn holds(&self, place: u16, channel: u16, coder: u16, kind: u8) -> bool {
        self.places.holds(place) && self.channels.holds(channel) && self.coders.holds(coder) && self.kinds.holds(kind.into())
    }
}

impl Corpus {
    /// The part of the corpus that a filter keeps.
    #[must_use]
    pub fn filter(&self, filter: &CorpusFilter) -> Self {
        let names = &self.names;
        let (segments, waves) = (Wanted::new(&names.segments, &filter.segments), Wanted::new(&names.waves, &filter.waves));
        let respondent = |presence: &Presence| {
            let in_segment = filter.segments.is_empty() || presence.segments.iter().any(|code| segments.holds(*code));
            let from_source = filter.sources.is_empty() || filter.sources.iter().any(|source| source.number() == presence.source);
            let simulated = filter.simulated.is_none_or(|simulated| simulated == presence.simulated);
            in_segment && from_source && simulated && waves.holds(presence.wave)
        };
        let at_stage = |place: &crate::journey::Place| filter.stages.is_empty() || filter.stages.iter().any(|stage| stage == place.stage());
        let of_kind = |kind: &ObservationKind| filter.kinds.is_empty() || filter.kinds.contains(kind);
        let wanted = WantedRows {
            places: Wanted(names.places.all().iter().map(at_stage).collect()),
            channels: Wanted::new(&names.channels, &filter.channels),
            coders: Wanted::new(&names.coders, &filter.coders),
            kinds: Wanted(ObservationKind::ALL.iter().map(of_kind).collect()),
        };
        let (mut rows, mut presences) = (Rows::default(), Vec::new());
        let mut documents = vec![false; names.documents.len()];
        for (presence, range) in self.ranges().filter(|(presence, _)| respondent(presence)) {
            let own = self.rows.range(range).filter(|row| wanted.holds(row.place, row.channel, row.coder, row.kind));
            own.for_each(|row| rows.push(row));
            for code in &presence.documents {
                documents.get_mut(*code as usize).into_iter().for_each(|flag| *flag = true);
            }
            presences.push(Presence { end: rows.len() as u64, ..presence.clone() });
        }
        let evidence = self.evidence.filtered(|entry, place| {
            documents.get(entry.document as usize).copied().unwrap_or(false) && wanted.holds(place, entry.channel, entry.coder, entry.kind)
        });
        self.tidied(&presences, &rows, &evidence)
    }

    /// The corpus of some of its own parts, without names that nothing uses: equal parts have equal bytes.
    fn tidied(&self, presences: &[Presence], rows: &Rows, evidence: &Evidence) -> Self {
        let mut used = self.names.unused();
        presences.iter().for_each(|presence| presence.note(&mut used));
        rows.range(0..rows.len()).for_each(|row| row.note(&mut used));
        let (names, moves) = self.names.kept(&used);
        merge::arranged(names, &[merge::Part { presences, rows, evidence, moves: &moves }])
    }
}
