//! Answers, evidence, strategy.

use crate::{
    analysis::{JourneyMap, Voice},
    ask::{self, Answer, Strategy, Topic},
    ffi::operation::declare_operations,
    journey::Observation,
};

declare_operations! {
    /// An answer as text: claims with their quotations and a table.
    answer_markdown(answer: Answer) -> String {
        Ok(answer.markdown())
    }
    /// The customers' sentences nearest to a question.
    retrieve(question: String, observations: Vec<Observation>, most: usize = 8) -> Vec<Voice> {
        Ok(ask::retrieve(&question, &observations, most))
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
    topic_of(question: String) -> Topic {
        Ok(Topic::of(&question))
    }
}
