//! The codebook: what each code means, and how it became so.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    journey::{Framework, Observation, Place},
};

/// A code: a stage, or a touchpoint under a stage.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Code {
    /// Its id: the stage's or the touchpoint's.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The id of the code that it belongs under; none for a stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What it covers, in a sentence.
    #[serde(default)]
    pub definition: String,
    /// Examples of what it covers.
    #[serde(default)]
    pub inclusion_examples: Vec<String>,
    /// Look-alikes that it does not cover.
    #[serde(default)]
    pub exclusion_examples: Vec<String>,
}

/// A recorded change of a codebook.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum CodeChange {
    /// A code was added.
    Added {
        /// Its id.
        code: String,
    },
    /// A code's definition or examples changed.
    Defined {
        /// Its id.
        code: String,
    },
    /// Codes became one.
    Merged {
        /// The ids that went.
        from: Vec<String>,
        /// The id that stays.
        into: String,
    },
    /// A code has a new name; its id stays.
    Renamed {
        /// Its id.
        code: String,
        /// The name before.
        from: String,
        /// The name after.
        to: String,
    },
}

/// Codes with definitions and hierarchy, and every change since the first version.
///
/// ```
/// use journey_core::{coding::Codebook, journey::Framework};
/// let mut book = Codebook::from_framework(Framework::template("insurance")?);
/// book.rename("claims", "Claims and repairs")?;
/// assert_eq!(book.version(), 2);
/// assert_eq!(book.code("claims").unwrap().name, "Claims and repairs");
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Codebook {
    codes: Vec<Code>,
    changes: Vec<CodeChange>,
}

impl Codebook {
    /// The codebook of a framework's stages and touchpoints, without definitions.
    pub fn from_framework(framework: &Framework) -> Self {
        let code = |id: &str, name: &str, parent: Option<&str>| Code {
            id: id.to_owned(),
            name: name.to_owned(),
            parent: parent.map(str::to_owned),
            ..Code::default()
        };
        let mut codes = Vec::new();
        for stage in &framework.stages {
            codes.push(code(&stage.id, &stage.name, None));
            let own = framework.touchpoints.iter().filter(|touchpoint| touchpoint.stage == stage.id);
            codes.extend(own.map(|touchpoint| code(&touchpoint.id, &touchpoint.name, Some(&stage.id))));
        }
        Self { codes, changes: Vec::new() }
    }

    /// The codebook of codes with unique ids, each parent before its children.
    pub(crate) fn of_codes(codes: Vec<Code>) -> Self {
        Self { codes, changes: Vec::new() }
    }

    /// Its version: 1, and one more for every change.
    pub fn version(&self) -> u32 {
        1 + self.changes.len() as u32
    }

    /// The codes; a parent stands before its children.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// Every change, oldest first.
    pub fn changes(&self) -> &[CodeChange] {
        &self.changes
    }

    /// The code of an id.
    pub fn code(&self, id: &str) -> Option<&Code> {
        self.codes.iter().find(|code| code.id == id)
    }

    fn place(&self, id: &str) -> Result<usize, Error> {
        self.codes
            .iter()
            .position(|code| code.id == id)
            .ok_or_else(|| Error::invalid("code", format!("`{id}` is not in the codebook"), "use the id of a code"))
    }

    fn at(&mut self, id: &str) -> Result<&mut Code, Error> {
        let at = self.place(id)?;
        self.codes.get_mut(at).ok_or_else(|| Error::invalid("code", format!("`{id}` is not in the codebook"), "use the id of a code"))
    }

    /// Adds a code.
    ///
    /// # Errors
    /// When its id is taken, or its parent unknown or itself a child.
    pub fn add(&mut self, code: Code) -> Result<(), Error> {
        let id = code.id.clone();
        self.insert(code)?;
        self.changes.push(CodeChange::Added { code: id });
        Ok(())
    }

    /// Adds a code of the first version.
    fn insert(&mut self, code: Code) -> Result<(), Error> {
        if code.id.is_empty() || self.code(&code.id).is_some() {
            return Err(Error::invalid("code.id", format!("`{}` is empty or taken", code.id), "give the code a unique id"));
        }
        let at = match &code.parent {
            None => self.codes.len(),
            Some(parent) => {
                if self.code(parent).is_none_or(|parent| parent.parent.is_some()) {
                    return Err(Error::invalid("code.parent", format!("`{parent}` is not a top code"), "use the id of a stage"));
                }
                let last = self.codes.iter().rposition(|known| known.id == *parent || known.parent.as_deref() == Some(parent));
                last.map_or(self.codes.len(), |last| last + 1)
            }
        };
        self.codes.insert(at, code);
        Ok(())
    }

    /// Sets what a code covers, with examples of what belongs to it and of what does not.
    ///
    /// # Errors
    /// When the code is unknown.
    pub fn define(&mut self, id: &str, definition: &str, inclusion_examples: &[&str], exclusion_examples: &[&str]) -> Result<(), Error> {
        let code = self.at(id)?;
        code.definition = definition.to_owned();
        code.inclusion_examples = inclusion_examples.iter().map(|text| (*text).to_owned()).collect();
        code.exclusion_examples = exclusion_examples.iter().map(|text| (*text).to_owned()).collect();
        self.changes.push(CodeChange::Defined { code: id.to_owned() });
        Ok(())
    }

    /// Gives a code a new name.
    ///
    /// # Errors
    /// When the code is unknown or the name empty.
    pub fn rename(&mut self, id: &str, name: &str) -> Result<(), Error> {
        if name.trim().is_empty() {
            return Err(Error::invalid("name", "it is empty", "give the code a name"));
        }
        let from = std::mem::replace(&mut self.at(id)?.name, name.to_owned());
        self.changes.push(CodeChange::Renamed { code: id.to_owned(), from, to: name.to_owned() });
        Ok(())
    }

    /// Makes codes one: children of theirs move under the code that stays, their examples join its own.
    ///
    /// # Errors
    /// When a code is unknown, merged into itself, or a stage and a touchpoint are mixed.
    pub fn merge(&mut self, from: &[&str], into: &str) -> Result<(), Error> {
        let kept = self.place(into)?;
        let top = self.codes.get(kept).is_some_and(|code| code.parent.is_none());
        for id in from {
            let at = self.place(id)?;
            if at == kept {
                return Err(Error::invalid("from", format!("`{id}` cannot be merged into itself"), "leave it out"));
            }
            if self.codes.get(at).is_some_and(|code| code.parent.is_none()) != top {
                return Err(Error::invalid("from", format!("`{id}` is not of the same level as `{into}`"), "merge stages with stages"));
            }
        }
        let (gone, mut codes): (Vec<Code>, Vec<Code>) =
            std::mem::take(&mut self.codes).into_iter().partition(|code| from.contains(&code.id.as_str()));
        for code in &mut codes {
            if code.parent.as_deref().is_some_and(|parent| from.contains(&parent)) {
                code.parent = Some(into.to_owned());
            }
            if code.id == into {
                gone.iter().for_each(|gone| {
                    code.inclusion_examples.extend(gone.inclusion_examples.iter().cloned());
                    code.exclusion_examples.extend(gone.exclusion_examples.iter().cloned());
                });
            }
        }
        // Children stand behind their parent.
        let tops: Vec<String> = codes.iter().filter(|code| code.parent.is_none()).map(|code| code.id.clone()).collect();
        codes.sort_by_key(|code| {
            let top = code.parent.as_ref().unwrap_or(&code.id);
            (tops.iter().position(|known| known == top), code.parent.is_some())
        });
        self.codes = codes;
        self.changes.push(CodeChange::Merged { from: from.iter().map(|id| (*id).to_owned()).collect(), into: into.to_owned() });
        Ok(())
    }

    /// The code that each merged id now belongs to.
    pub fn successors(&self) -> BTreeMap<String, String> {
        let mut moved: BTreeMap<String, String> = BTreeMap::new();
        for change in &self.changes {
            if let CodeChange::Merged { from, into } = change {
                for target in moved.values_mut().filter(|target| from.contains(target)) {
                    target.clone_from(into);
                }
                moved.extend(from.iter().map(|id| (id.clone(), into.clone())));
            }
        }
        moved
    }

    /// Moves observations made with an earlier version to this version's codes.
    pub fn migrate(&self, observations: &mut [Observation]) {
        let moved = self.successors();
        for one in observations {
            let now = |id: &str| moved.get(id).map_or(id, String::as_str).to_owned();
            let touchpoint = one.place.touchpoint().map(now);
            // A touchpoint that moved under another stage takes its observations along.
            let parent = touchpoint.as_ref().and_then(|id| self.code(id)).and_then(|code| code.parent.clone());
            one.place = Place::new(parent.unwrap_or_else(|| now(one.place.stage())), touchpoint.as_deref());
        }
    }

    /// The framework with this codebook's codes and names; channels and aliases are kept from the one given.
    pub fn framework(&self, base: &Framework) -> Framework {
        let mut framework = Framework { stages: Vec::new(), touchpoints: Vec::new(), ..base.clone() };
        let moved = self.successors();
        for code in &self.codes {
            match &code.parent {
                None => {
                    let mut stage = base.stage(&code.id).cloned().unwrap_or_else(|| crate::journey::Stage {
                        id: code.id.clone(),
                        name: code.name.clone(),
                        aliases: Vec::new(),
                        order: 0,
                    });
                    let gone = base.stages.iter().filter(|known| moved.get(&known.id) == Some(&code.id));
                    stage.aliases.extend(gone.flat_map(|gone| std::iter::once(&gone.name).chain(&gone.aliases)).cloned());
                    stage.name.clone_from(&code.name);
                    stage.order = framework.stages.len() as u32;
                    framework.stages.push(stage);
                }
                Some(parent) => {
                    let mut touchpoint = base.touchpoint(&code.id).cloned().unwrap_or_else(|| crate::journey::Touchpoint {
                        id: code.id.clone(),
                        name: code.name.clone(),
                        stage: parent.clone(),
                        channel: None,
                        aliases: Vec::new(),
                    });
                    let gone = base.touchpoints.iter().filter(|known| moved.get(&known.id) == Some(&code.id));
                    touchpoint.aliases.extend(gone.flat_map(|gone| std::iter::once(&gone.name).chain(&gone.aliases)).cloned());
                    touchpoint.name.clone_from(&code.name);
                    touchpoint.stage.clone_from(parent);
                    framework.touchpoints.push(touchpoint);
                }
            }
        }
        framework
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        builtin,
        journey::{Document, DocumentSource, Framework, Role},
    };

    #[test]
    fn merges_are_recorded_and_followed() {
        let framework = Framework::template("insurance").unwrap_or_else(|_| unreachable!());
        let mut book = Codebook::from_framework(framework);
        let count = book.codes().len();
        let own: Vec<String> =
            book.codes().iter().filter(|code| code.parent.as_deref() == Some("claims")).map(|code| code.id.clone()).collect();
        let [first, second, third, ..] = own.as_slice() else { unreachable!() };
        assert_eq!(book.merge(&[first], second), Ok(()));
        assert_eq!(book.merge(&[second], third), Ok(()));
        assert_eq!((book.version(), book.codes().len()), (3, count - 2));
        assert_eq!(book.successors().get(first), Some(third));
        let mut document = Document::new("d", DocumentSource::Ticket, "p");
        document.push(Role::Customer, "Filing the claim was easy. Then I waited three weeks without any update on my claim.");
        let mut observations = builtin::code_document(&document, framework).map(|coding| coding.observations).unwrap_or_default();
        let before = observations.len();
        book.migrate(&mut observations);
        assert!(
            before > 0 && observations.iter().all(|one| one.place.touchpoint() != Some(first) && one.place.touchpoint() != Some(second))
        );
        let updated = book.framework(framework);
        assert_eq!(updated.check(), Ok(()));
        assert_eq!(updated.find_touchpoint(first.replace('_', " ").as_str()).map(|found| &found.id), Some(third));
        let text = serde_json::to_string(&book).unwrap_or_default();
        assert_eq!(serde_json::from_str::<Codebook>(&text).ok(), Some(book));
    }

    #[test]
    fn crooked_changes_are_refused_and_leave_the_book() {
        let mut book = Codebook::from_framework(Framework::template("insurance").unwrap_or_else(|_| unreachable!()));
        let before = book.clone();
        assert!(book.merge(&["claims"], "claims").is_err());
        assert!(book.merge(&["claims"], "online_application").is_err());
        assert!(book.merge(&["nothing"], "claims").is_err());
        assert!(book.rename("claims", " ").is_err());
        assert!(book.add(Code { id: "claims".into(), ..Code::default() }).is_err());
        assert!(book.add(Code { id: "new".into(), parent: Some("online_application".into()), ..Code::default() }).is_err());
        assert_eq!(book, before);
        assert_eq!(book.add(Code { id: "new".into(), name: "New".into(), parent: Some("claims".into()), ..Code::default() }), Ok(()));
        assert_eq!(book.define("new", "what is new", &["a new form"], &["an old form"]), Ok(()));
        assert_eq!(book.changes().len(), 2);
    }
}
