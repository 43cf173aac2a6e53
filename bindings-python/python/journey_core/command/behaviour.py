"""What customers did, as files: data and pictures."""
from __future__ import annotations

from typing import Any, Optional

from .._functions import evaluation_svg, flow_mermaid, flow_svg, funnel_svg, staying_svg, variants_svg
from ..types import BehaviourReport, ChurnStudy
from .folder import OutputFolder
from .text import pretty

FOLDER = "behaviour"
"""The folder in a folder of results."""


def write(folder: OutputFolder, report: BehaviourReport) -> None:
    """Writes a report's data and pictures."""
    whole = report.discovery.whole
    files: dict[str, Optional[str]] = {
        "behaviour.json": pretty(report),
        "flow.svg": flow_svg(whole.graph),
        "flow.mmd": flow_mermaid(whole.graph),
        "ways.svg": variants_svg(whole.variants),
        "funnel.svg": funnel_svg(whole.funnels[0]) if whole.funnels else None,
        "staying.svg": None if report.churn is None else staying_svg(report.churn.staying),
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



def _calibration(churn: ChurnStudy) -> Optional[str]:
    evaluation = churn.evaluation
    return None if evaluation is None or evaluation.calibration is None else evaluation_svg(evaluation)
