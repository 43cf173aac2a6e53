"""`journey events`: from event logs to what customers did and who leaves."""
from __future__ import annotations

import argparse
import asyncio
import pathlib
from typing import Any

from .._corpus import Corpus
from .._functions import behaviour_markdown, template
from ..types import BehaviourReport, Document, Framework
from . import behaviour, console, folder, logs, map, model, planning, reading
from .parsing import Parser

EXAMPLES = """\
examples:
  journey events log.csv
  journey events log.csv --case customer --activity step --time at --left cancelled --left expired
  journey events log.xes --industry insurance --places places.csv --absent-days 90 --until 2026-11-27
  journey events log.csv --documents tickets.csv    beside what the same people said

Read report.md, open behaviour/flow.svg. `journey map FILE… --events LOG` adds the same to a map."""
ALONE = "general"
"""The industry onto which a log is told when none is named and nothing was said."""


def add(commands: Any) -> None:
    """Adds the subcommand."""
    parser = commands.add_parser(
        "events",
        usage="journey events FILE… [options]",
        help="show what customers did, from event logs",
        description="Shows the journeys in event logs: flow, ways, funnel, deviations, and who leaves, as associations and not causes.",
        epilog=EXAMPLES,
    )
    parser.add_argument("sources", nargs="+", metavar="FILE", help="CSV, Parquet, XES or OCEL 2.0; several are the parts of one log")
    logs.add_alone(parser.add_argument_group("the log"), parser.topic("log", "channels, segments, time zones, types of objects, periods"))
    logs.add_leaving(parser.add_argument_group("who leaves"))
    _add_journey(parser)
    reading.add(parser)
    model.add(parser)
    folder.add(parser, "journey-events")
    parser.set_defaults(run=lambda options: asyncio.run(run(options)), question=planning.QUESTION, codebook=None)


def _add_journey(parser: Parser) -> None:
    group = parser.add_argument_group("the journey")
    planning.add_stages(group, f"{ALONE}; with --documents what they tell")
    logs.add_places(group)
    group.add_argument("--documents", nargs="+", default=[], metavar="FILE", help="what the same people said, by the same ids, to stand beside it")
    group.add_argument("--seed", type=int, default=7, metavar="N", help="seed of a model that codes them (7)")


async def run(options: argparse.Namespace) -> None:
    """Reads, reports, writes."""
    with folder.OutputFolder(options.out, force=options.force, given=(options.framework, options.places)) as out:
        said = reading.documents(options, options.documents) if options.documents else []
        framework = planning.framework(options) or (map.recognised(options, said) if said else template(ALONE))
        report = logs.opened(options, options.sources, framework)
        found = report(await _corpus(options, said, framework) if said else None)
        behaviour.write(out, found)
        out.write("report.md", f"# What an event log shows\n\n{behaviour_markdown(found)}")
        place = out.finish()
    console.show(options, _text(found, place), _data(found, place))


async def _corpus(options: argparse.Namespace, said: list[Document], framework: Framework) -> Corpus:
    coded = await map.code(options, said, framework, model.provider(options))
    for id, error in coded.failed.items():
        console.note(options, f"not coded: {id}: {error}")
    return Corpus([one for one in said if one.id not in coded.failed], coded.observations, framework)


def _text(found: BehaviourReport, place: pathlib.Path) -> str:
    lines = behaviour.told(found)
    if found.churn is None:
        lines.append("say what counts as leaving to be told who leaves: --left ACTIVITY or --absent-days N")
    return "\n".join([*lines, f"open {place / 'report.md'} and {place / behaviour.FOLDER / 'flow.svg'}"])


def _data(found: BehaviourReport, place: pathlib.Path) -> dict[str, Any]:
    files = {"report": str(place / "report.md"), "behaviour": str(place / behaviour.FOLDER / "behaviour.json")}
    return {"folder": str(place), **files, **behaviour.data(found)}
