"""`journey pilot`: simulated participants, to try a guide before anybody real is asked."""
from __future__ import annotations

import argparse
import asyncio
import pathlib
from collections import Counter
from dataclasses import replace
from typing import Any, Optional

from .._corpus import Corpus
from .._functions import compare_with_ground_truth, data_quality_flags, difficult_personas, read_preset, report_card, template
from .._provider import Provider
from .._run import code_documents_async
from .._simulate import Cohort, Respondent, insurance_cohort
from .._study import Study
from ..types import Fieldwork, Framework, InterviewMode, MapOptions, Participant, Persona
from . import console, folder, model, planning, results
from .failing import invalid
from .map import answered
from .tables import table

EXAMPLES = """\
examples:
  journey pilot                                     89 simulated insurance customers
  journey pilot --participants difficult            terse, guarded, hostile, elsewhere, injecting, contradictory
  journey pilot --preset mine.json --out pilot      participants of your own, and a map of what they said
  journey pilot --moderator survey                  the guide read as a fixed survey, for comparison

A pilot tries the instrument. It says nothing about customers, and everything that comes of it is labelled as simulated."""

LABEL = "Simulated participants: this tries the instrument and says nothing about customers."
COHORT = "insurance"
_MODES: dict[str, InterviewMode] = {"adaptive": "adaptive", "standard": "standard", "survey": "strict"}


def add(commands: Any) -> None:
    """Adds the subcommand."""
    parser = commands.add_parser(
        "pilot",
        usage="journey pilot [options]",
        help="try a guide on simulated participants",
        description="Interviews simulated participants under a guide and reports how the interviews were held.",
        epilog=EXAMPLES,
    )
    planning.add(parser, COHORT)
    group = parser.add_argument_group("pilot")
    who = group.add_mutually_exclusive_group()
    who.add_argument(
        "--participants",
        choices=("cohort", "difficult"),
        default="cohort",
        help="the 89 customers with known experiences, or six who make it hard (cohort)",
    )
    who.add_argument("--preset", metavar="FILE", help="participants of your own, in the form of interviewplayground")
    group.add_argument("--interviews", type=int, metavar="N", help="interviews to hold; the participants take turns (one each)")
    group.add_argument(
        "--moderator",
        choices=tuple(_MODES),
        default="adaptive",
        help="who asks: adaptive, the same probes for all, or the guide as a fixed survey (adaptive)",
    )
    group.add_argument("--turns", type=int, metavar="N", help="most questions an interview")
    group.add_argument("--seed", type=int, default=7, metavar="N", help="seed of the participants: same seed, same bytes (7)")
    model.add(parser)
    folder.add(parser, None)
    parser.set_defaults(run=lambda options: asyncio.run(run(options)))


async def run(options: argparse.Namespace) -> None:
    """Holds the interviews, reports, and with --out maps what was said."""
    if options.out is None:
        return await _piloted(options, None)
    with folder.OutputFolder(options.out, force=options.force, given=(options.framework, options.preset)) as out:
        await _piloted(options, out)


async def _piloted(options: argparse.Namespace, out: Optional[folder.OutputFolder]) -> None:
    provider = model.provider(options)
    personas, cohort = _participants(options)
    framework = planning.framework(options) or template(COHORT)
    study = await _study(options, framework, provider)
    held = await _held(options, study, personas, provider)
    report, data = _report(study, held, len(personas))
    data["spent"] = None if provider is None else provider.spent
    if out is not None:
        found = await _mapped(options, study, held, cohort, provider)
        found.sections.append(report)
        results.write(out, found)
        place = out.finish()
        report, data["map"] = f"{report}\nopen {place / 'map.html'}", str(place / "map.html")
    console.show(options, report, data)


def _participants(options: argparse.Namespace) -> tuple[list[Persona], Optional[Cohort]]:
    """The participants, and the cohort where they are one."""
    cohort = None
    if options.preset is not None:
        personas = read_preset(_text(options.preset)).personas
    elif options.participants == "difficult":
        personas = difficult_personas()
    else:
        cohort = insurance_cohort(options.seed)
        personas = cohort.personas
        if options.industry not in (None, COHORT):
            problem = f"the simulated customers are of `{COHORT}`, not of `{options.industry}`"
            raise invalid("--industry", problem, "leave it out, or give participants of your own with --preset")
    wanted = len(personas) if options.interviews is None else options.interviews
    if wanted < 1 or not personas:
        raise invalid("--interviews", "there is nobody to interview", "give 1 or more")
    return [personas[number % len(personas)] for number in range(wanted)], cohort


def _text(path: str) -> str:
    try:
        return pathlib.Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise invalid(path, f"it cannot be read: {error.strerror}", "name a file that exists") from error


async def _study(options: argparse.Namespace, framework: Framework, provider: Optional[Provider]) -> Study:
    study = Study.from_plan(await planning.plan(options, framework, provider), id="pilot")
    guide = replace(study.guide, mode=_MODES[options.moderator])
    return study.with_guide(guide if options.turns is None else replace(guide, max_turns=options.turns))


async def _held(options: argparse.Namespace, study: Study, personas: list[Persona], provider: Optional[Provider]) -> Fieldwork:
    respondents = [Respondent(persona, options.seed * 1_000_003 + number) for number, persona in enumerate(personas)]
    # The status is what labels all that comes of them.
    participants = [
        Participant(
            id=f"{number + 1:03}-{persona.id}", status="simulated", attributes={"segment": "; ".join(persona.segments)} if persona.segments else {}
        )
        for number, persona in enumerate(personas)
    ]
    bar = console.progress(options, "interviewing")
    return await study.run_async(respondents, provider, participants=participants, concurrency=options.concurrency, progress=bar)


def _report(study: Study, held: Fieldwork, interviews: int) -> tuple[str, dict[str, Any]]:
    quality = report_card(study.guide, list(held.logs.values()))
    outcomes = Counter(held.outcomes.values())
    flags = Counter(kind for log in held.logs.values() for kind in {flag.kind for flag in data_quality_flags(study.guide, log)})
    lines = [
        f"# Pilot with {interviews} simulated interviews",
        "",
        LABEL,
        "",
        f"How they ended: {', '.join(f'{name} {count}' for name, count in sorted(outcomes.items()))}.",
        "",
    ]
    lines += [f"Could not go on: {one.id}: {one.message}." for one in held.failed]
    lines += ["## How the interviews were held", "", quality.markdown]
    if flags:
        lines += ["## Interviews with something to look at", "", table(("what", "interviews"), sorted(flags.items()))]
    data = {
        "simulated": True,
        "note": LABEL,
        "interviews": interviews,
        "outcomes": dict(sorted(outcomes.items())),
        "failed": held.failed,
        "measures": quality.measures,
        "card": quality.card,
        "flags": dict(sorted(flags.items())),
        "coverage": held.coverage,
    }
    return "\n".join(lines), data


async def _mapped(
    options: argparse.Namespace, study: Study, held: Fieldwork, cohort: Optional[Cohort], provider: Optional[Provider]
) -> results.Results:
    coded = await code_documents_async(
        held.documents,
        study.framework,
        provider,
        question=options.question,
        concurrency=options.concurrency,
        progress=console.progress(options, "coding"),
        seed=options.seed,
    )
    heard = [one for one in held.documents if one.id not in coded.failed]
    corpus = Corpus(heard, coded.observations, study.framework)
    names = {} if cohort is None else cohort.segment_names
    title = f"{study.framework.name} customer journey, simulated"
    map = corpus.map(options=MapOptions(title=title, question=options.question, seed=options.seed, segment_names=names))
    answers = await answered(options, corpus, map, provider)
    found = results.Results(study.framework, study.plan, heard, coded.observations, map, answers, corpus.strategy(map))
    found.more["coverage.json"] = held.coverage
    if cohort is not None and options.interviews is None:
        recovered = compare_with_ground_truth(options.seed, heard, coded.observations, map)
        found.more["planted-and-found.json"] = recovered
        rows = [(one.finding, one.planted, one.found, one.base, one.undisclosed, one.uncoded, one.false_positives) for one in recovered]
        columns = ("finding", "planted", "found", "of", "never told", "told and not coded", "found and not planted")
        found.sections.append(f"## What was planted and what was found\n\n{table(columns, rows)}")
    return found
