//! Stages and touchpoints of a study.

use std::{borrow::Cow, sync::LazyLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Channel;
use crate::{error::Error, text::stems};

/// A stage of the journey.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Stage {
    /// A short id, snake_case.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other words that people use for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its place in the journey, from 0.
    pub order: u32,
}

/// A touchpoint of a stage.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Touchpoint {
    /// A short id, snake_case.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The id of its stage.
    pub stage: String,
    /// Its usual channel.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// Words that point to it.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// The stages and touchpoints that a study maps onto.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Framework {
    /// A short id, such as `insurance`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// The touchpoints in the order of the journey.
    #[serde(default)]
    pub touchpoints: Vec<Touchpoint>,
}

/// The id of the lane that every framework has besides its own stages: what was felt and could not be placed.
pub const WHOLE_JOURNEY: &str = "whole_journey";

static WHOLE: LazyLock<Stage> =
    LazyLock::new(|| Stage { id: WHOLE_JOURNEY.into(), name: "Whole journey".into(), aliases: Vec::new(), order: u32::MAX });

impl Framework {
    /// The framework with the lane of the whole journey as its last stage, where some places lie in it.
    pub(crate) fn covering<'a>(&self, mut stages: impl Iterator<Item = &'a str>) -> Cow<'_, Self> {
        if self.stages.iter().any(|stage| stage.id == WHOLE_JOURNEY) || !stages.any(|stage| stage == WHOLE_JOURNEY) {
            return Cow::Borrowed(self);
        }
        let mut wider = self.clone();
        wider.stages.push(WHOLE.clone());
        Cow::Owned(wider)
    }

    /// Checks that ids are unique and every touchpoint's stage exists.
    ///
    /// # Errors
    /// Names the first field that breaks a rule.
    pub fn check(&self) -> Result<(), Error> {
        if self.stages.is_empty() {
            return Err(Error::invalid("stages", "there are none", "give at least one stage"));
        }
        let ids = |position: usize, id: &str, field: &str, all: &mut Vec<String>| {
            if id.is_empty() || id == WHOLE_JOURNEY || all.iter().any(|known| known == id) {
                return Err(Error::invalid(
                    format!("{field}[{position}].id"),
                    format!("`{id}` is empty, reserved or taken"),
                    "give each a unique id",
                ));
            }
            all.push(id.to_owned());
            Ok(())
        };
        let mut known = Vec::new();
        for (position, stage) in self.stages.iter().enumerate() {
            ids(position, &stage.id, "stages", &mut known)?;
        }
        let mut known = Vec::new();
        for (position, touchpoint) in self.touchpoints.iter().enumerate() {
            ids(position, &touchpoint.id, "touchpoints", &mut known)?;
            if self.stage(&touchpoint.stage).is_none() {
                return Err(Error::invalid(
                    format!("touchpoints[{position}].stage"),
                    format!("`{}` is not a stage of this framework", touchpoint.stage),
                    "use the id of a stage",
                ));
            }
        }
        Ok(())
    }

    /// The stage of an id; [`WHOLE_JOURNEY`] is one of every framework.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id).or_else(|| (id == WHOLE_JOURNEY).then(|| &*WHOLE))
    }

    /// The touchpoint of an id.
    pub fn touchpoint(&self, id: &str) -> Option<&Touchpoint> {
        self.touchpoints.iter().find(|touchpoint| touchpoint.id == id)
    }

    /// The stage that a name, an id or an alias means.
    pub fn find_stage(&self, name: &str) -> Option<&Stage> {
        self.stage(name).or_else(|| {
            let wanted = fold(name);
            let means = |stage: &&Stage| [&stage.id, &stage.name].into_iter().chain(&stage.aliases).any(|name| fold(name) == wanted);
            self.stages.iter().find(means)
        })
    }

    /// The touchpoint that a name, an id or an alias means.
    pub fn find_touchpoint(&self, name: &str) -> Option<&Touchpoint> {
        self.touchpoint(name).or_else(|| {
            let wanted = fold(name);
            let means = |one: &&Touchpoint| [&one.id, &one.name].into_iter().chain(&one.aliases).any(|name| fold(name) == wanted);
            self.touchpoints.iter().find(means)
        })
    }
}

fn fold(name: &str) -> String {
    stems(&name.replace('_', " ")).join(" ")
}

/// The canonical eight stages, from awareness to advocacy, with the aliases that people use.
pub fn canonical_stages() -> &'static [Stage] {
    static STAGES: LazyLock<Vec<Stage>> = LazyLock::new(|| super::template::embedded(include_str!("../../data/stages.json")));
    &STAGES
}
