//! The picture: SVG, HTML, Mermaid and Markdown of a journey map.

mod chart;
mod curve;
mod html;
mod icon;
mod lane;
mod markdown;
mod measure;
mod mermaid;
mod panel;
mod plot;
mod section;
mod svg;
mod theme;
mod words;

pub use chart::chart_svg;
pub use html::html;
pub use markdown::markdown;
pub use mermaid::mermaid;
pub use svg::{RenderOptions, svg};
pub use words::description;
