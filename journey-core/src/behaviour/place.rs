//! Which touchpoint an event belongs to.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::EventLog;
use crate::{
    error::Error,
    journey::{Framework, Place},
    text::LabelMatcher,
};

/// The score of a name from which an activity means it.
const MEANT: f64 = 0.9;

/// The touchpoint or stage that each activity of a log belongs to.
///
/// ```
/// use journey_core::{Framework, Timestamp, behaviour::{EventLogBuilder, EventPlaces}};
/// let mut builder = EventLogBuilder::default();
/// builder.push("anna", "claim_filed", Timestamp(0))?;
/// builder.push("anna", "cron_7", Timestamp(9))?;
/// let (log, framework) = (builder.finish(), Framework::template("insurance")?);
/// let places = EventPlaces::named(&log, framework);
/// assert_eq!(places.place("claim_filed").map(|place| place.stage()), Some("claims"));
/// assert_eq!(places.unplaced(&log), ["cron_7"]);
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct EventPlaces {
    /// By activity.
    places: BTreeMap<String, Place>,
}

impl EventPlaces {
    /// Places activities by the names, aliases and meaning of a framework's touchpoints and stages; what is like none stays unplaced.
    pub fn named(log: &EventLog, framework: &Framework) -> Self {
        let matcher = touchpoints(framework);
        let place = |activity: &str| {
            by_name(activity, framework).or_else(|| {
                let (at, _) = matcher.best(&spoken(activity)).filter(|(_, score)| *score >= MEANT)?;
                framework.touchpoints.get(at).map(|touchpoint| Place::new(touchpoint.stage.as_str(), Some(&touchpoint.id)))
            })
        };
        let places = log.activity_names().filter_map(|activity| Some((activity.to_owned(), place(activity)?)));
        Self { places: places.collect() }
    }

    /// Places activities by hand: each with the id, name or alias of a touchpoint or of a stage.
    ///
    /// # Errors
    /// When the framework has neither; the error names the activity.
    pub fn mapped<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>, framework: &Framework) -> Result<Self, Error> {
        let mut places = BTreeMap::new();
        for (activity, name) in rows {
            let place = by_name(name, framework).ok_or_else(|| {
                let known: Vec<&str> = framework.touchpoints.iter().map(|touchpoint| touchpoint.name.as_str()).collect();
                let fix = format!("name one of: {}", known.join(", "));
                Error::invalid(format!("places[{activity}]"), format!("the framework has neither touchpoint nor stage `{name}`"), fix)
            })?;
            places.insert(activity.to_owned(), place);
        }
        Ok(Self { places })
    }

    /// These places where they say so, and those of another where they do not.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        for (activity, place) in other.places {
            self.places.entry(activity).or_insert(place);
        }
        self
    }

    /// The place of an activity.
    pub fn place(&self, activity: &str) -> Option<&Place> {
        self.places.get(activity)
    }

    /// Every activity with its place, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Place)> {
        self.places.iter().map(|(activity, place)| (activity.as_str(), place))
    }

    /// The activities of a log that belong to no place, by name.
    pub fn unplaced<'a>(&self, log: &'a EventLog) -> Vec<&'a str> {
        let mut unplaced: Vec<&str> = log.activity_names().filter(|activity| self.place(activity).is_none()).collect();
        unplaced.sort_unstable();
        unplaced
    }
}

fn by_name(name: &str, framework: &Framework) -> Option<Place> {
    let name = spoken(name);
    let touchpoint = framework.find_touchpoint(&name).map(|one| Place::new(one.stage.as_str(), Some(&one.id)));
    touchpoint.or_else(|| framework.find_stage(&name).map(|stage| Place::whole(stage.id.as_str())))
}

fn touchpoints(framework: &Framework) -> LabelMatcher {
    let labels = framework.touchpoints.iter();
    LabelMatcher::with_aliases(labels.map(|one| (one.name.as_str(), one.aliases.iter().map(String::as_str).collect(), None)))
}

/// An activity's name as words: `ClaimFiled`, `claim_filed` and `claim.filed` are `claim filed`.
fn spoken(activity: &str) -> String {
    let mut words = String::with_capacity(activity.len() + 4);
    let mut before = ' ';
    for letter in activity.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            words.push(' ');
        }
        words.push(if letter.is_alphanumeric() { letter } else { ' ' });
        before = letter;
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_words() {
        for (activity, words) in [("ClaimFiled", "Claim Filed"), ("claim_filed", "claim filed"), ("/claim.filed/", "claim filed")] {
            assert_eq!(spoken(activity), words);
        }
    }

    #[test]
    fn a_map_by_hand_names_what_it_does_not_know() {
        let framework = Framework::template("insurance").unwrap_or_else(|_| unreachable!());
        let error = EventPlaces::mapped([("login", "nowhere")], framework).map_err(|error| error.to_string());
        assert!(error.is_err_and(|error| error.contains("places[login]") && error.contains("`nowhere`")));
    }
}
