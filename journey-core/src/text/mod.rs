//! Words, sentences, clauses and what can be read off them without a model.

mod clause;
mod lint;
pub(crate) mod pattern;
mod pii;
mod sentence;
mod sentiment;
mod signal;
mod words;

pub use clause::{Clause, Link, clauses};
pub use lint::{LintIssue, LintLimits, LintRule, lint_message, lint_question};
pub use pii::{Masked, PiiFinding, PiiKind, mask};
pub use sentence::{Sentence, SentenceId, Span, segment};
pub use sentiment::{Sentiment, sentiment};
pub use signal::{Signal, signals};
pub use words::{content_words, jaccard, stem, words};
