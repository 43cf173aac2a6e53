//! Quotas: how many of whom.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Attribute, Participant, SegmentRule};
use crate::{error::Error, plan::StructuredAnswer};

/// What happens to a participant when a quota is full.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaFullAction {
    /// They are turned away.
    #[default]
    Close,
    /// They are interviewed anyway and counted separately.
    Overflow,
}

/// How many participants of a kind a study takes. Rules join with AND ([`SegmentRule::All`]) and OR ([`SegmentRule::Any`]).
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Quota {
    /// Unique in the study.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who counts towards it.
    pub rule: SegmentRule,
    /// How many it takes.
    pub limit: u64,
    /// What happens when it is full.
    #[serde(default)]
    pub when_full: QuotaFullAction,
}

/// Sorts out which quotas a participant counts towards.
///
/// ```
/// use journey_core::study::{Attribute, Participant, Quota, SegmentRule, QuotaFullAction, matching_quotas};
/// let rule = SegmentRule::Text { attribute: "plan".into(), values: vec!["pro".into()] };
/// let quota = Quota { id: "pro".into(), name: "Pro plan".into(), rule, limit: 10, when_full: QuotaFullAction::Close };
/// let mut ada = Participant { id: "ada".into(), ..Participant::default() };
/// ada.attributes.insert("plan".into(), Attribute::Text("pro".into()));
/// assert_eq!(matching_quotas(&[quota], &ada)[0].id, "pro");
/// ```
pub fn matching_quotas<'a>(quotas: &'a [Quota], participant: &Participant) -> Vec<&'a Quota> {
    quotas.iter().filter(|quota| quota.rule.matches(participant)).collect()
}

/// Checks that quotas have ids of their own and take someone.
///
/// # Errors
/// Names the first one that does not.
pub fn check_quotas(quotas: &[Quota]) -> Result<(), Error> {
    for (at, quota) in quotas.iter().enumerate() {
        if quota.id.is_empty() || quotas.iter().take(at).any(|before| before.id == quota.id) {
            let problem = format!("`{}` is empty or taken", quota.id);
            return Err(Error::invalid(format!("quotas[{at}].id"), problem, "give each quota a unique id"));
        }
        if quota.limit == 0 {
            return Err(Error::invalid(format!("quotas[{at}].limit"), "it takes nobody", "take at least one, or screen them out"));
        }
    }
    Ok(())
}

/// The participant with what they gave in the screener as attributes: a number, an option's id, or several joined by `; `.
#[must_use]
pub fn add_screener_answers(participant: &Participant, answers: &BTreeMap<String, StructuredAnswer>) -> Participant {
    let mut participant = participant.clone();
    for (item, given) in answers {
        let attribute = match given {
            StructuredAnswer::Choices { options } => Attribute::Text(options.join("; ")),
            StructuredAnswer::Number { value } => Attribute::Number(*value as f64),
        };
        participant.attributes.insert(item.clone(), attribute);
    }
    participant
}
