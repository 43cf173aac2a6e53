//! Answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fact, FactTable, QuestionTopic};
use crate::{
    analysis::{Chart, Verbatim},
    escape::markdown,
    plan::Provenance,
};

/// A claim as an engine proposes it.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct ProposedClaim {
    /// One or two sentences.
    #[schemars(length(min = 1, max = 400))]
    pub text: String,
    /// The ids of the facts that it rests on.
    #[schemars(length(min = 1, max = 6), inner(length(max = 8)))]
    pub facts: Vec<String>,
    /// The ids of the quotations that show it.
    #[schemars(length(max = 4), inner(length(max = 8)))]
    pub quotes: Vec<String>,
}

/// An engine's reply to a question.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct AnswerProposal {
    /// The claims in the order of reading.
    #[schemars(length(min = 1, max = 12))]
    pub claims: Vec<ProposedClaim>,
}

/// A claim that passed every check.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Claim {
    /// Its text; every number in it comes from its facts.
    pub text: String,
    /// The ids of its facts.
    pub facts: Vec<String>,
    /// The customers' words that show it, cut by the library.
    pub evidence: Vec<Verbatim>,
}

/// A claim that failed a check and was removed.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct RemovedClaim {
    pub text: String,
    /// The check that it failed.
    pub reason: String,
}

/// An answer to a question.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Answer {
    pub question: String,
    /// What the question was understood to be about.
    pub topic: QuestionTopic,
    pub claims: Vec<Claim>,
    /// Claims that were removed for lack of support.
    pub removed: Vec<RemovedClaim>,
    /// The facts that the claims cite.
    pub facts: Vec<Fact>,
    /// The numbers as a table.
    pub table: FactTable,
    /// The numbers as a chart.
    pub chart: Option<Chart>,
    /// Who wrote the claims.
    pub provenance: Provenance,
}

impl Answer {
    /// The answer as Markdown: claims with their quotations, the table, what was removed.
    pub fn markdown(&self) -> String {
        let mut out = format!("## {}\n\n", markdown(&self.question));
        for claim in &self.claims {
            out.push_str(&format!("{} [{}]\n\n", markdown(&claim.text), claim.facts.join(", ")));
            for voice in &claim.evidence {
                out.push_str(&format!(
                    "> “{}” ({}, {})\n\n",
                    markdown(&voice.quote.text),
                    markdown(&voice.participant),
                    markdown(&voice.quote.document)
                ));
            }
        }
        out.push_str(&self.table.markdown());
        if !self.removed.is_empty() {
            let count = self.removed.len();
            let (noun, verb) = if count == 1 { ("claim", "was") } else { ("claims", "were") };
            out.push_str(&format!("\n{count} {noun} without support {verb} removed.\n"));
        }
        out
    }
}
