//! Accounts and cycles: several people of one customer, and one customer several times around.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Place,
    place::{ByPlace, mean_of, mean_valences},
};
use crate::{
    journey::{Document, Framework, Observation},
    statistics::{Difference, paired_difference},
};

/// How the people of one account feel about one place.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StakeholderAgreement {
    /// All who spoke of it lean the same way.
    Consensus,
    /// Some lean well, some ill.
    Dissent,
    /// One alone spoke of it.
    Single,
}

/// One place in one account.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct AccountPlace {
    /// Where.
    pub place: Place,
    /// Each stakeholder's mean valence, −2 to 2, by participant.
    pub stakeholders: BTreeMap<String, f64>,
    /// Whether they agree.
    pub agreement: StakeholderAgreement,
}

/// One account.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Account {
    /// The account.
    pub account: String,
    /// People of it who were heard.
    pub stakeholders: u64,
    /// The places that they spoke of.
    pub places: Vec<AccountPlace>,
}

/// The accounts of documents whose attribute `attribute`, such as `account`, names one.
pub fn accounts(documents: &[Document], observations: &[Observation], framework: &Framework, attribute: &str) -> Vec<Account> {
    let of: BTreeMap<&str, &str> =
        documents.iter().filter_map(|document| Some((document.id.as_str(), document.attributes.get(attribute)?.as_str()))).collect();
    let mut people: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for document in documents {
        if let Some(account) = document.attributes.get(attribute) {
            people.entry(account).or_default().insert(&document.participant);
        }
    }
    let mut told: BTreeMap<&str, ByPlace<'_, Vec<&Observation>>> = BTreeMap::new();
    for one in observations.iter().filter(|one| super::curve::is_felt(one.kind)) {
        let Some(account) = of.get(one.document.as_str()) else { continue };
        told.entry(account).or_default().entry((&one.stage, one.touchpoint.as_deref())).or_default().push(one);
    }
    let mut all = Vec::new();
    for (account, who) in people {
        let places = told.remove(account).unwrap_or_default().into_iter().map(|((stage, touchpoint), told)| {
            let stakeholders: BTreeMap<String, f64> = mean_valences(told).into_iter().map(|(who, mean)| (who.to_owned(), mean)).collect();
            let (well, ill) = (stakeholders.values().any(|mean| *mean > 0.0), stakeholders.values().any(|mean| *mean < 0.0));
            let accord = match stakeholders.len() {
                1 => StakeholderAgreement::Single,
                _ if well && ill => StakeholderAgreement::Dissent,
                _ => StakeholderAgreement::Consensus,
            };
            AccountPlace { place: Place::new(framework, stage, touchpoint), stakeholders, agreement: accord }
        });
        all.push(Account { account: account.to_owned(), stakeholders: who.len() as u64, places: places.collect() });
    }
    all
}

/// How the same customers felt over several cycles.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CycleComparison {
    /// For each cycle, in order: its name, respondents and the mean of their mean valence.
    pub cycles: Vec<(String, u64, f64)>,
    /// From each cycle to the next, among respondents of both: the paired difference; none for under two.
    pub changes: Vec<Option<Difference>>,
}

/// The cycles of documents whose attribute `attribute`, such as `cycle`, names one; cycles are ordered by name, numbers by value.
pub fn lifecycle(documents: &[Document], observations: &[Observation], attribute: &str) -> CycleComparison {
    let of: BTreeMap<&str, &str> =
        documents.iter().filter_map(|document| Some((document.id.as_str(), document.attributes.get(attribute)?.as_str()))).collect();
    let mut told: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
    for one in observations.iter().filter(|one| super::curve::is_felt(one.kind)) {
        let Some(cycle) = of.get(one.document.as_str()) else { continue };
        told.entry(cycle).or_default().push(one);
    }
    let mut cycles: Vec<(&str, BTreeMap<&str, f64>)> = told.into_iter().map(|(cycle, told)| (cycle, mean_valences(told))).collect();
    cycles.sort_by(|left, right| match (left.0.parse::<f64>(), right.0.parse::<f64>()) {
        (Ok(one), Ok(two)) => one.total_cmp(&two),
        _ => left.0.cmp(right.0),
    });
    let changes = cycles.windows(2).map(|pair| {
        let [(_, before), (_, after)] = pair else { return None };
        let pairs: Vec<(f64, f64)> = after.iter().filter_map(|(who, mean)| Some((*mean, *before.get(who)?))).collect();
        paired_difference(&pairs)
    });
    CycleComparison {
        changes: changes.collect(),
        cycles: cycles.iter().map(|(name, felt)| ((*name).to_owned(), felt.len() as u64, mean_of(felt))).collect(),
    }
}
