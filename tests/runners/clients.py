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


def main() -> None:
    server = subprocess.Popen([sys.argv[1], str(HERE.parent / "model_server.py"), str(free_port()), "8192"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        line = next(line for line in server.stdout if line.startswith("READY"))
        url = f"{line.split()[1].rstrip('/')}/v1"
        held = talk(url)
        print(f"openai {openai.__version__}: {held} turns with {MODEL}")
        node = subprocess.run(["node", str(HERE / "clients.mjs"), url, MODEL], check=True, capture_output=True, text=True, timeout=400)
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
    answers = ["Yes", "I waited three weeks for an update on my claim.", "Nobody called me back."]
    study = journey_core.Study("Where do claims hurt?", template="insurance")
    client = openai.OpenAI(base_url=url, api_key="none", max_retries=0, timeout=120)
    interview = study.interview(provider=OpenAI(MODEL, client), retry=journey_core.RetryPolicy(max_attempts=1, initial_wait_ms=0, max_wait_ms=0, seed=0))
    interview.start()
    asked = [interview.say(answer) for answer in answers]
    models = {getattr(event, "model", None) or getattr(event, "engine", None) for event in interview.log if event.type == "answer_assessed"}
    assert all(reply.question for reply in asked) and any(MODEL.lower() in str(model).lower() for model in models), models

    async def aside() -> None:
        provider = AsyncOpenAI(MODEL, openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0, timeout=120))
        other = study.interview(provider=provider)
        await other.start_async()
        await other.say_async("Yes")
        reply = await other.say_async(answers[1])
        assert reply.question is not None

    asyncio.run(aside())
    # A wrong address is a failure that may pass, with the SDK's own error behind it.
    wrong = OpenAI(MODEL, openai.OpenAI(base_url="http://127.0.0.1:9/v1", api_key="none", max_retries=0))
    try:
        journey_core.draft_plan("Where do claims hurt?", wrong, retry=journey_core.RetryPolicy(max_attempts=1, initial_wait_ms=0, max_wait_ms=0, seed=0))
    except journey_core.LlmError as error:
        assert error.retryable and isinstance(error.__cause__, journey_core.LlmError), error
    return len(answers)


main()
