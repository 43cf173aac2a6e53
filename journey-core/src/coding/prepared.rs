//! A framework made ready for coding.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::{Code, Codebook, place_index::PlaceIndex};
use crate::{error::Error, journey::Framework, llm::data_block};

/// A framework made ready to code many documents by: it keeps its rules, and its places can be found by their names and meanings.
///
/// ```
/// use journey_core::{Document, Framework, builtin, coding::PreparedFramework, journey::{DocumentSource, Role}};
/// let framework = std::sync::Arc::new(PreparedFramework::new(Framework::template("insurance")?.clone())?);
/// let mut ticket = Document::new("ticket-1", DocumentSource::Ticket, "customer-1");
/// ticket.push(Role::Customer, "Filing the claim was easy. Then I waited three weeks without any update.");
/// assert_eq!(builtin::code_prepared(&ticket, &framework).observations.len(), 2);
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct PreparedFramework {
    framework: Arc<Framework>,
    /// Codes with definitions and examples, where a codebook gives them.
    #[serde(default)]
    codes: Vec<Code>,
    /// The research question, for a model.
    #[serde(default)]
    question: String,
    /// Made when the built-in engine first looks; a model reads the prompt.
    #[serde(skip)]
    places: OnceLock<PlaceIndex>,
}

impl PartialEq for PreparedFramework {
    fn eq(&self, other: &Self) -> bool {
        (&self.framework, &self.codes, &self.question) == (&other.framework, &other.codes, &other.question)
    }
}

impl PreparedFramework {
    /// Prepares a framework.
    ///
    /// # Errors
    /// When the framework breaks a rule.
    pub fn new(framework: Framework) -> Result<Self, Error> {
        framework.check()?;
        Ok(Self { framework: Arc::new(framework), codes: Vec::new(), question: String::new(), places: OnceLock::new() })
    }

    /// The same with a codebook: the coder sees each code's definition and examples.
    #[must_use]
    pub fn with_codebook(self, codebook: &Codebook) -> Self {
        let told = |code: &&Code| !(code.definition.is_empty() && code.inclusion_examples.is_empty() && code.exclusion_examples.is_empty());
        let codes = codebook.codes().iter().filter(told).cloned().collect();
        Self { codes, places: OnceLock::new(), ..self }
    }

    /// The same with the research question: a model that knows what is asked reads more closely what answers it.
    #[must_use]
    pub fn about(self, question: impl Into<String>) -> Self {
        Self { question: question.into(), ..self }
    }

    /// The framework.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    pub(crate) fn places(&self) -> &PlaceIndex {
        self.places.get_or_init(|| PlaceIndex::new(&self.framework, &self.codes))
    }

    /// What the codebook says of a code.
    fn code(&self, id: &str) -> Option<&Code> {
        self.codes.iter().find(|code| code.id == id)
    }

    /// A code's line in a prompt, with its definition and examples.
    fn defined(&self, id: &str) -> String {
        let Some(code) = self.code(id) else { return String::new() };
        let mut text = String::new();
        if !code.definition.is_empty() {
            text.push_str(&format!(" - {}", code.definition));
        }
        for (label, examples) in [("belongs", &code.inclusion_examples), ("does not belong", &code.exclusion_examples)] {
            if !examples.is_empty() {
                text.push_str(&format!("; {label}: {}", examples.join(" | ")));
            }
        }
        text
    }

    /// The beginning of a prompt: the research question, the stages and touchpoints.
    pub(super) fn frame(&self) -> String {
        let mut text = if self.question.is_empty() { String::new() } else { data_block("research_question", &self.question) + "\n" };
        text.push_str("Stages\n");
        for stage in &self.framework.stages {
            text.push_str(&format!("- {}: {}{}\n", stage.id, stage.name, self.defined(&stage.id)));
        }
        text.push_str("Touchpoints\n");
        for touchpoint in &self.framework.touchpoints {
            let defined = self.defined(&touchpoint.id);
            text.push_str(&format!("- {} (stage {}): {}{defined}\n", touchpoint.id, touchpoint.stage, touchpoint.name));
        }
        text
    }
}
