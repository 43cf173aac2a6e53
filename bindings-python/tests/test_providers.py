"""The adapters against servers that answer as the real ones do, and the schemas against what providers publish that they take."""
from __future__ import annotations

import asyncio
import copy
import http.server
import json
import pathlib
import threading
import time
from typing import Any, Callable, Dict, Iterator, List, Tuple

import pytest

import journey_core as j

anthropic = pytest.importorskip("anthropic")
openai = pytest.importorskip("openai")

from journey_core.providers.anthropic import Anthropic, AsyncAnthropic  # noqa: E402
from journey_core.providers.openai import AsyncOpenAI, OpenAI  # noqa: E402

REFUSALS: List[Dict[str, Any]] = json.loads((pathlib.Path(__file__).parents[2] / "tests/providers/refusals.json").read_text("utf-8"))
QUESTION = "Where do claims hurt?"
LONG = "I waited three weeks for an update on my claim."
Answer = Tuple[int, Dict[str, str], Any]


class Quiet(http.server.ThreadingHTTPServer):
    """A server that says nothing of clients that have gone."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


class Server:
    """A server that answers by a function of the request's body, and keeps what it was sent."""

    def __init__(self, answer: Callable[[Dict[str, Any]], Answer]) -> None:
        self.answer = answer
        self.sent: List[Dict[str, Any]] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.sent.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                status, headers, body = outer.answer(outer.sent[-1])
                data = (body if isinstance(body, str) else json.dumps(body)).encode()
                self.send_response(status)
                for name, value in {"content-type": "application/json", "content-length": str(len(data)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *arguments: Any) -> None:
                pass

        self._server = Quiet(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    servers: List[Server] = []

    def begin(answer: Callable[[Dict[str, Any]], Answer]) -> Server:
        servers.append(Server(answer))
        return servers[-1]

    yield begin
    for server in servers:
        server.close()


class Kept:
    """A provider that keeps the first request of each task and answers none."""

    def __init__(self) -> None:
        self.requests: Dict[str, j.ModelRequest] = {}

    def complete(self, request: j.ModelRequest) -> str:
        self.requests.setdefault(request.task, request)
        raise j.LlmError("auth", "nobody answers here")


def kept() -> Dict[str, j.ModelRequest]:
    """A request of every task."""
    provider = Kept()
    interview = j.Study(QUESTION, template="insurance").interview("i", provider=provider)
    interview.start()
    interview.say("Yes")
    interview.say(LONG)
    document = j.document("d", "ticket", "p", [j.Words(role="customer", text=LONG)])
    corpus = j.Corpus.code([document], j.template("insurance"))
    tasks: List[Callable[[], Any]] = [
        lambda: j.draft_plan(QUESTION, provider),
        lambda: j.judge_interview(interview.log, provider),
        lambda: j.code_document(document, j.template("insurance"), provider),
        lambda: corpus.ask("Where is the most friction?", provider),
    ]
    for task in tasks:
        with pytest.raises(j.LlmError):
            task()
    return provider.requests


REQUESTS = kept()
REQUEST = REQUESTS["interview.turn"]


def chat(text: str = "{}") -> Answer:
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    return 200, {}, {"id": "c", "object": "chat.completion", "created": 0, "model": "served", "choices": [choice], "usage": usage}


def said(text: str = "{}") -> Answer:
    content = [{"type": "thinking", "thinking": "Well.", "signature": ""}, {"type": "text", "text": text}]
    usage = {"input_tokens": 3, "output_tokens": 4}
    return 200, {}, {"id": "m", "type": "message", "role": "assistant", "model": "served", "content": content, "stop_reason": "end_turn", "stop_sequence": None, "usage": usage}


def refused(number: int) -> Answer:
    refusal = REFUSALS[number]
    return refusal["status"], refusal["headers"], refusal["body"]


def of(provider: str, words: str) -> int:
    return next(number for number, refusal in enumerate(REFUSALS) if refusal["provider"] == provider and words in refusal["says"])


def chats(url: str, model: str = "m", **options: Any) -> OpenAI:
    return OpenAI(model, openai.OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0), **options)


def claude(url: str, model: str = "claude-sonnet-4-6", **options: Any) -> Anthropic:
    return Anthropic(model, anthropic.Anthropic(base_url=url, api_key="none", max_retries=0), **options)


def outcome(provider: Any) -> Dict[str, Any]:
    """How a call ends: the error's kind, or why the reply ended."""
    try:
        reply = provider.complete(REQUEST)
    except j.LlmError as error:
        return {"kind": error.kind, "retryable": error.retryable, "retry_after_ms": error.retry_after_ms, "said": error.message}
    ends = {"length": "truncated", "refused": "refused", "stop": "stop"}
    return {"kind": ends[reply["finish"]], "retryable": False, "retry_after_ms": None, "said": ""}


@pytest.mark.parametrize("number", range(len(REFUSALS)), ids=lambda number: f"{REFUSALS[number]['provider']}-{REFUSALS[number]['status']}-{number}")
def test_every_real_refusal_is_named_and_keeps_the_servers_words(number: int, serve: Callable[..., Server]) -> None:
    refusal = REFUSALS[number]
    server = serve(lambda body: refused(number))
    ended = outcome((claude if refusal["shape"] == "anthropic" else chats)(server.url))
    assert {name: ended[name] for name in ("kind", "retryable", "retry_after_ms")} == {name: refusal[name] for name in ("kind", "retryable", "retry_after_ms")}
    assert refusal["says"] in ended["said"]


def test_the_table_names_every_kind_and_the_servers_that_people_use() -> None:
    kinds = {"auth", "context_overflow", "invalid_reply", "invalid_request", "rate_limited", "refused", "timed_out", "transient", "truncated"}
    assert {refusal["kind"] for refusal in REFUSALS} == kinds
    named = {"anthropic", "azure", "gemini", "groq", "llama.cpp", "mistral", "ollama", "openai", "vllm"}
    assert named <= {refusal["provider"] for refusal in REFUSALS}


def test_no_server_is_a_failure_that_may_pass() -> None:
    ended = outcome(chats("http://127.0.0.1:9"))
    assert ended["kind"] == "transient" and ended["retryable"] and "refused" in ended["said"].lower()


def test_a_missing_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    assert outcome(Anthropic("claude-opus-5"))["kind"] == "auth"


@pytest.mark.parametrize("provider", [chats, claude])
def test_a_page_instead_of_an_answer_is_no_reply(provider: Callable[..., Any], serve: Callable[..., Server]) -> None:
    server = serve(lambda body: (200, {"content-type": "text/html"}, "<html>Welcome</html>"))
    ended = outcome(provider(server.url))
    assert ended["kind"] == "invalid_reply" and "Welcome" in ended["said"]


@pytest.mark.parametrize("provider", [chats, claude])
def test_a_call_has_a_time_limit(provider: Callable[..., Any], serve: Callable[..., Server]) -> None:
    def slow(body: Dict[str, Any]) -> Answer:
        time.sleep(0.6)
        return chat()

    server, begun = serve(slow), time.monotonic()
    ended = outcome(provider(server.url, timeout=0.2))
    assert ended["kind"] == "timed_out" and ended["retryable"] and time.monotonic() - begun < 0.6


def test_async_providers_name_failures_and_have_a_time_limit(serve: Callable[..., Server]) -> None:
    def slow(body: Dict[str, Any]) -> Answer:
        time.sleep(0.6)
        return chat()

    quick, late = serve(lambda body: chat()), serve(slow)

    async def ask() -> List[Any]:
        client = openai.AsyncOpenAI(base_url=f"{quick.url}/v1", api_key="none", max_retries=0)
        reply = await AsyncOpenAI("m", client).complete(REQUEST)
        slow_client = anthropic.AsyncAnthropic(base_url=late.url, api_key="none", max_retries=0)
        with pytest.raises(j.LlmError) as raised:
            await AsyncAnthropic("claude-opus-5", slow_client, timeout=0.2).complete(REQUEST)
        return [reply["text"], raised.value.kind]

    assert asyncio.run(ask()) == ["{}", "timed_out"]


def test_a_reply_and_its_usage_are_read(serve: Callable[..., Server]) -> None:
    whole = {"text": "{}", "finish": "stop", "usage": {"prompt_tokens": 3, "completion_tokens": 4}, "model": "served"}
    assert chats(serve(lambda body: chat()).url).complete(REQUEST) == whole
    assert claude(serve(lambda body: said()).url).complete(REQUEST) == whole


def test_a_reply_in_parts_is_joined(serve: Callable[..., Server]) -> None:
    parts: Any = [{"type": "thinking", "thinking": []}, {"type": "text", "text": "{"}, {"type": "text", "text": "}"}]
    assert chats(serve(lambda body: chat(parts)).url).complete(REQUEST)["text"] == "{}"


def test_each_server_gets_the_parameters_that_it_knows(serve: Callable[..., Server]) -> None:
    server = serve(lambda body: chat())
    chats(server.url).complete(REQUEST)
    sent = server.sent[-1]
    assert sent["max_tokens"] == REQUEST.max_output_tokens and sent["temperature"] == REQUEST.temperature and sent["seed"] == REQUEST.seed
    held = sent["response_format"]["json_schema"]
    assert held == {"name": "interview_turn", "schema": REQUEST.schema, "strict": True} and "JSON Schema" not in sent["messages"][0]["content"]
    chats(server.url, "openai/gpt-5-mini").complete(REQUEST)
    thinking = server.sent[-1]
    assert thinking["max_completion_tokens"] > REQUEST.max_output_tokens + 1000 and not {"max_tokens", "temperature"} & thinking.keys()
    chats(server.url, structured=False, max_completion_tokens=9, user="u").complete(REQUEST)
    told = server.sent[-1]
    assert told["max_completion_tokens"] == 9 and told["user"] == "u" and not {"max_tokens", "response_format"} & told.keys()
    assert json.dumps(REQUEST.schema, ensure_ascii=False) in told["messages"][0]["content"]


@pytest.mark.parametrize("host", ["api.openai.com", "eu.api.openai.com", "mine.openai.azure.com", "mine.services.ai.azure.com"])
def test_openai_and_azure_get_the_newer_name_of_the_limit(host: str) -> None:
    provider = OpenAI("gpt-4o", openai.OpenAI(base_url=f"https://{host}/v1", api_key="none"))
    sent = provider._parameters(REQUEST)
    assert sent["max_completion_tokens"] == REQUEST.max_output_tokens and "max_tokens" not in sent and "temperature" in sent


def test_claude_gets_the_parameters_that_its_version_knows(serve: Callable[..., Server]) -> None:
    server = serve(lambda body: said())
    for model in ("claude-sonnet-4-6", "claude-opus-5", "claude-3-5-haiku-latest"):
        claude(server.url, model).complete(REQUEST)
    earlier, newest, oldest = server.sent
    assert earlier["temperature"] == REQUEST.temperature and earlier["max_tokens"] == REQUEST.max_output_tokens
    assert "temperature" not in newest and newest["max_tokens"] > REQUEST.max_output_tokens + 1000
    for held in (earlier, newest):
        assert held["output_config"] == {"format": {"type": "json_schema", "schema": REQUEST.schema}} and held["system"][0]["text"] == REQUEST.system
    assert "output_config" not in oldest and "JSON Schema" in oldest["system"][0]["text"]


def test_what_the_host_asks_of_claude_stands_beside_the_schema(serve: Callable[..., Server]) -> None:
    server = serve(lambda body: said())
    claude(server.url, output_config={"effort": "low"}, extra_body={"temperature": 0.9}).complete(REQUEST)
    sent = server.sent[-1]
    assert sent["temperature"] == 0.9 and sent["output_config"] == {"effort": "low", "format": {"type": "json_schema", "schema": REQUEST.schema}}


def untaken(*refusals: Tuple[str, int]) -> Callable[[Dict[str, Any]], Answer]:
    """A server that refuses parameters, each with its words."""

    def answer(body: Dict[str, Any]) -> Answer:
        found = (number for name, number in refusals if name in body)
        number = next(found, None)
        return chat() if number is None else refused(number)

    return answer


def test_a_refused_parameter_is_left_out_from_then_on(serve: Callable[..., Server]) -> None:
    refusals = [
        ("max_tokens", of("openai", "'max_tokens' is not supported")),
        ("temperature", of("openai", "'temperature' does not support")),
        ("seed", of("gemini", "Unknown name")),
        ("response_format", of("deepseek", "response_format")),
    ]
    server = serve(untaken(*refusals))
    provider = chats(server.url)
    assert provider.complete(REQUEST)["text"] == "{}" and len(server.sent) == 5
    last = server.sent[-1]
    assert last["max_completion_tokens"] > REQUEST.max_output_tokens + 1000 and "JSON Schema" in last["messages"][0]["content"]
    provider.complete(REQUEST)
    assert len(server.sent) == 6 and server.sent[-1] == last


def test_a_refused_newer_name_of_the_limit_is_the_older_one(serve: Callable[..., Server]) -> None:
    server = serve(untaken(("max_completion_tokens", of("mistral", "Extra inputs"))))
    chats(server.url, "gpt-5").complete(REQUEST)
    assert [sorted(sent.keys() & {"max_tokens", "max_completion_tokens"}) for sent in server.sent] == [["max_completion_tokens"], ["max_tokens"]]


def test_a_refused_temperature_of_claude_is_left_out(serve: Callable[..., Server]) -> None:
    number = of("anthropic", "`temperature` is deprecated")
    server = serve(lambda body: refused(number) if "temperature" in body else said())
    provider = claude(server.url)
    provider.complete(REQUEST)
    provider.complete(REQUEST)
    assert [("temperature" in sent, sent["max_tokens"] > REQUEST.max_output_tokens) for sent in server.sent] == [(True, False), (False, True), (False, True)]


def test_what_the_host_asked_for_is_never_left_out(serve: Callable[..., Server]) -> None:
    number = of("openai", "'temperature' does not support")
    server = serve(lambda body: refused(number))
    assert outcome(chats(server.url, temperature=0.2))["kind"] == "invalid_request" and len(server.sent) == 1
    assert outcome(claude(server.url, extra_body={"temperature": 0.2}))["kind"] == "invalid_request" and len(server.sent) == 2


def test_what_a_request_cannot_do_without_stays(serve: Callable[..., Server]) -> None:
    number = of("openai", "'max_tokens' is not supported")
    server = serve(lambda body: refused(number))
    assert outcome(claude(server.url))["kind"] == "invalid_request" and len(server.sent) == 1


def test_a_parameter_that_a_text_only_mentions_stays(serve: Callable[..., Server]) -> None:
    number = of("vllm", "max_tokens must be at least 1")
    server = serve(lambda body: refused(number))
    assert outcome(chats(server.url))["kind"] == "invalid_request" and len(server.sent) == 1


# `litellm` gives reasons of its own for ends such as `model_length`.
TRANSLATED = [number for number, refusal in enumerate(REFUSALS) if refusal["status"] != 200 or '"model_' not in json.dumps(refusal["body"])]


@pytest.mark.parametrize("number", TRANSLATED)
def test_litellm_names_refusals_too(number: int, serve: Callable[..., Server]) -> None:
    pytest.importorskip("litellm")
    from journey_core.providers.litellm import LiteLlm

    refusal, server = REFUSALS[number], serve(lambda body: refused(number))
    model, path = ("anthropic/claude-sonnet-4-6", "") if refusal["shape"] == "anthropic" else ("openai/m", "/v1")
    ended = outcome(LiteLlm(model, api_base=f"{server.url}{path}", api_key="none"))
    assert (ended["kind"], ended["retryable"]) == (refusal["kind"], refusal["retryable"]), ended


def test_litellm_holds_the_model_to_the_schema_within_a_time_limit(serve: Callable[..., Server]) -> None:
    pytest.importorskip("litellm")
    from journey_core.providers.litellm import LiteLlm

    def slow(body: Dict[str, Any]) -> Answer:
        time.sleep(0.6)
        return chat()

    server = serve(lambda body: chat())
    LiteLlm("openai/m", api_base=f"{server.url}/v1", api_key="none").complete(REQUEST)
    assert server.sent[-1]["response_format"]["json_schema"]["schema"] == REQUEST.schema
    assert outcome(LiteLlm("openai/m", api_base=f"{serve(slow).url}/v1", api_key="none", timeout=0.2))["kind"] == "timed_out"


@pytest.mark.parametrize("task", sorted(REQUESTS))
def test_messages_begin_and_end_with_the_user_and_take_turns(task: str) -> None:
    roles = [message["role"] for message in REQUESTS[task].messages]
    assert roles[0] == roles[-1] == "user" and all(one != next_one for one, next_one in zip(roles, roles[1:]))


def test_messages_take_turns_in_a_long_interview_and_a_repair() -> None:
    asked: List[List[str]] = []

    def provider(request: j.ModelRequest) -> str:
        asked.append([message["role"] for message in request.messages])
        return "nonsense"

    interview = j.Study(QUESTION, template="insurance").interview("i", provider=provider)
    interview.start()
    for words in ("Yes", LONG, "Nobody called me back.", "I don't know.", "They lost my papers twice."):
        interview.say(words)
    assert len(asked) >= 6
    for roles in asked:
        assert roles[0] == roles[-1] == "user" and all(one != next_one for one, next_one in zip(roles, roles[1:]))


def nodes(schema: Dict[str, Any], depth: int = 1) -> Iterator[Tuple[Dict[str, Any], int]]:
    """Every schema within a schema, with how many objects and lists it stands in."""
    yield schema, depth
    for inner in [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]:
        yield from nodes(inner, depth + 1)
    for choice in schema.get("anyOf", []):
        yield from nodes(choice, depth)


def test_every_task_is_asked() -> None:
    assert sorted(REQUESTS) == ["ask.answer", "coding.document", "interview.judge", "interview.turn", "plan.draft"]


@pytest.mark.parametrize("task", sorted(REQUESTS))
def test_schemas_are_in_openais_strict_subset(task: str) -> None:
    from openai.lib._pydantic import _ensure_strict_json_schema

    schema = REQUESTS[task].schema
    changed: Any = copy.deepcopy(schema)
    assert _ensure_strict_json_schema(changed, path=(), root=changed) == schema and schema["type"] == "object" and "anyOf" not in schema
    known = {"additionalProperties", "anyOf", "description", "enum", "items", "properties", "required", "type"}
    every = list(nodes(schema))
    for node, depth in every:
        assert node.keys() <= known and depth <= 10, (node, depth)
        if node.get("type") == "object":
            assert node["additionalProperties"] is False and node["required"] == list(node["properties"])
    properties = [name for node, _ in every for name in node.get("properties", {})]
    values = [value for node, _ in every for value in node.get("enum", [])]
    assert len(properties) <= 5000 and len(values) <= 1000
    assert sum(map(len, properties)) + sum(len(str(value)) for value in values) <= 120_000


def plain(schema: Dict[str, Any]) -> Dict[str, Any]:
    """A copy with `anyOf` for lists of types: the API takes both, its SDK knows only the one."""
    whole = copy.deepcopy(schema)
    for node, _ in nodes(whole):
        named = node.get("type")
        if isinstance(named, list):
            inner = {name: node.pop(name) for name in list(node) if name not in ("description", "type", "anyOf")}
            node["anyOf"] = [{"type": name} if name == "null" else {"type": name, **inner} for name in named]
            del node["type"]
    return whole


@pytest.mark.parametrize("task", sorted(REQUESTS))
def test_schemas_are_in_anthropics_subset(task: str) -> None:
    from anthropic import transform_schema

    schema = REQUESTS[task].schema
    every = [node for node, _ in nodes(schema)]
    told = {None, *(node.get("description") for node in every)}
    # What its SDK cannot send as it is would move to the description.
    assert {node.get("description") for node, _ in nodes(transform_schema(plain(schema)))} <= told
    optional = [name for node in every for name in node.get("properties", {}) if name not in node["required"]]
    unions = [node for node in every if "anyOf" in node or isinstance(node.get("type"), list)]
    assert len(optional) <= 24 and len(unions) <= 16
    assert all(isinstance(value, (str, int, float, bool, type(None))) for node in every for value in node.get("enum", []))


@pytest.mark.parametrize("task", sorted(REQUESTS))
def test_schemas_are_in_geminis_subset(task: str) -> None:
    known = {"additionalProperties", "anyOf", "description", "enum", "items", "properties", "required", "title", "type"}
    types = {"array", "boolean", "integer", "null", "number", "object", "string"}
    for node, _ in nodes(REQUESTS[task].schema):
        named = node.get("type", [])
        assert node.keys() <= known and set([named] if isinstance(named, str) else named) <= types
        assert "type" in node or "anyOf" in node
