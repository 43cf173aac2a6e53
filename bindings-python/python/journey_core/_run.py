"""Coding many documents: progress, limits, cancellation."""
from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Optional, Sequence, Union

from ._call import call
from ._corpus import Corpus
from ._drive import run_task_async
from ._meter import Metered
from ._progress import Bar, Cancel, Progressed, all_of, in_loop, stop
from ._provider import Provider
from .errors import LlmError
from .types import Budget, Codebook, DocumentCoding, Document, Framework, Observation, RetryPolicy, Spent

__all__ = ["CodingRun", "code", "code_async", "code_documents", "code_documents_async"]


@dataclass
class CodingRun:
    """What coding documents yields."""

    codings: List[DocumentCoding] = field(default_factory=list)
    """One for each document, in their order; none of a document that failed."""
    failed: Dict[str, BaseException] = field(default_factory=dict)
    """Documents that could not be coded, by id, with the error."""
    spent: Optional[Spent] = None
    """What the model cost in this run; none for the built-in engine."""

    @property
    def observations(self) -> List[Observation]:
        """All observations."""
        return [observation for coding in self.codings for observation in coding.observations]


LASTING = ("auth", "invalid_request")
"""Failures in which every further call of a run would end."""


async def code_documents_async(
    documents: Sequence[Document],
    framework: Framework,
    provider: Optional[Provider] = None,
    *,
    codebook: Optional[Codebook] = None,
    question: Optional[str] = None,
    concurrency: int = 8,
    progress: Progressed = True,
    replies: Union[str, "os.PathLike[str]", None] = None,
    budget: Optional[Budget] = None,
    retry: Optional[RetryPolicy] = None,
    seed: int = 0,
    cancel: Optional[Cancel] = None,
) -> CodingRun:
    """Codes documents: each observation cites the customer's sentences. With `replies`, a run that was cut short goes on without paying again.

    A model reads more closely when it knows the research `question`. Documents that it failed on are in `failed`; a wrong key or a request that
    the server does not take ends the run at once.
    """
    documents = list(documents)
    result = CodingRun()
    with Bar(progress, len(documents), "coding") as bar:
        if provider is None:
            # The built-in engine works on all cores; parts keep the bar moving.
            for start in range(0, len(documents), 64):
                stop(cancel)
                part = {"documents": documents[start : start + 64], "framework": framework, "codebook": codebook}
                result.codings += [DocumentCoding._of(one) for one in await asyncio.to_thread(call, "code_builtin", part)]
                for _ in documents[start : start + 64]:
                    bar.step()
            return result
        metered = Metered(provider, budget=budget, replies=replies)
        places, coded = asyncio.Semaphore(max(1, concurrency)), {}

        async def one(number: int, document: Document) -> None:
            async with places:
                stop(cancel)
                arguments = {"document": document, "framework": framework, "codebook": codebook, "question": question, "retry": retry, "seed": seed}
                try:
                    coded[number] = await run_task_async("code_document", arguments, metered, DocumentCoding)
                except LlmError as error:
                    if error.kind in LASTING:
                        raise
                    result.failed[document.id] = error
                bar.step()

        await all_of(one(number, document) for number, document in enumerate(documents))
        result.codings = [coded[number] for number in sorted(coded)]
        result.spent = metered.spent
    return result


def code_documents(documents: Sequence[Document], framework: Framework, provider: Optional[Provider] = None, **options: Any) -> CodingRun:
    """Codes documents, a coding each; takes the options of `code_documents_async`. Inside an event loop, await that."""
    return in_loop(code_documents_async(documents, framework, provider, **options), "code_documents_async")  # type: ignore[no-any-return]


async def code_async(
    documents: Sequence[Document],
    framework: Framework,
    provider: Optional[Provider] = None,
    *,
    attributes: Iterable[str] = (),
    title: str = "",
    question: str = "",
    **options: Any,
) -> Corpus:
    """Codes documents into a corpus; takes the options of `code_documents_async`, whose codings it does not keep.

    `attributes` of the documents are kept, such as the account that they belong to. Documents that a model failed on are in `corpus.failed`.
    """
    documents, kept = list(documents), list(attributes)
    if provider is None and not options.get("codebook"):
        return await _code_builtin(documents, framework, kept, title, question, options.get("progress", True), options.get("cancel"))
    run = await code_documents_async(documents, framework, provider, question=question or None, **options)
    coded = [document for document in documents if document.id not in run.failed]
    corpus = await asyncio.to_thread(Corpus, coded, run.observations, framework, attributes=kept)
    corpus.title, corpus.question, corpus.failed = title, question, run.failed
    return corpus


async def _code_builtin(
    documents: List[Document], framework: Framework, attributes: List[str], title: str, question: str, progress: Progressed, cancel: Optional[Cancel]
) -> Corpus:
    """The built-in engine codes on all cores, and its codings never leave the library; parts keep the bar moving."""
    corpus = Corpus.code([], framework, attributes=attributes)
    parts: List[Corpus] = []
    with Bar(progress, len(documents), "coding") as bar:
        for start in range(0, len(documents), 512):
            stop(cancel)
            part = documents[start : start + 512]
            parts.append(await asyncio.to_thread(Corpus.code, part, framework, attributes=attributes))
            for _ in part:
                bar.step()
    corpus = corpus.merge(*parts)
    corpus.title, corpus.question = title, question
    return corpus


def code(documents: Sequence[Document], framework: Framework, provider: Optional[Provider] = None, **options: Any) -> Corpus:
    """Codes documents into a corpus; takes the options of `code_async`. Inside an event loop, await `code_async`.

    >>> import journey_core as jc
    >>> ticket = jc.read([{"message": "The claim took three weeks."}])
    >>> jc.code(ticket, jc.template("insurance"), progress=False)
    Corpus(1 observations of 1 respondents)
    """
    return in_loop(code_async(documents, framework, provider, **options), "code_async")  # type: ignore[no-any-return]
