#!/usr/bin/env python3
"""Writes the notices of the crates that are compiled into the Python and Node packages. `tests/notices.py [--check]`.

Each crate with its licence, then each licence text once. With --check nothing is written; it fails when a committed file differs.
"""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = "x86_64-unknown-linux-gnu"
PACKAGES = {"journey-core-python": ROOT / "bindings-python", "journey-core-node": ROOT / "bindings-node"}


def compiled(metadata, name):
    """The crates that a package is made of, without what only builds it."""
    command = ["cargo", "tree", "--package", name, "--edges", "normal", "--prefix", "none", "--format", "{p}", "--target", TARGET]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    wanted = {tuple(line.split()[:2]) for line in lines if line}
    crates = (one for one in metadata["packages"] if one["source"] and (one["name"], f"v{one['version']}") in wanted)
    return sorted(crates, key=lambda one: (one["name"], one["version"]))


def texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    wanted = ("license", "licence", "copying", "notice", "unlicense")
    return [path.read_text(errors="replace").strip() for path in sorted(folder.iterdir()) if path.is_file() and path.name.lower().startswith(wanted)]


def notices(metadata, name):
    crates, by_text = compiled(metadata, name), {}
    for one in crates:
        for text in texts(one):
            by_text.setdefault(text, []).append(f"{one['name']} {one['version']}")
    lines = ["Crates that are compiled into this package, with their licences.", ""]
    lines += [f"{one['name']} {one['version']}: {one['license'] or 'see below'}" for one in crates]
    for text, users in by_text.items():
        lines += ["", "=" * 80, ", ".join(users), "=" * 80, "", text]
    return "\n".join(lines) + "\n"


def main():
    command = ["cargo", "metadata", "--format-version", "1", "--filter-platform", TARGET, "--all-features"]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    stale = []
    for name, folder in PACKAGES.items():
        path, text = folder / "THIRD-PARTY.txt", notices(metadata, name)
        if not path.exists() or path.read_text() != text:
            stale.append(str(path.relative_to(ROOT)))
            if "--check" not in sys.argv:
                path.write_text(text)
    if "--check" in sys.argv and stale:
        sys.exit(f"not what is compiled: {', '.join(stale)}; run `tests/notices.py`")


main()
