//! Accounts: several people of one customer.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Corpus, corpus::ValenceSum, index::Index};
use crate::{
    error::Error,
    journey::{Framework, Place},
};

/// How far the stakeholders of one account agree about one place.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StakeholderAgreement {
    /// No two stakeholders lean opposite ways.
    Consensus,
    /// Some were positive, some negative.
    Dissent,
    /// Only one stakeholder mentioned it.
    Single,
}

/// What the stakeholders of one account said about one place.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct AccountPlace {
    pub place: Place,
    pub name: String,
    /// Each stakeholder's mean valence, −2 to 2, by participant.
    pub stakeholders: BTreeMap<String, f64>,
    pub agreement: StakeholderAgreement,
}

/// The stakeholders of one business customer, place by place.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Account {
    /// The value of the grouping attribute, such as the company's name.
    pub account: String,
    /// Number of its stakeholders in the data.
    pub stakeholders: u64,
    /// The places they mentioned.
    pub places: Vec<AccountPlace>,
}

/// What each person felt at each place.
type FeltByPlace = BTreeMap<u16, BTreeMap<u32, ValenceSum>>;

impl Corpus {
    /// The accounts that a kept attribute of documents, such as `account`, names, with how the people of each feel about every place.
    ///
    /// # Errors
    /// When the corpus was built without the attribute, or the framework lacks a place that was observed.
    pub fn accounts(&self, framework: &Framework, attribute: &str) -> Result<Vec<Account>, Error> {
        Index::new(self).check(framework)?;
        let mut accounts: BTreeMap<u32, (BTreeSet<u32>, FeltByPlace)> = BTreeMap::new();
        for (value, presence, range) in self.with_attribute(attribute)? {
            let (people, places) = accounts.entry(value).or_default();
            people.insert(presence.participant);
            for row in self.rows.range(range).filter(|row| row.kind().is_felt()) {
                places.entry(row.place).or_default().entry(presence.participant).or_default().add(row.valence);
            }
        }
        let account = |(value, (people, places)): (u32, (BTreeSet<u32>, FeltByPlace))| Account {
            account: self.names.values.name(value).to_owned(),
            stakeholders: people.len() as u64,
            places: places
                .into_iter()
                .filter_map(|(place, felt)| {
                    let place = self.names.places.get(place.into())?.clone();
                    let name = |participant: u32| self.names.participants.name(participant).to_owned();
                    let stakeholders: BTreeMap<String, f64> = felt.into_iter().map(|(who, sum)| (name(who), sum.mean())).collect();
                    let agreement = StakeholderAgreement::of(&stakeholders);
                    Some(AccountPlace { name: place.general_name(framework), place, stakeholders, agreement })
                })
                .collect(),
        };
        Ok(accounts.into_iter().map(account).collect())
    }
}

impl StakeholderAgreement {
    fn of(stakeholders: &BTreeMap<String, f64>) -> Self {
        let (well, ill) = (stakeholders.values().any(|mean| *mean > 0.0), stakeholders.values().any(|mean| *mean < 0.0));
        match stakeholders.len() {
            1 => Self::Single,
            _ if well && ill => Self::Dissent,
            _ => Self::Consensus,
        }
    }
}
