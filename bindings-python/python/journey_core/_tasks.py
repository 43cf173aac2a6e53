"""Work that asks a model; without a provider the built-in engine does it.

Generated from the library's types by journey-core/codegen; change those instead.
"""
from __future__ import annotations

from typing import Any

from ._drive import run_task as _run, run_task_async as _run_async
from ._provider import Provider
from .types import *  # noqa: F403

__all__ = [
    "code_document",
    "code_document_async",
    "draft_plan",
    "draft_plan_async",
    "judge_interview",
    "judge_interview_async",
]


def code_document(document: Document, framework: Framework, provider: Provider | None = None, *, codebook: Codebook | None = None, question: str | None = None, retry: RetryPolicy | None = None, seed: int = 0) -> DocumentCoding:
    """Codes one document: each observation cites the customer's sentences.

    Unless given, `retry` is `RetryPolicy()`."""
    return _run("code_document", {"document": document, "framework": framework, "codebook": codebook, "question": question, "retry": retry, "seed": seed}, provider, DocumentCoding)  # type: ignore[no-any-return]


async def code_document_async(document: Document, framework: Framework, provider: Provider | None = None, *, codebook: Codebook | None = None, question: str | None = None, retry: RetryPolicy | None = None, seed: int = 0) -> DocumentCoding:
    """Codes one document: each observation cites the customer's sentences.

    Unless given, `retry` is `RetryPolicy()`."""
    return await _run_async("code_document", {"document": document, "framework": framework, "codebook": codebook, "question": question, "retry": retry, "seed": seed}, provider, DocumentCoding)  # type: ignore[no-any-return]


def draft_plan(question: str, provider: Provider | None = None, *, template: str | None = None, framework: Framework | None = None, focus: Focus | None = None, goals: int = 3, language: str | None = None, retry: RetryPolicy | None = None, seed: int = 0) -> ResearchPlan:
    """Drafts a research plan from a question, over an industry template or a framework of your own; without either, over the stages that
    the question itself calls for. The language is that of the question unless it is given: de, en, es or fr.

    Unless given, `focus` is `FocusEndToEnd()` and `retry` is `RetryPolicy()`."""
    return _run("draft_plan", {"question": question, "template": template, "framework": framework, "focus": focus, "goals": goals, "language": language, "retry": retry, "seed": seed}, provider, ResearchPlan)  # type: ignore[no-any-return]


async def draft_plan_async(question: str, provider: Provider | None = None, *, template: str | None = None, framework: Framework | None = None, focus: Focus | None = None, goals: int = 3, language: str | None = None, retry: RetryPolicy | None = None, seed: int = 0) -> ResearchPlan:
    """Drafts a research plan from a question, over an industry template or a framework of your own; without either, over the stages that
    the question itself calls for. The language is that of the question unless it is given: de, en, es or fr.

    Unless given, `focus` is `FocusEndToEnd()` and `retry` is `RetryPolicy()`."""
    return await _run_async("draft_plan", {"question": question, "template": template, "framework": framework, "focus": focus, "goals": goals, "language": language, "retry": retry, "seed": seed}, provider, ResearchPlan)  # type: ignore[no-any-return]


def judge_interview(log: list[InterviewEvent], provider: Provider | None = None, *, max_words: int = 45, retry: RetryPolicy | None = None, seed: int = 0) -> Judgement:
    """Judges the interviewer's turns of one interview by its log.

    Unless given, `retry` is `RetryPolicy()`."""
    return _run("judge_interview", {"log": log, "max_words": max_words, "retry": retry, "seed": seed}, provider, Judgement)  # type: ignore[no-any-return]


async def judge_interview_async(log: list[InterviewEvent], provider: Provider | None = None, *, max_words: int = 45, retry: RetryPolicy | None = None, seed: int = 0) -> Judgement:
    """Judges the interviewer's turns of one interview by its log.

    Unless given, `retry` is `RetryPolicy()`."""
    return await _run_async("judge_interview", {"log": log, "max_words": max_words, "retry": retry, "seed": seed}, provider, Judgement)  # type: ignore[no-any-return]
