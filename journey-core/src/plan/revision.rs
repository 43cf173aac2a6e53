//! Versions of a plan and what changed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanQuestion, ResearchPlan};
use crate::time::Timestamp;

/// What one version changed.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct PlanChange {
    /// The version that the change made.
    pub version: u32,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: String,
    /// Each difference in words.
    pub what: Vec<String>,
}

impl ResearchPlan {
    /// Applies an edit as a new version and notes what it changed; an edit without effect makes no version.
    #[must_use]
    pub fn revise(&self, author: &str, at: Timestamp, edit: impl FnOnce(&mut Self)) -> Self {
        let mut next = self.clone();
        edit(&mut next);
        let what = differences(self, &next);
        if what.is_empty() {
            return self.clone();
        }
        next.version = self.version + 1;
        next.changes = self.changes.clone();
        next.changes.push(PlanChange { version: next.version, at, author: author.to_owned(), what });
        next
    }
}

fn differences(old: &ResearchPlan, new: &ResearchPlan) -> Vec<String> {
    let mut what = Vec::new();
    for (name, before, after) in [("question", &old.question, &new.question), ("description", &old.description, &new.description)] {
        if before != after {
            what.push(format!("{name}: `{before}` became `{after}`"));
        }
    }
    if old.research_type != new.research_type {
        what.push(format!("research type: {:?} became {:?}", old.research_type, new.research_type));
    }
    if old.focus != new.focus {
        what.push("focus changed".into());
    }
    if old.framework != new.framework {
        what.push("stages or touchpoints changed".into());
    }
    list("goal", &old.goals, &new.goals, &mut what);
    list("target participants", &old.target_participants, &new.target_participants, &mut what);
    questions("core question", &old.core_questions, &new.core_questions, &mut what);
    questions("mandatory question", &old.mandatory_questions, &new.mandatory_questions, &mut what);
    what
}

fn list(name: &str, old: &[String], new: &[String], what: &mut Vec<String>) {
    what.extend(old.iter().filter(|entry| !new.contains(entry)).map(|entry| format!("{name} removed: `{entry}`")));
    what.extend(new.iter().filter(|entry| !old.contains(entry)).map(|entry| format!("{name} added: `{entry}`")));
}

fn questions(name: &str, old: &[PlanQuestion], new: &[PlanQuestion], what: &mut Vec<String>) {
    for before in old {
        match new.iter().find(|after| after.id == before.id) {
            None => what.push(format!("{name} {} removed: `{}`", before.id, before.text)),
            Some(after) if after != before => what.push(format!("{name} {}: `{}` became `{}`", before.id, before.text, after.text)),
            Some(_) => {}
        }
    }
    what.extend(
        new.iter()
            .filter(|after| !old.iter().any(|before| before.id == after.id))
            .map(|after| format!("{name} {} added: `{}`", after.id, after.text)),
    );
}
