//! Asking the findings: answers whose every number and quotation is checked, a summary, a strategy.

mod answer;
mod check;
mod fact;
mod finding;
mod narrow;
mod procedure;
mod retrieve;
mod spoken;
mod strategy;
mod topic;

/// How the question begins that asks for a summary, in lower case.
const IN_SHORT: &str = "in short:";

pub use answer::{Answer, AnswerProposal, Claim, ProposedClaim, RemovedClaim};
pub use fact::{AskContext, Fact, FactTable, NumberedQuote};
pub use procedure::{AskFindings, summary_question};
pub use retrieve::find_verbatims;
pub use strategy::{AiOpportunity, Strategy, StrategyAction, SuccessMeasure, Team, TeamPlan, strategy};
pub use topic::QuestionTopic;
