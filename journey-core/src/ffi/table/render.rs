//! Pictures and texts of a map.

use crate::{
    analysis::{Chart, JourneyMap},
    ffi::operation::declare_operations,
    render::{self, RenderOptions},
};

fn options<'a>(segments: bool, evidence: Option<&'a String>) -> RenderOptions<'a> {
    RenderOptions { segments, evidence: evidence.map(String::as_str) }
}

declare_operations! {
    /// Draws a chart as SVG.
    chart_svg(chart: Chart) -> String {
        Ok(render::chart_svg(&chart))
    }
    /// The map in a few sentences.
    map_description(map: JourneyMap) -> String {
        Ok(render::description(&map))
    }
    /// Writes the map as one self-contained page: picture, table with every value, priorities, evidence.
    map_html(map: JourneyMap, segments: bool = false) -> String {
        Ok(render::html(&map, &options(segments, None)))
    }
    /// Writes the map as JSON, the same bytes for the same map.
    map_json(map: JourneyMap) -> String {
        Ok(map.to_json())
    }
    /// Writes the map as Markdown.
    map_markdown(map: JourneyMap) -> String {
        Ok(render::markdown(&map))
    }
    /// Writes the map as a Mermaid journey.
    map_mermaid(map: JourneyMap) -> String {
        Ok(render::mermaid(&map))
    }
    /// Draws the map as one self-contained SVG. `evidence` names the page that quotations link to; without it there are no links.
    map_svg(map: JourneyMap, segments: bool = false, evidence: Option<String>) -> String {
        Ok(render::svg(&map, &options(segments, evidence.as_ref())))
    }
}
