"""The `openai` SDK and the Vercel AI SDK against a real server with a real small model. `clients.py PYTHON_WITH_MODEL`."""
from __future__ import annotations

import asyncio
import pathlib
import socket
import subprocess
import sys

import journey_core
import openai
from journey_core.providers.openai import AsyncOpenAI, OpenAI

HERE = pathlib.Path(__file__).resolve().parent
MODEL = "SmolLM2-135M-Instruct"
TIME_LIMIT = 400
"""Seconds for one reply: the model shares a slow machine."""
ANSWERS = [
    "I waited three weeks for an update on my claim.",
    "Nobody called me back.",
    "I filed it in the app, and that was easy.",
    "They lost my papers twice.",
    "In the end they paid, but I was tired of it.",
]


def main() -> None:
    server = subprocess.Popen([sys.argv[1], str(HERE.parent / "model_server.py"), str(free_port()), "8192"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        line = next(line for line in server.stdout if line.startswith("READY"))
        url = f"{line.split()[1].rstrip('/')}/v1"
        held = talk(url)
        print(f"openai {openai.__version__}: {held} turns with {MODEL}")
        node = subprocess.run(["node", str(HERE / "clients.mjs"), url, MODEL], check=True, stdout=subprocess.PIPE, text=True, timeout=TIME_LIMIT * (len(ANSWERS) + 1))
        print(node.stdout.strip())
    finally:
        server.terminate()
        server.wait(30)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def talk(url: str) -> int:
    study = journey_core.Study("Where do claims hurt?", template="insurance")
    client = openai.OpenAI(base_url=url, api_key="none", max_retries=0)
    provider = OpenAI(MODEL, client, timeout=TIME_LIMIT)
    retry = journey_core.RetryPolicy(max_attempts=2, initial_wait_ms=0, max_wait_ms=0, seed=0)
    interview = study.interview(provider=provider, retry=retry)
    interview.start()
    interview.say("Yes")
    turns = assessed(interview)

    async def aside() -> None:
        provider = AsyncOpenAI(MODEL, openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0), timeout=TIME_LIMIT)
        other = study.interview(provider=provider, retry=retry)
        await other.start_async()
        await other.say_async("Yes")
        reply = await other.say_async(ANSWERS[0])
        assert reply.question is not None

    asyncio.run(aside())
    # A wrong address is a failure that may pass, with the SDK's own error behind it.
    wrong = OpenAI(MODEL, openai.OpenAI(base_url="http://127.0.0.1:9/v1", api_key="none", max_retries=0))
    try:
        journey_core.draft_plan("Where do claims hurt?", wrong, retry=journey_core.RetryPolicy(max_attempts=1, initial_wait_ms=0, max_wait_ms=0, seed=0))
    except journey_core.LlmError as error:
        assert error.retryable and isinstance(error.__cause__, journey_core.LlmError), error
    return turns


def assessed(interview: journey_core.Interview) -> int:
    """Answers until the model has read one. A model this small may babble at every prompt of an interview; then each of its replies must have come
    through as what it was: one that is cut off or no JSON, and no failure of the way to it."""
    for turns, answer in enumerate(ANSWERS, 1):
        reply = interview.say(answer)
        assert reply.question is not None, reply
        if any(event.type == "answer_assessed" and MODEL.lower() in event.engine.lower() for event in interview.log):
            return turns
    failures = [event.error for event in interview.log if event.type == "model_failed"]
    reasons = [f"{error.kind}: {error.message}" for error in failures]
    assert failures and all(error.kind in ("invalid_reply", "truncated") for error in failures), f"the model was not heard: {reasons}"
    return len(ANSWERS)


main()
