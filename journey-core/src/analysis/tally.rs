//! The tally: what the map sums over, by respondent.

use std::collections::{BTreeMap, BTreeSet};

use crate::journey::ObservationKind;

/// What is known of one respondent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Respondent {
    /// The segments.
    pub(crate) segments: BTreeSet<String>,
    /// Stages that they were asked about or reached.
    pub(crate) reached: BTreeSet<String>,
    /// The sum and the count of ratings by instrument.
    pub(crate) ratings: BTreeMap<String, (f64, u32)>,
    /// How many documents they wrote or spoke.
    pub(crate) documents: u32,
}

impl Respondent {
    /// The mean rating of an instrument.
    pub(crate) fn rating(&self, instrument: &str) -> Option<f64> {
        self.ratings.get(instrument).filter(|(_, count)| *count > 0).map(|(sum, count)| sum / f64::from(*count))
    }
}

/// Respondents by place in a tally, each with the count and the sum of valence of their observations.
pub(crate) type GroupRows = Vec<(usize, u32, f64)>;

/// A stage's id and a touchpoint's; none for the stage in general.
pub(crate) type PlaceKey = (String, Option<String>);

/// Respondents and groups of observations.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    respondents: Vec<Respondent>,
    groups: Vec<(PlaceKey, ObservationKind, GroupRows)>,
}

/// One stage, touchpoint and kind.
pub(crate) struct Group<'a> {
    pub(crate) stage: &'a str,
    pub(crate) touchpoint: Option<&'a str>,
    pub(crate) kind: ObservationKind,
    pub(crate) rows: &'a [(usize, u32, f64)],
}

impl Tally {
    pub(super) fn new(respondents: Vec<Respondent>, groups: Vec<(PlaceKey, ObservationKind, GroupRows)>) -> Self {
        Self { respondents, groups }
    }

    /// The respondents in the order of their names.
    pub(crate) fn respondents(&self) -> &[Respondent] {
        &self.respondents
    }

    /// The groups in the order of stage, touchpoint and kind.
    pub(crate) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.groups.iter().map(|((stage, touchpoint), kind, rows)| Group { stage, touchpoint: touchpoint.as_deref(), kind: *kind, rows })
    }
}
