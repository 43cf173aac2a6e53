//! The study around the plan: experience settings, segments, participants, invitations.

mod access;
mod experience;
mod invitation;
mod outreach;
mod participant;
mod quota;
mod segment;
#[cfg(feature = "smtp")]
mod smtp;
mod token;
mod webhook;

pub use access::StudyReader;
pub use experience::{AccessLevel, ParticipantExperience};
pub use invitation::Invitation;
pub use outreach::{OutboxBody, OutboxMessage, Outreach};
pub use participant::{Attribute, Participant, ParticipantStatus};
pub use quota::{Quota, QuotaFullAction, add_screener_answers, check_quotas, matching_quotas};
use schemars::JsonSchema;
pub use segment::{Segment, SegmentRule, standard_segments};
use serde::{Deserialize, Serialize};
#[cfg(feature = "smtp")]
pub use smtp::SmtpSender;
pub use token::{Token, TokenError, TokenKey, TokenPurpose, TokenUse};
pub use webhook::{Webhook, WebhookHeaders};

use crate::{
    error::Error,
    journey::Framework,
    plan::{Guide, ResearchPlan},
};

/// A study: its research plan, interview guide, participant settings, segments and quotas.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Study {
    /// Unique on the host.
    pub id: String,
    /// The research plan.
    pub plan: ResearchPlan,
    /// The interview guide.
    pub guide: Guide,
    /// What participants see around the interview.
    pub experience: ParticipantExperience,
    /// The segments, in the order of the report.
    pub segments: Vec<Segment>,
    /// How many participants of each group are wanted; the host checks them after the screener.
    #[serde(default)]
    pub quotas: Vec<Quota>,
}

impl Study {
    /// A study of a plan, with the guide and the standard segments.
    ///
    /// # Errors
    /// When the plan makes no sound guide or the experience settings break a rule.
    pub fn new(id: impl Into<String>, plan: ResearchPlan, experience: ParticipantExperience) -> Result<Self, Error> {
        experience.check()?;
        let mut guide = Guide::from_plan(&plan)?;
        // Ordinary English words give way to those of the guide's language.
        let ordinary = ParticipantExperience::default();
        for (line, own, ordinary) in
            [(&mut guide.welcome, &experience.welcome, &ordinary.welcome), (&mut guide.closing, &experience.closing, &ordinary.closing)]
        {
            if own != ordinary || plan.language == "en" {
                line.clone_from(own);
            }
        }
        Ok(Self { id: id.into(), plan, guide, experience, segments: standard_segments(), quotas: Vec::new() })
    }

    /// The stages and touchpoints of the study.
    pub fn framework(&self) -> &Framework {
        &self.plan.framework
    }

    /// The study with quotas: whoever passes the screener is admitted only while there is a place.
    ///
    /// # Errors
    /// When two quotas share an id or one takes nobody.
    pub fn with_quotas(mut self, quotas: Vec<Quota>) -> Result<Self, Error> {
        check_quotas(&quotas)?;
        self.guide.requires_admission = !quotas.is_empty();
        self.quotas = quotas;
        Ok(self)
    }

    /// What a moderator may know of a participant: their segments and the attributes that do not name or reach them.
    pub fn about(&self, participant: &Participant) -> String {
        let segments = self.segments_of(participant);
        let segments = if segments.is_empty() { String::new() } else { format!("segments: {}", segments.join(", ")) };
        [segments, participant.about()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }

    /// The ids of the segments that a participant belongs to, in the study's order.
    pub fn segments_of(&self, participant: &Participant) -> Vec<String> {
        self.segments.iter().filter(|segment| segment.rule.matches(participant)).map(|segment| segment.id.clone()).collect()
    }
}
