"""`journey ask`: a question to what was found."""
from __future__ import annotations

import argparse
import asyncio
from typing import Any, Optional

from .._corpus import Corpus
from .._functions import recognise_framework
from .._provider import Provider
from .._run import code_async
from ..types import MapOptions
from . import console, model, reading, results, stores
from .failing import invalid

EXAMPLES = """\
examples:
  journey ask journey-map "Where is the most friction?"
  journey ask tickets.csv reviews.xlsx "What delights customers most?"
  journey ask journey-map "How do the segments compare?" --json

Every number in the answer is computed, and every quotation cut from what was said. Asked without a folder of a result, the files are coded first."""


def add(commands: Any) -> None:
    """Adds the subcommand."""
    parser = commands.add_parser(
        "ask",
        usage="journey ask [options] FOLDER_OR_FILE… QUESTION",
        help="ask the findings",
        description="Answers a question over what customers said: with numbers, their bases, and the customers' words.",
        epilog=EXAMPLES,
    )
    parser.add_argument("sources", nargs="+", metavar="FOLDER_OR_FILE", help="the folder of one result, or files of customers' words")
    parser.add_argument("question", metavar="QUESTION", help="the question, in quotation marks")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="seed of everything that is drawn (7)")
    reading.add(parser)
    model.add(parser)
    console.add(parser)
    parser.set_defaults(run=lambda options: asyncio.run(run(options)))


async def run(options: argparse.Namespace) -> None:
    """Opens the result, or codes the files, and answers."""
    if not options.question.strip():
        raise invalid("QUESTION", "it is empty", "ask something, in quotation marks")
    provider = model.provider(options)
    corpus = await _corpus(options, provider)
    map = corpus.map(options=MapOptions(title=corpus.title, question=corpus.question, seed=options.seed))
    answer = await corpus.ask_async(options.question, provider, map=map, seed=options.seed)
    for id, error in corpus.failed.items():
        console.note(options, f"not coded, and not in the answer: {id}: {error}")
    notes = [f"removed, because {one.reason}: {one.text}" for one in answer.removed]
    simulated = ["All of it simulated: this shows the method, not your customers."] if map.base.simulated else []
    console.show(options, "\n".join([answer.markdown().strip(), *notes, *simulated]), answer)


async def _corpus(options: argparse.Namespace, provider: Optional[Provider]) -> Corpus:
    folders = [source for source in options.sources if results.is_result(source)]
    if folders and len(options.sources) > 1:
        raise invalid(folders[0], "a result stands alone", "ask one result, or name files only")
    if folders:
        return results.earlier(folders[0]).corpus()
    documents = reading.documents(options, options.sources)
    framework = stores.framework(options.sources)
    if framework is None:
        recognised = recognise_framework(documents[:2000])
        framework = recognised.framework
        console.note(options, f"mapped onto the stages of {framework.id}: {recognised.grounds}")
    return await code_async(documents, framework, provider, concurrency=options.concurrency, progress=console.progress(options, "coding"), seed=options.seed)
