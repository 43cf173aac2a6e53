"""What a run found, as the files of a folder; and read back from them."""
from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass, field
from typing import Any, Optional

from .._corpus import Corpus
from .._functions import behaviour_markdown, chart_svg, codebook_from_framework, map_json, observations_csv, write_qdc, write_qdpx
from ..types import Answer, BehaviourReport, Codebook, Document, Framework, JourneyMap, Observation, ResearchPlan, Strategy
from . import behaviour
from .failing import invalid
from .folder import OutputFolder
from .planning import read_json
from .text import lines, pretty


@dataclass
class Results:
    """All that a run found."""

    framework: Framework
    plan: ResearchPlan
    documents: list[Document]
    observations: list[Observation]
    map: JourneyMap
    answers: list[Answer]
    strategy: Strategy
    codebook: Optional[Codebook] = None
    behaviour: Optional[BehaviourReport] = None
    """What customers did, when an event log was read."""
    sections: list[str] = field(default_factory=list)
    """Markdown at the end of the report."""
    more: dict[str, Any] = field(default_factory=dict)
    """Further files by name: text, or data for JSON."""


def write(folder: OutputFolder, results: Results) -> None:
    """Writes the files of a result."""
    codebook = results.codebook or codebook_from_framework(results.framework)
    folder.write("map.html", results.map.html())
    folder.write("map.svg", results.map.svg(evidence="map.html"))
    folder.write("map.mmd", results.map.mermaid())
    folder.write("map.json", map_json(results.map))
    folder.write("report.md", report(results))
    folder.write("observations.csv", observations_csv(results.observations))
    folder.write("observations.json", lines(results.observations))
    folder.write("transcripts.json", lines(results.documents))
    folder.write("framework.json", pretty(results.framework))
    folder.write("plan.json", pretty(results.plan))
    folder.write("answers.json", pretty(results.answers))
    folder.write("strategy.json", pretty(results.strategy))
    folder.write("codebook.qdc", write_qdc(codebook))
    folder.write("codebook.json", pretty(codebook))
    folder.write("project.qdpx", write_qdpx(results.map.title, results.documents, results.observations, codebook))
    for answer in results.answers:
        if answer.chart is not None:
            folder.write(f"charts/{answer.topic.replace('_', '-')}.svg", chart_svg(answer.chart))
    for name, content in results.more.items():
        folder.write(name, content if isinstance(content, str) else pretty(content))
    if results.behaviour is not None:
        behaviour.write(folder, results.behaviour)


def report(results: Results) -> str:
    """The report: the map in words, what customers did, the answers, the strategy, and what else was asked for."""
    done = [] if results.behaviour is None else [behaviour_markdown(results.behaviour)]
    answers = "\n".join(answer.markdown() for answer in results.answers)
    return "\n".join([results.map.markdown(), *done, "# Questions to the findings", "", answers, results.strategy.markdown(), *results.sections])


@dataclass
class Earlier:
    """An earlier result, read from its folder."""

    framework: Framework
    documents: list[Document]
    observations: list[Observation]
    title: str
    question: str

    def corpus(self, attributes: tuple[str, ...] = ()) -> Corpus:
        """The corpus that its map was made of."""
        corpus = Corpus(self.documents, self.observations, self.framework, attributes=attributes)
        corpus.title, corpus.question = self.title, self.question
        return corpus


def is_result(path: str) -> bool:
    """Whether a path is the folder of a result."""
    return all((pathlib.Path(path) / name).is_file() for name in ("map.json", "observations.json", "transcripts.json", "framework.json"))


def earlier(path: str) -> Earlier:
    """Reads the folder of a result."""
    if not is_result(path):
        raise invalid(path, "it is no folder of a result", "name a folder that `journey map` or `journey pilot` wrote")
    place = pathlib.Path(path)
    drawn = read_json(str(place / "map.json"), "the map of a result")
    return Earlier(
        framework=Framework.from_dict(read_json(str(place / "framework.json"), "the framework of a result")),
        documents=[Document.from_dict(one) for one in _list(place / "transcripts.json")],
        observations=[Observation.from_dict(one) for one in _list(place / "observations.json")],
        title=str(drawn.get("title", "")),
        question=str(drawn.get("question", "")),
    )


def _list(path: pathlib.Path) -> list[Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise invalid(str(path), f"it is no JSON: {error}", "write the result anew with `journey map`") from error
    if not isinstance(data, list):
        raise invalid(str(path), "it is no list", "write the result anew with `journey map`")
    return data
