//! What a coder sees of a document.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PreparedFramework;
use crate::{
    journey::{Document, DocumentSource, Role},
    llm::data_block,
    text::SentenceId,
};

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
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct CodingContext {
    /// The stages and touchpoints, with what a codebook says of them.
    #[serde(flatten)]
    pub framework: Arc<PreparedFramework>,
    /// What kind of document it is.
    pub source: DocumentSource,
    /// The customer's sentences in order.
    pub sentences: Vec<NumberedSentence>,
}

impl CodingContext {
    /// The context of a whole document: the customer's sentences, each with the question that it answers.
    pub fn from_document(document: &Document, framework: &Arc<PreparedFramework>) -> Self {
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
        Self { framework: Arc::clone(framework), source: document.source, sentences }
    }

    /// The context as the text of a prompt: the frame of the study, then the sentences as data.
    pub(super) fn prompt(&self) -> String {
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
        self.framework.frame() + &data_block("sentence", lines.trim_end())
    }
}
