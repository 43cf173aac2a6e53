//! What a coder sees of a document.

use std::sync::{Arc, Mutex, PoisonError};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Code, Codebook};
use crate::{
    journey::{Document, DocumentSource, Framework, Role},
    llm::data_block,
    text::SentenceId,
};

/// The framework that came last: documents come many to one.
fn shared(framework: &Framework) -> Arc<Framework> {
    static LAST: Mutex<Option<Arc<Framework>>> = Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = last.as_ref().filter(|known| known.as_ref() == framework) {
        return known.clone();
    }
    last.insert(Arc::new(framework.clone())).clone()
}

/// The longest part of a question that a coder sees, in characters.
const QUESTION: usize = 300;

/// A customer's sentence and what it answers.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct NumberedSentence {
    /// Its id.
    pub id: SentenceId,
    /// Its words.
    pub text: String,
    /// The question before it.
    pub question: Option<String>,
    /// The stage that the question is about.
    pub stage: Option<String>,
}

/// What a coder knows: the typed context of the task `coding.document`.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CodingContext {
    /// The stages and touchpoints.
    pub framework: Arc<Framework>,
    /// What kind of document it is.
    pub source: DocumentSource,
    /// Codes with definitions and examples, where a codebook gives them.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// The customer's sentences in order.
    pub sentences: Vec<NumberedSentence>,
}

impl CodingContext {
    /// The context of a whole document: the customer's sentences, each with the question that it answers.
    pub fn from_document(document: &Document, framework: &Framework) -> Self {
        let mut sentences = Vec::new();
        let (mut question, mut stage): (Option<String>, Option<String>) = (None, None);
        for turn in &document.turns {
            match turn.role {
                Role::Customer => {
                    let stage = turn.stage.clone().or_else(|| stage.clone());
                    sentences.extend(turn.each_sentence().map(|(id, text)| NumberedSentence {
                        id,
                        text: text.to_owned(),
                        question: question.clone(),
                        stage: stage.clone(),
                    }));
                }
                Role::Interviewer => {
                    question = Some(turn.text.chars().take(QUESTION).collect());
                    stage.clone_from(&turn.stage);
                }
                Role::System => {}
            }
        }
        Self { framework: shared(framework), source: document.source, codes: Vec::new(), sentences }
    }

    /// The same context with a codebook's definitions and examples.
    #[must_use]
    pub fn with_codebook(self, codebook: &Codebook) -> Self {
        let told = |code: &&Code| !(code.definition.is_empty() && code.inclusion_examples.is_empty() && code.exclusion_examples.is_empty());
        Self { codes: codebook.codes().iter().filter(told).cloned().collect(), ..self }
    }

    /// What the codebook says of a code.
    pub fn code(&self, id: &str) -> Option<&Code> {
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

    /// The context as the text of a prompt: the frame of the study, then the sentences as data.
    pub(super) fn prompt(&self) -> String {
        let mut text = String::from("Stages\n");
        for stage in &self.framework.stages {
            text.push_str(&format!("- {}: {}{}\n", stage.id, stage.name, self.defined(&stage.id)));
        }
        text.push_str("Touchpoints\n");
        for touchpoint in &self.framework.touchpoints {
            let defined = self.defined(&touchpoint.id);
            text.push_str(&format!("- {} (stage {}): {}{defined}\n", touchpoint.id, touchpoint.stage, touchpoint.name));
        }
        let mut asked: Option<&str> = None;
        let mut lines = String::new();
        for sentence in &self.sentences {
            if sentence.question.as_deref() != asked {
                asked = sentence.question.as_deref();
                if let Some(question) = asked {
                    lines.push_str(&format!("Question: {question}\n"));
                }
            }
            lines.push_str(&format!("[{}] {}\n", sentence.id, sentence.text));
        }
        text.push_str(&data_block("sentence", lines.trim_end()));
        text
    }
}
