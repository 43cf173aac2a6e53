"""What customers did, as files: data and pictures."""
from __future__ import annotations

from typing import Any, Optional

from .._functions import calibration_svg, flow_mermaid, flow_svg, funnel_svg, survival_svg, variants_svg
from ..types import BehaviourReport, CalibrationOptions, CalibrationPoint, ChurnStudy, SurvivalCurve, SurvivalOptions
from .folder import OutputFolder
from .text import pretty

FOLDER = "behaviour"
"""The folder in a folder of results."""
GROUPS = 6
"""The most segments of one picture."""


def write(folder: OutputFolder, report: BehaviourReport) -> None:
    """Writes a report's data and pictures."""
    whole = report.discovery.whole
    files: dict[str, Optional[str]] = {
        "behaviour.json": pretty(report),
        "flow.svg": flow_svg(whole.graph),
        "flow.mmd": flow_mermaid(whole.graph),
        "ways.svg": variants_svg(whole.variants),
        "funnel.svg": funnel_svg(whole.funnels[0]) if whole.funnels else None,
        "staying.svg": None if report.churn is None else _staying(report.churn),
        "calibration.svg": None if report.churn is None else _calibration(report.churn),
    }
    for name, text in files.items():
        if text is not None:
            folder.write(f"{FOLDER}/{name}", text)


def told(report: BehaviourReport) -> list[str]:
    """What a report tells first, a line each."""
    whole = report.discovery.whole
    lines = [f"{whole.cases} journeys, {whole.events} events, {whole.variants.count} ways"]
    return lines if report.churn is None else [*lines, f"{report.churn.left} of {report.churn.customers} customers left"]


def data(report: BehaviourReport) -> dict[str, Any]:
    """The same for programs."""
    whole, joined, churn = report.discovery.whole, report.said_and_done, report.churn
    leaving = None
    if churn is not None:
        leaving = {"customers": churn.customers, "left": churn.left, "no_model": churn.no_model, "at_risk": churn.at_risk[:5]}
    return {
        "journeys": whole.cases,
        "events": whole.events,
        "ways": whole.variants.count,
        "unplaced": report.unplaced,
        "spoke_and_acted": None if joined is None else joined.both,
        "leaving": leaving,
    }


def _staying(churn: ChurnStudy) -> str:
    """The curves of the largest segments, or of everyone where there is none."""
    staying = churn.staying
    largest = sorted(staying.segments, key=lambda one: -one.curve.base)[:GROUPS]
    curves = [SurvivalCurve(name=one.segment, steps=one.curve.steps) for one in sorted(largest, key=lambda one: one.segment)]
    log_rank_p = None if staying.log_rank is None else staying.log_rank.p_value
    options = SurvivalOptions(title="How long customers stay", unit="days", log_rank_p=log_rank_p)
    return survival_svg(curves or [SurvivalCurve(name="Customers", steps=staying.all.steps)], options)


def _calibration(churn: ChurnStudy) -> Optional[str]:
    calibration = None if churn.evaluation is None else churn.evaluation.calibration
    if calibration is None:
        return None
    points = [
        CalibrationPoint(base=group.base, predicted=group.predicted, observed=group.observed, interval=group.interval)
        for group in calibration.groups
        if group.observed is not None
    ]
    index = calibration.expected_calibration_error
    return calibration_svg(points, CalibrationOptions(title="Predicted and observed risk", counted="predictions", index=index))
