"""Fails when a dependency needs a newer Rust than the workspace promises; clippy's `incompatible_msrv` checks our own code."""

import json
import subprocess
import sys


def version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


metadata = json.loads(subprocess.run(["cargo", "metadata", "--format-version", "1", "--all-features"], check=True, capture_output=True).stdout)
ours = {package["id"] for package in metadata["packages"] if package["source"] is None}
promised = {package["rust_version"] for package in metadata["packages"] if package["id"] in ours and package["rust_version"]}
if len(promised) != 1:
    sys.exit(f"the workspace promises {len(promised)} versions of Rust; write one `rust-version` in Cargo.toml")
least = promised.pop()
newer = [
    f"{package['name']} {package['version']} needs Rust {package['rust_version']}"
    for package in metadata["packages"]
    if package["rust_version"] and version(package["rust_version"])[:2] > version(least)[:2]
]
if newer:
    sys.exit("\n".join([f"the workspace promises Rust {least}:", *newer]))
print(f"Rust {least} serves for all {len(metadata['packages'])} packages")
