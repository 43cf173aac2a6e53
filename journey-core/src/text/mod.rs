//! Words, sentences, clauses and what can be read off them without a model.

mod clause;
mod information;
mod label;
pub(crate) mod language;
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

pub use clause::{Clause, ClauseLink, LONGEST_CLAUSE, clauses};
pub use information::{Information, InformationCoverage, detect_information, knows_information};
pub use label::LabelMatcher;
pub use lint::{LintIssue, LintLimits, LintRule, knows_wording, lint_message, lint_question};
pub(crate) use meaning::Gist;
pub use meaning::{Embedding, LONGEST_WORD};
pub use phrase::{parts, phrase};
pub use pii::{MaskedText, PiiKind, PiiMatch, mask_personal_data};
pub use polarity::Polarity;
pub(crate) use sentence::cuts;
pub use sentence::{LONGEST_SENTENCE, Sentence, SentenceId, Span, split_sentences};
pub use sentiment::{Sentiment, sentiment};
pub use signal::{Signal, detect_signals};
pub(crate) use words::hash;
pub use words::{WordSet, content_stems, content_words, jaccard, stem, stems, word_count, words};
