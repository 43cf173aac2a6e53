//! The study around the plan: experience settings, segments, participants, invitations.

mod experience;
mod invitation;
mod participant;
mod segment;

pub use experience::{AccessLevel, Experience};
pub use invitation::Invitation;
pub use participant::{Attribute, Participant, ParticipantStatus};
use schemars::JsonSchema;
pub use segment::{Segment, SegmentRule, standard_segments};
use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    plan::{Guide, ResearchPlan},
};

/// A study: a plan, what participants meet, and who they are.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Study {
    /// Unique on the host.
    pub id: String,
    /// The research plan.
    pub plan: ResearchPlan,
    /// The interview guide.
    pub guide: Guide,
    /// What participants see around the interview.
    pub experience: Experience,
    /// The segments, in the order of the report.
    pub segments: Vec<Segment>,
}

impl Study {
    /// A study of a plan, with the guide and the standard segments.
    ///
    /// # Errors
    /// When the plan makes no sound guide or the experience settings break a rule.
    pub fn new(id: impl Into<String>, plan: ResearchPlan, experience: Experience) -> Result<Self, Error> {
        experience.check()?;
        let mut guide = Guide::from_plan(&plan)?;
        guide.welcome.clone_from(&experience.welcome);
        guide.closing.clone_from(&experience.closing);
        Ok(Self { id: id.into(), plan, guide, experience, segments: standard_segments() })
    }

    /// The ids of the segments that a participant belongs to, in the study's order.
    pub fn segments_of(&self, participant: &Participant) -> Vec<String> {
        self.segments.iter().filter(|segment| segment.rule.holds(participant)).map(|segment| segment.id.clone()).collect()
    }
}
