//! What customers did, as files: data, pictures.

use std::{fs, path::Path};

use super::{folder::pretty, unwritable};
use crate::{
    behaviour::{BehaviourReport, ChurnStudy},
    error::Error,
    render::{
        CalibrationOptions, CalibrationPoint, FlowOptions, SurvivalCurve, SurvivalOptions, calibration_svg, flow_mermaid, flow_svg,
        funnel_svg, survival_svg, variants_svg,
    },
};

/// The folder in a folder of results.
pub(super) const BEHAVIOUR: &str = "behaviour";
/// The most segments of one picture.
const GROUPS: usize = 6;

/// Writes a report's data and pictures into a new folder.
pub(super) fn write_behaviour(folder: &Path, report: &BehaviourReport) -> Result<(), Error> {
    let folder = folder.join(BEHAVIOUR);
    fs::create_dir(&folder).map_err(|error| unwritable(&folder, error))?;
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| unwritable(&path, error))
    };
    let whole = &report.discovery.whole;
    write("behaviour.json", pretty(report))?;
    write("flow.svg", flow_svg(&whole.graph, &FlowOptions::default())?)?;
    write("flow.mmd", flow_mermaid(&whole.graph, None)?)?;
    write("ways.svg", variants_svg(&whole.variants))?;
    if let Some(funnel) = whole.funnels.first() {
        write("funnel.svg", funnel_svg(funnel))?;
    }
    let Some(churn) = &report.churn else { return Ok(()) };
    write("staying.svg", staying(churn)?)?;
    if let Some(calibration) = churn.evaluation.as_ref().and_then(|evaluation| evaluation.calibration.as_ref()) {
        let points: Vec<CalibrationPoint> = calibration.groups.iter().filter_map(CalibrationPoint::of).collect();
        let index = Some(calibration.expected_calibration_error);
        write(
            "calibration.svg",
            calibration_svg(&points, &CalibrationOptions { index, counted: "predictions".into(), ..CalibrationOptions::default() })?,
        )?;
    }
    Ok(())
}

/// The curves of the largest segments, or of everyone where there is none.
fn staying(churn: &ChurnStudy) -> Result<String, Error> {
    let staying = &churn.staying;
    let mut segments: Vec<_> = staying.segments.iter().collect();
    segments.sort_by_key(|segment| std::cmp::Reverse(segment.curve.base));
    segments.truncate(GROUPS);
    segments.sort_by(|left, right| left.segment.cmp(&right.segment));
    let mut curves: Vec<SurvivalCurve> =
        segments.into_iter().map(|one| SurvivalCurve { name: one.segment.clone(), steps: one.curve.steps.clone() }).collect();
    if curves.is_empty() {
        curves.push(SurvivalCurve { name: "Customers".into(), steps: staying.all.steps.clone() });
    }
    let log_rank_p = staying.log_rank.as_ref().map(|test| test.p_value);
    survival_svg(&curves, &SurvivalOptions { unit: "days".into(), log_rank_p, ..SurvivalOptions::default() })
}
