//! What an event log is asked.

use crate::{
    behaviour::{
        self, BehaviourOptions, BehaviourReport, ChurnOptions, ChurnStudy, Conformance, DirectlyFollowsGraph, DiscoveryOptions,
        EventPlaces, Funnel, FunnelResult, JourneyDiscovery, PlannedJourney, SaidAndDone, TimeBetween, Variants,
    },
    error::Error,
    ffi::event_log::declare_log_operations,
    journey::Framework,
};

declare_log_operations! {
    behaviour_report(log, corpus, framework: Framework, options: BehaviourOptions = BehaviourOptions::default()) -> BehaviourReport {
        behaviour::behaviour_report(log, corpus, &framework, &options)
    }
    churn(log, corpus, options: ChurnOptions = ChurnOptions::default()) -> ChurnStudy {
        behaviour::churn(log, corpus, &options)
    }
    conformance(log, _corpus, planned: PlannedJourney) -> Conformance {
        behaviour::conformance(log, &planned)
    }
    discover(log, _corpus, options: DiscoveryOptions = DiscoveryOptions::default()) -> JourneyDiscovery {
        behaviour::discover(log, &options)
    }
    funnel(log, _corpus, funnel: Funnel) -> FunnelResult {
        behaviour::funnel(log, &funnel)
    }
    graph(log, _corpus) -> DirectlyFollowsGraph {
        Ok(behaviour::directly_follows_graph(log))
    }
    places(log, _corpus, framework: Framework) -> EventPlaces {
        Ok(EventPlaces::named(log, &framework))
    }
    said_and_done(log, corpus, places: EventPlaces, framework: Framework) -> SaidAndDone {
        let corpus = corpus.ok_or_else(|| Error::invalid("corpus", "it is missing", "give what the same people said"))?;
        Ok(behaviour::said_and_done(corpus, log, &places, &framework))
    }
    time_between(log, _corpus, from: String, to: String) -> TimeBetween {
        behaviour::time_between(log, &from, &to)
    }
    variants(log, _corpus, limit: Option<usize> = None) -> Variants {
        Ok(behaviour::variants(log, limit))
    }
}
