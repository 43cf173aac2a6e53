//! What customers did, as files: data, pictures.

use std::{fs, path::Path};

use super::{folder::pretty, unwritable};
use crate::{
    behaviour::BehaviourReport,
    error::Error,
    render::{FlowOptions, evaluation_svg, flow_mermaid, flow_svg, funnel_svg, staying_svg, variants_svg},
};

/// The folder in a folder of results.
pub(super) const BEHAVIOUR: &str = "behaviour";

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
    write("staying.svg", staying_svg(&churn.staying)?)?;
    if let Some(evaluation) = churn.evaluation.as_ref().filter(|evaluation| evaluation.calibration.is_some()) {
        write("calibration.svg", evaluation_svg(evaluation)?)?;
    }
    Ok(())
}
