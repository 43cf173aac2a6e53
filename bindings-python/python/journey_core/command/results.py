"""What a run found, as the files of a folder; and read back from them."""
from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass, field
from typing import Any, Optional

from .._corpus import Corpus
from .._functions import chart_svg, codebook_from_framework, map_json, observations_csv, write_qdc, write_qdpx
from .._record import plain
from ..types import Answer, Codebook, Document, Framework, JourneyMap, Observation, ResearchPlan, Strategy
from .failing import invalid
from .folder import OutputFolder
from .planning import read_json


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
    folder.write("observations.json", _lines(results.observations))
    folder.write("transcripts.json", _lines(results.documents))
    folder.write("framework.json", _pretty(results.framework))
    folder.write("plan.json", _pretty(results.plan))
    folder.write("answers.json", _pretty(results.answers))
    folder.write("strategy.json", _pretty(results.strategy))
    folder.write("codebook.qdc", write_qdc(codebook))
    folder.write("codebook.json", _pretty(codebook))
    folder.write("project.qdpx", write_qdpx(results.map.title, results.documents, results.observations, codebook))
    for answer in results.answers:
        if answer.chart is not None:
            folder.write(f"charts/{answer.topic.replace('_', '-')}.svg", chart_svg(answer.chart))
    for name, content in results.more.items():
        folder.write(name, content if isinstance(content, str) else _pretty(content))


def report(results: Results) -> str:
    """The report: the map in words, the answers, the strategy, and what else was asked for."""
    answers = "\n".join(answer.markdown() for answer in results.answers)
    return "\n".join([results.map.markdown(), "# Questions to the findings", "", answers, results.strategy.markdown(), *results.sections])


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


def _pretty(data: Any) -> str:
    return json.dumps(plain(data), ensure_ascii=False, indent=2) + "\n"


def _lines(records: list[Any]) -> str:
    """A list with one record a line."""
    return "[\n" + ",\n".join(record.to_json() for record in records) + "\n]\n" if records else "[]\n"
