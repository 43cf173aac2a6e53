//! The ledger: what stands of each item.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    plan::{Guide, ItemKind},
    text::{InformationCoverage, SentenceId},
};

/// How far an item has been covered. Asked is not answered.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ItemStatus {
    /// The sentences answer it.
    Answered {
        /// The sentences.
        evidence: Vec<SentenceId>,
    },
    /// Asked, without an answer yet.
    Asked,
    /// The participant declined; never probed again.
    Declined,
    /// The participant does not know.
    DontKnow,
    /// It does not apply to the participant.
    NotApplicable,
    /// The sentences answer a part of it.
    Partial {
        /// The sentences.
        evidence: Vec<SentenceId>,
    },
    /// Spoken of in passing, which is neither asked nor answered.
    Touched {
        /// The sentences.
        evidence: Vec<SentenceId>,
    },
    /// Not asked yet.
    #[default]
    Unasked,
    /// The interview ended before it.
    Unreached,
}

impl ItemStatus {
    /// Whether nothing more may be asked about the item.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Declined | Self::DontKnow | Self::NotApplicable | Self::Unreached)
    }

    /// Whether nothing has settled it: not asked, or merely touched.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Unasked | Self::Touched { .. })
    }

    /// Whether it may become another: an answer is never taken back by what is said later, and a refusal stays one.
    pub(super) fn may_become(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Declined, _) => false,
            (Self::Answered { .. }, _) => matches!(other, Self::Answered { .. }),
            (Self::Partial { .. }, _) => matches!(other, Self::Answered { .. } | Self::Partial { .. } | Self::NotApplicable),
            _ => self != other,
        }
    }

    /// Its name in snake case.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Answered { .. } => "answered",
            Self::Asked => "asked",
            Self::Declined => "declined",
            Self::DontKnow => "dont_know",
            Self::NotApplicable => "not_applicable",
            Self::Partial { .. } => "partial",
            Self::Touched { .. } => "touched",
            Self::Unasked => "unasked",
            Self::Unreached => "unreached",
        }
    }

    /// The sentences that stand for the item.
    pub fn evidence(&self) -> &[SentenceId] {
        match self {
            Self::Answered { evidence } | Self::Partial { evidence } | Self::Touched { evidence } => evidence,
            _ => &[],
        }
    }
}

/// An item's line in the ledger.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct LedgerEntry {
    /// The item.
    pub item: String,
    /// Whether it must be asked.
    pub mandatory: bool,
    /// Whether it is a sub-question of the core item before it.
    pub optional: bool,
    /// Whether it was asked.
    pub asked: bool,
    /// How often it was probed.
    pub probes: u32,
    /// Times it was asked again after a counter-question, an unclear answer or an invalid number.
    pub times_reasked: u32,
    /// The kinds of information given about it.
    pub information: InformationCoverage,
    /// Words of the participant about it.
    pub words: u32,
    /// Whether the participant declined to say anything, or anything more, about it: it is never asked about again.
    #[serde(default)]
    pub refused: bool,
    /// Consecutive latest answers about it that added no new information.
    pub unproductive_answers: u32,
    /// What stands of it.
    pub status: ItemStatus,
}

/// The lines of all items, in the guide's order.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Ledger {
    /// The lines.
    pub entries: Vec<LedgerEntry>,
}

impl Ledger {
    /// A ledger with nothing asked.
    pub fn new(guide: &Guide) -> Self {
        let entries = guide
            .items
            .iter()
            .map(|item| LedgerEntry {
                item: item.id.clone(),
                mandatory: item.kind == ItemKind::Mandatory,
                optional: item.kind == ItemKind::Optional,
                ..LedgerEntry::default()
            })
            .collect();
        Self { entries }
    }

    /// The line of an item.
    pub fn entry(&self, item: &str) -> Option<&LedgerEntry> {
        self.entries.iter().find(|entry| entry.item == item)
    }

    pub(crate) fn entry_mut(&mut self, item: &str) -> Option<&mut LedgerEntry> {
        self.entries.iter_mut().find(|entry| entry.item == item)
    }

    /// How many mandatory items were not asked.
    pub fn mandatory_unasked(&self) -> usize {
        self.entries.iter().filter(|entry| entry.mandatory && !entry.asked).count()
    }
}
