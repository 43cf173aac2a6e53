//! A chart of bars.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::statistics::Interval;

/// One bar.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its length in the chart's unit.
    pub value: f64,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
    /// The base in words, such as `75/89`.
    pub base: String,
}

/// A chart of bars, drawn by [`chart_svg`](crate::render::chart_svg).
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Chart {
    /// What is shown.
    pub title: String,
    /// The lower and the upper end of the scale.
    pub scale: (f64, f64),
    /// Whether values are shares, shown in per cent.
    pub percent: bool,
    /// The bars in order.
    pub bars: Vec<Bar>,
}
