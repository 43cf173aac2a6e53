"""The lines that open the README do what they say."""
from __future__ import annotations

import pathlib
import re

import pytest

README = pathlib.Path(__file__).parents[1] / "README.md"
ROOT = pathlib.Path(__file__).parents[2] / "README.md"


def lines(readme: pathlib.Path) -> str:
    found = re.search(r"```python\n(import journey_core as jc.*?)```", readme.read_text(encoding="utf-8"), re.S)
    assert found, f"{readme} has no lines in Python"
    return found[1]


def test_the_ten_lines_run(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(lines(README), "README.md", "exec"), {})
    assert (tmp_path / "map.html").read_text(encoding="utf-8").startswith("<!")
    assert "claim" in capsys.readouterr().out.lower()


def test_both_readmes_say_the_same() -> None:
    def plain(text: str) -> str:
        return re.sub(r" *#.*", "", text)

    assert plain(lines(README)) == plain(lines(ROOT))
