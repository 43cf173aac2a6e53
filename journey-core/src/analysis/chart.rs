//! A chart of bars.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::statistics::Interval;

#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Bar {
    pub label: String,
    /// The bar's length, in the chart's unit.
    pub value: f64,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
    /// The base as text, such as `75/89`.
    pub base: String,
}

/// A bar chart, drawn by [`chart_svg`](crate::render::chart_svg).
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Chart {
    pub title: String,
    /// The lower and upper ends of the axis.
    pub scale: (f64, f64),
    /// Whether values are shares, to be shown as percentages.
    pub percent: bool,
    pub bars: Vec<Bar>,
}
