"""Compares the public names of Rust, Python and TypeScript, and writes the page that maps them. `parity.py [--write]`.

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
# Types that stand under another name where a handle has theirs.
RENAMED = {"Reply": "ReplyData", "Study": "StudyData"}
HIDDEN = {"TaskContext", "OutputAskModel", "OutputAskAdmission"}
INNER = {"study_of_plan"}


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def types_of(contract: Dict[str, Any]) -> Set[str]:
    found: Set[str] = set()
    for name, schema in contract["types"].items():
        found.add(name)
        options = schema.get("oneOf", []) if isinstance(schema, dict) else []
        if options and all("const" in one.get("properties", {}).get("type", {}) for one in options):
            found |= {name + "".join(word.capitalize() for word in one["properties"]["type"]["const"].split("_")) for one in options}
    return found - HIDDEN


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
    operations = {one["name"] for one in contract["operations"]} - INNER
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
    page = mapping(contract, names)
    path = ROOT / "NAMES.md"
    if "--write" in sys.argv:
        path.write_text(page)
    elif not path.exists() or path.read_text() != page:
        faults.append("NAMES.md is not what the names say; run `tests/runners/parity.py --write`")
    for line in sorted(faults):
        print(line)
    print(f"parity: {len(functions)} functions, {len(data)} types, {len(handles)} handles, {len(faults)} faults")
    return 1 if faults else 0


def mapping(contract: Dict[str, Any], names: Dict[str, Any]) -> str:
    lines = [
        "# Names across the three languages",
        "",
        "A name is the same word everywhere: snake_case in Rust and Python, camelCase in TypeScript. Data has the same fields in the same order in all",
        "three, in snake_case, as it stands in JSON. What asks a model is async in Rust and TypeScript and has both forms in Python (`ask`, `ask_async`).",
        "In Rust, functions and types live in modules; `ffi::call` runs every function below by its name.",
        "",
        "## Handles",
        "",
        "| handle | Rust | members in Python | members in TypeScript |",
        "| --- | --- | --- | --- |",
    ]
    for handle, entry in names["handles"].items():
        python = ", ".join(f"`{one}`" for one in entry["members"])
        node = ", ".join(f"`{camel(one)}`" for one in entry["members"])
        lines.append(f"| `{handle}` | `{entry['rust']}` | {python} | {node} |")
    lines += ["", "## Functions", "", "| Python | TypeScript | does |", "| --- | --- | --- |"]
    for one in sorted(contract["operations"] + contract["tasks"], key=lambda one: str(one["name"])):
        if one["name"] not in INNER:
            lines.append(f"| `{one['name']}` | `{camel(one['name'])}` | {one['documentation'].splitlines()[0]} |")
    for name, rust in names["functions"].items():
        lines.append(f"| `{name}` | `{camel(name)}` | as `{rust}` |")
    lines += ["", "## Errors", "", ", ".join(f"`{name}`" for name in names["errors"]) + ". In Rust they are variants of `Error`; `code()` is the same in all three.", ""]
    for language, title in (("python", "Only in Python"), ("node", "Only in TypeScript")):
        lines += [f"## {title}", "", "| name | why |", "| --- | --- |"]
        lines += [f"| `{name}` | {reason} |" for name, reason in names["only"][language].items()]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
