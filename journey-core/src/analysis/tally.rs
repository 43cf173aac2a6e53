//! The tally: columnar sums of observations, mergeable in any order to the same bytes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::journey::{Document, Kind, Observation};

/// What is known of one respondent.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Respondent {
    /// The segments.
    pub segments: BTreeSet<String>,
    /// Stages that they were asked about or reached.
    pub reached: BTreeSet<String>,
    /// The sum and the count of ratings by instrument.
    pub ratings: BTreeMap<String, (f64, u32)>,
    /// How many documents they wrote or spoke.
    pub documents: u32,
}

impl Respondent {
    /// The mean rating of an instrument.
    pub fn rating(&self, instrument: &str) -> Option<f64> {
        self.ratings.get(instrument).filter(|(_, count)| *count > 0).map(|(sum, count)| sum / f64::from(*count))
    }

    fn absorb(&mut self, other: &Self) {
        self.segments.extend(other.segments.iter().cloned());
        self.reached.extend(other.reached.iter().cloned());
        for (instrument, (sum, count)) in &other.ratings {
            let known = self.ratings.entry(instrument.clone()).or_default();
            *known = (known.0 + sum, known.1 + count);
        }
        self.documents += other.documents;
    }
}

/// One column for each field; row `i` of all columns is one respondent at one place with one kind.
///
/// Rows are sorted by stage, touchpoint, kind and respondent, so that every group is one unbroken run.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
struct Columns {
    stage: Vec<u32>,
    touchpoint: Vec<u32>,
    kind: Vec<Kind>,
    respondent: Vec<u32>,
    count: Vec<u32>,
    valence: Vec<i64>,
}

/// Sums of observations by respondent, stage, touchpoint and kind.
///
/// Tallies of parts can be computed anywhere, serialised and merged in any order; the result is the same to the byte.
///
/// ```
/// use journey_core::{analysis::Tally, builtin, journey::{Document, Role, Source, template}};
/// let framework = template("insurance").unwrap();
/// let parts: Vec<Tally> = ["The claim took three weeks.", "Filing the claim was easy."].iter().enumerate().map(|(number, text)| {
///     let mut document = Document::new(format!("d{number}"), Source::Ticket, format!("p{number}"));
///     document.push(Role::Customer, *text);
///     let coding = builtin::code(&document, framework).unwrap();
///     Tally::of([&document], &coding.observations)
/// }).collect();
/// let ahead = parts[0].clone().merge(&parts[1]);
/// let back = parts[1].clone().merge(&parts[0]);
/// assert_eq!(serde_json::to_string(&ahead)?, serde_json::to_string(&back)?);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Tally {
    names: Vec<String>,
    respondents: Vec<Respondent>,
    stages: Vec<String>,
    /// The empty name stands for a stage without a touchpoint.
    touchpoints: Vec<String>,
    columns: Columns,
}

#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
struct Key {
    stage: u32,
    touchpoint: u32,
    kind: Kind,
    respondent: u32,
}

impl Tally {
    /// Tallies documents and the observations made of them.
    pub fn of<'a>(documents: impl IntoIterator<Item = &'a Document>, observations: &[Observation]) -> Self {
        let mut people: BTreeMap<&str, Respondent> = BTreeMap::new();
        for document in documents {
            let one = Respondent {
                segments: document.segments.iter().cloned().collect(),
                reached: document.stages_reached.iter().cloned().collect(),
                ratings: document.ratings.iter().map(|(instrument, value)| (instrument.clone(), (*value, 1))).collect(),
                documents: 1,
            };
            people.entry(&document.participant).or_default().absorb(&one);
        }
        for observation in observations {
            people.entry(&observation.participant).or_default();
        }
        let names: Vec<String> = people.keys().map(|name| (*name).to_owned()).collect();
        let sorted = |names: BTreeSet<&str>| names.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let stages = sorted(observations.iter().map(|one| one.stage.as_str()).collect());
        let touchpoints = sorted(observations.iter().map(|one| one.touchpoint.as_deref().unwrap_or_default()).collect());
        let (at_name, at_stage, at_touchpoint) = (index(&names), index(&stages), index(&touchpoints));
        let place = |map: &HashMap<&str, u32>, name: &str| map.get(name).copied().unwrap_or(u32::MAX);
        let rows = observations.iter().map(|one| {
            let key = Key {
                stage: place(&at_stage, &one.stage),
                touchpoint: place(&at_touchpoint, one.touchpoint.as_deref().unwrap_or_default()),
                kind: one.kind,
                respondent: place(&at_name, &one.participant),
            };
            (key, 1, i64::from(one.emotion.valence))
        });
        let columns = Columns::of(rows.collect());
        Self { respondents: people.into_values().collect(), names, stages, touchpoints, columns }
    }

    /// Adds another tally.
    #[must_use]
    pub fn merge(self, other: &Self) -> Self {
        let union =
            |left: &[String], right: &[String]| left.iter().chain(right).cloned().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        let names = union(&self.names, &other.names);
        let stages = union(&self.stages, &other.stages);
        let touchpoints = union(&self.touchpoints, &other.touchpoints);
        let mut respondents = vec![Respondent::default(); names.len()];
        let mut rows = Vec::with_capacity(self.columns.stage.len() + other.columns.stage.len());
        for part in [&self, other] {
            let to_name = moved(&part.names, &names);
            let to_stage = moved(&part.stages, &stages);
            let to_touchpoint = moved(&part.touchpoints, &touchpoints);
            for (respondent, to) in part.respondents.iter().zip(&to_name) {
                if let Some(known) = respondents.get_mut(*to as usize) {
                    known.absorb(respondent);
                }
            }
            let to = |map: &[u32], from: u32| map.get(from as usize).copied().unwrap_or(u32::MAX);
            rows.extend(part.columns.rows().map(|(key, count, valence)| {
                let key = Key {
                    stage: to(&to_stage, key.stage),
                    touchpoint: to(&to_touchpoint, key.touchpoint),
                    kind: key.kind,
                    respondent: to(&to_name, key.respondent),
                };
                (key, count, valence)
            }));
        }
        Self { names, respondents, stages, touchpoints, columns: Columns::of(rows) }
    }

    /// The respondents in the order of their names.
    pub fn respondents(&self) -> &[Respondent] {
        &self.respondents
    }

    /// The respondents' names, sorted.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many observations were tallied.
    pub fn observations(&self) -> u64 {
        self.columns.count.iter().map(|count| u64::from(*count)).sum()
    }

    /// The groups in order: stage, touchpoint, kind, with the rows of each.
    pub(super) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        let rows: Vec<_> = self.columns.rows().collect();
        let mut groups = Vec::new();
        for run in
            rows.chunk_by(|left, right| (left.0.stage, left.0.touchpoint, left.0.kind) == (right.0.stage, right.0.touchpoint, right.0.kind))
        {
            let Some((key, ..)) = run.first() else { continue };
            let (Some(stage), Some(touchpoint)) = (self.stages.get(key.stage as usize), self.touchpoints.get(key.touchpoint as usize))
            else {
                continue;
            };
            groups.push(Group {
                stage,
                touchpoint: Some(touchpoint.as_str()).filter(|name| !name.is_empty()),
                kind: key.kind,
                rows: run.iter().map(|(key, count, valence)| (key.respondent as usize, *count, *valence)).collect(),
            });
        }
        groups.into_iter()
    }
}

/// One stage, touchpoint and kind: respondents with the count and the sum of valence of their observations.
pub(super) struct Group<'a> {
    pub(super) stage: &'a str,
    pub(super) touchpoint: Option<&'a str>,
    pub(super) kind: Kind,
    pub(super) rows: Vec<(usize, u32, i64)>,
}

impl Columns {
    fn of(mut rows: Vec<(Key, u32, i64)>) -> Self {
        rows.sort_unstable_by_key(|(key, ..)| *key);
        let mut columns = Self::default();
        for run in rows.chunk_by(|left, right| left.0 == right.0) {
            let Some((key, ..)) = run.first() else { continue };
            columns.stage.push(key.stage);
            columns.touchpoint.push(key.touchpoint);
            columns.kind.push(key.kind);
            columns.respondent.push(key.respondent);
            columns.count.push(run.iter().map(|(_, count, _)| count).sum());
            columns.valence.push(run.iter().map(|(.., valence)| valence).sum());
        }
        columns
    }

    fn rows(&self) -> impl Iterator<Item = (Key, u32, i64)> {
        let keys = self.stage.iter().zip(&self.touchpoint).zip(&self.kind).zip(&self.respondent);
        keys.zip(&self.count).zip(&self.valence).map(|(((((stage, touchpoint), kind), respondent), count), valence)| {
            (Key { stage: *stage, touchpoint: *touchpoint, kind: *kind, respondent: *respondent }, *count, *valence)
        })
    }
}

fn index(names: &[String]) -> HashMap<&str, u32> {
    names.iter().map(String::as_str).zip(0..).collect()
}

/// Where each old name stands among the new ones.
fn moved(old: &[String], new: &[String]) -> Vec<u32> {
    let at = index(new);
    old.iter().map(|name| at.get(name.as_str()).copied().unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        builtin,
        journey::{Role, Source, template},
    };

    fn part(number: usize, person: usize, text: &str) -> Tally {
        let mut document = Document::new(format!("d{number}"), Source::Ticket, format!("p{person}"));
        document.push(Role::Customer, text);
        document.segments = vec![["new", "old"][person % 2].into()];
        document.ratings.insert("nps".into(), (person % 11) as f64);
        let framework = template("insurance").unwrap_or_else(|| unreachable!());
        let coding = builtin::code(&document, framework).unwrap_or_else(|error| unreachable!("{error}"));
        Tally::of([&document], &coding.observations)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

        #[test]
        fn any_order_and_grouping_gives_the_same_bytes(people in proptest::collection::vec(0usize..5, 1..9), seed in any::<u64>(), cut in 0usize..9) {
            let texts = ["The claim took three weeks.", "Filing the claim was easy.", "The renewal price went up.", "The portal crashed twice."];
            let mut parts: Vec<Tally> = people.iter().enumerate().map(|(at, person)| part(at, *person, texts[at % texts.len()])).collect();
            let merged = |parts: &[Tally]| parts.iter().fold(Tally::default(), |whole, part| whole.merge(part));
            let bytes = |tally: &Tally| serde_json::to_string(tally).unwrap_or_default();
            let whole = bytes(&merged(&parts));
            let (left, right) = parts.split_at(cut.min(parts.len()));
            prop_assert_eq!(&bytes(&merged(left).merge(&merged(right))), &whole);
            let back: Tally = serde_json::from_str(&whole).unwrap_or_default();
            prop_assert_eq!(&bytes(&back), &whole);
            let turn = (seed as usize) % parts.len();
            parts.rotate_left(turn);
            parts.reverse();
            prop_assert_eq!(&bytes(&merged(&parts)), &whole);
        }
    }
}
