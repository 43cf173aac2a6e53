//! The tables, by module.

mod analysis;
mod ask;
mod coding;
mod exchange;
mod interview;
mod journey;
mod plan;
mod render;
mod simulate;
mod statistics;
mod study;
mod tasks;
mod text;

use super::Operation;
pub(super) use tasks::TASKS;

pub(super) const ALL: &[&[Operation]] = &[
    analysis::OPERATIONS,
    ask::OPERATIONS,
    coding::OPERATIONS,
    exchange::OPERATIONS,
    interview::OPERATIONS,
    journey::OPERATIONS,
    plan::OPERATIONS,
    render::OPERATIONS,
    simulate::OPERATIONS,
    statistics::OPERATIONS,
    study::OPERATIONS,
    text::OPERATIONS,
];
