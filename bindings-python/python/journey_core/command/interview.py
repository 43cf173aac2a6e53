"""`journey interview`: an interview in the terminal that can be left and taken up again."""
from __future__ import annotations

import argparse
import asyncio
import json
import sys
from typing import Any, Optional

from .._interview import Interview
from .._provider import Provider
from .._store import SqliteStore
from .._study import Study
from ..errors import InterviewError
from ..types import Participant, Reply, ResearchPlan
from . import answering, console, model, planning, stores
from .failing import invalid, tell

EXAMPLES = """\
examples:
  journey interview --question "Where do claims hurt?" --industry insurance
  journey interview                      goes on where the last one was left, or begins another of the same study
  journey interview --plan journey-map/plan.json --store claims.db --participant anna
  journey map interviews.db              a map of the interviews that have ended

While it runs: /skip a question, /stop for good, /leave to go on later (or Ctrl-D), /withdraw the consent, /help."""


def add(commands: Any) -> None:
    """Adds the subcommand."""
    parser = commands.add_parser(
        "interview",
        usage="journey interview [options]",
        help="hold an interview in the terminal",
        description="Interviews whoever sits at the keyboard. Every answer is kept at once; what was left open goes on.",
        epilog=EXAMPLES,
    )
    planning.add(parser, "the one that the question calls for")
    parser.add_argument("--plan", metavar="FILE", help="the plan to ask by, instead of a question: a plan.json of a result, edited")
    group = parser.add_argument_group("interviews")
    group.add_argument("--store", default="interviews.db", metavar="FILE", help="where interviews are kept (interviews.db)")
    group.add_argument("--id", metavar="NAME", help="the interview to go on with, or to begin (what was left open, else the next number)")
    group.add_argument("--participant", metavar="NAME", help="who is asked (the interview's id)")
    group.add_argument("--list", action="store_true", help="list the interviews in the store and end")
    model.add(parser)
    console.add(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Holds one interview."""
    store = SqliteStore(options.store)
    if options.list:
        return _list(options, store)
    provider = model.provider(options)
    # A loop of its own, so that Ctrl-C reaches whoever waits for a line.
    loop = asyncio.new_event_loop()
    try:
        interview = loop.run_until_complete(_opened(options, store, provider))
        try:
            _held(options, interview, loop)
        finally:
            store.release(interview.id)
    finally:
        loop.close()
    _ended(options, interview)


def _list(options: argparse.Namespace, store: SqliteStore) -> None:
    kept = store.list(stores.STUDY)
    lines = [f"{one.id}: {one.outcome or 'open'}, {one.participant}" for one in kept]
    console.show(options, "\n".join(lines) or "no interviews", {"interviews": kept})


async def _opened(options: argparse.Namespace, store: SqliteStore, provider: Optional[Provider]) -> Interview:
    kept = store.list(stores.STUDY)
    left = [one.id for one in kept if one.outcome is None]
    id = options.id or (left[0] if left else f"interview-{len(kept) + 1}")
    if id in [one.id for one in kept]:
        console.note(options, f"going on with {id} in {options.store}")
        return store.resume(id, provider=provider)
    console.note(options, f"beginning {id} in {options.store}; /help says what can be typed")
    study = await _study(options, provider)
    return store.begin(study, id, participant=Participant(id=options.participant or id), provider=provider)


async def _study(options: argparse.Namespace, provider: Optional[Provider]) -> Study:
    """The study of the store; the first interview drafts it."""
    asked = (
        options.plan
        or options.industry
        or options.framework
        or options.mandatory
        or (options.question, options.focus) != (planning.QUESTION, "end_to_end")
    )
    kept = stores.study(options.store)
    if kept is not None:
        if asked:
            raise invalid(
                "--store", f"{options.store} holds interviews of another study: {kept.plan.question}", "leave the question out, or name another store"
            )
        return kept
    if options.plan is not None:
        plan = ResearchPlan.from_dict(planning.read_json(options.plan, "a plan as plan.json of a result has it"))
    else:
        plan = await planning.plan(options, planning.framework(options), provider)
    study = Study.from_plan(plan, id=stores.STUDY)
    stores.study_file(options.store).write_text(study.to_json(), encoding="utf-8")
    return study


def _held(options: argparse.Namespace, interview: Interview, loop: asyncio.AbstractEventLoop) -> None:
    reply = loop.run_until_complete(interview.start_async())
    _show(options, reply)
    while reply.outcome is None:
        line = _line(options)
        if line is None or line == "/leave":
            loop.run_until_complete(interview.leave_async())
            return
        if line == "/help":
            print(answering.HELP, file=sys.stderr)
        elif line:
            reply = loop.run_until_complete(_answered(options, interview, reply, line))


async def _answered(options: argparse.Namespace, interview: Interview, reply: Reply, line: str) -> Reply:
    """The next reply; the same one when the line was not taken."""
    try:
        reply = await answering.handed(interview, reply, line)
    except (InterviewError, ValueError) as error:
        if options.json:
            tell(error, json_wanted=True)
        else:
            print(f"not taken: {error}", file=sys.stderr)
    else:
        _show(options, reply)
    return reply


def _line(options: argparse.Namespace) -> Optional[str]:
    """What was typed; nothing at the end of the input, or when it was broken off."""
    try:
        if sys.stdin.isatty() and not options.json:
            print("> ", end="", flush=True)
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        return None
    return line.strip() if line else None


def _show(options: argparse.Namespace, reply: Reply) -> None:
    if options.json:
        print(
            json.dumps(
                {
                    "text": reply.text,
                    "awaits": reply.awaits,
                    "outcome": reply.outcome,
                    "progress": reply.progress.to_dict(),
                    "answer": None if reply.question is None else reply.question.answer.to_dict(),
                },
                ensure_ascii=False,
            ),
            flush=True,
        )
        return
    if reply.failure is not None:
        console.note(options, f"the model could not be asked ({reply.failure.kind}); the guide goes on")
    print("\n".join(["", reply.text, *answering.choices(reply)]), flush=True)


def _ended(options: argparse.Namespace, interview: Interview) -> None:
    outcome = interview.outcome
    if options.json:
        print(json.dumps({"id": interview.id, "store": options.store, "outcome": outcome}, ensure_ascii=False))
    elif outcome is None:
        print(f"\n{interview.id} is left open and kept; `journey interview --store {options.store} --id {interview.id}` goes on")
    else:
        print(f"\n{interview.id} ended: {outcome}; `journey map {options.store}` maps it")
