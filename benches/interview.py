"""Twelve-turn interviews in one asyncio process, through the Python package: `interview.py [--n 1000] [--turns 12] [--delay 0.05]`.

Prints the same fields as the peers: turns per second, CPU per turn, memory of a live session.
"""
from __future__ import annotations

import argparse
import asyncio
import gc
import json
import resource
import time

import journey_core as journey

ANSWER = (
    "I mostly use the mobile app on my way to work, and the checkout step is where I usually give up because the form keeps losing my address; "
    "support on chat answered after two days which felt slow but polite."
)
TOPICS = ["buying", "paying", "delivery", "returns", "support", "renewal", "prices", "app", "branch", "contract"]
WORDS = "letter form portal hotline agent price contract claim branch email refund delivery password invoice address photo".split()


def proposal(number: int) -> str:
    """A probe that was not used before, as the Rust bench makes it."""
    one, two = f"{WORDS[number * 5 % 16]}{number}", f"{WORDS[(number * 7 + 3) % 16]}{number}"
    messages = [
        f"What happened with {one} then?",
        f"Tell me more about the {one} and {two}.",
        f"How did {one} go on after the {two}?",
        f"Take {one}: what did it look like beside the {two}?",
    ]
    mention = {"stage": "claims", "touchpoint": None, "channel": None, "valence": -1}
    move = {"assessment": "substantive", "covered": [], "mentions": [mention], "participant_question_fact": None, "notes": ""}
    return json.dumps({**move, "next": "probe", "item": None, "probe_kind": "descriptive", "message": messages[number % 4]})


def study(turns: int) -> journey.Study:
    items = [
        journey.Item(
            id=f"q{number}",
            phase="experience",
            kind="core",
            text=f"What happened with {TOPICS[number % 10]}{number} in {TOPICS[number * 3 % 10]}?",
            depth="deep",
            stage="claims",
            answer=journey.AnswerFormatOpen(),
        )
        for number in range(-(-turns // 4))
    ]
    guide = journey.guide_of_items(items)
    guide.max_turns = turns
    return journey.Study("Where does it hurt?").with_guide(guide)


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def resident() -> float:
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=12)
    parser.add_argument("--delay", type=float, default=0.05)
    given = parser.parse_args()
    guide, moves = study(given.turns), [proposal(number) for number in range(39_989)]
    count = 0

    async def provider(request: journey.ModelRequest) -> str:
        nonlocal count
        count += 1
        if given.delay:
            await asyncio.sleep(given.delay)
        return moves[count % len(moves)]

    async def one(number: int) -> journey.Interview:
        interview = guide.interview(f"i-{number}", provider=provider)
        await interview.start_async()
        reply = await interview.say_async("yes")
        while reply.outcome is None:
            reply = await interview.say_async(ANSWER)
        return interview

    await asyncio.gather(*(one(-1 - number) for number in range(3)))
    gc.collect()
    before, used, began = resident(), cpu(), time.perf_counter()
    held = await asyncio.gather(*(one(number) for number in range(given.n)))
    took, used = time.perf_counter() - began, cpu() - used
    gc.collect()
    turns = given.n * given.turns
    assert sum(interview.state.progress.asked for interview in held[:3]) == 3 * given.turns
    memory = (resident() - before) * 1024 / given.n
    report = {
        "name": "journey-core, python",
        "n": given.n,
        "turns": given.turns,
        "delay_ms": given.delay * 1000,
        "wall_s": round(took, 2),
        "turns_per_s": round(turns / took),
        "cpu_ms_per_turn": round(used / turns * 1000, 4),
        "kb_per_session": round(memory, 1),
    }
    print(json.dumps(report), flush=True)


asyncio.run(main())
