//! The functions of `text` and `builtin` that read.

use super::linear;
use crate::{
    ask::QuestionTopic,
    builtin,
    text::{
        Embedding, LONGEST_CLAUSE, LONGEST_SENTENCE, LabelMatcher, Polarity, WordSet, clauses, content_stems, detect_information,
        detect_signals, jaccard, lint_message, lint_question, mask_personal_data, quotable, sentiment, split_sentences, stems,
    },
};

fn labels() -> LabelMatcher {
    LabelMatcher::new([("delivery", None), ("billing", Some("invoices, charges and payment")), ("staff", None)])
}

linear! {
    clauses_are_cut: |text| clauses(text);
    clauses_are_quoted: |text| quotable(text, "en").count();
    content_is_found: |text| content_stems(text);
    information_is_told: |text| ["en", "de", "es", "fr"].map(|language| detect_information(text, language));
    labels_are_made: |text| LabelMatcher::new([(text, Some(text)), ("billing", None)]);
    labels_are_scored: |text| let labels = labels(); labels.scores(text);
    lines_are_linted: |text| lint_message(text, "en", Default::default());
    questions_are_linted: |text| lint_question(text, "en", Default::default());
    meanings_are_found: |text| Embedding::of(text);
    overlap_is_measured: |text| jaccard(text, text);
    personal_data_is_masked: |text| mask_personal_data(text);
    polarity_is_read: |text| Polarity::of(text, None);
    polarity_is_read_of_a_target: |text| Polarity::of("The staff were lovely.", Some(text));
    polarity_is_leant_on: |text| builtin::polarity(text, Some("staff"));
    polarity_is_leant_on_of_a_target: |text| builtin::polarity("The staff were lovely, but slow.", Some(text));
    sentences_are_cut: |text| split_sentences(text);
    sentiment_is_scored: |text| sentiment(text);
    signals_are_read: |text| ["en", "de", "es", "fr", text].map(|language| detect_signals(text, language));
    topics_are_told: |text| QuestionTopic::from_question(text);
    words_are_stemmed: |text| stems(text);
    words_make_a_set: |text| WordSet::of(text).jaccard(&WordSet::of(text));
}

proptest::proptest! {
    #[test]
    fn sentences_and_clauses_are_bounded(hostile in super::hostile(), length in 0..4 * LONGEST_SENTENCE) {
        let text = hostile.text(length);
        let mut before = 0;
        for span in split_sentences(&text) {
            proptest::prop_assert!(span.start >= before && span.end > span.start, "out of order");
            before = span.end;
            let sentence = span.slice(&text).unwrap_or_default();
            proptest::prop_assert!((1..=LONGEST_SENTENCE).contains(&sentence.chars().count()));
            proptest::prop_assert_eq!(sentence.trim(), sentence);
        }
        for clause in clauses(&text) {
            proptest::prop_assert!(clause.text.chars().count() <= LONGEST_CLAUSE);
        }
    }

    /// What is no white space and no mark stays in one of the sentences.
    #[test]
    fn nothing_that_is_said_is_lost(hostile in super::hostile(), length in 0..4 * LONGEST_SENTENCE) {
        let text = hostile.text(length);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let cut: usize = split_sentences(&text).iter().filter_map(|span| span.slice(&text)).map(letters).sum();
        proptest::prop_assert_eq!(cut, letters(&text));
    }
}
