//! Words, sentences, clauses and what can be read off them without a model.

mod clause;
mod consent;
mod draft;
mod folded;
mod information;
mod label;
pub(crate) mod language;
mod lint;
mod meaning;
mod message_kind;
pub(crate) mod pattern;
mod pii;
mod polarity;
mod quotable;
mod quoted;
mod sentence;
mod sentiment;
mod signal;
mod vocabulary;
mod words;

pub use clause::{Clause, ClauseLink, LONGEST_CLAUSE, clauses};
pub use consent::read_consent;
pub use draft::lint_draft;
pub use information::{Information, InformationCoverage, detect_information, knows_information};
pub use label::LabelMatcher;
pub use lint::{LintIssue, LintLimits, LintRule, knows_wording, lint_message, lint_question};
pub(crate) use meaning::Gist;
pub use meaning::{Embedding, LONGEST_WORD};
pub use pii::{MaskedText, PiiKind, PiiMatch, mask_personal_data};
pub use polarity::Polarity;
pub use quotable::quotable;
pub use quoted::{holds_quotation, quotations};
pub(crate) use sentence::cuts;
pub use sentence::{LONGEST_SENTENCE, Sentence, SentenceId, Span, split_sentences};
pub use sentiment::{Sentiment, sentiment};
pub use signal::{Signal, detect_answer_signals, detect_signals};
pub(crate) use words::hash;
pub use words::{WordSet, content_stems, content_words, jaccard, stem, stems, word_count, words};

/// What the trainer of the kinds of messages needs: the places of a message, how many there are, and the kinds.
#[doc(hidden)]
pub mod training {
    pub use super::message_kind::{KINDS, PLACES};

    /// The places of a message's words and letters.
    pub fn message_features(message: &str) -> Vec<u32> {
        super::message_kind::features(&super::folded::segments(message))
    }
}
