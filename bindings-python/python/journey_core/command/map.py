"""`journey map`: from files of customers' words to a folder with a map."""
from __future__ import annotations

import argparse
import asyncio
from typing import Any, Optional

from .._corpus import Corpus
from .._functions import recognise_framework, report_questions, with_baseline
from .._progress import Bar
from .._provider import Provider
from .._run import CodingRun, code_documents_async
from ..types import Answer, CorpusFilter, Document, Framework, JourneyMap, MapOptions
from . import books, comparing, console, folder, logs, model, planning, reading, results, sampling, stores, summary, tables
from .parsing import Parser

EXAMPLES = """\
examples:
  journey map tickets.csv reviews.xlsx interviews/
  journey map tickets.csv --industry insurance --question "Where do claims hurt?" --out claims
  journey map tickets.csv --framework journey-map/framework.json     with stages that you edited
  journey map tickets.csv --events log.csv --left cancelled          beside what the same people did

Open map.html (evidence, priorities, segments), read report.md, take project.qdpx to ATLAS.ti, MAXQDA or NVivo."""

ANALYSIS = """\
examples:
  journey map accounts.csv --focus business_to_business --account company
  journey map reviews.csv --waves quarter --compare 2026-Q1 2026-Q2  what moved between two waves
  journey map may.csv --before april                                 what moved since an earlier result
  journey map tickets.csv --sample 30                                writes sample.csv to code by hand, then
  journey map tickets.csv --codings journey-map/sample.csv           says how far the machine agrees with you
  journey map tickets.csv --what-if claim_status --outcome nps       if that pain were halved
  journey map tickets.csv --rating retention=stayed --rating lifetime_value=revenue --scale lifetime_value=0-5000"""


def add(commands: Any) -> None:
    """Adds the subcommand."""
    parser = commands.add_parser(
        "map",
        usage="journey map [options] FILE…",
        help="map what customers said in files",
        description="Codes what customers said and writes a journey map with all its evidence.",
        epilog=EXAMPLES,
    )
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="FILE",
        help="tables, workbooks, JSON, subtitles, transcripts, Word, WhatsApp, folders of them, or interviews.db of `journey interview`",
    )
    planning.add(parser, "the one that the words name without doubt, else what customers speak of")
    _add_more(parser)
    reading.add(parser)
    _add_events(parser)
    model.add(parser)
    folder.add(parser, "journey-map")
    parser.set_defaults(run=lambda options: asyncio.run(run(options)))


def _add_more(parser: Parser) -> None:
    group = parser.topic("analysis", "accounts, cycles, waves, what if, codebooks, and a sample to code by hand", examples=ANALYSIS)
    group.add_argument("--account", metavar="COLUMN", help="the column of the business customer: consensus and dissent within each")
    group.add_argument("--cycle", metavar="COLUMN", help="the column of the cycle, such as the year of a contract: the same customers over several")
    between = group.add_mutually_exclusive_group()
    between.add_argument(
        "--compare",
        nargs=2,
        metavar=("BEFORE", "AFTER"),
        help="what moved between two waves; the map is of the later one, with the curve of the earlier one behind",
    )
    between.add_argument("--before", metavar="DIR", help="what moved since an earlier result, under its stages")
    group.add_argument(
        "--what-if",
        action="append",
        default=[],
        metavar="PLACE[=POINTS]",
        help="what would go with it if the pain at a touchpoint or stage were so many percentage points less common (half of what it is)",
    )
    group.add_argument("--outcome", default="csat", metavar="NAME", help="the rating that --what-if is about: csat, nps, or one of --rating (csat)")
    group.add_argument(
        "--codebook", metavar="FILE", help="definitions that a model codes by, and merges: codebook.json of a result, or a REFI-QDA codebook (.qdc)"
    )
    group.add_argument("--sample", type=int, metavar="N", help="write sample.csv: this many documents, drawn by chance, to be coded by hand")
    group.add_argument("--codings", metavar="FILE", help="a sample.csv that somebody coded: how far the coder agrees, and shares corrected by it")
    group.add_argument("--seed", type=int, default=7, metavar="N", help="seed of everything that is drawn: same seed, same bytes (7)")


def _add_events(parser: Parser) -> None:
    group = parser.topic("events", "what the same people did, from an event log, beside what they said")
    group.add_argument("--events", metavar="FILE", help=f"the log: {logs.FORMATS}")
    logs.add(group)


async def run(options: argparse.Namespace) -> None:
    """Reads, codes, maps, writes."""
    given = (options.framework, options.codebook, options.codings, options.places)
    with folder.OutputFolder(options.out, force=options.force, given=given) as out:
        before = results.earlier(options.before) if options.before else None
        provider = model.provider(options)
        documents = reading.documents(options, options.sources)
        framework = (
            planning.framework(options) or (before.framework if before else stores.framework(options.sources)) or recognised(options, documents)
        )
        _check(options, documents, framework, before)
        behaviour = None if options.events is None else logs.opened(options, [options.events], framework)
        plan = await planning.plan(options, framework, provider)
        coded = await code(options, documents, framework, provider)
        heard = [one for one in documents if one.id not in coded.failed]
        observations = books.moved(options, coded.observations)
        corpus = Corpus(heard, observations, framework, attributes=tables.attributes(options))
        map = drawn(options, corpus)
        answers = await answered(options, corpus, map, provider)
        found = results.Results(framework, plan, heard, observations, map, answers, corpus.strategy(map), books.opened(options))
        found.behaviour = None if behaviour is None else behaviour(corpus)
        tables.add(options, corpus, found)
        comparing.add(options, corpus, before, found)
        sampling.add(options, coded, found)
        results.write(out, found)
        place = out.finish()
    summary.show(options, found, place, coded, None if provider is None else provider.spent)


def _check(options: argparse.Namespace, documents: list[Document], framework: Framework, before: Optional[results.Earlier]) -> None:
    """Refuses what can be seen to go wrong before anything is coded, which takes time and may cost."""
    planning.focus(options.focus, framework)
    books.opened(options)
    tables.check(options, documents, framework)
    comparing.check(options, documents, framework, before)
    sampling.check(options, documents)


def recognised(options: argparse.Namespace, documents: list[Document]) -> Framework:
    """The framework that the documents tell, said with its grounds."""
    found = recognise_framework(documents[:2000])
    edit = "--industry names another, --framework takes your own: edit framework.json of this result"
    console.note(options, f"mapping onto the stages of {found.framework.id}: {found.grounds} ({edit})")
    return found.framework


async def code(options: argparse.Namespace, documents: list[Document], framework: Framework, provider: Optional[Provider]) -> CodingRun:
    """Codes documents by the model or the built-in engine; fails when not one could be coded."""
    coded = await code_documents_async(
        documents,
        framework,
        provider,
        codebook=books.opened(options),
        question=options.question,
        concurrency=options.concurrency,
        progress=console.progress(options, "coding"),
        seed=options.seed,
    )
    if coded.failed and len(coded.failed) == len(documents):
        raise next(iter(coded.failed.values()))
    return coded


async def answered(options: argparse.Namespace, corpus: Corpus, map: JourneyMap, provider: Optional[Provider]) -> list[Answer]:
    """The answers to what every report answers."""
    questions = report_questions()
    answers: list[Answer] = []
    with Bar(console.progress(options, "answering"), len(questions), "answering") as bar:
        for question in questions:
            answers.append(await corpus.ask_async(question, provider, map=map, seed=options.seed))
            bar.step()
    return answers


def drawn(options: argparse.Namespace, corpus: Corpus) -> JourneyMap:
    """The map of the corpus, or of its later wave with the earlier one behind."""
    title = f"{corpus.framework.name} customer journey"
    chosen = MapOptions(title=title, question=options.question, seed=options.seed)
    if options.compare is None:
        return corpus.map(options=chosen)
    before, after = options.compare
    later = corpus.filter(CorpusFilter(waves=[after])).map(
        options=MapOptions(title=f"{title}, {after}", question=options.question, seed=options.seed)
    )
    return with_baseline(later, corpus.compare_waves(before, after, options=chosen))
