//! Asking the findings: answers whose every number and quotation is checked, a summary, a strategy.

mod answer;
mod check;
mod fact;
mod finding;
mod procedure;
mod retrieve;
mod strategy;
mod topic;

pub use answer::{Answer, AnswerProposal, Claim, ProposedClaim, RemovedClaim};
pub use fact::{AskContext, Fact, FactTable, NumberedQuote};
pub use procedure::{AskFindings, summary_question};
pub use retrieve::find_verbatims;
pub use strategy::{AiOpportunity, Strategy, StrategyAction, SuccessMeasure, Team, TeamPlan, strategy};
pub use topic::QuestionTopic;
