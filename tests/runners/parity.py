"""Compares the public names of Rust, Python and TypeScript.

Fails when one language has what the others lack and `names.json` gives no reason.
"""
from __future__ import annotations

import dataclasses
import inspect
import json
import pathlib
import re
import subprocess
import sys
from typing import Any, Dict, List, Set

import journey_core

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CONFORMANCE = ROOT / "tests" / "conformance"
BY_HAND = json.loads((ROOT / "journey-core" / "codegen" / "by_hand.json").read_text())
RENAMED = BY_HAND["data_in_typescript"]


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def inner(function: Dict[str, Any], handles: Dict[str, Any]) -> bool:
    """Whether a function makes a handle: it is a member of the handle's class, not public under its own name."""
    return function["result"].get("$ref", "").rsplit("/", 1)[-1] in handles


def types_of(contract: Dict[str, Any]) -> Set[str]:
    found: Set[str] = set()
    for name, schema in contract["types"].items():
        found.add(name)
        options = schema.get("oneOf", []) if isinstance(schema, dict) else []
        if options and all("const" in one.get("properties", {}).get("type", {}) for one in options):
            found |= {name + pascal(one["properties"]["type"]["const"]) for one in options}
    hidden = {name + pascal(tag) for name, tags in BY_HAND["hidden_variants"].items() for tag in tags}
    # Any JSON has no name of its own.
    return found - hidden - {name for name, schema in contract["types"].items() if schema is True}


def public(name: str) -> bool:
    return not name.startswith("_")


def python_members(made: Any) -> Set[str]:
    found = {name for name in dir(made) if public(name)}
    if dataclasses.is_dataclass(made):
        found |= {field.name for field in dataclasses.fields(made)}
    written = "__init__" in vars(made) and not dataclasses.is_dataclass(made)
    source = inspect.getsource(made.__init__) if written else ""
    found |= set(re.findall(r"self\.([a-z]\w*)(?:: [^=\n]+)? = ", source))
    return {name for name in found if not name.endswith("_async") or name == "draft_async"}


def main() -> int:
    contract = json.loads((CONFORMANCE / "contract.json").read_text())
    names = json.loads((CONFORMANCE / "names.json").read_text())
    node = json.loads(subprocess.run(["node", str(ROOT / "tests/runners/names.mjs")], check=True, capture_output=True, text=True).stdout)
    python, values = set(journey_core.__all__), set(node["values"])
    operations = {one["name"] for one in contract["operations"] if not inner(one, names["handles"])}
    tasks = {one["name"] for one in contract["tasks"]}
    functions = operations | tasks | set(names["functions"])
    handles, only = names["handles"], names["only"]
    faults: List[str] = []

    def want(name: str, where: str, have: Set[str]) -> None:
        if name not in have:
            faults.append(f"{where} lacks `{name}`")

    for name in functions:
        want(name, "python", python)
        want(camel(name), "node", values)
    for name in tasks:
        want(f"{name}_async", "python", python)
    for name in [*handles, *names["errors"]]:
        want(name, "python", python)
        want(name, "node", values)
    data = types_of(contract)
    for name in data - set(handles):
        want(name, "python", python)
        want(RENAMED.get(name, name), "node", set(node["types"]))
    known = functions | data | set(handles) | set(names["errors"]) | set(names["others"]) | {f"{name}_async" for name in tasks}
    for name in python - known - set(only["python"]):
        faults.append(f"only python has `{name}`, without a reason")
    for name in {snake(one) if one[0].islower() else one for one in values} - known - set(only["node"]) - set(only["python"]):
        faults.append(f"only node has `{name}`, without a reason")
    for handle, entry in handles.items():
        mine = python_members(getattr(journey_core, handle))
        theirs = {snake(one) if one != "toJSON" else one for one in node["members"].get(handle, [])}
        for member in entry["members"]:
            want(member, f"python's {handle}", mine)
            want(member, f"node's {handle}", theirs)
        base = {"Store": set()}.get(handle, set(handles["Store"]["members"]) if handle.endswith("Store") else set())
        results = {"documents", "failed", "logs", "outcomes", "spent", "study", "budget"}
        for member in mine - set(entry["members"]) - base - results - {one.split(".")[1] for one in only["python"] if one.startswith(f"{handle}.")}:
            faults.append(f"only python has `{handle}.{member}`, without a reason")
        for member in theirs - set(entry["members"]) - base - results - {one.split(".")[1] for one in only["node"] if one.startswith(f"{handle}.")}:
            faults.append(f"only node has `{handle}.{member}`, without a reason")
    for line in sorted(faults):
        print(line)
    print(f"parity: {len(functions)} functions, {len(data)} types, {len(handles)} handles, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
