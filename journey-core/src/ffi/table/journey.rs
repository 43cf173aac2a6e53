//! The vocabulary.

use crate::{
    ffi::operation::declare_operations,
    journey::{self, Document, DocumentSource, Framework, Quotation, Role, Stage},
    text::SentenceId,
};

/// A turn before it is cut into sentences.
#[derive(serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
pub(super) struct Words {
    /// Who speaks.
    role: Role,
    /// The words.
    text: String,
}

declare_operations! {
    /// The eight stages that fit any journey.
    canonical_stages() -> Vec<Stage> {
        Ok(journey::canonical_stages().to_vec())
    }
    /// Checks a framework; fails with the first rule that it breaks.
    check_framework(framework: Framework) -> bool {
        framework.check()?;
        Ok(true)
    }
    /// Makes a document of turns; each is cut into numbered sentences.
    document(id: String, source: DocumentSource, participant: String, turns: Vec<Words>) -> Document {
        let mut document = Document::new(id, source, participant);
        for turn in turns {
            document.push(turn.role, turn.text);
        }
        Ok(document)
    }
    /// The customer's words behind sentence ids; neighbouring sentences are one quotation. What is not the customer's is left out.
    quote(document: Document, sentences: Vec<SentenceId>) -> Vec<Quotation> {
        Ok(document.quote(&sentences))
    }
    /// The stages and touchpoints of an industry, by its id.
    template(id: String) -> Framework {
        Framework::template(&id).cloned()
    }
    /// The ids of the industry templates.
    template_ids() -> Vec<String> {
        Ok(Framework::templates().iter().map(|template| template.id.clone()).collect())
    }
}
