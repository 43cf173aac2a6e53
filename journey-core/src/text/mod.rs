//! Words, sentences, clauses and what can be read off them without a model.

mod clause;
mod information;
mod lint;
pub(crate) mod pattern;
mod phrase;
mod pii;
mod sentence;
mod sentiment;
mod signal;
mod words;

pub use clause::{Clause, Link, clauses};
pub use information::{Information, Told, information};
pub use lint::{LintIssue, LintLimits, LintRule, lint_message, lint_question};
pub use phrase::{parts, phrase};
pub use pii::{Masked, PiiFinding, PiiKind, mask};
pub use sentence::{Sentence, SentenceId, Span, segment};
pub use sentiment::{Sentiment, sentiment};
pub use signal::{Signal, signals, signals_in};
pub(crate) use words::hash;
pub use words::{WordSet, content_stems, content_words, jaccard, stem, stems, word_count, words};
