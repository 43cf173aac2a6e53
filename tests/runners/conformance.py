"""Runs the conformance cases through the Python package's public names. `python tests/runners/conformance.py`."""
from __future__ import annotations

import json
import pathlib
import sys
from typing import Any, List, Optional

import journey_core

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "conformance"
TEXT = (".svg", ".html", ".md", ".mmd", ".csv", ".qdc")
FIELDS = {"name", "call", "task", "corpus", "arguments", "replies", "interview", "steps", "ends", "expected", "golden", "error", "skips"}


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
    retry = journey_core.RetryPolicy(attempts=2, base_ms=0, cap_ms=0, seed=0)
    options: Any = {"provider": script, "retry": retry, "clock": lambda: now[0]}
    held = study.replay("i", setting["log"], **options) if "log" in setting else study.interview("i", **options)
    for number, step in enumerate(case["steps"]):
        now[0] = step["now"]
        if script is not None:
            script.replies = list(step.get("replies", []))
        check(number, lambda: held.start() if step["input"] == "start" else held.handle(step["input"]))
    return {"state": held.state, "log": held.log}


def corpus(operation: str, given: Any) -> Any:
    made = journey_core.Corpus(given["documents"], given["observations"])
    if "filter" in given:
        made = made.filter(journey_core.Filter.from_dict(given["filter"]))
    if operation == "bytes":
        return list(made.to_bytes())
    if operation == "cells":
        return made.cells(given["grouping"])
    if operation == "halves":
        middle = len(given["documents"]) // 2
        first, second = given["documents"][:middle], given["documents"][middle:]
        ids = {one["id"] for one in first}
        left = journey_core.Corpus(first, [one for one in given["observations"] if one["document"] in ids])
        right = journey_core.Corpus(second, [one for one in given["observations"] if one["document"] not in ids])
        return right.merge(left).to_bytes() == made.to_bytes()
    if operation == "sizes":
        return {name: getattr(made, name) for name in ("observations", "respondents", "waves", "segments", "coders")}
    return made.what_if(given["stage"], given["outcome"], given["fall"], touchpoint=given.get("touchpoint"))


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
            elif "corpus" in case:
                settle(name, lambda: corpus(case["corpus"], filled(case.get("arguments", {}))), case, "expected", faults)
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
    try:
        return function(**arguments)
    except TypeError as error:
        # Python itself refuses arguments that a function does not have.
        raise journey_core.InvalidError("invalid", str(error), False, case["error"]["context"]) from error


if __name__ == "__main__":
    sys.exit(main())
