//! Interned names, sorted, so that the same names have the same codes wherever they were met.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Names(Vec<String>);

impl Names {
    pub(super) fn of(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let mut names: Vec<String> = names.into_iter().map(Into::into).collect();
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    /// Names that are sorted and different already.
    pub(super) fn of_sorted(names: Vec<String>) -> Self {
        Self(names)
    }

    pub(super) fn all(&self) -> &[String] {
        &self.0
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_sorted(&self) -> bool {
        self.0.is_sorted_by(|left, right| left < right)
    }

    pub(super) fn name(&self, code: u32) -> &str {
        self.0.get(code as usize).map_or("", String::as_str)
    }

    pub(super) fn code(&self, name: &str) -> Option<u32> {
        self.0.binary_search_by(|known| known.as_str().cmp(name)).ok().map(|at| at as u32)
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        Self(self.0.iter().chain(&other.0).cloned().collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// Where each of these names stands among others that hold them all.
    pub(super) fn moved(&self, to: &Self) -> Vec<u32> {
        self.0.iter().map(|name| to.code(name).unwrap_or(u32::MAX)).collect()
    }

    /// Only the names of some codes, with where each code goes.
    pub(super) fn kept(&self, used: &[bool]) -> (Self, Vec<u32>) {
        let mut moved = vec![u32::MAX; self.0.len()];
        let mut kept = Vec::new();
        for ((name, used), to) in self.0.iter().zip(used).zip(&mut moved) {
            if *used {
                *to = kept.len() as u32;
                kept.push(name.clone());
            }
        }
        (Self(kept), moved)
    }
}
