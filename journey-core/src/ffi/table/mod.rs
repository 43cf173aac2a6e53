//! The tables, by module.

mod analysis;
mod ask;
mod coding;
mod corpus;
mod event_log;
mod exchange;
mod interview;
mod journey;
mod llm;
mod plan;
mod render;
mod simulate;
mod statistics;
mod study;
mod tasks;
mod text;

pub(super) use corpus::OPERATIONS as CORPUS;
pub(super) use event_log::OPERATIONS as EVENT_LOG;
pub(super) use tasks::TASKS;

use super::Operation;

pub(super) const ALL: &[&[Operation]] = &[
    analysis::OPERATIONS,
    ask::OPERATIONS,
    coding::OPERATIONS,
    exchange::OPERATIONS,
    interview::OPERATIONS,
    journey::OPERATIONS,
    llm::OPERATIONS,
    plan::OPERATIONS,
    render::OPERATIONS,
    simulate::OPERATIONS,
    statistics::OPERATIONS,
    study::OPERATIONS,
    text::OPERATIONS,
];
