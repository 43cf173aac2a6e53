//! The pictures: SVG, HTML, Mermaid and Markdown of a journey map, and of what customers did.

mod behaviour;
mod calibration;
mod chart;
#[cfg(test)]
mod check;
mod curve;
mod durations;
mod figure;
mod flow;
mod funnel;
mod html;
mod icon;
mod lane;
mod markdown;
mod measure;
mod mermaid;
mod palette;
mod panel;
mod plot;
mod section;
mod survival;
mod svg;
mod theme;
mod ticks;
mod variants;
mod words;

pub use behaviour::behaviour_markdown;
pub use calibration::{CalibrationOptions, CalibrationPoint, calibration_svg, evaluation_svg};
pub use chart::chart_svg;
pub use flow::{FlowOptions, flow_mermaid, flow_svg};
pub use funnel::funnel_svg;
pub use html::html;
pub use markdown::markdown;
pub use mermaid::mermaid;
pub use survival::{SurvivalCurve, SurvivalOptions, staying_svg, survival_svg};
pub use svg::{RenderOptions, svg};
pub use variants::variants_svg;
pub use words::description;
