//! Answers, evidence, strategy.

use crate::{
    ask::{Answer, QuestionTopic, REPORT_QUESTIONS, Strategy},
    ffi::operation::declare_operations,
};

declare_operations! {
    /// An answer as text: claims with their quotations and a table.
    answer_markdown(answer: Answer) -> String {
        Ok(answer.markdown())
    }
    /// The questions that every report answers, the summary first.
    report_questions() -> Vec<String> {
        Ok(REPORT_QUESTIONS.map(str::to_owned).to_vec())
    }
    /// A strategy as text.
    strategy_markdown(strategy: Strategy) -> String {
        Ok(strategy.markdown())
    }
    /// What a question to the findings is about.
    question_topic(question: String) -> QuestionTopic {
        Ok(QuestionTopic::from_question(&question))
    }
}
