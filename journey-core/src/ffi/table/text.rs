//! Words and sentences.

use crate::{
    ffi::operation::declare_operations,
    text::{self, Information, LintIssue, LintLimits, MaskedText, Polarity, Sentiment, Signal, Span},
};

declare_operations! {
    /// Finds what is wrong with a message of an interviewer: more than one question, leading or closed wording, praise, length.
    lint_message(message: String, language: String = "en".to_owned(), limits: LintLimits = LintLimits::default()) -> Vec<LintIssue> {
        Ok(text::lint_message(&message, &language, limits))
    }
    /// Finds what is wrong with an interview question: leading, double-barrelled, closed, too long.
    lint_question(question: String, language: String = "en".to_owned(), limits: LintLimits = LintLimits::default()) -> Vec<LintIssue> {
        Ok(text::lint_question(&question, &language, limits))
    }
    /// Masks personal data: emails, telephone numbers, addresses, card and account numbers, names after a cue.
    mask_personal_data(text: String) -> MaskedText {
        Ok(text::mask_personal_data(&text))
    }
    /// Cuts a text into sentences; offsets are Unicode scalar values.
    split_sentences(text: String) -> Vec<Span> {
        Ok(text::split_sentences(&text))
    }
    /// Reads the tone of a whole text, −1 to 1, by the VADER lexicon.
    sentiment(text: String) -> Sentiment {
        Ok(text::sentiment(&text))
    }
    /// Reads the tone of a text towards a target, by the trained reader; none when the text says nothing.
    polarity(text: String, target: Option<String>) -> Option<Polarity> {
        Ok(Polarity::of(&text, target.as_deref()))
    }
    /// Names the kinds of information that an answer tells: an incident, a feeling, a cause and so on.
    detect_information(text: String, language: String = "en".to_owned()) -> Vec<Information> {
        Ok(text::detect_information(&text, &language).kinds().collect())
    }
    /// Notices in a participant's message what rules must act on: a refusal, distress, a wish to stop, a question back.
    detect_signals(message: String, language: String = "en".to_owned()) -> Vec<Signal> {
        Ok(text::detect_signals(&message, &language))
    }
    /// The share of words that two texts have in common, 0 to 1.
    jaccard(left: String, right: String) -> f64 {
        Ok(text::jaccard(&left, &right))
    }
}
