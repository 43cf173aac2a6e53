"""`journey score`: the coder on texts that somebody labelled."""
from __future__ import annotations

import csv
import json
import pathlib
from typing import Any, List, Tuple

import pytest

import journey_core as j
from journey_core.command import main
from journey_core.command.scoring import Label, measured, spearman

ROWS = [
    ("I waited three weeks for news on my claim.", "claim status", "negative", "Strong"),
    ("They kept me posted about my claim every day, great.", "claim status", "positive", "Standard"),
    ("The renewal price went up by a third.", "renewal price", "neg", "Strong"),
    ("The renewal price stayed fair.", "renewal price", "1", "Standard"),
    ("The call centre was kind and quick.", "call centre", "good", "Strong"),
    ("I need the number of the call centre.", "call centre", "neutral", ""),
    ("Nobody labelled this one.", "call centre", "", ""),
]


@pytest.fixture(autouse=True)
def files(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written("labelled.csv", [("sentence", "aspect", "label", "size"), *ROWS])
    written("topics.csv", [("name", "about"), ("claim status", "news about a claim"), ("renewal price", "costs"), ("call centre", "calls"), ("garage", "")])


def written(name: str, rows: List[Any], delimiter: str = ",") -> None:
    with open(name, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def used(capsys: pytest.CaptureFixture[str], *arguments: str) -> Tuple[int, str, str]:
    """The exit code, standard output and standard error of a use."""
    code = main(["score", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_polarity_of_a_target_is_scored_beside_what_is_easy(capsys: pytest.CaptureFixture[str]) -> None:
    columns = ("--text", "sentence", "--target", "aspect", "--strength", "size")
    code, out, err = used(capsys, "labelled.csv", *columns, "--json", "--out", "predictions.csv")
    told = json.loads(out)
    assert (code, err, told["texts"]) == (0, "", 6), "a row without a label is left out"
    with open("predictions.csv", newline="", encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    right = sum(row["predicted"] == row["label"] for row in found)
    accuracy = told["scores"]["the coder that users get"]["accuracy"]
    assert accuracy["value"] == pytest.approx(right / 6) and accuracy["base"] == 6
    interval = j.wilson_interval(right, 6)
    assert interval is not None and accuracy["interval"] == interval.to_dict()
    assert {"VADER on the whole text", "majority class (positive)"} < told["scores"].keys()
    assert told["scores"]["majority class (positive)"]["accuracy"]["value"] == 0.5
    assert found[0]["target"] == "claim status" and "claim status" in found[0]["observations"]
    coverage = told["coverage"]
    assert coverage["sentences"] == 6 == sum(coverage[name] for name in ("coded", "general", "hypothetical", "talk", "unread"))
    assert told["felt"] >= told["without_touchpoint"] and told["strength"]["base"] <= 5
    code, out, _ = used(capsys, "labelled.csv", *columns, "--out", "predictions.csv")
    assert code == 0 and "accuracy" in out and "unread" in out and "predictions: predictions.csv" in out


def test_places_are_scored_under_the_labels_that_are_declared(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("labelled.csv", "--text", "sentence", "--label", "aspect", "--json")
    code, out, _ = used(capsys, *arguments, "--task", "touchpoint", "--labels", "topics.csv")
    told = json.loads(out)
    assert code == 0 and list(told["labels"]) == ["call centre", "claim status", "renewal price"] and told["texts"] == 7
    assert told["labels"]["claim status"]["texts"] == 2 and told["labels"]["claim status"]["recall"] == 1.0
    code, out, _ = used(capsys, *arguments, "--task", "stage")
    assert code == 0 and json.loads(out)["without_touchpoint"] == json.loads(out)["felt"] > 0


def test_very_many_targets_are_declared_text_by_text(capsys: pytest.CaptureFixture[str]) -> None:
    sides = ("awful", "great")
    rows = [(f"The thing{n} was {sides[n % 2]}.", f"thing{n}", ("negative", "positive")[n % 2]) for n in range(70)]
    written("many.csv", [("text", "thing", "label"), *rows], delimiter=";")
    code, out, _ = used(capsys, "many.csv", "--target", "thing", "--json")
    assert code == 0 and json.loads(out)["scores"]["the coder that users get"]["accuracy"]["value"] == 1.0


def test_tables_are_read_as_spreadsheets_save_them(capsys: pytest.CaptureFixture[str]) -> None:
    text = "text;label\nDie Filiale in Köln war schrecklich.;negative\n\nEverything was great.;positive\n"
    told = []
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        pathlib.Path("saved.csv").write_text(text, encoding=encoding)
        code, out, _ = used(capsys, "saved.csv", "--json", "--out", "found.csv")
        assert code == 0 and "Köln" in pathlib.Path("found.csv").read_text(encoding="utf-8"), encoding
        told.append(json.loads(out))
    assert told[0]["texts"] == 2 and all(one == told[0] for one in told)


def test_measures_are_those_of_the_definitions() -> None:
    wanted = ["a", "a", "a", "b", "b", "c"]
    scores = measured(wanted, {"one": ["a", "a", "b", "b", "", "a"], "right": wanted})
    one = scores["one"]
    assert one.labels == {"a": Label(3, 3, 2), "b": Label(2, 2, 1), "c": Label(1, 0, 0)}
    assert one.accuracy == 0.5 and one.macro_f1 == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)
    assert one.macro_f1_interval.low < one.macro_f1 < one.macro_f1_interval.high
    assert (scores["right"].macro_f1, scores["right"].macro_f1_interval.low) == (1.0, 1.0)
    assert measured(wanted, {"alone": wanted})["alone"] == scores["right"], "resamples do not depend on who else is measured"


def test_rank_correlation_has_mean_ranks_for_ties() -> None:
    # scipy.stats.spearmanr([1, 2, 2, 4], [10, 30, 20, 40])
    assert spearman([(1, 10), (2, 30), (2, 20), (4, 40)]) == pytest.approx(0.9486832980505138)
    assert spearman([(1, 1), (1, 2)]) is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nope.csv",), "nope.csv: it cannot be read"),
        (("labelled.csv",), "--text: there is no column `text`; columns are sentence, aspect, label, size"),
        (("labelled.csv", "--text", "sentence", "--label", "aspect"), "row 2: `claim status` is no polarity"),
        (("labelled.csv", "--text", "sentence", "--out", "topics.csv"), "`topics.csv` exists and is no table of `journey score`"),
        (("labelled.csv", "--text", "sentence", "--out", "away/found.csv"), "does not exist"),
        (("labelled.csv", "--text", "sentence", "--delimiter", "long"), "--delimiter"),
        (("labelled.csv", "--text", "sentence", "--encoding", "klingon"), "--encoding"),
        (("labelled.csv", "--text", "size", "--label", "sentence", "--task", "moon"), "invalid choice"),
        (("empty.csv",), "it is empty"),
        (("header.csv",), "it has no labelled texts"),
    ],
)
def test_wrong_use_is_one_line_with_its_mend(capsys: pytest.CaptureFixture[str], arguments: Tuple[str, ...], words: str) -> None:
    written("empty.csv", [])
    written("header.csv", [("text", "label")])
    code, out, err = used(capsys, *arguments)
    assert (code, out) == (2, "") and err.startswith("error: ") and err.count("\n") == 1 and words in err, err
