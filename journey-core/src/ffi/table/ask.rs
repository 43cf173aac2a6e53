//! Answers, evidence, strategy.

use crate::{
    analysis::{JourneyMap, Verbatim},
    ask::{self, Answer, QuestionTopic, Strategy},
    ffi::operation::declare_operations,
    journey::Observation,
};

declare_operations! {
    /// An answer as text: claims with their quotations and a table.
    answer_markdown(answer: Answer) -> String {
        Ok(answer.markdown())
    }
    /// The customers' sentences nearest to a question.
    find_verbatims(question: String, observations: Vec<Observation>, most: Option<usize>) -> Vec<Verbatim> {
        Ok(ask::find_verbatims(&question, &observations, most.unwrap_or(8)))
    }
    /// Actions for four teams, each tied to a priority, its evidence and a measure.
    strategy(map: JourneyMap, observations: Vec<Observation>) -> Strategy {
        Ok(ask::strategy(&map, &observations))
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
