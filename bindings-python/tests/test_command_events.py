"""`journey events`, and `journey map --events`: what customers did, from the command line."""
from __future__ import annotations

import csv
import datetime
import json
import pathlib
import random
from typing import Any, List, Tuple

import pytest

import journey_core as j
from journey_core.command import main, text
from journey_core.command.folder import MANIFEST

SAYINGS = ("Filing the claim in the app was easy.", "I waited three weeks for an update on my claim and nobody called back.")
FILES = ("behaviour.json", "flow.svg", "flow.mmd", "ways.svg", "funnel.svg", "staying.svg", "calibration.svg")
LEAVING = ("--left", "cancelled")


@pytest.fixture(autouse=True)
def files(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log of two hundred customers, and what forty of them said."""
    monkeypatch.chdir(tmp_path)
    rows: List[Tuple[str, ...]] = []
    chance = random.Random(3)
    for number in range(200):
        moment = datetime.datetime(2026, 1, 1) + datetime.timedelta(days=chance.uniform(0, 60))
        steps = ["quote", "purchase"] + ["claim filed"] * chance.randint(0, 2) + ["hold the line"] * chance.randint(0, 1)
        for step in [*steps, *(["cancelled"] if chance.random() < 0.3 else ["renewal"] * chance.randint(0, 1))]:
            moment += datetime.timedelta(days=chance.uniform(1, 90))
            rows.append((f"c{number}", step, moment.isoformat(timespec="seconds"), ("new", "loyal")[number % 2]))
    written("log.csv", ("customer_id", "event", "time", "segment"), rows)
    words = [(f"t{number}", f"c{number}", SAYINGS[number % 2]) for number in range(40)]
    written("tickets.csv", ("ticket_id", "customer_id", "message"), words)
    written("places.csv", ("touchpoint", "activity"), [("claim_status", "hold the line")])


def written(name: str, columns: Tuple[str, ...], rows: List[Any]) -> None:
    with open(name, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])


def used(capsys: pytest.CaptureFixture[str], *arguments: str) -> Tuple[int, str, str]:
    """The exit code, standard output and standard error of a use."""
    code = main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def behaviour(folder: str) -> j.BehaviourReport:
    return j.BehaviourReport.from_json(pathlib.Path(folder, "behaviour", "behaviour.json").read_text(encoding="utf-8"))


def test_a_log_becomes_a_report_with_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = used(capsys, "events", "log.csv", *LEAVING, "--industry", "insurance")
    assert code == 0 and "200 journeys" in out and "of 200 customers left" in out and "column of cases: customer_id" in err
    place = pathlib.Path("journey-events")
    assert sorted(path.name for path in (place / "behaviour").iterdir()) == sorted(FILES)
    log = j.EventLog.read("log.csv")
    churn = j.ChurnOptions(outcome=j.ChurnOutcomeEvents(activities=["cancelled"]))
    found = log.report_behaviour(j.template("insurance"), None, j.BehaviourOptions(churn=churn))
    assert behaviour("journey-events") == found
    assert (place / "report.md").read_text(encoding="utf-8") == f"# What an event log shows\n\n{j.behaviour_markdown(found)}"
    assert (place / "behaviour" / "flow.svg").read_text(encoding="utf-8") == j.flow_svg(found.discovery.whole.graph)
    code, out, _ = used(capsys, "events", "log.csv", *LEAVING, "--industry", "insurance", "--out", "again", "--json")
    assert found.churn is not None and json.loads(out)["leaving"]["left"] == found.churn.left
    assert pathlib.Path("again", MANIFEST).read_bytes() == (place / MANIFEST).read_bytes(), "the same log, the same bytes"


def test_without_leaving_nobody_is_told_to_have_left(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = used(capsys, "events", "log.csv", "-q")
    assert code == 0 and err == "" and "--left ACTIVITY or --absent-days N" in out
    assert behaviour("journey-events").churn is None and not pathlib.Path("journey-events/behaviour/staying.svg").exists()


def test_columns_places_and_times_are_named_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    text = pathlib.Path("log.csv").read_text(encoding="utf-8").replace("customer_id,event,time", "wer,was,wann")
    pathlib.Path("german.csv").write_text(text, encoding="utf-8")
    named = ("--case", "wer", "--activity", "was", "--time", "wann", "--places", "places.csv", "--industry", "insurance")
    assert used(capsys, "events", "german.csv", "-q", *named, "--absent-days", "60", "--until", "2026-12-01")[0] == 0
    found = behaviour("journey-events")
    assert found.places.places["hold the line"] == j.Place(stage="claims", touchpoint="claim_status") and "hold the line" not in found.unplaced
    end = datetime.datetime(2026, 12, 1, tzinfo=datetime.timezone.utc) - datetime.timedelta(days=60)
    assert found.churn is not None and found.churn.until == int(end.timestamp() * 1000)
    zoned = ("--until", "2026-12-01", "--time-zone", "+02:00", "--out", "zoned")
    assert used(capsys, "events", "german.csv", "-q", *named, "--absent-days", "60", *zoned)[0] == 0
    churn = behaviour("zoned").churn
    assert churn is not None and churn.until == int(end.timestamp() * 1000) - 2 * 3_600_000


def test_what_the_same_people_said_stands_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = used(capsys, "events", "log.csv", "--documents", "tickets.csv", "--industry", "insurance")
    assert code == 0 and "40 people both spoke and acted" in err
    joined = behaviour("journey-events").said_and_done
    assert joined is not None and joined.both == 40
    written("others.csv", ("ticket_id", "customer_id", "message"), [("t1", "zoe", SAYINGS[0])])
    code, _, err = used(capsys, "events", "log.csv", "--documents", "others.csv", "--industry", "insurance")
    assert code == 0 and "--participant-column and --case-column" in err


def test_a_map_tells_what_was_done_as_the_log_alone_does(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = used(capsys, "map", "tickets.csv", "--events", "log.csv", *LEAVING, "--industry", "insurance", "--json")
    assert code == 0 and json.loads(out)["behaviour"]["spoke_and_acted"] == 40
    arguments = ("--documents", "tickets.csv", "--industry", "insurance")
    assert used(capsys, "events", "log.csv", *LEAVING, *arguments, "-q")[0] == 0
    for name in FILES:
        of_map, of_log = (pathlib.Path(folder, "behaviour", name).read_bytes() for folder in ("journey-map", "journey-events"))
        assert of_map == of_log, name
    report = pathlib.Path("journey-map/report.md").read_text(encoding="utf-8")
    assert report.index(j.behaviour_markdown(behaviour("journey-map"))) < report.index("# Questions to the findings")


def test_parts_of_a_log_are_one(capsys: pytest.CaptureFixture[str]) -> None:
    lines = pathlib.Path("log.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("c100,"))
    pathlib.Path("one.csv").write_text("".join(lines[:at]), encoding="utf-8")
    pathlib.Path("two.csv").write_text("".join(lines[:1] + lines[at:]), encoding="utf-8")
    assert used(capsys, "events", "log.csv", *LEAVING, "-q")[0] == 0
    for out, parts in (("parts", ("two.csv", "one.csv")), ("turned", ("one.csv", "two.csv"))):
        assert used(capsys, "events", *parts, *LEAVING, "-q", "--out", out)[0] == 0
    assert pathlib.Path("parts", MANIFEST).read_bytes() == pathlib.Path("turned", MANIFEST).read_bytes()
    whole, of_parts = (behaviour(out).discovery.whole for out in ("journey-events", "parts"))
    assert (of_parts.cases, of_parts.events, of_parts.variants.count) == (whole.cases, whole.events, whole.variants.count)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nope.csv",), "nope.csv: there is no such file"),
        (("tickets.csv",), "name one: --case"),
        (("log.csv", "--time-zone", "Mars/Base"), "--time-zone: `Mars/Base` is not known"),
        (("log.csv", "--absent-days", "30", "--horizon", "0"), "--horizon: `0` is out of range"),
        (("log.csv", "--case", "nobody"), "--case: the header has no `nobody`"),
        (("log.csv", "--left", "vanished"), "no activity of the log is called `vanished`"),
        (("log.csv", "--left", "cancelled", "--absent-days", "9"), "not allowed with"),
        (("log.csv", "--absent-days", "9", "--until", "soon"), "--until: `soon` is no time"),
        (("log.csv", "--until", "2026-12-01"), "add --left ACTIVITY or --absent-days N"),
        (("log.csv", "--places", "log.csv"), "no columns `activity` and `touchpoint`"),
        (("log.csv", "--places", "moon.csv"), "neither touchpoint nor stage"),
        (("log.csv", "--absent-days", "-1"), "--absent-days: `-1` is out of range"),
        (("log.csv", "log.csv"), "`c0`"),
    ],
)
def test_wrong_use_is_one_line_with_its_mend(capsys: pytest.CaptureFixture[str], arguments: Tuple[str, ...], words: str) -> None:
    written("moon.csv", ("activity", "touchpoint"), [("quote", "the moon")])
    code, out, err = used(capsys, "events", *arguments, "-q")
    assert (code, out) == (2, "") and err.startswith("error: ") and err.count("\n") == 1 and words in err, err
    assert not pathlib.Path("journey-events").exists()


def test_a_log_is_not_taken_for_words(capsys: pytest.CaptureFixture[str]) -> None:
    pathlib.Path("log.xes").write_text(j.EventLog.read("log.csv").to_xes(), encoding="utf-8")
    written("unnamed.csv", ("who", "x", "y"), [("anna", "1", "2"), ("ben", "3", "4")])
    for file, words in (("log.csv", "`journey events`, or beside words"), ("log.xes", "holds events and no words"), ("unnamed.csv", "(--text-column)")):
        assert main(["map", file, "-q"]) == 2
        assert words in capsys.readouterr().err
    assert used(capsys, "events", "log.xes", "-q")[0] == 0


def test_numbers_are_written_as_the_library_writes_them() -> None:
    numbers = [1e-5, -1.5e-5, 9.99e-5, 1e-7, -2.5e-6, 1e-10, 1e16, 1.5e25, 0.1, 3.0, 100000.0]
    written = [text.pretty(one).strip() for one in numbers]
    assert written == ["0.00001", "-0.000015", "0.0000999", "1e-7", "-2.5e-6", "1e-10", "1e+16", "1.5e+25", "0.1", "3.0", "100000.0"]
    assert json.loads(text.pretty(numbers)) == numbers and json.loads(text.pretty({"1e-05": "\"1e-05"})) == {"1e-05": "\"1e-05"}
