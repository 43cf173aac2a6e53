"""The command `journey`, as somebody with a folder of files uses it."""
from __future__ import annotations

import csv
import io
import json
import pathlib
import re
import subprocess
import sys
from typing import Any, List, Tuple

import pytest

import journey_core as j
from journey_core.command import main, model
from journey_core.command.folder import MANIFEST, OutputFolder

SAMPLES = pathlib.Path(__file__).parents[2] / "tests" / "samples"
COMMANDS = ("map", "events", "read", "ask", "interview", "pilot", "score", "mcp")
SAYINGS = (
    "Filing the claim in the app was easy.",
    "I waited three weeks for an update on my claim and nobody called back.",
    "The renewal price went up by a third without a reason.",
    "The claims handler was kind and quick.",
)


@pytest.fixture(autouse=True)
def empty(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def tickets(tmp_path: pathlib.Path) -> str:
    """Sixty tickets of forty people of six companies, in two waves and two years."""
    rows: List[Tuple[Any, ...]] = [("ticket_id", "customer_id", "message", "company", "year", "wave", "csat")]
    for number in range(60):
        words = f"{SAYINGS[number % 4]} {SAYINGS[(number // 3) % 4]}"
        rows.append((f"t{number}", f"c{number % 40}", words, f"Co{number % 6}", 2024 + number // 40, f"w{number % 2}", 1 + number % 5))
    with (tmp_path / "tickets.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return "tickets.csv"


def used(capsys: pytest.CaptureFixture[str], *arguments: str) -> Tuple[int, str, str]:
    """The exit code, standard output and standard error of a use."""
    code = main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_files_become_a_folder_with_a_map(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    code, out, err = used(capsys, "map", tickets)
    assert code == 0 and "open journey-map/map.html" in out and "column of text: `message`" in err
    place = pathlib.Path("journey-map")
    for name in ("map.html", "map.svg", "report.md", "observations.csv", "framework.json", "plan.json", "project.qdpx", "charts/friction.svg"):
        assert (place / name).stat().st_size > 0, name
    assert not list(pathlib.Path().glob(".journey-*"))
    observations = [j.Observation.from_dict(one) for one in json.loads((place / "observations.json").read_text(encoding="utf-8"))]
    documents = [j.Document.from_dict(one) for one in json.loads((place / "transcripts.json").read_text(encoding="utf-8"))]
    assert observations == j.code_documents(documents, j.template("insurance"), progress=False).observations


def test_the_same_use_writes_the_same_bytes(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    for out in ("first", "second"):
        assert used(capsys, "map", tickets, "--out", out, "--sample", "5")[0] == 0
    assert pathlib.Path("first", MANIFEST).read_bytes() == pathlib.Path("second", MANIFEST).read_bytes()


def test_json_is_all_that_stands_on_standard_output(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    code, out, err = used(capsys, "map", tickets, "--json", "--quiet")
    told = json.loads(out)
    assert (code, err, told["respondents"], told["simulated"]) == (0, "", 40, 0)
    assert told["priorities"][0]["pain"]["base"] == 40


def test_accounts_cycles_waves_and_what_if_stand_in_the_report(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    arguments = ("--account", "company", "--cycle", "year", "--compare", "w0", "w1", "--what-if", "claim_status", "--what-if", "claims=10")
    assert used(capsys, "map", tickets, "-q", *arguments)[0] == 0
    report = pathlib.Path("journey-map/report.md").read_text(encoding="utf-8")
    for heading in ("Accounts by `company`", "Cycles by `year`", "What if", "What moved from w0 to w1"):
        assert f"## {heading}" in report
    assert "Claims: pain 10 points less common" in report
    assert len(json.loads(pathlib.Path("journey-map/accounts.json").read_text(encoding="utf-8"))) == 6
    drawn = j.JourneyMap.from_json(pathlib.Path("journey-map/map.json").read_text(encoding="utf-8"))
    assert drawn.baseline is not None and drawn.title.endswith("w1") and drawn.base.respondents == 20


def test_ratings_of_any_name_are_told_on_their_own_scale(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    with open(tickets, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pained = {row["customer_id"] for row in rows if "waited" in row["message"]}
    for number, row in enumerate(rows):
        row["euros"] = str((1000 if row["customer_id"] in pained else 3000) + number % 7)
    with open("valued.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    what_if = ("--industry", "insurance", "--what-if", "claim_status=10", "--outcome", "value")
    code, _, err = used(capsys, "map", "valued.csv", "-q", *what_if)
    assert code == 2 and "--outcome" in err and "csat" in err
    assert used(capsys, "map", "valued.csv", "-q", *what_if, "--rating", "value=euros", "--scale", "value=0-5000")[0] == 0
    predicted = json.loads(pathlib.Path("journey-map/what-if.json").read_text(encoding="utf-8"))[0]
    assert predicted["outcome"] == "value" and predicted["change"] == pytest.approx(2000 / 500 * 0.1, rel=0.01)
    report = pathlib.Path("journey-map/report.md").read_text(encoding="utf-8")
    told = re.search(r"\| value, 0 to 5000 \| \+(\d+\.\d+) \[", report)
    assert told is not None and float(told[1]) == pytest.approx(200, rel=0.01)


@pytest.mark.parametrize("option", [("--rating", "value"), ("--scale", "value=high"), ("--scale", "5"), ("--csat-scale", "1")])
def test_a_rating_that_is_not_named_right_says_how(capsys: pytest.CaptureFixture[str], tickets: str, option: Tuple[str, str]) -> None:
    code, _, err = used(capsys, "map", tickets, "-q", *option)
    assert code == 2 and option[0] in err and "write" in err


def test_a_bar_is_drawn_where_somebody_looks(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tickets: str) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for arguments, seen in (((), True), (("-q",), False)):
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        assert main(["map", tickets, "--industry", "insurance", *arguments]) == 0
        assert ("coding [####" in terminal.getvalue()) == seen
        assert not seen or terminal.getvalue().rindex("\x1b[K") > terminal.getvalue().rindex("answering [")


def test_two_results_are_compared_by_respondent(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    assert used(capsys, "map", tickets, "-q", "--out", "april")[0] == 0
    assert used(capsys, "map", tickets, "-q", "--out", "may", "--before", "april", "--where", "company=co1")[0] == 0
    compared = json.loads(pathlib.Path("may/waves.json").read_text(encoding="utf-8"))
    assert compared["respondents"] == [40, 10] and compared["respondents_in_both"] == 10
    code, _, err = used(capsys, "map", tickets, "--industry", "retail", "--out", "june", "--before", "april")
    assert code == 2 and "other stages" in err


def test_what_was_made_is_not_read_as_what_was_said(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    for _ in range(2):
        code, out, _ = used(capsys, "map", ".", "-q", "--json")
        assert code == 0 and json.loads(out)["documents"] == 60
    code, _, err = used(capsys, "read", "journey-map", "--json")
    assert code == 2
    assert used(capsys, "read", "journey-map/transcripts.json", "--json")[0] == 0


def test_a_sample_is_coded_by_hand_and_says_how_far_the_coder_agrees(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    assert used(capsys, "map", tickets, "-q", "--sample", "25")[0] == 0
    with open("journey-map/sample.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({row["document"] for row in rows}) == 25
    code, _, err = used(capsys, "map", tickets, "-q", "--codings", "journey-map/sample.csv")
    assert code == 2 and "nothing in it is coded" in err, "a sample that was forgotten says nothing of the coder"
    for row in rows:
        if "waited" in row["quote"]:
            row.update(stage="claims", touchpoint="claim_status", kind="pain", emotion="frustration", valence="-2")
        if "easy" in row["quote"]:
            row.update(stage="claims", touchpoint="claim_filing", kind="delight")
        if "renewal" in row["quote"]:
            row.update(stage="nowhere", kind="pain")
    with open("journey-map/sample.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    coded = pathlib.Path("journey-map/sample.csv").read_bytes()
    code, _, err = used(capsys, "map", tickets, "--codings", "journey-map/sample.csv")
    assert code == 0 and "not taken" in err and "nowhere" in err
    agreement = json.loads(pathlib.Path("journey-map/agreement.json").read_text(encoding="utf-8"))
    assert agreement["comparison"]["right"] == "person" and agreement["comparison"]["base"] > 0
    assert agreement["comparison"]["kappa"]["touchpoint"]["value"] > 0.5
    assert agreement["corrected"][0]["result"]["coded"] == 25
    assert pathlib.Path("journey-map/sample.csv").read_bytes() == coded
    with open("excel.csv", "w", newline="", encoding="utf-16") as file:
        saved = csv.writer(file, delimiter=";")
        saved.writerows([list(rows[0]), *(list(row.values()) for row in rows)])
    assert used(capsys, "map", tickets, "-q", "--codings", "excel.csv", "--out", "excel")[0] == 0
    assert pathlib.Path("excel/agreement.json").read_bytes() == pathlib.Path("journey-map/agreement.json").read_bytes()


def test_an_edited_framework_is_given_back(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    assert used(capsys, "map", tickets, "-q")[0] == 0
    path = pathlib.Path("journey-map/framework.json")
    path.write_text(path.read_text(encoding="utf-8").replace('"Claim status"', '"News of the claim"'), encoding="utf-8")
    edited = path.read_bytes()
    code, _, err = used(capsys, "map", tickets, "-q")
    assert code == 2 and "framework.json" in err and path.read_bytes() == edited
    assert used(capsys, "map", tickets, "-q", "--framework", str(path))[0] == 0
    assert path.read_bytes() == edited
    assert "News of the claim" in pathlib.Path("journey-map/report.md").read_text(encoding="utf-8")


def test_a_folder_with_other_files_is_refused_before_any_work(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    place = pathlib.Path("journey-map")
    place.mkdir()
    (place / "thesis.txt").write_text("mine")
    code, out, err = used(capsys, "map", tickets)
    assert (code, out) == (2, "") and err.count("\n") == 1 and "thesis.txt" in err and "--force" in err
    assert used(capsys, "map", tickets, "-q", "--force")[0] == 0
    assert used(capsys, "map", tickets, "-q", "--force", "--sample", "3")[0] == 0
    assert (place / "thesis.txt").read_text() == "mine" and (place / "sample.csv").exists()
    assert used(capsys, "map", tickets, "-q", "--force")[0] == 0
    assert not (place / "sample.csv").exists(), "what an earlier run wrote and this one did not is gone"


def test_a_manifest_reaches_nothing_outside_its_folder(tmp_path: pathlib.Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    place = tmp_path / "out"
    with OutputFolder(str(place)) as folder:
        folder.write("map.html", "<!doctype html>")
        folder.finish()
    listed = json.loads((place / MANIFEST).read_text())
    listed["files"]["../mine.txt"] = next(iter(listed["files"].values()))
    (place / MANIFEST).write_text(json.dumps(listed))
    (place / "link.txt").symlink_to(tmp_path / "mine.txt")
    with pytest.raises(j.InvalidError, match="link.txt"):
        OutputFolder(str(place))
    (place / "link.txt").unlink()
    with OutputFolder(str(place)) as folder:
        folder.finish()
    assert (tmp_path / "mine.txt").read_text() == "mine" and not (place / "map.html").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-q",), "required: COMMAND"),
        (("nothing",), "invalid choice"),
        (("map",), "required: FILE"),
        (("map", "nope.csv"), "nope.csv: there is no such file"),
        (("map", "tickets.csv", "--focus", "nonsense", "--industry", "insurance"), "neither a focus nor a stage"),
        (("map", "tickets.csv", "--industry", "zoo"), "use one of"),
        (("map", "tickets.csv", "--account", "firm"), "columns to choose from are company"),
        (("map", "tickets.csv", "--compare", "w0", "w9"), "waves are w0, w1"),
        (("map", "tickets.csv", "--what-if", "moon"), "there is no touchpoint or stage `moon`"),
        (("map", "tickets.csv", "--what-if", "claim_status=99"), "at most"),
        (("map", "tickets.csv", "--where", "company=Nobody"), "no document has `Nobody`"),
        (("map", "tickets.csv", "--model", "m"), "add --provider"),
        (("map", "tickets.csv", "--before", "nowhere"), "no folder of a result"),
        (("map", "tickets.csv", "--codebook", "nope.json"), "cannot be read"),
        (("map", "tickets.csv", "--out", "tickets.csv/there"), "nothing can be written there"),
        (("ask", "tickets.csv", " "), "it is empty"),
        (("pilot", "--industry", "retail"), "simulated customers are of `insurance`"),
    ],
)
def test_wrong_use_is_one_line_with_its_mend(capsys: pytest.CaptureFixture[str], tickets: str, arguments: Tuple[str, ...], words: str) -> None:
    code, out, err = used(capsys, *arguments, *(["-q"] if len(arguments) > 1 else []))
    assert (code, out) == (2, "") and err.startswith("error: ") and err.count("\n") == 1
    assert words in err
    assert not pathlib.Path("journey-map").exists()


def test_what_is_unclear_names_the_option_that_mends_it(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(SAMPLES / "broken" / "two_texts.csv")
    code, _, err = used(capsys, "map", file, "--json")
    error = json.loads(err)["error"]
    assert code == 2 and error["code"] == "invalid" and "--text-column" in error["fix"] and error["problem"]
    assert used(capsys, "map", file, "-q", "--text-column", "last impression")[0] == 0


def test_read_says_what_each_file_is_taken_for(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = used(capsys, "read", str(SAMPLES / "whatsapp.txt"), str(SAMPLES / "broken" / "cut.json"), str(SAMPLES / "answers.xlsx"))
    assert code == 2 and "whatsapp.txt: whatsapp" in out and "cut.json: cannot be read" in out and "scale of `csat`" in out
    code, out, err = used(capsys, "read", str(SAMPLES / "tickets.csv"), "--json")
    file = json.loads(out)["files"][0]
    assert (code, err) == (0, "") and (file["documents"], file["customer_turns"], file["reports"][0]["format"]) == (2, 3, "csv")


def test_a_result_and_files_answer_alike(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    assert used(capsys, "map", tickets, "-q")[0] == 0
    code, folder, _ = used(capsys, "ask", "journey-map", "Where is the most friction?")
    assert code == 0 and "“" in folder and "95" not in folder.splitlines()[0]
    code, files, _ = used(capsys, "ask", tickets, "Where is the most friction?", "-q")
    assert code == 0 and files == folder
    code, out, _ = used(capsys, "ask", "journey-map", "Where is the most friction?", "--json")
    assert json.loads(out)["topic"] == "friction"


def test_an_interview_is_left_and_taken_up_again(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "Yes", "I waited three weeks for news on my claim and nobody called.", "/help", "/bogus", "/leave")
    code, out, err = used(capsys, "interview", "--question", "Where do claims hurt?", "--industry", "insurance")
    assert code == 0 and "is left open" in out and "no command" in err and "/withdraw" in err
    typed(monkeypatch, "The app lost my photos twice.", "/stop")
    code, out, err = used(capsys, "interview")
    assert code == 0 and "going on with interview-1" in err and "ended: stopped" in out
    assert "interview-1: stopped" in used(capsys, "interview", "--list")[1]
    code, out, _ = used(capsys, "map", "interviews.db", "-q", "--json")
    assert code == 0 and json.loads(out)["framework"] == "insurance" and json.loads(out)["documents"] == 1
    typed(monkeypatch)
    code, _, err = used(capsys, "interview", "--question", "Something else?")
    assert code == 2 and "another study" in err


def test_an_interview_speaks_json_to_programs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "No")
    code, out, _ = used(capsys, "interview", "--json", "-q", "--id", "anna")
    replies = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and replies[0]["awaits"] == "consent" and replies[-1]["outcome"] == "declined"
    typed(monkeypatch, "Yes", "/bogus", "/stop")
    code, _, err = used(capsys, "interview", "--json", "-q", "--id", "ben")
    assert code == 0 and "/bogus" in json.loads(err)["error"]["message"]


def test_what_is_broken_off_has_failed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tickets: str) -> None:
    def broken_off(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("journey_core.command.map.code", broken_off)
    assert used(capsys, "map", tickets, "-q") == (1, "", "error: stopped (cancelled)\n")
    code, _, err = used(capsys, "map", tickets, "-q", "--json")
    assert code == 1 and json.loads(err)["error"]["code"] == "cancelled" and not list(pathlib.Path().glob(".journey-*"))


def test_a_pilot_is_labelled_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = used(capsys, "pilot", "--participants", "difficult", "--out", "pilot", "-q")
    assert code == 0 and "simulated" in out and "| measure | value |" in out
    place = pathlib.Path("pilot")
    assert all(one["simulated"] for one in json.loads((place / "transcripts.json").read_text(encoding="utf-8")))
    assert "simulated" in (place / "report.md").read_text(encoding="utf-8") and "imulated" in (place / "map.svg").read_text(encoding="utf-8")
    assert "All of it simulated" in used(capsys, "ask", "pilot", "Where is the most friction?")[1]
    code, out, _ = used(capsys, "pilot", "--interviews", "2", "--moderator", "survey", "--json")
    told = json.loads(out)
    assert code == 0 and told["simulated"] and told["interviews"] == 2 and told["outcomes"] == {"completed": 2}


def test_a_model_is_asked_once_for_the_same(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tickets: str) -> None:
    asked: List[str] = []

    def built_in(request: j.ModelRequest) -> j.ModelReply:
        asked.append(request.task)
        return request.answer_builtin()

    monkeypatch.setitem(model._CLIENTS, "openai", lambda options: built_in)
    arguments = ("map", tickets, "-q", "--industry", "insurance", "--provider", "openai", "--model", "m", "--replies", "replies.jsonl")
    code, out, _ = used(capsys, *arguments, "--json")
    assert code == 0 and json.loads(out)["spent"]["requests"] == len(asked)
    paid = len(asked)
    assert asked.count("coding.document") == 12, "sixty tickets hold twelve texts"
    assert used(capsys, *arguments, "--out", "again")[0] == 0 and len(asked) == paid
    code, _, err = used(capsys, *arguments, "--out", "third", "--max-tokens", "1", "--seed", "8")
    assert code == 1 and "budget" in err and err.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_a_screen_with_examples_and_more_by_topic(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    code, page, _ = used(capsys, command, "--help")
    assert code == 0 and "examples:" in page and f"journey {command}" in page and page.count("\n") <= 48
    for topic in re.findall(r"^  --help (\w+) ", page, re.M):
        code, further, _ = used(capsys, command, "--help", topic)
        assert code == 0 and further != page and further.count("\n") <= 48, topic
    assert used(capsys, command, "-h", "nothing of that name")[1] == page


@pytest.mark.parametrize(
    "wrong",
    [
        ("--account", "firm"),
        ("--compare", "w0", "w9"),
        ("--what-if", "moon"),
        ("--what-if", "claims", "--outcome", "love"),
        ("--sample", "0"),
        ("--codings", "tickets.csv"),
        ("--focus", "nonsense"),
        ("--codebook", "nope.qdc"),
        ("--events", "nope.xes"),
        ("--events", "tickets.csv", "--case-column", "customer_id", "--activity-column", "wave", "--event-time-column", "csat"),
    ],
)
def test_what_can_be_seen_to_go_wrong_costs_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tickets: str, wrong: Tuple[str, ...]
) -> None:
    asked: List[str] = []

    def paid(request: j.ModelRequest) -> j.ModelReply:
        asked.append(request.task)
        return request.answer_builtin()

    monkeypatch.setitem(model._CLIENTS, "openai", lambda options: paid)
    code, _, err = used(capsys, "map", tickets, "-q", "--industry", "insurance", "--provider", "openai", "--model", "m", *wrong)
    assert (code, asked) == (2, []), err
    assert not pathlib.Path("journey-map").exists()


def test_the_first_page_lists_every_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    code, page, _ = used(capsys, "--help")
    assert used(capsys) == (0, page, "")
    assert code == 0 and re.findall(r"^  (\w+)  +[a-z]", page.split("examples:")[0], re.M) == list(COMMANDS)
    assert "exit codes: 0 fine, 1 failed, 2 wrong use" in page


def test_what_is_mistyped_is_named_with_its_command(capsys: pytest.CaptureFixture[str], tickets: str) -> None:
    code, out, err = used(capsys, "map", tickets, "--indusrty", "retail")
    assert (code, out) == (2, "") and err == "error: journey map: `--indusrty` is not known, but `--industry` is; see `journey map --help`\n"
    code, out, err = used(capsys, "map", "--json")
    assert (code, out) == (2, "") and json.loads(err)["error"]["fix"] == "see `journey map --help`"


def test_the_module_runs() -> None:
    ran = subprocess.run([sys.executable, "-m", "journey_core", "--version"], capture_output=True, text=True)
    assert ran.returncode == 0 and ran.stdout.strip() == f"journey {j.__version__}"
