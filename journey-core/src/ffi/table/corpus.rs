//! What a corpus is asked.

use crate::{
    analysis::{Account, AggregateRow, CycleComparison, Grouping, JourneyMap, MapOptions, Verbatim, WaveComparison, WhatIf},
    ask::{self, Answer, AskFindings, Strategy, summary_question},
    error::Error,
    ffi::{
        Task,
        corpus::{Asked, declare_corpus_operations},
        operation::written,
    },
    journey::{Framework, Place},
    llm::RetryPolicy,
};

fn done(answer: &impl serde::Serialize) -> Result<Asked, Error> {
    written(answer).map(Asked::Done)
}

declare_corpus_operations! {
    accounts(corpus, framework: Framework, attribute: String) -> Vec<Account> {
        done(&corpus.accounts(&framework, &attribute)?)
    }
    aggregate(corpus, grouping: Grouping) -> Vec<AggregateRow> {
        done(&corpus.aggregate(grouping))
    }
    ask(corpus, map: JourneyMap, question: String, retry: RetryPolicy = RetryPolicy::default(), seed: u64 = 0) -> Answer {
        Ok(Asked::Task(Task::of(AskFindings::new(&map, corpus, &question, retry, seed)?, |answer| answer)))
    }
    compare_cycles(corpus, attribute: String) -> CycleComparison {
        done(&corpus.compare_cycles(&attribute)?)
    }
    compare_waves(
        corpus, framework: Framework, before: String, after: String, options: MapOptions = MapOptions::default(),
    ) -> WaveComparison {
        done(&corpus.compare_waves(&framework, &before, &after, &options)?)
    }
    find_verbatims(corpus, question: String, most: usize = 8) -> Vec<Verbatim> {
        done(&ask::find_verbatims(&question, corpus, most))
    }
    map(corpus, framework: Framework, options: MapOptions = MapOptions::default()) -> JourneyMap {
        done(&corpus.map(&framework, &options)?)
    }
    strategy(corpus, map: JourneyMap) -> Strategy {
        done(&ask::strategy(&map, corpus))
    }
    summarise(corpus, map: JourneyMap, retry: RetryPolicy = RetryPolicy::default(), seed: u64 = 0) -> Answer {
        let question = summary_question(&map);
        Ok(Asked::Task(Task::of(AskFindings::new(&map, corpus, &question, retry, seed)?, |answer| answer)))
    }
    what_if(corpus, place: Place, outcome: String, reduction: f64) -> WhatIf {
        done(&corpus.what_if(&place, &outcome, reduction)?)
    }
}
