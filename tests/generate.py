#!/usr/bin/env python3
"""Writes the types and functions of the Python and Node packages from the library's contract.

    target/debug/contract | tests/generate.py [--check]

With --check nothing is written; it fails when a committed file differs.
"""
import json
import keyword
import pathlib
import re
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent
PYTHON = ROOT / "bindings-python" / "python" / "journey_core"
NODE = ROOT / "bindings-node" / "lib"
HEAD = "Generated from the library's types by tests/generate.py; change those instead."
# Written by hand in both packages: handles, and the request that is read lazily.
HANDLES = {"Study", "ModelRequest"}
# Variants that no package hands out: requests are handles.
HIDDEN = {("Output", "ask_model"), ("Output", "ask_admission")}
# Functions whose result is a handle or that handles call: not public under their own name.
INNER = {"study_of_plan"}
# What is added to a class by hand.
MIXINS = {"Answer": "AnswerMethods", "JourneyMap": "MapMethods", "Reply": "ReplyMethods", "Strategy": "StrategyMethods"}


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def pascal(name):
    return "".join(word.capitalize() for word in name.split("_"))


def reference(schema):
    return schema["$ref"].rsplit("/", 1)[1] if isinstance(schema, dict) and "$ref" in schema else None


def constants(schema):
    """The values of an enum of names, with what each means."""
    if "enum" in schema:
        return [(value, "") for value in schema["enum"]]
    options = schema.get("oneOf", [])
    if options and "properties" not in schema and all("const" in one or "enum" in one for one in options):
        found = []
        for one in options:
            values = [one["const"]] if "const" in one else one["enum"]
            found += [(value, one.get("description", "")) for value in values]
        return found
    return None


def variants(schema, name=None):
    """The variants of an enum tagged with `type`, each with all its properties."""
    options = schema.get("oneOf", [])
    if not options or not all("const" in one.get("properties", {}).get("type", {}) for one in options):
        return None
    found = []
    for one in options:
        properties = {**schema.get("properties", {}), **one["properties"]}
        required = schema.get("required", []) + one.get("required", [])
        if (name, one["properties"]["type"]["const"]) in HIDDEN:
            continue
        found.append((one["properties"]["type"]["const"], {**one, "properties": properties, "required": required}))
    return found


def nullable(schema):
    """A schema without null, and whether null was allowed."""
    if not isinstance(schema, dict):
        return schema, False
    if isinstance(schema.get("type"), list):
        rest = [kind for kind in schema["type"] if kind != "null"]
        return {**schema, "type": rest[0]}, "null" in schema["type"]
    if "anyOf" in schema:
        rest = [one for one in schema["anyOf"] if one.get("type") != "null"]
        if len(rest) < len(schema["anyOf"]):
            return (rest[0] if len(rest) == 1 else {**schema, "anyOf": rest}), True
    return schema, False


class Language:
    def __init__(self, contract):
        self.contract, self.types = contract, contract["types"]

    def kind(self, schema, data=True):
        schema, null = nullable(schema)
        return self.optional(self.plain(schema, data)) if null else self.plain(schema, data)

    def plain(self, schema, data):
        if schema is True or schema == {} or (isinstance(schema, dict) and not set(schema) - {"description", "default"}):
            return self.anything
        name = reference(schema)
        if name:
            return self.named(name, data)
        if schema.get("contentEncoding") == "base64":
            return self.octets
        if "const" in schema:
            return self.literal([schema["const"]])
        if constants(schema):
            return self.literal([value for value, _ in constants(schema)])
        if "anyOf" in schema:
            return " | ".join(self.kind(one, data) for one in schema["anyOf"])
        match schema.get("type"):
            case "array" if "prefixItems" in schema:
                return self.tuple([self.kind(one, data) for one in schema["prefixItems"]])
            case "array":
                least, most = schema.get("minItems"), schema.get("maxItems")
                inner = self.kind(schema["items"], data)
                return self.tuple([inner] * least) if least and least == most else self.list(inner)
            case "object":
                return self.mapping(self.kind(schema.get("additionalProperties", True), data))
            case kind:
                return self.scalars[kind]

    def named(self, name, data):
        return name


class Python(Language):
    anything, octets = "Any", "bytes"
    scalars = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}

    def literal(self, values):
        return f"Literal[{', '.join(json.dumps(value) for value in values)}]"

    def tuple(self, inner):
        return f"tuple[{', '.join(inner)}]"

    def list(self, inner):
        return f"list[{inner}]"

    def mapping(self, inner):
        return f"dict[str, {inner}]"

    def optional(self, inner):
        return f"{inner} | None"

    def named(self, name, data):
        return "Any" if name == "TaskContext" else name

    def reader(self, schema):
        """The expression that reads a value, or None when JSON's own value is it."""
        schema, _ = nullable(schema)
        if not isinstance(schema, dict):
            return None
        name = reference(schema)
        if name:
            target = self.types[name]
            if variants(target):
                return f"_variants({name!r})"
            if target.get("type") == "object" and "properties" in target:
                return name
            return self.reader(target)
        if schema.get("type") == "array":
            if "prefixItems" in schema:
                inner = [self.reader(one) for one in schema["prefixItems"]]
                return f"_tuple({', '.join(map(str, inner))})"
            least, most = schema.get("minItems"), schema.get("maxItems")
            inner = self.reader(schema["items"])
            if least and least == most:
                return f"_tuple({', '.join([str(inner)] * least)})"
            return f"_list({inner})" if inner else None
        if schema.get("type") == "object" and "properties" not in schema:
            inner = self.reader(schema.get("additionalProperties", True))
            return f"_mapping({inner})" if inner else None
        if schema.get("contentEncoding") == "base64":
            return "_octets"
        return None

    def default(self, schema, kind):
        bare, null = nullable(schema)
        value = schema.get("default") if isinstance(schema, dict) else None
        if value is None:
            if null:
                return "None"
            if isinstance(bare, dict) and bare.get("type") == "array":
                return "field(default_factory=list)"
            if isinstance(bare, dict) and bare.get("type") == "object":
                return "field(default_factory=dict)"
            return "None"
        reader = self.reader(schema)
        if isinstance(value, (list, dict)) or reader:
            if value == []:
                return "field(default_factory=list)"
            if value == {} and not reference(bare):
                return "field(default_factory=dict)"
            return f"field(default_factory=lambda: _default({reader}, {value!r}))"
        return repr(value)

    def record(self, name, schema, tag=None):
        lines = ["@dataclass(kw_only=True, slots=True)", f"class {name}({MIXINS[name] + ', ' if name in MIXINS else ''}Record):"]
        lines.append(indent(doc(schema.get("description", ""))))
        properties, required = schema["properties"], schema.get("required", [])
        readers = {}
        for field, one in properties.items():
            kind = self.kind(one)
            shown = field + "_" if keyword.iskeyword(field) else field
            if field == "type" and tag is not None:
                lines.append(f"    type: Literal[{json.dumps(tag)}] = {json.dumps(tag)}")
                continue
            # A field that the library reads as absent by default is optional here too.
            default = "" if field in required and "default" not in one else f" = {self.default(one, kind)}"
            if default == " = None" and "None" not in kind and kind != "Any":
                kind += " | None"
            lines.append(f"    {shown}: {kind}{default}")
            if one.get("description"):
                lines.append(indent(doc(one["description"])))
            reader = self.reader(one)
            if reader:
                readers[shown] = reader
        if len(lines) == 3 and not properties:
            lines.append("    pass")
        return "\n".join(lines), readers

    def write_types(self):
        body, tables, unions, exported = [], [], [], []
        for name in sorted(self.types):
            if name in HANDLES or name == "TaskContext":
                continue
            schema = self.types[name]
            exported.append(name)
            if constants(schema):
                values = constants(schema)
                body.append(f"{name} = Literal[\n" + "".join(f"    {json.dumps(value)},\n" for value, _ in values) + "]\n" + doc(schema.get("description", "")))
            elif variants(schema):
                members = []
                for tag, one in variants(schema, name):
                    member = name + pascal(tag)
                    text, readers = self.record(member, one, tag)
                    body.append(text)
                    members.append((tag, member))
                    exported.append(member)
                    tables.append((member, readers))
                unions.append(f"{name} = Union[{', '.join(member for _, member in members)}]\n{doc(schema.get('description', ''))}")
                tables.append((None, f"_union({name!r}, {{{', '.join(f'{tag!r}: {member}' for tag, member in members)}}})"))
            elif schema.get("type") == "object" and "properties" in schema:
                text, readers = self.record(name, schema)
                body.append(text)
                tables.append((name, readers))
            else:
                unions.append(f"{name} = {self.kind(schema)}\n{doc(schema.get('description', ''))}")
        out = [f'"""The library\'s data as typed classes.\n\n{HEAD}\n"""', "from __future__ import annotations\n"]
        out.append("from dataclasses import dataclass, field\nfrom typing import Any, Dict, List, Literal, Optional, Tuple, Union\n")
        out.append("from ._methods import AnswerMethods, MapMethods, ReplyMethods, StrategyMethods\nfrom ._record import Record, _default, _fields, _list, _mapping, _octets, _tuple, _union, _variants\n")
        out.append("__all__ = [\n" + "".join(f'    "{name}",\n' for name in sorted(exported)) + "]\n")
        out += [part + "\n" for part in body]
        # Aliases are made when the module is read, so they name their parts by the old spelling that Python 3.10 evaluates.
        out += [part + "\n" for part in unions]
        for name, readers in tables:
            if name is None:
                out.append(readers)
            else:
                out.append(f"_fields({name}, {{{', '.join(f'{field!r}: {reader}' for field, reader in readers.items())}}})")
        return "\n".join(out) + "\n"

    def signature(self, one):
        parts = []
        for parameter in one["parameters"]:
            kind = self.kind(parameter["schema"])
            if parameter["optional"]:
                parts.append(f"{parameter['name']}: {kind} = None")
            else:
                parts.append(f"{parameter['name']}: {kind}")
        ordered = [part for part in parts if "= None" not in part] + [part for part in parts if "= None" in part]
        return ordered

    def arguments(self, one):
        return "{" + ", ".join(f'"{parameter["name"]}": {parameter["name"]}' for parameter in one["parameters"]) + "}"

    def write_functions(self):
        operations = sorted((one for one in self.contract["operations"] if one["name"] not in INNER), key=lambda one: one["name"])
        names = [one["name"] for one in operations]
        out = [f'"""The library\'s functions.\n\n{HEAD}\n"""', "from __future__ import annotations\n", "from typing import Any\n"]
        out.append("from ._call import call as _call\nfrom ._record import _list, _mapping, _octets, _tuple, _variants")
        out.append("from ._study import Study\nfrom .types import *  # noqa: F403\nfrom . import types as _types\n")
        out.append("__all__ = [\n" + "".join(f'    "{name}",\n' for name in names) + "]\n")
        for one in operations:
            reader = self.reader(one["result"])
            call = f'_call("{one["name"]}", {self.arguments(one)}{", " + reader if reader else ""})'
            out.append(f"def {one['name']}({', '.join(self.signature(one))}) -> {self.kind(one['result'])}:")
            out.append(indent(doc(one["documentation"])))
            out.append(f"    return {call}  # type: ignore[no-any-return]\n\n")
        return "\n".join(out)

    def write_tasks(self):
        names = sorted(one["name"] for one in self.contract["tasks"])
        out = [f'"""Work that asks a model; without a provider the built-in engine does it.\n\n{HEAD}\n"""', "from __future__ import annotations\n", "from typing import Any\n"]
        out.append("from ._drive import run_task as _run, run_task_async as _run_async\nfrom ._provider import Provider\nfrom .types import *  # noqa: F403\n")
        out.append("__all__ = [\n" + "".join(f'    "{name}",\n    "{name}_async",\n' for name in names) + "]\n")
        for one in sorted(self.contract["tasks"], key=lambda one: one["name"]):
            signature = self.signature(one)
            required = [part for part in signature if "= None" not in part]
            options = [part for part in signature if "= None" in part]
            parts = ", ".join(required + ["provider: Provider | None = None"] + (["*"] if options else []) + options)
            reader = self.reader(one["result"])
            kind = self.kind(one["result"])
            for head, run in (("def", "_run"), ("async def", "await _run_async")):
                name = one["name"] + ("_async" if "async" in head else "")
                out.append(f"{head} {name}({parts}) -> {kind}:")
                out.append(indent(doc(one["documentation"])))
                out.append(f'    return {run}("{one["name"]}", {self.arguments(one)}, provider, {reader})  # type: ignore[no-any-return]\n\n')
        return "\n".join(out)


class TypeScript(Language):
    anything, octets = "unknown", "Uint8Array"
    scalars = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}

    def literal(self, values):
        return " | ".join(json.dumps(value) for value in values)

    def tuple(self, inner):
        return f"[{', '.join(inner)}]"

    def list(self, inner):
        return f"({inner})[]" if "|" in inner else f"{inner}[]"

    def mapping(self, inner):
        return f"Record<string, {inner}>"

    def optional(self, inner):
        return f"{inner} | null"

    def named(self, name, data):
        if name == "TaskContext":
            return "unknown"
        # A handle or a richer interface has the name itself.
        return {"Reply": "ReplyData", "Study": "StudyData"}.get(name, name)

    def members(self, schema, tag=None):
        lines, required = [], schema.get("required", [])
        for field, one in schema["properties"].items():
            if one.get("description"):
                lines.append(f"  /** {one['description']} */".replace("\n", " "))
            kind = json.dumps(tag) if field == "type" and tag is not None else self.kind(one)
            optional = "" if field in required and "default" not in one else "?"
            lines.append(f"  {field}{optional}: {kind};")
        return "\n".join(lines)

    def write_types(self):
        out = [f"// {HEAD}\n"]
        for name in sorted(self.types):
            if name in ("TaskContext", "ModelRequest"):
                continue
            schema = self.types[name]
            shown = self.named(name, True)
            about = f"/** {schema.get('description', '')} */".replace("\n", " ")
            if constants(schema):
                out.append(f"{about}\nexport type {shown} = {self.literal([value for value, _ in constants(schema)])};\n")
            elif variants(schema):
                members = []
                for tag, one in variants(schema, name):
                    member = shown + pascal(tag)
                    members.append(member)
                    out.append(f"/** {one.get('description', '')} */\nexport interface {member} {{\n{self.members(one, tag)}\n}}\n")
                out.append(f"{about}\nexport type {shown} = {' | '.join(members)};\n")
            elif schema.get("type") == "object" and "properties" in schema:
                out.append(f"{about}\nexport interface {shown} {{\n{self.members(schema)}\n}}\n")
            else:
                out.append(f"{about}\nexport type {shown} = {self.kind(schema)};\n")
        text = "\n".join(out)
        return text

    def parameters(self, one):
        parts = [f"{camel(p['name'])}{'?' if p['optional'] else ''}: {self.kind(p['schema'])}" for p in one["parameters"]]
        return [part for part in parts if "?:" not in part] + [part for part in parts if "?:" in part]

    def arguments(self, one):
        return "{ " + ", ".join(p["name"] if camel(p["name"]) == p["name"] else f"{p['name']}: {camel(p['name'])}" for p in one["parameters"]) + " }"

    def write_functions(self):
        out = [f"// {HEAD}\n", "import { call } from './call.js';", "import type * as t from './types.js';\n"]
        for one in sorted((one for one in self.contract["operations"] if one["name"] not in INNER), key=lambda one: one["name"]):
            kind = self.kind(one["result"])
            run = "callBytes" if kind == "Uint8Array" else "call"
            out.append(f"/** {one['documentation']} */")
            out.append(f"export function {camel(one['name'])}({', '.join(self.qualified(part) for part in self.parameters(one))}): {self.qualified(kind)} {{")
            out.append(f'  return {run}("{one["name"]}", {self.arguments(one) if one["parameters"] else "{}"}) as {self.qualified(kind)};\n}}\n')
        text = "\n".join(out)
        return text.replace("import { call }", "import { call, callBytes }")

    def qualified(self, text):
        """Types of the other module by their prefix."""
        names = {self.named(name, True) for name in self.types} - {"unknown"}
        return re.sub(r"(?<![\w'\".])([A-Z]\w+)\b", lambda match: f"t.{match[1]}" if match[1] in names else match[1], text)

    def write_tasks(self):
        out = [f"// {HEAD}\n", "import { runTask } from './drive.js';", "import type { Provider } from './provider.js';", "import type * as t from './types.js';\n"]
        out.append("/** What every task takes besides its own options. */\nexport interface TaskOptions {\n  /** The model; without one the built-in engine does the work. */\n  provider?: Provider;\n  /** Cancels. */\n  signal?: AbortSignal;\n}\n")
        for one in sorted(self.contract["tasks"], key=lambda one: one["name"]):
            name, kind = camel(one["name"]), self.qualified(self.kind(one["result"]))
            parts = [self.qualified(part) for part in self.parameters(one)]
            required, options = [p for p in parts if "?:" not in p], [p for p in parts if "?:" in p]
            shown = pascal(one["name"]) + "Options"
            out.append(f"/** Options of {{@link {name}}}. */\nexport interface {shown} extends TaskOptions {{\n" + "".join(f"  {part};\n" for part in options) + "}\n")
            pairs = []
            for p in one["parameters"]:
                value = f"options.{camel(p['name'])}" if p["optional"] else camel(p["name"])
                pairs.append(f"{p['name']}: {value}" if value != p["name"] else value)
            out.append(f"/** {one['documentation']} */")
            out.append(f"export async function {name}({', '.join(required + [f'options: {shown} = {{}}'])}): Promise<{kind}> {{")
            out.append(f'  return (await runTask("{one["name"]}", {{ {", ".join(pairs)} }}, options)) as {kind};\n}}\n')
        return "\n".join(out)


def doc(text):
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').strip()
    return '"""' + "\n".join(textwrap.fill(part, 130) for part in text.split("\n")) + '"""' if text else '""""""'.replace('""""""', '"""Data of the library."""')


def indent(text):
    return textwrap.indent(text, "    ")


def lines(contract):
    """The contract with one operation, task or type a line, so that a change shows as such."""
    short = lambda value: json.dumps(value, ensure_ascii=False)  # noqa: E731
    types = ",\n".join(f"  {short(name)}: {short(schema)}" for name, schema in contract["types"].items())
    parts = [f' "version": {short(contract["version"])}']
    parts += [f' "{kind}": [\n' + ",\n".join(f"  {short(one)}" for one in contract[kind]) + "\n ]" for kind in ("operations", "tasks")]
    return "{\n" + ",\n".join([*parts, f' "types": {{\n{types}\n }}']) + "\n}\n"


def main():
    contract = json.load(sys.stdin)
    python, node = Python(contract), TypeScript(contract)
    files = {
        PYTHON / "types.py": python.write_types(),
        PYTHON / "_functions.py": python.write_functions(),
        PYTHON / "_tasks.py": python.write_tasks(),
        NODE / "types.ts": node.write_types(),
        NODE / "functions.ts": node.write_functions(),
        NODE / "tasks.ts": node.write_tasks(),
        ROOT / "tests" / "conformance" / "contract.json": lines(contract),
    }
    stale = []
    for path, text in files.items():
        if not path.exists() or path.read_text() != text:
            stale.append(str(path.relative_to(ROOT)))
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
    if "--check" in sys.argv and stale:
        sys.exit(f"not what the library's types say: {', '.join(stale)}; run `target/debug/contract | tests/generate.py`")


main()
