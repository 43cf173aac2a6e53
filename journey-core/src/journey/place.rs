//! Places: the only key of a stage and a touchpoint.

use std::{fmt, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Framework;

/// A touchpoint of a stage, or a stage as a whole.
///
/// ```
/// use journey_core::journey::Place;
/// let place = Place::new("claims", Some("claim_status"));
/// assert_eq!((place.stage(), place.touchpoint()), ("claims", Some("claim_status")));
/// assert!(Place::whole("claims").holds(&place) && !place.holds(&Place::whole("claims")));
/// ```
#[derive(Clone, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Place {
    /// The stage's id.
    stage: Arc<str>,
    /// The touchpoint's id; none for the stage as a whole.
    #[serde(default)]
    touchpoint: Option<Arc<str>>,
}

impl Place {
    /// The place of a stage's id and a touchpoint's.
    pub fn new(stage: impl Into<Arc<str>>, touchpoint: Option<&str>) -> Self {
        Self { stage: stage.into(), touchpoint: touchpoint.map(Arc::from) }
    }

    /// A stage as a whole.
    pub fn whole(stage: impl Into<Arc<str>>) -> Self {
        Self { stage: stage.into(), touchpoint: None }
    }

    /// Whether it is the lane of what could not be placed.
    pub fn is_whole_journey(&self) -> bool {
        &*self.stage == super::WHOLE_JOURNEY
    }

    pub fn stage(&self) -> &str {
        &self.stage
    }

    pub fn touchpoint(&self) -> Option<&str> {
        self.touchpoint.as_deref()
    }

    /// Whether another place is this one, or lies in the stage that this one is.
    pub fn holds(&self, other: &Self) -> bool {
        self.stage == other.stage && (self.touchpoint.is_none() || self.touchpoint == other.touchpoint)
    }

    /// The name of the touchpoint, or of the stage as a whole; the id where a framework does not know it.
    pub fn name(&self, framework: &Framework) -> String {
        let known = match &self.touchpoint {
            Some(id) => framework.touchpoint(id).map_or(&**id, |touchpoint| &touchpoint.name),
            None => framework.stage(&self.stage).map_or(&*self.stage, |stage| &stage.name),
        };
        known.to_owned()
    }

    /// The name of the touchpoint, or of what was said of the stage and of none of its touchpoints.
    pub fn general_name(&self, framework: &Framework) -> String {
        let name = self.name(framework);
        if self.touchpoint.is_none() { format!("{name} in general") } else { name }
    }
}

/// `stage / touchpoint`, by their ids.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.touchpoint {
            Some(touchpoint) => write!(formatter, "{} / {touchpoint}", self.stage),
            None => formatter.write_str(&self.stage),
        }
    }
}
