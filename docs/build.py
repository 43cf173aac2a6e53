"""Builds the documentation: runs every snippet as a user would, draws the gallery, then makes the site in target/docs/site. Anything amiss ends it.

    docs/build.py [--python FILE] [--node FOLDER] [--pages]

Needs what docs/requirements.txt names. `--python` is an interpreter that has journey_core (target/package-env/bin/python unless given, with
PYTHONPATH as it stands); `--node` is the built npm package (bindings-node); `--pages` runs nothing and writes the pages with what the last build printed
and drew.
"""
from __future__ import annotations

import argparse
import concurrent.futures
import difflib
import html
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.parse
from typing import Dict, Iterator, List, Optional, Set, Tuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MADE = ROOT / "target" / "docs-build"
SITE = ROOT / "target" / "docs" / "site"
REPOSITORY = "https://github.com/journey-core/journey-core/blob/main/"

# What docs/data/make.py makes; readers can download it.
DATA = ("broadband.csv", "events.csv", "codings.csv", "bank.csv", "gym.csv")
# The reference of each package as its own suite makes it; it becomes a part of the site where it is there.
REFERENCES = {"python": "tests/run python", "node": "tests/run node"}
# Only in one language, and why the other has none.
PYTHON_ALONE = {"assistant": "the server for assistants is part of the Python package", "reading": "a measurement, not a use"}
# What a snippet is given on its command line.
ARGUMENTS = {"reading": [str(ROOT / "journey-core/data/reader/held_out.tsv")]}


class Amiss(Exception):
    """What is wrong, for who wrote it."""


def call(command: List[str], where: pathlib.Path, what: str) -> str:
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, encoding="utf-8", timeout=300)
    if done.returncode != 0:
        raise Amiss(f"{what} failed with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def fresh(folder: pathlib.Path) -> pathlib.Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def run_all(kind: str, files: List[pathlib.Path], command: List[str], where: pathlib.Path) -> Dict[str, str]:
    """What each file prints, run in a folder with the data."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        printed = {file.stem: pool.submit(call, [*command, str(file), *ARGUMENTS.get(file.stem, [])], where, f"{kind} {file.name}") for file in files}
        return {name: future.result() for name, future in printed.items()}


def python_snippets(python: str) -> Dict[str, str]:
    where = fresh(MADE / "python")
    call([sys.executable, str(DOCS / "data" / "make.py"), str(where)], ROOT, "docs/data/make.py")
    return run_all("the Python snippet", sorted((DOCS / "snippets" / "python").glob("*.py")), [python, "-W", "error::UserWarning"], where)


TSCONFIG = """{
  "compilerOptions": {
    "strict": true, "noUncheckedIndexedAccess": true, "target": "es2022", "module": "nodenext", "moduleResolution": "nodenext",
    "types": ["node"], "lib": ["es2023", "dom"], "skipLibCheck": true
  },
  "include": ["*.ts"]
}
"""


def node_snippets(package: pathlib.Path) -> Dict[str, str]:
    where = fresh(MADE / "node")
    call([sys.executable, str(DOCS / "data" / "make.py"), str(where)], ROOT, "docs/data/make.py")
    for file in (DOCS / "snippets" / "node").glob("*.ts"):
        shutil.copy(file, where)
    (where / "tsconfig.json").write_text(TSCONFIG)
    (where / "package.json").write_text('{ "private": true, "type": "module" }\n')
    modules = where / "node_modules"
    modules.mkdir()
    (modules / "journey-core").symlink_to(package)
    for name in ("apache-arrow", "@types"):
        (modules / name).symlink_to(package / "node_modules" / name)
    call(["node", str(package / "node_modules/typescript/bin/tsc"), "-p", "tsconfig.json"], where, "tsc over the TypeScript snippets")
    return run_all("the TypeScript snippet", sorted(where.glob("*.js")), ["node"], where)


def agreed(python: Dict[str, str], node: Dict[str, str]) -> None:
    """Both languages print the same."""
    for name in sorted({*python, *node}):
        if name in PYTHON_ALONE:
            continue
        if name not in python or name not in node:
            raise Amiss(f"the snippet `{name}` is missing in {'TypeScript' if name in python else 'Python'}")
        if python[name] != node[name]:
            lines = difflib.unified_diff(python[name].splitlines(), node[name].splitlines(), "Python", "TypeScript", lineterm="", n=0)
            raise Amiss(f"the snippet `{name}` prints something else in the two languages:\n" + "\n".join(lines))


def commands(python: str) -> Tuple[int, List[str]]:
    """Runs the lines of the pages that call `journey`, each page in a folder with the data; returns how many, and which it could not."""
    ran, left = 0, []
    for file in sorted((DOCS / "pages").rglob("*.md")):
        where = fresh(MADE / "commands")
        for data in (MADE / "python").glob("*.csv"):
            shutil.copy(data, where)
        for block in re.findall(r"^```sh\n(.*?)^```", file.read_text(encoding="utf-8"), re.M | re.S):
            for line in re.findall(r"^journey (.*)$", block, re.M):
                words = shlex.split(line, comments=True)
                files = [word for word in words if word.endswith((".csv", "/")) or word.endswith("-map")]
                if words[0] in ("interview", "mcp") or not all((where / name).exists() for name in files):
                    left.append("journey " + " ".join(words))
                    continue
                call([python, "-m", "journey_core", *words], where, f"{file.relative_to(ROOT)}: journey {' '.join(words)}")
                ran += 1
    return ran, left


def blocks(text: str) -> Iterator[str]:
    """The documentation examples of a Rust file or of a Markdown file, without the lines that are hidden from readers."""
    lines: Optional[List[str]] = None
    for line in text.splitlines():
        bare = re.sub(r"^\s*//[/!] ?", "", line)
        if bare.strip().startswith("```"):
            if lines is None:
                lines = [] if bare.strip() in ("```", "```rust") else ["# skipped"]
            else:
                if lines[:1] != ["# skipped"]:
                    yield "\n".join(one for one in lines if not re.match(r"#( |$)", one)).strip() + "\n"
                lines = None
        elif lines is not None:
            lines.append(bare)


def rust_snippets() -> Dict[str, str]:
    """What the Rust tab of each snippet holds, by snippets/rust.txt: an example cut out of the file in which it is tested, or where to look."""
    where, tabs = fresh(MADE / "rust"), {}
    for line in (DOCS / "snippets" / "rust.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, *rest = (part.strip() for part in line.split(" | "))
        if rest[0] == "see":
            _, file, function = rest
            if not re.search(rf"pub fn {function}\b", (ROOT / file).read_text(encoding="utf-8")):
                raise Amiss(f"docs/snippets/rust.txt: {file} has no public function {function}")
            tabs[name] = f"No example of the crate shows this by itself. See `{function}` in [{file}]({REPOSITORY}{file})."
            continue
        file, words = rest
        found = [block for block in blocks((ROOT / file).read_text(encoding="utf-8")) if words in block]
        if len(found) != 1:
            raise Amiss(f"docs/snippets/rust.txt: {len(found)} examples of {file} hold `{words}`; name words that one holds")
        (where / f"{name}.rs").write_text(found[0], encoding="utf-8")
        tabs[name] = f'```rust\n    --8<-- "rust/{name}.rs"\n    ```'
    return tabs


def outputs(python: Dict[str, str], command: str) -> None:
    """What pages show of what was printed: by snippets, by the command, and the README's scores."""
    where = fresh(MADE / "output")
    for name, text in python.items():
        (where / f"{name}.txt").write_text(text, encoding="utf-8")
    for name, arguments in {"help": ["--help"], "help_read": ["read", "--help"], "help_ask": ["ask", "--help"], "help_mcp": ["mcp", "--help"]}.items():
        (where / f"{name}.txt").write_text(call([command, "-m", "journey_core", *arguments], MADE, f"journey {' '.join(arguments)}"), encoding="utf-8")
    data = MADE / "python"
    told = call([command, "-m", "journey_core", "map", "broadband.csv", "--industry", "telecom", "--out", "result", "--quiet"], data, "journey map")
    (where / "command_map.txt").write_text(told, encoding="utf-8")
    told = call([command, "-m", "journey_core", "ask", "result", "What hurts at the installation?"], data, "journey ask")
    # As a page shows it: its heading is no heading of the page.
    (where / "command_ask.md").write_text(re.sub(r"^## (.*)$", r"**\1**", told, flags=re.M), encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.search(r"^\| polarity toward.*?(?=\n\n)", readme, re.M | re.S)
    limits = re.search(r"^It reads English\. .*?(?=\n\n)", readme, re.M | re.S)
    if table is None or limits is None:
        raise Amiss("README.md: the table of scores, or what it says about them, was not found")
    (where / "scores.md").write_text(f"{table[0]}\n\n{limits[0]}\n", encoding="utf-8")


def expanded(text: str, up: str, rust: Dict[str, str], shown: Set[str]) -> str:
    """A line `[[name]]` becomes the snippet in each language, and what it prints; `[[reference python]]` leads to the package's reference."""

    def tabs(match: "re.Match[str]") -> str:
        name = match[1]
        shown.add(name)
        languages = {"Python": f'```python\n    --8<-- "python/{name}.py"\n    ```'}
        if name not in PYTHON_ALONE:
            languages["TypeScript"] = f'```ts\n    --8<-- "node/{name}.ts"\n    ```'
        if name in rust:
            languages["Rust"] = rust[name]
        parts = [f'=== "{label}"\n\n    {body}\n' for label, body in languages.items()]
        who = "prints" if name in PYTHON_ALONE else "prints, in Python and TypeScript alike"
        parts.append(f'```text title="{who}"\n--8<-- "output/{name}.txt"\n```\n')
        code = (DOCS / "snippets" / "python" / f"{name}.py").read_text(encoding="utf-8")
        read = [f"[{data}]({up}data/{data})" for data in DATA if f'"{data}"' in code]
        if read:
            parts.append(f"It reads {' and '.join(read)}: simulated.\n{{ .reads }}\n")
        return "\n".join(parts)

    def reference(match: "re.Match[str]") -> str:
        name = match[1]
        if (ROOT / "target" / "docs" / name / "index.html").exists():
            return f'<a href="../api/{name}/index.html">The whole reference</a>: every class, function and field.'
        return f"The whole reference is a part of this site where `{REFERENCES[name]}` ran before it was built; here it did not."

    text = re.sub(r"^\[\[reference (\w+)\]\]$", reference, text, flags=re.M)
    return re.sub(r"^\[\[(\w+)\]\]$", tabs, text, flags=re.M)


def checked(text: str, file: pathlib.Path) -> None:
    """Figures in a page come from what was run, and addresses into the repository name files that are there."""
    prose = re.sub(r"```.*?```|`[^`]*`|OCEL 2\.0|Apache-2\.0|Python 3\.\d+|\b95 %", "", text, flags=re.S)
    for figure in re.findall(r"(?<![\w.])\d+(?:\.\d+)? %|(?<![\w.])\d*\.\d+(?![\w.])", prose):
        raise Amiss(f"{file.relative_to(ROOT)}: `{figure}` is written by hand; show the output of a command instead")
    for path in re.findall(re.escape(REPOSITORY) + r"([^)\s#]+)", text):
        if not (ROOT / path).exists():
            raise Amiss(f"{file.relative_to(ROOT)}: the repository has no {path}")


def staged(rust: Dict[str, str]) -> None:
    """All pages in one folder: those of the site, how it is built, the decisions, the names."""
    where = fresh(MADE / "pages")
    shutil.copytree(MADE / "gallery", where / "gallery")
    shown: Set[str] = set()
    for file in sorted((DOCS / "pages").rglob("*")):
        to = where / file.relative_to(DOCS / "pages")
        to.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix != ".md":
            if file.is_file():
                shutil.copy(file, to)
            continue
        text = file.read_text(encoding="utf-8")
        checked(text, file)
        to.write_text(expanded(text, "../" * (len(file.relative_to(DOCS / "pages").parts) - 1), rust, shown), encoding="utf-8")
    known = {file.stem for file in (DOCS / "snippets" / "python").glob("*.py")}
    if shown != known or not set(rust) <= known:
        raise Amiss(f"snippets that no page shows, or that are not there: {', '.join(sorted((shown ^ known) | (set(rust) - known)))}")
    shutil.copytree(DOCS / "decisions", where / "decisions")
    shutil.copy(DOCS / "architecture.md", where / "architecture.md")
    shutil.copy(ROOT / "NAMES.md", where / "reference" / "names.md")
    (where / "data").mkdir()
    for name in DATA:
        shutil.copy(MADE / "python" / name, where / "data")


def local(site: pathlib.Path) -> None:
    """A reader's browser asks nobody else for anything, and every link within the site arrives, its anchor included."""
    texts = {page: page.read_text(encoding="utf-8") for page in site.rglob("*.html")}
    anchors = {page: set(re.findall(r'\b(?:id|name)="?([^"\s>]+)', text)) for page, text in texts.items()}
    for page, text in texts.items():
        named = page.relative_to(site)
        for tag in re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", text):
            if re.search(r'(?:src|href)="?(?:https?:)?//', tag) and not re.search(r'rel="?canonical', tag):
                raise Amiss(f"{named} loads from elsewhere: {tag}")
        if named.parts[0] == "api":
            continue  # Made by pdoc and TypeDoc, which link as they see fit.
        for link in re.findall(r'<[a-z]+\b[^>]*?\s(?:href|src)="?([^"\s>]+)', text):
            address = urllib.parse.urlsplit(html.unescape(link))
            if address.scheme or address.netloc or named.name == "404.html":
                continue
            to = (page.parent / urllib.parse.unquote(address.path)).resolve() if address.path else page
            to = to / "index.html" if to.is_dir() else to
            if not to.exists() or (address.fragment and to in anchors and urllib.parse.unquote(address.fragment) not in anchors[to]):
                raise Amiss(f"{named}: the link `{link}` leads nowhere")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=str(ROOT / "target/package-env/bin/python"), metavar="FILE")
    parser.add_argument("--node", type=pathlib.Path, default=ROOT / "bindings-node", metavar="FOLDER")
    parser.add_argument("--pages", action="store_true")
    options = parser.parse_args()
    begun = time.monotonic()

    def told(what: str) -> None:
        print(f"{time.monotonic() - begun:5.1f} s  {what}", flush=True)

    MADE.mkdir(parents=True, exist_ok=True)
    if not options.pages:
        python = python_snippets(options.python)
        told(f"{len(python)} snippets ran in Python")
        node = node_snippets(options.node.resolve())
        agreed(python, node)
        told(f"{len(node)} snippets ran in TypeScript, and print the same")
        outputs(python, options.python)
        ran, left = commands(options.python)
        told(f"{ran} commands of the pages ran; not run, for want of a terminal, a host or a file: {'; '.join(left)}")
        call([options.python, str(DOCS / "gallery.py"), str(MADE / "python"), str(fresh(MADE / "gallery"))], ROOT, "docs/gallery.py")
        told(f"{len(list((MADE / 'gallery').glob('*.svg')))} pictures were drawn")
    rust = rust_snippets()
    told(f"{len(list((MADE / 'rust').iterdir()))} examples of the crate were cut out")
    staged(rust)
    shutil.rmtree(SITE, ignore_errors=True)
    built = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", str(DOCS / "mkdocs.yml")]
    call(built, ROOT, "mkdocs")
    for name, suite in REFERENCES.items():
        made = ROOT / "target" / "docs" / name
        if (made / "index.html").exists():
            shutil.copytree(made, SITE / "api" / name)
        else:
            told(f"without the reference of {name}, which {suite} makes")
    local(SITE)
    told(f"{len(list((MADE / 'pages').rglob('*.md')))} pages in {SITE.relative_to(ROOT)}")


if __name__ == "__main__":
    try:
        main()
    except Amiss as amiss:
        sys.exit(f"docs/build.py: {amiss}")
