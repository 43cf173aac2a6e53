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

/// What every report answers, the summary first.
pub const REPORT_QUESTIONS: [&str; 7] = [
    "Everything in short",
    "Where is the most friction?",
    "What delights customers most?",
    "Where do expectation and experience part?",
    "How do experiences differ across channels?",
    "How do the segments compare?",
    "Which touchpoints drive satisfaction?",
];
/// How the question begins that asks for a summary, in lower case.
const IN_SHORT: &str = "in short:";

pub use answer::{Answer, AnswerProposal, Claim, ProposedClaim, RemovedClaim};
pub use fact::{AskContext, Fact, FactTable, NumberedQuote};
pub use procedure::{AskFindings, summary_question};
pub use retrieve::find_verbatims;
pub use strategy::{AiOpportunity, Strategy, StrategyAction, SuccessMeasure, Team, TeamPlan, strategy};
pub use topic::QuestionTopic;
