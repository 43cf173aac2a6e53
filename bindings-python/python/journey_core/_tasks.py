"""Work that asks a model; without a provider the built-in engine does it.

Generated from the library's types by journey-core/codegen; change those instead.
"""
from __future__ import annotations

from typing import Any

from ._drive import run_task as _run, run_task_async as _run_async
from ._provider import Provider
from .types import *  # noqa: F403

__all__ = [
    "ask",
    "ask_async",
    "code_document",
    "code_document_async",
    "draft_plan",
    "draft_plan_async",
    "judge_interview",
    "judge_interview_async",
    "summarise",
    "summarise_async",
]


def ask(map: JourneyMap, observations: list[Observation], question: str, provider: Provider | None = None, *, retry: RetryPolicy | None = None, seed: int | None = None) -> Answer:
    """Answers a question over the findings: every number and quotation of the answer is checked."""
    return _run("ask", {"map": map, "observations": observations, "question": question, "retry": retry, "seed": seed}, provider, Answer)  # type: ignore[no-any-return]


async def ask_async(map: JourneyMap, observations: list[Observation], question: str, provider: Provider | None = None, *, retry: RetryPolicy | None = None, seed: int | None = None) -> Answer:
    """Answers a question over the findings: every number and quotation of the answer is checked."""
    return await _run_async("ask", {"map": map, "observations": observations, "question": question, "retry": retry, "seed": seed}, provider, Answer)  # type: ignore[no-any-return]


def code_document(document: Document, framework: Framework, provider: Provider | None = None, *, codebook: Codebook | None = None, retry: RetryPolicy | None = None, seed: int | None = None) -> Coding:
    """Codes one document: each observation cites the customer's sentences."""
    return _run("code_document", {"document": document, "framework": framework, "codebook": codebook, "retry": retry, "seed": seed}, provider, Coding)  # type: ignore[no-any-return]


async def code_document_async(document: Document, framework: Framework, provider: Provider | None = None, *, codebook: Codebook | None = None, retry: RetryPolicy | None = None, seed: int | None = None) -> Coding:
    """Codes one document: each observation cites the customer's sentences."""
    return await _run_async("code_document", {"document": document, "framework": framework, "codebook": codebook, "retry": retry, "seed": seed}, provider, Coding)  # type: ignore[no-any-return]


def draft_plan(question: str, provider: Provider | None = None, *, template: str | None = None, framework: Framework | None = None, focus: Focus | None = None, goals: int | None = None, retry: RetryPolicy | None = None, seed: int | None = None) -> ResearchPlan:
    """Drafts a research plan from a question, over an industry template or a framework of your own."""
    return _run("draft_plan", {"question": question, "template": template, "framework": framework, "focus": focus, "goals": goals, "retry": retry, "seed": seed}, provider, ResearchPlan)  # type: ignore[no-any-return]


async def draft_plan_async(question: str, provider: Provider | None = None, *, template: str | None = None, framework: Framework | None = None, focus: Focus | None = None, goals: int | None = None, retry: RetryPolicy | None = None, seed: int | None = None) -> ResearchPlan:
    """Drafts a research plan from a question, over an industry template or a framework of your own."""
    return await _run_async("draft_plan", {"question": question, "template": template, "framework": framework, "focus": focus, "goals": goals, "retry": retry, "seed": seed}, provider, ResearchPlan)  # type: ignore[no-any-return]


def judge_interview(log: list[Event], provider: Provider | None = None, *, max_words: int | None = None, retry: RetryPolicy | None = None, seed: int | None = None) -> Judgement:
    """Judges the interviewer's turns of one interview by its log."""
    return _run("judge_interview", {"log": log, "max_words": max_words, "retry": retry, "seed": seed}, provider, Judgement)  # type: ignore[no-any-return]


async def judge_interview_async(log: list[Event], provider: Provider | None = None, *, max_words: int | None = None, retry: RetryPolicy | None = None, seed: int | None = None) -> Judgement:
    """Judges the interviewer's turns of one interview by its log."""
    return await _run_async("judge_interview", {"log": log, "max_words": max_words, "retry": retry, "seed": seed}, provider, Judgement)  # type: ignore[no-any-return]


def summarise(map: JourneyMap, observations: list[Observation], provider: Provider | None = None, *, retry: RetryPolicy | None = None, seed: int | None = None) -> Answer:
    """Writes a summary of a map: every number and quotation is checked."""
    return _run("summarise", {"map": map, "observations": observations, "retry": retry, "seed": seed}, provider, Answer)  # type: ignore[no-any-return]


async def summarise_async(map: JourneyMap, observations: list[Observation], provider: Provider | None = None, *, retry: RetryPolicy | None = None, seed: int | None = None) -> Answer:
    """Writes a summary of a map: every number and quotation is checked."""
    return await _run_async("summarise", {"map": map, "observations": observations, "retry": retry, "seed": seed}, provider, Answer)  # type: ignore[no-any-return]
