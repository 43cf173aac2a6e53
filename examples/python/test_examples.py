"""Runs the examples: the notebook from its first cell to its last, the backend through its routes."""
from __future__ import annotations

import json
import pathlib
from typing import Any, List

import pytest

HERE = pathlib.Path(__file__).parent


def test_the_notebook_runs(tmp_path: Any) -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    notebook = nbformat.read(HERE / "first_map.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    pictures = [output for output in shown if "image/svg+xml" in output.get("data", {})]
    assert pictures and "<script" not in pictures[0]["data"]["text/html"]
    assert (tmp_path / "map.html").exists()


def test_the_backend_interviews_and_maps(tmp_path: Any, monkeypatch: Any) -> None:
    testclient = pytest.importorskip("fastapi.testclient")
    monkeypatch.setenv("DATABASE", str(tmp_path / "talks.db"))
    monkeypatch.syspath_prepend(str(HERE))
    import chat_backend

    client = testclient.TestClient(chat_backend.app)

    def parts(response: Any) -> List[Any]:
        assert response.status_code == 200 and response.headers["x-vercel-ai-ui-message-stream"] == "v1"
        frames = [frame[6:] for frame in response.text.split("\n\n") if frame]
        assert frames[-1] == "[DONE]"
        return [json.loads(frame) for frame in frames[:-1]]

    parts(client.post("/interviews/ada"))
    outcome, kind, answers = None, "open", ["Yes", "I waited three weeks for an update on my claim.", "Nobody called me back.", "The app was easy to use."]
    for number in range(60):
        chat_backend.live.clear()  # every message as if another process took it
        question: Any = {}
        sent = {"id": f"m{number}", "text": answers[number % 4]} if kind == "open" else {"id": f"m{number}", "answer": 3}
        for part in parts(client.post("/interviews/ada/messages", json=sent)):
            question = part["data"] if part["type"] == "data-question" else question
            outcome = part["data"]["outcome"] if part["type"] == "data-outcome" else outcome
        if outcome:
            break
        kind = question["answer"]["type"]
    assert outcome == "completed"
    assert client.get("/interviews/ada").json()["outcome"] == "completed"
    assert client.get("/map").json()["base"]["respondents"] == 1
    late = client.post("/interviews/ada/messages", json={"id": "late", "text": "Wait!"})
    assert "error" in late.text
    assert client.get("/interviews/eve").status_code == 404
