"""Runs the conformance cases through the Python package's public names. `python tests/runners/conformance.py`."""
from __future__ import annotations

import asyncio
import json
import pathlib
import sys
import tempfile
from typing import Any, List, Optional

import journey_core

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "conformance"
TEXT = (".svg", ".html", ".md", ".mmd", ".csv", ".qdc")
FIELDS = {"name", "call", "task", "corpus", "arguments", "replies", "interview", "steps", "ends", "metered", "fieldwork", "expected", "golden", "error", "skips"}


def read(name: str) -> Any:
    text = (FOLDER / name).read_bytes().decode()
    return text if name.endswith(TEXT) else json.loads(text)


def filled(value: Any) -> Any:
    if isinstance(value, dict):
        return read(value["$file"]) if "$file" in value else {key: filled(one) for key, one in value.items()}
    return [filled(one) for one in value] if isinstance(value, list) else value


def plain(value: Any) -> Any:
    """A result as JSON's own types, without what is null."""
    if hasattr(value, "to_dict"):
        return plain(value.to_dict())
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, bytes):
        import base64

        return base64.b64encode(value).decode()
    return value


class Script:
    """A provider that says what a case scripts."""

    model = "scripted"

    def __init__(self, replies: List[Any]) -> None:
        self.replies = list(replies)

    def complete(self, request: journey_core.ModelRequest) -> Any:
        if not self.replies:
            raise journey_core.LlmError("auth", "the script is over")
        reply = self.replies.pop(0)
        if isinstance(reply, dict) and "error" in reply:
            error = reply["error"]
            raise journey_core.LlmError(error["kind"], error["message"], None, error)
        return reply


def interview(case: Any, check: Any) -> Any:
    setting = filled(case["interview"])
    study = journey_core.Study("Where does it hurt?").with_guide(journey_core.Guide.from_dict(setting["guide"]))
    script = Script([]) if setting.get("scripted") else None
    now = [0]
    retry = journey_core.RetryPolicy(max_attempts=2, initial_wait_ms=0, max_wait_ms=0, seed=0)
    options: Any = {"provider": script, "retry": retry, "clock": lambda: now[0]}
    held = study.replay("i", setting["log"], **options) if "log" in setting else study.interview("i", **options)
    for number, step in enumerate(case["steps"]):
        now[0] = step["now"]
        if script is not None:
            script.replies = list(step.get("replies", []))
        check(number, lambda: held.start() if step["input"] == "start" else held.handle(step["input"]))
    return {"state": held.state, "log": held.log}


class Counting:
    """The built-in engine, as a provider that says what each call used."""

    model = "counting"

    def __init__(self, usage: Any) -> None:
        self.usage, self.asked = usage, 0

    async def complete(self, request: journey_core.ModelRequest) -> Any:
        self.asked += 1
        await asyncio.sleep(0)
        return {**request.answer_builtin().to_dict(), "usage": self.usage, "model": self.model}


ONCE = journey_core.RetryPolicy(max_attempts=1, initial_wait_ms=0, max_wait_ms=0, seed=0)


async def drafted(metered: journey_core.Metered, drafts: int, same: bool) -> List[Any]:
    questions = [f"Where does step {0 if same else number} of a claim hurt?" for number in range(drafts)]
    works = [journey_core.draft_plan_async(question, metered, template="insurance", retry=ONCE) for question in questions]
    return list(await asyncio.gather(*works, return_exceptions=True))


def metered(case: Any) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "replies.jsonl"
        if "file" in case:
            path.write_text(case["file"])
        runs = []
        for cut in case["cuts"]:
            if cut:
                path.write_bytes(path.read_bytes()[:-cut])
            provider = Counting(case["usage"])
            replies = path if "file" in case else None
            made = journey_core.Metered(provider, budget=case.get("budget"), replies=replies)
            plans = asyncio.run(drafted(made, case["drafts"], case.get("same", False)))
            codes = [getattr(plan, "code", None) for plan in plans]
            run = {"asked": provider.asked, "drafted": codes.count(None), "refused": codes.count("llm_budget_exceeded")}
            run.update(hits=made.hits, spent=made.spent.to_dict())
            if replies is not None:
                run["lines"] = len(path.read_text().splitlines())
                journey_core.Metered(provider, replies=replies)
            runs.append(run)
        return runs


class Scripted:
    """A respondent who says one thing after another and then leaves."""

    def __init__(self, said: List[Any]) -> None:
        self._said = iter(said)

    def say(self, message: str) -> Any:
        return next(self._said, None)

    def answer(self, message: str, answer: Any) -> Any:
        return journey_core.StructuredAnswerNumber(value=7)


def fieldwork(case: Any) -> Any:
    study = journey_core.Study(case["question"], template=case["template"])
    people = [journey_core.Participant.from_dict(participant) for participant, _ in case["said"]]
    options: Any = {"participants": people, "concurrency": case["concurrency"], "budget": case.get("budget"), "retry": ONCE}
    return study.run([Scripted(said) for _, said in case["said"]], Builtin(), progress=False, clock=lambda: case["now"], **options)


class Builtin:
    """The built-in engine, as a provider."""

    model = "builtin"

    def complete(self, request: journey_core.ModelRequest) -> Any:
        return request.answer_builtin()


def part(given: Any, documents: List[Any]) -> journey_core.Corpus:
    attributes = given.get("attributes", [])
    if "observations" not in given:
        return journey_core.Corpus.code(documents, given["coded_by"], attributes=attributes)
    ids = {one["id"] for one in documents}
    own = [one for one in given["observations"] if not given.get("merged") or one["document"] in ids]
    return journey_core.Corpus(documents, own, attributes=attributes)


def made_of(given: Any) -> journey_core.Corpus:
    """A corpus made whole, or merged of parts in some order; perhaps filtered."""
    documents, order = given["documents"], given.get("merged", [])
    if order:
        size = -(-len(documents) // len(order))
        parts = [part(given, documents[begin : begin + size]) for begin in range(0, len(documents), size)]
        made = journey_core.Corpus([], [])
        for at in order:
            made = made.merge(parts[at])
    else:
        made = part(given, documents)
    return made.filter(journey_core.CorpusFilter.from_dict(given["filter"])) if "filter" in given else made


def corpus(operation: str, given: Any, replies: Any, error: Any) -> Any:
    made, arguments = made_of(given), given.get("arguments", {})
    if operation == "bytes":
        return list(made.to_bytes())
    if operation == "map_json":
        return journey_core.map_json(made.map(**arguments))
    if operation == "sizes":
        counts = {f"{name}s": getattr(made, f"{name}_count") for name in ("document", "observation", "respondent")}
        return {**counts, **{name: getattr(made, name) for name in ("waves", "segments", "coders")}}
    if operation in ("ask", "summarise"):
        arguments = {**arguments, "map": journey_core.JourneyMap.from_dict(arguments["map"])}
        return getattr(made, operation)(**arguments, provider=None if replies is None else Script(replies))
    return refused(lambda: getattr(made, operation)(**arguments), error)


def refused(run: Any, error: Any) -> Any:
    """Python itself refuses arguments that a function does not have."""
    try:
        return run()
    except TypeError as raised:
        raise journey_core.InvalidError("invalid", str(raised), False, (error or {}).get("context", {})) from raised


def settle(name: str, run: Any, case: Any, key: str, faults: List[str]) -> None:
    error: Optional[journey_core.JourneyError] = None
    try:
        got = plain(run())
    except journey_core.JourneyError as raised:
        error, got = raised, f"{raised} ({raised.code})"
    wanted = case.get("error")
    if wanted is not None:
        context = wanted.get("context", {})
        if error is not None and error.code == wanted["code"] and all(error.context.get(one) == value for one, value in context.items()):
            return
    elif error is None:
        expected = read(f"golden/{case['golden']}") if "golden" in case and key == "expected" else filled(case.get(key))
        if got == plain(expected):
            return
    faults.append(f"{name}: got {str(got)[:600]}")


def main() -> int:
    faults: List[str] = []
    skipped: List[str] = []
    count = 0
    for path in sorted((FOLDER / "cases").glob("*.json")):
        for case in json.loads(path.read_text())["cases"]:
            assert not set(case) - FIELDS, set(case) - FIELDS
            name, count = case["name"], count + 1
            if "python" in case.get("skips", {}):
                skipped.append(f"{name}: {case['skips']['python']}")
            elif "interview" in case:
                checks: Any = lambda number, run: settle(f"{name}, step {number}", run, case["steps"][number], "expected", faults)  # noqa: E731
                settle(f"{name}, end", lambda: interview(case, checks), case, "ends", faults)
            elif "metered" in case:
                settle(name, lambda: metered(case["metered"]), case, "expected", faults)
            elif "fieldwork" in case:
                settle(name, lambda: fieldwork(case["fieldwork"]), case, "expected", faults)
            elif "corpus" in case:
                settle(name, lambda: corpus(case["corpus"], filled(case.get("arguments", {})), case.get("replies"), case.get("error")), case, "expected", faults)
            elif "task" in case:
                script = Script(case["replies"]) if "replies" in case else None
                settle(name, lambda: getattr(journey_core, case["task"])(**filled(case.get("arguments", {})), provider=script), case, "expected", faults)
            else:
                settle(name, lambda: called(case), case, "expected", faults)
    for line in faults + skipped:
        print(line)
    print(f"python: {count - len(faults) - len(skipped)} of {count} cases hold, {len(skipped)} skipped")
    return 1 if faults or count < 200 else 0


def called(case: Any) -> Any:
    arguments = filled(case.get("arguments", {}))
    function = getattr(journey_core, case["call"], None)
    if function is None:
        from journey_core._call import call

        return call(case["call"], arguments)
    return refused(lambda: function(**arguments), case.get("error"))


if __name__ == "__main__":
    sys.exit(main())
