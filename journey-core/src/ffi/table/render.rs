//! Pictures and texts of a map.

use crate::{
    analysis::{Chart, JourneyMap},
    behaviour::{BehaviourReport, ChurnEvaluation, DirectlyFollowsGraph, FunnelResult, Staying, Variants},
    ffi::operation::declare_operations,
    render::{self, CalibrationOptions, CalibrationPoint, FlowOptions, RenderOptions, SurvivalCurve, SurvivalOptions},
};

fn options<'a>(segments: bool, evidence: Option<&'a String>) -> RenderOptions<'a> {
    RenderOptions { segments, evidence: evidence.map(String::as_str) }
}

declare_operations! {
    /// Writes what a log shows as Markdown: paths, funnel, deviations, said and done, and churn.
    behaviour_markdown(report: BehaviourReport) -> String {
        Ok(render::behaviour_markdown(&report))
    }
    /// Draws predicted against observed risks as SVG.
    calibration_svg(points: Vec<CalibrationPoint>, options: CalibrationOptions = CalibrationOptions::default()) -> String {
        render::calibration_svg(&points, &options)
    }
    /// Draws a chart as SVG.
    chart_svg(chart: Chart) -> String {
        Ok(render::chart_svg(&chart))
    }
    /// Draws what a model foretold of customers that it was not fitted to against what came, as SVG.
    evaluation_svg(evaluation: ChurnEvaluation) -> String {
        render::evaluation_svg(&evaluation)
    }
    /// Draws what customers did as a flow from activity to activity, as SVG.
    flow_svg(graph: DirectlyFollowsGraph, options: FlowOptions = FlowOptions::default()) -> String {
        render::flow_svg(&graph, &options)
    }
    /// Writes what customers did as a Mermaid flowchart; transitions of a smaller share of cases are left out.
    flow_mermaid(graph: DirectlyFollowsGraph, least_share: Option<f64> = None) -> String {
        render::flow_mermaid(&graph, least_share)
    }
    /// Draws a funnel as SVG.
    funnel_svg(funnel: FunnelResult) -> String {
        Ok(render::funnel_svg(&funnel))
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
    /// Draws how long the customers of a log stay, by segment, as SVG.
    staying_svg(staying: Staying) -> String {
        render::staying_svg(&staying)
    }
    /// Draws how many customers stay how long, by group, as SVG.
    survival_svg(curves: Vec<SurvivalCurve>, options: SurvivalOptions = SurvivalOptions::default()) -> String {
        render::survival_svg(&curves, &options)
    }
    /// Draws the ten ways that most customers took as SVG.
    variants_svg(variants: Variants) -> String {
        Ok(render::variants_svg(&variants))
    }
}
