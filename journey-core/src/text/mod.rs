//! Words, sentences, clauses and what can be read off them without a model.

mod clause;
mod information;
mod label;
mod lint;
mod meaning;
pub(crate) mod pattern;
mod phrase;
mod pii;
mod polarity;
mod sentence;
mod sentiment;
mod signal;
mod words;

pub use clause::{Clause, LONGEST_CLAUSE, Link, clauses};
pub use information::{Information, Told, information};
pub use label::Labels;
pub use lint::{LintIssue, LintLimits, LintRule, lint_message, lint_question};
pub(crate) use meaning::Gist;
pub use meaning::{LONGEST_WORD, Meaning};
pub use phrase::{parts, phrase};
pub use pii::{Masked, PiiFinding, PiiKind, mask};
pub use polarity::Polarity;
pub(crate) use sentence::cuts;
pub use sentence::{LONGEST_SENTENCE, Sentence, SentenceId, Span, segment};
pub use sentiment::{Sentiment, sentiment};
pub use signal::{Signal, signals, signals_in};
pub(crate) use words::hash;
pub use words::{WordSet, content_stems, content_words, jaccard, stem, stems, word_count, words};
