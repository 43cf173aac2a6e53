"""The server for assistants, met with the official SDK's client."""
from __future__ import annotations

import asyncio
import contextlib
import csv
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time
from typing import Any, AsyncIterator, Dict, Iterator, List, Union

import pytest

pytest.importorskip("mcp")

import mcp_types
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError

import journey_core as j
from journey_core.mcp import server
from journey_core.mcp.results import BUDGET, tokens

SAMPLES = pathlib.Path(__file__).parents[2] / "tests" / "samples"
SAYINGS = (
    "Filing the claim in the app was easy.",
    "I waited three weeks for an update on my claim and nobody called back.",
    "The renewal price went up by a third without a reason.",
    "My name is Anna Smith and the claims handler was kind.",
)


def tickets(path: pathlib.Path, count: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("ticket_id", "customer_id", "message", "wave", "csat"))
        rows.writerows(
            (f"t{number}", f"c{number}", f"{SAYINGS[number % 4]} {SAYINGS[(number // 3) % 4]}", f"w{number % 2}", 1 + number % 5)
            for number in range(count)
        )


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    made = tmp_path / "research"
    made.mkdir()
    tickets(made / "tickets.csv", 40)
    return made


class Assistant:
    """Calls tools and looks at what every result must be."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def call(self, tool: str, **arguments: Any) -> Dict[str, Any]:
        result = await self.client.call_tool(tool, arguments)
        [text] = result.content
        assert isinstance(text, mcp_types.TextContent) and not result.is_error, text
        assert tokens(text.text) <= BUDGET, f"{tool}: {tokens(text.text)} tokens"
        assert json.loads(text.text) == result.structured_content
        return dict(result.structured_content or {})

    async def refused(self, tool: str, **arguments: Any) -> str:
        result = await self.client.call_tool(tool, arguments)
        [text] = result.content
        assert result.is_error and isinstance(text, mcp_types.TextContent)
        return text.text

    async def read(self, uri: str) -> str:
        [content] = (await self.client.read_resource(uri)).contents
        assert isinstance(content, mcp_types.TextResourceContents)
        return content.text


@contextlib.asynccontextmanager
async def assistant(over: Any) -> AsyncIterator[Assistant]:
    """An assistant at a folder (in this process), a command, or an address."""
    async with Client(server(over) if isinstance(over, pathlib.Path) else over) as client:
        yield Assistant(client)


def coded(sentence: str, **other: Any) -> Dict[str, Any]:
    """An observation as an assistant proposes it."""
    one = {
        "sentences": [sentence],
        "stage": "claims",
        "touchpoint": "claim_status",
        "kind": "pain",
        "emotion": "frustration",
        "valence": -1,
        "confidence": 0.9,
        "reason": "waited",
    }
    return {**one, **other}


def command(folder: pathlib.Path, *more: str) -> List[str]:
    return ["-m", "journey_core", "mcp", "--folder", str(folder), *more]


def environment() -> Dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join(sys.path)}


def test_a_stranger_understands_the_tools(folder: pathlib.Path) -> None:
    async def look() -> None:
        async with assistant(folder) as host:
            tools = (await host.client.list_tools()).tools
            assert len(tools) <= 8
            for tool in tools:
                assert tool.title and tool.description and len(tool.description) > 100, tool.name
                assert tool.annotations is not None and tool.annotations.read_only_hint is not None
                assert tool.annotations.read_only_hint or tool.annotations.destructive_hint is False
                assert tool.output_schema and tool.output_schema["properties"]
                assert all("description" in one or "title" in one for one in tool.input_schema["properties"].values())
            reading = {tool.name for tool in tools if tool.annotations and tool.annotations.read_only_hint}
            assert reading == {"read_documents", "draw_map", "ask", "compare_waves"}
            [code] = [tool for tool in tools if tool.name == "code"]
            assert "valence" in json.dumps(code.input_schema), "the library's own schema of a reply is what the assistant sees"

    asyncio.run(look())


async def whole_way(host: Assistant, folder: pathlib.Path) -> None:
    """From files to a map, an answer and an export, by the built-in engine."""
    read = await host.call("read_documents", paths=["tickets.csv"])
    assert (read["count"], read["waves"]) == (40, ["w0", "w1"])
    made = await host.call("code", documents=read["documents"], coder="builtin")
    assert made["done"] == 40 and made["left"] == 0 and "insurance, because" in made["stages"]
    drawn = await host.call("draw_map", coding=made["coding"])
    assert drawn["respondents"] == 40 and drawn["priorities"][0]["pain"]["base"] == 40
    answer = await host.call("ask", map=drawn["map"], question="Where is the most friction?")
    assert answer["topic"] == "friction" and answer["claims"][0]["text"]
    moved = await host.call("compare_waves", coding=made["coding"], before="w0", after="w1")
    assert moved["respondents"] == [20, 20, 0]
    written = await host.call("export", map=drawn["map"], folder="claims")
    assert (folder / written["open"]).read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (await host.read(drawn["resources"][0])).startswith("<svg")
    assert (await host.call("read_documents", paths=["."]))["count"] == 40, "an export is not read as what was said"


def test_over_standard_input_and_output(folder: pathlib.Path) -> None:
    async def use() -> None:
        async with assistant(StdioServerParameters(command=sys.executable, args=command(folder), env=environment())) as host:
            await whole_way(host, folder)

    asyncio.run(use())


@contextlib.contextmanager
def served(folder: pathlib.Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen([sys.executable, *command(folder, "--http", str(port))], env={**os.environ, **environment()})
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        running.terminate()
        running.wait(10)


def test_over_streamable_http(folder: pathlib.Path) -> None:
    async def use(address: str) -> None:
        async with assistant(address) as host:
            await whole_way(host, folder)

    with served(folder) as address:
        asyncio.run(use(address))


def test_the_assistant_codes_and_the_library_disposes(folder: pathlib.Path) -> None:
    tickets(folder / "tickets.csv", 4)

    async def use() -> None:
        async with assistant(folder) as host:
            study = (await host.call("draft_plan", question="Where do claims hurt?", industry="insurance"))["study"]
            read = await host.call("read_documents", paths=["tickets.csv"])
            begun = await host.call("code", documents=read["documents"], study=study)
            assert begun["left"] == 4 and "qualitative analyst" in begun["instructions"] and "Where do claims hurt?" in begun["instructions"]
            first, second, third, fourth = begun["requests"]
            assert "Anna Smith" not in json.dumps(begun), "personal data does not reach a model"
            replies = [
                {"request": first["request"], "observations": [coded("t1.s1"), coded("t9.s9"), coded("t1.s1", stage="the moon")]},
                {"request": second["request"], "observations": [{"words": "I waited"}]},
                {"request": third["request"], "observations": []},
                {"request": "r77", "observations": []},
            ]
            next_ = await host.call("code", coding=begun["coding"], replies=replies)
            assert next_["done"] == 2 and next_["unknown"] == ["r77"] and next_["observations"] == 1
            assert [one["reason"] for one in next_["rejected"]] == ["sentence `t9.s9` does not exist", next_["rejected"][1]["reason"]]
            again, open_ = next_["requests"]
            assert "required property" in again["text"] and "t1.s1" in again["text"] and open_["request"] == fourth["request"]
            replies = [
                {"request": again["request"], "observations": [{"words": "again"}]},
                {"request": open_["request"], "observations": [coded("t1.s1")]},
            ]
            last = await host.call("code", coding=begun["coding"], replies=replies)
            assert last["left"] == 0 and last["done"] == 3 and "t1:" in last["failed"][0] and last["requests"] == []
            drawn = await host.call("draw_map", coding=begun["coding"])
            assert drawn["respondents"] == 3 and drawn["observations"] == 2
            observations = [json.loads(line) for line in (await host.read(last["resource"])).splitlines()]
            assert [one["coder"] for one in observations] == ["assistant", "assistant"]
            assert observations[0]["words"] == SAYINGS[0], "the words are cut by the library"

    asyncio.run(use())


def test_every_result_is_small_whatever_is_asked(folder: pathlib.Path) -> None:
    long = "The claim took weeks and the app lost my photos, so I had to explain everything again. " * 60
    (folder / "long.csv").write_text(f"id,message\n1,{long}\n2,{long}\n", encoding="utf-8")
    (folder / "samples").mkdir()
    for file in SAMPLES.iterdir():
        if file.is_file():
            shutil.copy(file, folder / "samples")

    async def use() -> None:
        async with assistant(folder) as host:
            everything = await host.call("read_documents", paths=["samples"])
            assert everything["count"] > 30
            made = await host.call("code", documents=everything["documents"], coder="builtin")
            drawn = await host.call("draw_map", coding=made["coding"])
            for question in ("Everything in short", "What delights customers most?", "How do the segments compare?"):
                await host.call("ask", map=drawn["map"], question=question)
            read = await host.call("read_documents", paths=["long.csv"])
            begun = await host.call("code", documents=read["documents"], industry="banking")
            cut = begun["requests"][0]
            assert cut["text"].endswith("…") and len(await host.read(cut["rest"])) > len(cut["text"])
            assert "Touchpoints" in await host.read(f"journey://coding/{begun['coding']}/instructions")

    asyncio.run(use())


def test_an_interview_outlives_the_server(folder: pathlib.Path) -> None:
    async def begin() -> str:
        async with assistant(folder) as host:
            study = (await host.call("draft_plan", question="Where do claims hurt?", industry="insurance"))["study"]
            begun = await host.call("interview", study=study)
            assert begun["awaits"] == "consent"
            asked = await host.call("interview", interview=begun["interview"], say="Yes")
            assert asked["awaits"] == "words" and asked["asked"] == 1
            assert "one thing" in await host.refused("interview", interview=begun["interview"], say="a", act="skip")
            await host.call("interview", interview=begun["interview"], say="I waited three weeks for news on my claim and nobody called.")
            return str(begun["interview"])

    async def go_on(id: str) -> None:
        async with assistant(folder) as host:
            assert (await host.call("interview", interview=id))["asked"] == 2
            assert (await host.call("interview", interview=id, act="stop"))["outcome"] == "stopped"
            read = await host.call("read_documents", study="study-1")
            made = await host.call("code", documents=read["documents"], coder="builtin")
            assert made["stages"] == "insurance, of study-1" and made["observations"] > 0
            assert (await host.call("draw_map", coding=made["coding"]))["respondents"] == 1
            assert json.loads(await host.read("journey://plan/study-1/json"))["question"] == "Where do claims hurt?"

    asyncio.run(go_on(asyncio.run(begin())))


def test_a_coding_outlives_the_server_and_ids_go_on(folder: pathlib.Path) -> None:
    async def begin() -> None:
        async with assistant(folder) as host:
            read = await host.call("read_documents", paths=["tickets.csv"])
            begun = await host.call("code", documents=read["documents"], industry="insurance")
            assert begun["coding"] == "coding-1"
            await host.call("code", coding="coding-1", replies=[{"request": begun["requests"][0]["request"], "observations": [coded("t1.s1")]}])

    async def go_on() -> None:
        async with assistant(folder) as host:
            assert "anew after a restart" in await host.refused("code", documents="documents-1")
            more = await host.call("code", coding="coding-1")
            assert (more["done"], more["left"], more["observations"]) == (1, 39, 1) and more["instructions"]
            rest = await host.call("code", coding="coding-1", coder="builtin")
            assert (rest["done"], rest["left"]) == (40, 0)
            read = await host.call("read_documents", paths=["tickets.csv"])
            assert (await host.call("code", documents=read["documents"], coder="builtin"))["coding"] == "coding-2"

    asyncio.run(begin())
    asyncio.run(go_on())


def test_nothing_outside_of_the_folder_is_read_or_written(folder: pathlib.Path) -> None:
    secret = folder.parent / "secret.csv"
    tickets(secret, 2)
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (folder / "link.csv").symlink_to(secret)
    (folder / "linked").symlink_to(elsewhere)
    (folder / "inner").mkdir()
    (folder / "inner" / "link.csv").symlink_to(secret)

    async def use() -> None:
        async with assistant(folder) as host:
            for path, why in (
                ("../secret.csv", "out of the folder"),
                ("inner/../../secret.csv", "out of the folder"),
                (str(secret), "not in the folder"),
                ("link.csv", "is a link"),
                ("inner", "is a link"),
                (".", "is a link"),
                ("linked/x.csv", "is a link"),
            ):
                assert why in await host.refused("read_documents", paths=[path]), path
            assert (await host.call("read_documents", paths=[str(folder / "tickets.csv")]))["count"] == 40
            read = await host.call("read_documents", paths=["tickets.csv"])
            made = await host.call("code", documents=read["documents"], coder="builtin")
            drawn = await host.call("draw_map", coding=made["coding"])
            for place, why in (
                ("../out", "out of the folder"),
                (str(elsewhere), "not in the folder"),
                ("linked/out", "is a link"),
                ("linked", "is a link"),
                (".", "own"),
                (".journey", "own"),
            ):
                assert why in await host.refused("export", map=drawn["map"], folder=place), place
            (folder / "mine").mkdir()
            (folder / "mine" / "charts").symlink_to(elsewhere)
            (folder / "mine" / ".journey-files.json").symlink_to(elsewhere / "made.json")
            assert "did not write" in await host.refused("export", map=drawn["map"], folder="mine")
            assert "did not write" in await host.refused("export", map=drawn["map"], folder="inner")
            assert not list(elsewhere.iterdir())

    asyncio.run(use())


def test_a_state_that_is_a_link_is_refused(folder: pathlib.Path) -> None:
    (folder / ".journey").symlink_to(folder.parent)
    with pytest.raises(j.InvalidError, match="is a link"):
        server(folder)


def test_long_work_reports_and_is_cancelled(folder: pathlib.Path) -> None:
    tickets(folder / "many.csv", 256)

    async def use(over: Any) -> None:
        told: List[float] = []
        async with assistant(over) as host:
            read = await host.call("read_documents", paths=["many.csv"])
            reported = asyncio.Event()

            async def noted(progress: float, total: Union[float, None], message: Union[str, None]) -> None:
                told.append(progress)
                assert total == 256 and message and "documents coded" in message
                reported.set()

            begun = time.monotonic()
            work = asyncio.create_task(host.client.call_tool("code", {"documents": read["documents"], "coder": "builtin"}, progress_callback=noted))
            await asyncio.wait_for(reported.wait(), 60)
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError, MCPError):
                await work
            assert told[-1] < 256
            # Until it would have been done, had it gone on.
            await asyncio.sleep((time.monotonic() - begun) * 256 / told[-1] * 1.5)
            assert "none yet" in await host.refused("draw_map", coding="coding-1"), "it went on after it was cancelled"
            assert not list((folder / ".journey").glob("coding-*"))

    asyncio.run(use(StdioServerParameters(command=sys.executable, args=command(folder), env=environment())))
    with served(folder) as address:
        asyncio.run(use(address))


def test_what_is_wrong_says_what_mends_it(folder: pathlib.Path) -> None:
    shutil.copy(SAMPLES / "broken" / "two_texts.csv", folder / "two.csv")

    async def use() -> None:
        async with assistant(folder) as host:
            for tool, arguments, words in (
                ("draft_plan", {"question": "Where do claims hurt?", "industry": "zoo"}, "use one of b2b"),
                ("interview", {}, "name either a study or an interview"),
                ("interview", {"interview": "interview-9"}, "none yet"),
                ("interview", {"study": "study-9"}, "none yet"),
                ("read_documents", {"paths": ["two.csv"]}, "columns.text"),
                ("read_documents", {"paths": ["nope.csv"]}, "files of the folder are"),
                ("code", {}, "name either documents or a coding"),
                ("draw_map", {"coding": "coding-1"}, "none yet"),
                ("ask", {"map": "map-1", "question": "What hurts?"}, "draw_map draws one"),
                ("export", {"map": "map-1"}, "draw_map draws one"),
            ):
                told = await host.refused(tool, **arguments)
                assert words in told and str(folder) not in told, (tool, told)
            read = await host.call("read_documents", paths=["two.csv"], columns={"text": "last impression"})
            assert read["count"] > 0
            with pytest.raises(MCPError, match="none yet"):
                await host.read("journey://map/map-1/svg")

    asyncio.run(use())


def test_a_map_for_a_model_names_nobody(folder: pathlib.Path) -> None:
    async def use() -> None:
        async with assistant(folder) as host:
            read = await host.call("read_documents", paths=["tickets.csv"])
            made = await host.call("code", documents=read["documents"], coder="builtin")
            drawn = await host.call("draw_map", coding=made["coding"])
            answer = await host.call("ask", map=drawn["map"], question="What delights customers most?")
            shown = [json.dumps(answer), json.dumps(drawn), await host.read(made["resource"])]
            shown += [await host.read(one) for one in drawn["resources"]]
            for text in shown:
                assert "Anna Smith" not in text and "“c3" not in text
            assert any("[NAME]" in text for text in shown)

    asyncio.run(use())
