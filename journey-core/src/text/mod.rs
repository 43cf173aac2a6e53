//! Words, sentences, clauses and what can be read off them without a model.

mod clause;
mod consent;
mod draft;
mod encoder;
mod english;
mod folded;
mod hashed;
mod information;
mod label;
pub(crate) mod language;
mod linear;
mod lint;
mod meaning;
mod message_kind;
mod network;
mod noun;
pub(crate) mod pattern;
mod pii;
mod quotable;
mod quoted;
mod reader;
mod sentence;
mod sentiment;
mod signal;
mod vocabulary;
mod weights;
mod words;

pub use clause::{Clause, ClauseLink, LONGEST_CLAUSE, clauses};
pub use consent::read_consent;
pub use draft::lint_draft;
pub(crate) use english::speaks_english;
pub(crate) use folded::segments;
pub(crate) use hashed::HashedReader;
pub use information::{Information, InformationCoverage, detect_information, knows_information};
pub use label::LabelMatcher;
pub(crate) use label::{MENTIONED, MENTIONED_AMONG_ALL};
pub use lint::{LintIssue, LintLimits, LintRule, knows_wording, lint_message, lint_question};
pub(crate) use meaning::Gist;
pub use meaning::{Embedding, LONGEST_WORD};
pub(crate) use noun::{Noun, NounCounter};
pub(crate) use pii::personal_data;
pub use pii::{MaskedText, PiiKind, PiiMatch, mask_personal_data};
pub use quotable::quotable;
pub use quoted::{holds_quotation, quotations};
pub(crate) use reader::SentenceReader;
pub use reader::{Polarity, Reading, Statement};
pub(crate) use sentence::cuts;
pub use sentence::{LONGEST_SENTENCE, Sentence, SentenceId, Span, split_sentences};
pub use sentiment::{Sentiment, sentiment};
pub(crate) use signal::signals_of_words;
pub use signal::{Signal, detect_answer_signals, detect_signals};
pub(crate) use words::hash;
pub use words::{WordSet, content_stems, content_words, jaccard, stem, stems, word_count, words};

/// What the trainer of readers of short texts needs.
#[doc(hidden)]
pub mod training {
    /// The places of a text's words and letters, of so many.
    pub fn hashed_features(text: &str, places: u32) -> Vec<u32> {
        super::hashed::features(&super::folded::segments(text), places)
    }

    /// What the words of an English text mean, as the readers weigh it; none without a known word.
    pub fn meaning_features(text: &str) -> Option<Vec<f32>> {
        super::hashed::meaning_features(&super::folded::segments(text))
    }
}
