"""Event logs from Python: files and frames in, journeys and who leaves out."""
import datetime
import pathlib
import pickle
from typing import Any, List, Tuple

import pytest

import journey_core as j

polars = pytest.importorskip("polars")

SAMPLES = pathlib.Path(__file__).parents[2] / "tests" / "samples" / "events"
START = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)


def log(rows: List[Tuple[str, str, float]]) -> j.EventLog:
    times = [START + datetime.timedelta(days=day) for _, _, day in rows]
    return j.EventLog.read(polars.DataFrame({"customer": [row[0] for row in rows], "event": [row[1] for row in rows], "time": times}))


def test_files_and_frames_are_the_same_log(tmp_path: pathlib.Path) -> None:
    frame = polars.DataFrame({"case_id": ["NA", "NA", "7"], "activity": ["quote", "purchase", "quote"], "timestamp": ["2026-01-01", "2026-01-03", "2026-01-02"]})
    frame.write_csv(tmp_path / "log.csv")
    frame.write_parquet(tmp_path / "log.parquet")
    expected = j.EventLog.read(tmp_path / "log.csv")
    assert (expected.case_count, expected.event_count, expected.activities) == (2, 3, ["quote", "purchase"])
    assert expected.report is not None and expected.report.format == "csv"
    for source in (str(tmp_path / "log.csv"), frame, tmp_path / "log.parquet", frame.to_pandas()):
        assert j.EventLog.read(source) == expected, type(source)
    assert pickle.loads(pickle.dumps(expected)).graph() == expected.graph()
    (tmp_path / "again.xes").write_text(expected.to_xes())
    assert j.EventLog.read(tmp_path / "again.xes").variants() == expected.variants()
    with pytest.raises(j.InvalidError, match="source"):
        j.EventLog.read(3)
    with pytest.raises(j.InvalidError, match="columns.activity"):
        j.EventLog.read(frame.rename({"activity": "x"}))


def test_object_logs_ask_whose_journey_it_is() -> None:
    orders = j.EventLog.read(SAMPLES / "orders.jsonocel", object_type="order")
    assert orders.case_count > 0
    with pytest.raises(j.InvalidError, match="object_type"):
        j.EventLog.read(SAMPLES / "orders.jsonocel")


def test_funnels_times_and_merging() -> None:
    one = log([("anna", "quote", 0), ("anna", "purchase", 2), ("ben", "quote", 1)])
    two = log([("cem", "quote", 0), ("cem", "purchase", 9)])
    whole = one.merge(two)
    assert whole == two.merge(one) and whole.case_count == 3
    assert [step.cases for step in whole.funnel("quote", "purchase", within_days=5).steps] == [3, 1]
    between = whole.time_between("quote", "purchase")
    assert between.durations is not None and between.durations.median_ms == 5.5 * 86_400_000
    assert whole.discover(j.DiscoveryOptions(goals=["purchase"])).whole.drop_off is not None
    with pytest.raises(j.InvalidError, match="`anna`"):
        one.merge(one)
    with pytest.raises(j.InvalidError, match="no activity of the log is called `nothing`"):
        whole.funnel("quote", "nothing")


def test_who_leaves_is_told_with_its_base() -> None:
    rows = [(f"c{number}", "signed up", 0.0) for number in range(60)]
    rows += [(f"c{number}", "complained", 40.0) for number in range(0, 60, 2)]
    rows += [(f"c{number}", "cancelled", 70.0 + number) for number in range(60) if number % 4 == 0 or number % 12 == 1]
    rows += [("c59", "signed up", 400.0)]
    study = log(rows).churn(j.ChurnOutcomeEvents(activities=["cancelled"]), experiences=[j.ChurnExperienceDid(activity="complained")])
    assert (study.customers, study.left) == (60, 20)
    assert study.model is not None and study.model.effects[0].odds_ratio > 1 and study.model.effects[0].odds_ratio_interval.low > 1
    assert study.at_risk and study.at_risk[0].risk >= study.at_risk[-1].risk
    few = log(rows[:3] + [("c1", "signed up", 90.0)]).churn(absent_days=30)
    assert few.model is None and few.no_model is not None and "10" in few.no_model


def test_moments_are_told_as_people_have_them() -> None:
    events = log([("anna", "quote", 0.0), ("anna", "purchase", 20.0), ("ben", "quote", 1.0)])
    until = START + datetime.timedelta(days=40)
    told = events.churn(absent_days=10, until=until)
    seen = until - datetime.timedelta(days=10)
    assert told.until == int(seen.timestamp() * 1000) and told.left == 2, "nobody can be told to be absent in the last ten days"
    same = ("2026-02-10T00:00:00Z", "2026-02-10T02:00:00+02:00", "2026-02-10T00:00+00:00", 1_770_681_600_000)
    assert all(events.churn(absent_days=10, until=moment) == told for moment in same)
    aware = until.astimezone(datetime.timezone(datetime.timedelta(hours=-8)))
    assert events.churn(absent_days=10, until=aware) == told
    assert events.select(to=START + datetime.timedelta(hours=1)).case_count == 1
    assert events.select(from_="2026-01-01T12:00:00Z").case_count == 1
    assert events.select(j.LogFilter(from_=until)).case_count == 0  # type: ignore[arg-type]


def test_functions_take_datetimes_too() -> None:
    secret, moment = "whsec_" + "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", START + datetime.timedelta(days=1)
    headers = j.sign_webhook(secret, "m1", "{}", moment)  # type: ignore[arg-type]
    assert headers == j.sign_webhook(secret, "m1", "{}", int(moment.timestamp() * 1000))
    with pytest.raises(j.InvalidError, match="names no zone"):
        j.sign_webhook(secret, "m1", "{}", moment.replace(tzinfo=None))  # type: ignore[arg-type]


@pytest.mark.parametrize("moment", [datetime.datetime(2026, 2, 1), "2026-02-01T00:00", "2026-02-01", "soon", "", 1.5, True, datetime.date(2026, 2, 1), b"x"])
def test_a_moment_that_cannot_be_told_names_its_field(moment: Any) -> None:
    events = log([("anna", "quote", 0.0), ("anna", "purchase", 20.0)])
    with pytest.raises(j.InvalidError, match="^until: .*2026-11-27T00:00:00Z") as caught:
        events.churn(absent_days=10, until=moment)
    assert caught.value.context["field"] == "until" and caught.value.context["problem"] and caught.value.context["fix"]
    with pytest.raises(j.InvalidError, match="^from: "):
        events.select(from_=moment)


def test_said_and_done_are_joined_by_the_same_ids() -> None:
    framework = j.template("insurance")
    words = [("anna", "Filing the claim took me four attempts, it was awful."), ("ben", "The quote was easy to get."), ("cem", "Filing the claim was easy.")]
    documents = j.read([{"customer_id": who, "message": text} for who, text in words])
    corpus = j.code(documents, framework, progress=False)
    events = log([("anna", "claim filed", 0), ("anna", "claim filed", 1), ("ben", "claim filed", 2), ("dan", "claim filed", 3)])
    joined = events.said_and_done(corpus)
    assert (joined.both, joined.only_said, joined.only_done) == (2, 1, 1)
    filing = next(place for place in joined.places if place.place.touchpoint == "claim_filing")
    assert (filing.told_and_done.ids, filing.only_done.ids) == (["anna"], ["ben"])
    assert filing.told_of_doers.base == 2 and filing.told_of_doers.interval is not None
    report = j.behaviour_markdown(events.report_behaviour(framework, corpus))
    assert "### Said and done, by touchpoint" in report and "Claim filing" in report


def test_pictures_are_drawn() -> None:
    events = log([("anna", "<script>", 0), ("anna", "purchase", 2), ("ben", "<script>", 1)])
    for picture in (j.flow_svg(events.graph()), j.variants_svg(events.variants()), j.funnel_svg(events.funnel("<script>", "purchase"))):
        assert picture.startswith("<svg") and "<script>" not in picture
    assert "\nflowchart LR\n" in j.flow_mermaid(events.graph())
