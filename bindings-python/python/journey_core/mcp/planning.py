"""Drafting a plan."""
from __future__ import annotations

from typing import Annotated, List, Literal, Optional

from mcp.server.mcpserver import MCPServer
from mcp_types import CallToolResult, ToolAnnotations
from pydantic import Field

from .._functions import add_mandatory_question, recommended_mandatory_questions, template, template_ids
from .._study import Study
from .._tasks import draft_plan_async
from ..command.failing import invalid
from ..command.planning import focus as focus_of
from .results import Shape, answered, disposing, fitting
from .workspace import Workspace


class Question(Shape):
    """A question of the guide."""

    text: str
    stage: Optional[str] = None
    mandatory: bool = False


class Plan(Shape):
    """A drafted plan."""

    study: str = Field(description="the id that `interview` and `code` take")
    question: str
    type: str
    goals: List[str]
    stages: List[str]
    questions: List[Question]
    warnings: List[str]
    more: Optional[str] = None
    resource: str = Field(description="the whole plan as JSON")


def add(server: MCPServer, workspace: Workspace) -> None:
    """Adds the tool."""

    @server.tool(
        title="Draft a research plan",
        annotations=ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False),
    )
    @disposing
    async def draft_plan(
        question: Annotated[str, Field(description='what is to be found out, such as "Where do claims hurt?"', min_length=3, max_length=2000)],
        industry: Annotated[
            Optional[str],
            Field(description=f"whose stages and touchpoints to ask by: {', '.join(template_ids())}; left out, those that the question calls for"),
        ] = None,
        focus: Annotated[
            str, Field(description="end_to_end, cross_channel, omnichannel, lifecycle, business_to_business, or the id of a stage")
        ] = "end_to_end",
        language: Annotated[Optional[Literal["de", "en", "es", "fr"]], Field(description="left out, the question's")] = None,
        mandatory: Annotated[
            Optional[List[str]],
            Field(description="questions that no completed interview leaves unasked; left out, three that suit most studies", max_length=10),
        ] = None,
    ) -> Annotated[CallToolResult, Plan]:
        """Turns a research question into a plan and an interview guide: goals, stages of the journey, and questions that are open and do not lead.

        Use it first when people are to be interviewed. Returns the id of a study."""
        if industry is not None and industry not in template_ids():
            raise invalid("industry", f"`{industry}` is not known", f"use one of {', '.join(template_ids())}")
        stages = None if industry is None else template(industry)
        plan = await draft_plan_async(question, framework=stages, focus=focus_of(focus, stages), language=language)
        warnings: List[str] = []
        for one in recommended_mandatory_questions(plan) if mandatory is None else mandatory:
            added = add_mandatory_question(plan, one)
            plan, warnings = added.plan, [*warnings, *added.warnings]
        id = workspace.add_study(Study.from_plan(plan))
        questions = [Question(text=one.text, stage=one.stage) for one in plan.core_questions]
        must = [Question(text=one.text, stage=one.stage, mandatory=True) for one in plan.mandatory_questions]
        names = [one.name for one in sorted(plan.framework.stages, key=lambda stage: stage.order)]
        made = Plan(
            study=id,
            question=plan.question,
            type=plan.research_type,
            goals=plan.goals,
            stages=names,
            questions=[*must, *questions],
            warnings=warnings,
            resource=f"journey://plan/{id}/json",
        )
        return answered(fitting(made, ["questions", "goals"]))
