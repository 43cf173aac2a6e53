"""The research question and the plan that comes of it."""
from __future__ import annotations

import argparse
import json
import pathlib
from typing import Any, Optional

from .._functions import add_mandatory_question, check_framework, recommended_mandatory_questions, template, template_ids
from .._provider import Provider
from .._tasks import draft_plan_async
from ..types import (
    Focus,
    FocusBusinessToBusiness,
    FocusCrossChannel,
    FocusEndToEnd,
    FocusLifecycle,
    FocusOmnichannel,
    FocusSingleStage,
    Framework,
    ResearchPlan,
)
from . import console
from .failing import invalid

QUESTION = "Where in the journey do we create friction, where delight?"
_FOCUSES: dict[str, Any] = {
    "business_to_business": FocusBusinessToBusiness,
    "cross_channel": FocusCrossChannel,
    "end_to_end": FocusEndToEnd,
    "lifecycle": FocusLifecycle,
    "omnichannel": FocusOmnichannel,
}


def add(parser: argparse.ArgumentParser, industry: str) -> None:
    """The options of the plan; `industry` says what stands in for it."""
    group = parser.add_argument_group("research question")
    group.add_argument("--question", default=QUESTION, metavar="TEXT", help="the research question (where there is friction, where delight)")
    add_stages(group, industry)
    group.add_argument(
        "--focus",
        default="end_to_end",
        metavar="FOCUS",
        help=f"what to look at: {', '.join(_FOCUSES)}, or the id of a stage (end_to_end)",
    )
    group.add_argument(
        "--mandatory",
        action="append",
        default=[],
        metavar="TEXT",
        help="a question that each interview asks; may be given several times (the three that are recommended)",
    )


def add_stages(group: Any, industry: str) -> None:
    """The options of stages and touchpoints; `industry` says what stands in for it."""
    stages = group.add_mutually_exclusive_group()
    stages.add_argument("--industry", metavar="ID", help=f"stages to map onto: {', '.join(template_ids())} ({industry})")
    stages.add_argument("--framework", metavar="FILE", help="stages of your own: framework.json of an earlier result, edited")


def framework(options: argparse.Namespace) -> Optional[Framework]:
    """The framework of a file or of the industry that was named; none when neither is."""
    if options.framework is not None:
        chosen = Framework.from_dict(read_json(options.framework, "stages and touchpoints as a framework.json of a result has them"))
        check_framework(chosen)
        return chosen
    if options.industry is None:
        return None
    if options.industry not in template_ids():
        raise invalid("--industry", f"`{options.industry}` is not known", f"use one of {', '.join(template_ids())}")
    return template(options.industry)


async def plan(options: argparse.Namespace, stages: Optional[Framework], provider: Optional[Provider]) -> ResearchPlan:
    """Drafts the plan of the question, with its mandatory questions."""
    drafted = await draft_plan_async(options.question, provider, framework=stages, focus=focus(options.focus, stages))
    for question in options.mandatory or recommended_mandatory_questions(drafted):
        added = add_mandatory_question(drafted, question)
        drafted = added.plan
        for warning in added.warnings:
            console.note(options, f"warning: {warning}")
    return drafted


def focus(name: str, stages: Optional[Framework] = None) -> Focus:
    """A part of the journey by its name, or the stage of that id."""
    if name in _FOCUSES:
        return _FOCUSES[name]()  # type: ignore[no-any-return]
    if stages is not None and name not in [stage.id for stage in stages.stages]:
        known = ", ".join([*_FOCUSES, *(stage.id for stage in stages.stages)])
        raise invalid("--focus", f"`{name}` is neither a focus nor a stage", f"use one of {known}")
    return FocusSingleStage(stage=name)


def read_json(path: str, what: str) -> dict[str, Any]:
    """The object in a JSON file."""
    try:
        data = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise invalid(path, f"it cannot be read: {error.strerror}", "name a file that exists") from error
    except ValueError as error:
        raise invalid(path, f"it is no JSON: {error}", f"give {what}") from error
    if not isinstance(data, dict):
        raise invalid(path, "it is no object", f"give {what}")
    return data
