"""The Python package as its users meet it."""
from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import pickle
import signal
import threading
from typing import Any, List

import pytest

import journey_core as j

QUESTION = "Where do claims hurt?"


def study() -> j.Study:
    return j.Study(QUESTION, template="insurance")


def move(message: str) -> str:
    heard: dict[str, Any] = {"assessment": "substantive", "covered": [], "mentions": [], "participant_question_fact": None, "notes": ""}
    return json.dumps({**heard, "next": "probe", "item": None, "probe_kind": "descriptive", "message": message})


def opened(provider: Any, **options: Any) -> j.Interview:
    interview = study().interview("i", provider=provider, retry=j.RetryPolicy(max_attempts=1, initial_wait_ms=0, max_wait_ms=0, seed=0), **options)
    interview.start()
    interview.say("Yes")
    return interview


def test_an_interview_in_three_lines() -> None:
    interview = j.Study(QUESTION, template="insurance").interview()
    reply = interview.start()
    assert reply.text.startswith("Thank you") and reply.question is not None and not reply.finished


def test_a_provider_is_a_function_or_an_object_sync_or_async() -> None:
    class Object:
        def complete(self, request: j.ModelRequest) -> j.ModelReply:
            usage = j.TokenUsage(prompt_tokens=3, completion_tokens=4)
            return j.ModelReply(text=move("What came after those three weeks?"), finish="stop", usage=usage, model="m")

    async def coroutine(request: j.ModelRequest) -> str:
        await asyncio.sleep(0)
        assert request.task == "interview.turn" and request.messages and request.schema["type"] == "object"
        return move("What came after those three weeks?")

    asked = opened(Object()).say("I waited three weeks for an update on my claim.")
    assert asked.text == "What came after those three weeks?"

    async def hold() -> str:
        interview = study().interview("i", provider=coroutine)
        await interview.start_async()
        await interview.say_async("Yes")
        return (await interview.say_async("I waited three weeks for an update on my claim.")).text

    assert asyncio.run(hold()) == "What came after those three weeks?"


@pytest.mark.parametrize("answer", [3, None, ["x"]])
def test_a_provider_that_answers_with_something_else_is_told_so(answer: Any) -> None:
    with pytest.raises(j.InvalidError, match="return the reply's text or a ModelReply"):
        opened(lambda request: answer).say("I waited three weeks for an update on my claim.")


def test_a_coroutine_in_a_sync_call_is_told_so() -> None:
    async def coroutine(request: j.ModelRequest) -> str:
        return ""

    with pytest.raises(j.InvalidError, match="_async"):
        opened(coroutine).say("I waited three weeks for an update on my claim.")


def test_a_failing_provider_loses_nothing_and_its_error_is_kept() -> None:
    def provider(request: j.ModelRequest) -> str:
        raise ConnectionError("the line is dead")

    interview = opened(provider)
    reply = interview.say("I waited three weeks for an update on my claim.")
    assert reply.failure is not None and reply.failure.kind == "transient" and reply.question is not None
    assert isinstance(interview.provider_error, ConnectionError)
    with pytest.raises(j.LlmError) as raised:
        j.draft_plan(QUESTION, provider, retry=j.RetryPolicy(max_attempts=1, initial_wait_ms=0, max_wait_ms=0, seed=0))
    assert raised.value.code == "llm_transient" and raised.value.retryable and isinstance(raised.value.__cause__, ConnectionError)


def test_two_inputs_at_once_are_taken_one_after_the_other() -> None:
    answers = ["What came after those three weeks?", "Tell me more about the letter."]
    asked: List[str] = []

    async def provider(request: j.ModelRequest) -> str:
        asked.append(json.dumps(request.messages))
        await asyncio.sleep(0.02)
        return move(answers[len(asked) - 1])

    async def hold() -> List[j.Reply]:
        interview = study().interview("i", provider=provider)
        await interview.start_async()
        await interview.say_async("Yes")
        said = [interview.say_async("I waited three weeks for an update on my claim."), interview.say_async("Then a letter came, too late.")]
        return list(await asyncio.gather(*said))

    assert [reply.text for reply in asyncio.run(hold())] == answers
    assert "three weeks" in asked[0] and "letter" not in asked[0] and "letter" in asked[1]


def test_a_fault_of_the_providers_own_code_is_raised_as_it_is() -> None:
    interview = opened(lambda request: request.nothing)
    with pytest.raises(AttributeError):
        interview.say("I waited three weeks for an update on my claim.")
    assert "three weeks" in interview.state.turns[-1].text


def test_errors_carry_code_context_and_fix() -> None:
    with pytest.raises(j.InvalidError) as raised:
        j.template("circus")
    assert raised.value.code == "invalid" and not raised.value.retryable and "use one of" in raised.value.context["fix"]
    with pytest.raises(j.InterviewError) as stale:
        opened(None).say("x", revision=1)
    assert stale.value.code == "interview_stale_revision" and stale.value.context["actual"] == 5
    again = pickle.loads(pickle.dumps(stale.value))
    assert (type(again), again.code, again.context) == (j.InterviewError, stale.value.code, stale.value.context)
    with pytest.raises(j.InvalidError):
        j.wilson_interval(float("nan"), 3)  # type: ignore[arg-type]


def test_data_is_compared_pickled_written_and_read() -> None:
    plan = j.draft_plan(QUESTION, template="insurance")
    assert pickle.loads(pickle.dumps(plan)) == plan == j.ResearchPlan.from_json(plan.to_json())
    assert plan.core_questions[0].text in repr(plan)
    with pytest.raises(j.InvalidError, match="/id"):
        j.Participant.from_dict({"id": 3})
    rule = j.SegmentRuleText(attribute="plan", values=["pro"])
    assert j.Segment.from_dict({"id": "pro", "name": "Pro", "rule": rule.to_dict()}).rule == rule
    with pytest.raises(j.InvalidError):
        j.SegmentRuleText.from_dict({"type": "number", "attribute": "x"})
    whole = study()
    assert pickle.loads(pickle.dumps(whole)) == whole == j.Study.from_json(whole.to_json())


def test_pydantic_validates_and_writes() -> None:
    pydantic = pytest.importorskip("pydantic")

    class Body(pydantic.BaseModel):  # type: ignore[misc,name-defined]
        participant: j.Participant

    body = Body.model_validate({"participant": {"id": "ada", "attributes": {"tenure_days": 3}}})
    assert body.participant.attributes == {"tenure_days": 3}
    assert json.loads(body.model_dump_json())["participant"]["id"] == "ada"
    with pytest.raises(pydantic.ValidationError):
        Body.model_validate({"participant": {}})


def test_a_study_is_run_coded_and_mapped() -> None:
    seen: List[int] = []
    asked = study()
    run = asked.run(j.insurance_cohort(7), progress=lambda done, total: seen.append(done))
    assert seen == list(range(1, 90)) and set(run.outcomes.values()) == {"completed"} and not run.failed
    assert run.report_card.interviews == 89 and len(run.logs) == 89 and run.stopped is None
    corpus = j.Corpus.code(run.documents, asked.framework)
    found = corpus.map(options=j.MapOptions(title="Claims", question=QUESTION, include_simulated=True))
    assert found.base.respondents == 89 and found.base.simulated == 89 and corpus.observation_count > 500
    shown = found._repr_mimebundle_()
    assert shown["image/svg+xml"].startswith("<svg") and "<script" not in shown["text/html"] and "89" in shown["text/plain"]
    answer = corpus.ask("Where is the most friction?")
    assert answer.claims and not answer.removed and answer.markdown() == answer._repr_markdown_()


def test_a_map_is_saved_by_its_ending(tmp_path: Any) -> None:
    found = j.Corpus([], [], j.template("insurance")).map(options=j.MapOptions(title="Claims", question=QUESTION))
    for ending in ("svg", "html", "md", "mmd", "json"):
        assert found.save(tmp_path / f"map.{ending}").stat().st_size > 100
    with pytest.raises(j.InvalidError, match="docx"):
        found.save(tmp_path / "map.docx")


def test_a_png_shows_the_picture(tmp_path: Any) -> None:
    pytest.importorskip("resvg_py")
    image = pytest.importorskip("PIL.Image")
    words = [j.Words(role="customer", text="I waited three weeks for an update on my claim. Filing it was easy.")]
    documents, framework = [j.document("d", "ticket", "p", words)], j.template("insurance")
    found = j.code(documents, framework, progress=False).map(options=j.MapOptions(title="Claims", question=QUESTION))
    # A converter knows no variables of CSS: a black picture would be one.
    shown = image.open(found.save(tmp_path / "map.png")).convert("L")
    colours = shown.getcolors() or []
    white = sum(count for count, colour in colours if colour > 240) / (shown.width * shown.height)
    assert 0.7 < white < 0.999 and len(colours) > 20


def test_a_run_is_cancelled_and_goes_on_where_it_was(tmp_path: Any) -> None:
    asked: List[str] = []

    def provider(request: j.ModelRequest) -> j.ModelReply:
        asked.append(request.task)
        return request.answer_builtin()

    cohort, store = j.insurance_cohort(7), j.SqliteStore(tmp_path / "talks.db")
    options: Any = {"store": store, "progress": False, "replies": tmp_path / "replies.jsonl", "concurrency": 1}
    with pytest.raises(j.CancelledError):
        study().run(cohort, provider, cancel=lambda: len(asked) > 30, **options)
    before = len(asked)
    kept = [head for head in store.list("study") if head.outcome == "completed"]
    assert before > 30 and len(kept) < 89

    seven = [cohort.respondent(number) for number in range(len(kept) + 1)]
    names = [j.Participant(id=persona.id) for persona in cohort.personas[: len(seven)]]
    run = study().run(seven, provider, participants=names, **options)
    assert len(run.outcomes) == len(seven)
    assert len(asked) - before < 60


def test_a_budget_stops_a_run() -> None:
    run = study().run(j.insurance_cohort(7), lambda r: r.answer_builtin(), budget=j.Budget(max_requests=5), progress=False)
    assert run.failed and len(run.failed) + len(run.outcomes) + len(run.not_begun) == 89
    assert {failed.code for failed in run.failed} == {run.stopped} == {"llm_budget_exceeded"} and run.spent.requests == 5


def test_a_fault_of_the_hosts_own_code_ends_a_run() -> None:
    with pytest.raises(AttributeError):
        study().run(j.insurance_cohort(7), lambda request: getattr(request, "nothing"), progress=False)
    run = study().run([lambda message: str(1 // 0)], progress=False)
    assert [(failed.id, failed.code) for failed in run.failed] == [("study-p001", "ZeroDivisionError")]


def test_the_same_request_under_way_is_asked_once_and_a_pause_is_waited_out() -> None:
    asked: List[str] = []

    async def provider(request: j.ModelRequest) -> j.ModelReply:
        asked.append(request.task)
        await asyncio.sleep(0.01)
        if len(asked) == 1:
            raise j.LlmError("rate_limited", "slow down", None, {"kind": "rate_limited", "retry_after_ms": 30})
        return request.answer_builtin()

    async def ask() -> List[j.ResearchPlan]:
        metered = j.Metered(provider, concurrency=1)
        retry = j.RetryPolicy(max_attempts=3, initial_wait_ms=1, max_wait_ms=1, seed=0)
        questions = [QUESTION, QUESTION, "Where does the renewal hurt?"]
        plans = await asyncio.gather(*(j.draft_plan_async(question, metered, template="insurance", retry=retry) for question in questions))
        assert metered.hits == 1 and metered.spent.requests == len(asked)
        return list(plans)

    plans = asyncio.run(ask())
    assert plans[0] == plans[1] != plans[2]


def test_coding_pays_once(tmp_path: Any) -> None:
    paid: List[int] = []

    async def provider(request: j.ModelRequest) -> j.ModelReply:
        paid.append(1)
        return request.answer_builtin()

    texts = [[j.Words(role="customer", text=f"Nobody called me back about claim {number}.")] for number in range(5)]
    documents = [j.document(f"d{number}", "ticket", f"p{number}", words) for number, words in enumerate(texts)]
    for _ in range(2):
        coded = j.code_documents(documents, j.template("insurance"), provider, replies=tmp_path / "replies.jsonl", progress=False)
        assert len(coded.codings) == 5 and coded.observations
    assert len(paid) == 5


def test_a_stored_interview_is_resumed_with_what_was_said(tmp_path: Any) -> None:
    path = tmp_path / "talks.db"
    store = j.SqliteStore(path)
    interview = store.begin(study(), "talk-1", participant=j.Participant(id="ada"))
    interview.start()
    interview.say("Yes")
    asked = interview.say("I waited three weeks for an update on my claim.").text
    store.release("talk-1")
    again = j.SqliteStore(path).resume("talk-1")
    assert again.start().text == asked
    assert j.SqliteStore(path).document("talk-1").participant == "ada"
    with pytest.raises(j.StoreError) as raised:
        store.resume("talk-9")
    assert raised.value.code.startswith("store_")


def test_events_are_recorded_before_anything_is_shown() -> None:
    log: List[j.InterviewEvent] = []
    interview = study().interview("i", record=log.extend)
    interview.start()
    interview.say("Yes")
    reply = interview.say("I waited three weeks for an update on my claim.")
    assert [event.revision for event in log] == list(range(1, reply.revision + 1)) and interview.log == []
    again = study().replay("i", log)
    assert again.state == interview.state


def test_frames_go_in_and_out() -> None:
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    rows = {"participant": ["a", "b", "a"], "stage": ["claims"] * 3, "kind": ["pain", "pain", "delight"], "valence": [-2.0, -1.0, 1.5]}
    corpora = [j.Corpus.from_frame(polars.DataFrame(rows)), j.Corpus.from_frame(pandas.DataFrame(rows))]
    assert corpora[0] == corpora[1] and corpora[0].respondent_count == 2
    assert j.Corpus.from_frame(corpora[0].to_arrow()) == corpora[0]
    assert pickle.loads(pickle.dumps(corpora[0])) == corpora[0]
    cells = corpora[0].aggregate_table("stage")
    assert cells.to_polars().shape == (2, 11) and len(cells.to_pandas()) == 2
    with pytest.raises(j.InvalidError, match="__arrow_c_stream__"):
        j.Corpus.from_frame(rows)
    with pytest.raises(j.InvalidError, match="kind: `boredom` is not known"):
        j.Corpus.from_frame(polars.DataFrame({**rows, "kind": ["boredom"] * 3}))


def work(number: int) -> int:
    words = [j.Words(role="customer", text=f"Nobody called me back about my claim {number}.")]
    documents = [j.document(f"d{at}", "ticket", f"p{at}", words) for at in range(50)]
    return j.code(documents, j.template("insurance"), progress=False).observation_count


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_works_in_other_processes(method: str) -> None:
    expected = work(0)  # the parent's pool of threads is up before the fork
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map_async(work, range(4)).get(120) == [expected] * 4


def test_works_in_threads() -> None:
    results: List[int] = []
    threads = [threading.Thread(target=lambda: results.append(work(1))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(results)) == 1 and len(results) == 4


def test_a_store_of_another_process_is_refused(tmp_path: Any) -> None:
    store = j.SqliteStore(tmp_path / "talks.db")
    reader, writer = multiprocessing.get_context("fork").Pipe()

    def child() -> None:
        try:
            store.list("study")
        except j.InvalidError as error:
            writer.send(error.context["fix"])

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join(60)
    assert reader.recv() == "open it again in this one"


def test_a_reply_streams_as_frames() -> None:
    async def frames() -> List[str]:
        interview = study().interview()
        return [frame async for frame in j.ui_message_stream(interview.start_async(), interview=interview)]

    parts = asyncio.run(frames())
    assert parts[-1] == "data: [DONE]\n\n" and json.loads(parts[0][6:])["type"] == "start"
    kinds = [json.loads(part[6:])["type"] for part in parts[:-1]]
    assert kinds[-1] == "finish" and {"data-progress", "data-question", "data-coverage"} <= set(kinds)


LONG = "I waited three weeks for an update on my claim."


@pytest.mark.parametrize("act", ["stop", "withdraw"])
def test_stopping_does_not_wait_for_a_call_that_hangs(act: str) -> None:
    given_up: List[bool] = []

    async def hangs(request: j.ModelRequest) -> str:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            given_up.append(True)
            raise
        return ""

    async def hold() -> None:
        interview = study().interview(provider=hangs)
        await interview.start_async()
        await interview.say_async("Yes")
        said = asyncio.create_task(interview.say_async(LONG))
        await asyncio.sleep(0.02)
        # The time passes without anybody giving the call up.
        assert not (await interview.tick_async()).finished and not given_up
        assert (await getattr(interview, f"{act}_async")()).finished
        assert (await said).finished and given_up
        assert (LONG in interview.document().to_json()) == (act == "stop")

    asyncio.run(asyncio.wait_for(hold(), 10))


def test_stopping_in_another_thread_does_not_wait_either() -> None:
    asked, free = threading.Event(), threading.Event()

    def hangs(request: j.ModelRequest) -> str:
        asked.set()
        free.wait(10)
        return move("What came after those three weeks?")

    interview = opened(hangs)
    told: List[j.Reply] = []
    saying = threading.Thread(target=lambda: told.append(interview.say(LONG)))
    saying.start()
    assert asked.wait(10)
    assert interview.stop().finished
    free.set()
    saying.join(10)
    assert told[0].finished and LONG in interview.document().to_json()


def test_a_call_has_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from journey_core import _drive

    monkeypatch.setattr(_drive, "CALL_LIMIT", 0.05)

    async def hangs(request: j.ModelRequest) -> str:
        await asyncio.Event().wait()
        return ""

    async def hold() -> j.Reply:
        interview = study().interview(provider=hangs, retry=j.RetryPolicy(max_attempts=1, initial_wait_ms=0, max_wait_ms=0, seed=0))
        await interview.start_async()
        await interview.say_async("Yes")
        return await interview.say_async(LONG)

    reply = asyncio.run(hold())
    assert reply.failure is not None and reply.failure.kind == "timed_out" and reply.question is not None


def test_a_study_that_asks_for_signing_in_admits_nobody_else() -> None:
    experience = j.experience("Claims", "Ada")
    experience.sign_in_required = True
    closed = j.Study(QUESTION, template="insurance", experience=experience)
    with pytest.raises(j.TokenError) as refused:
        closed.interview()
    assert refused.value.code == "sign_in_required"
    with pytest.raises(j.TokenError):
        j.MemoryStore().begin(closed, "one")
    assert closed.interview(participant=j.Participant(id="p", account="ada@example.org")).start().question is not None
    with pytest.raises(j.TokenError):
        j.Study.from_json(closed.to_json(), reader="outsider")
    assert j.Study.from_json(closed.to_json(), reader="owner") == closed


def _killed(path: str) -> None:
    interview = j.SqliteStore(path).begin(study(), "one")
    interview.start()
    interview.say("Yes")
    os.kill(os.getpid(), signal.SIGKILL)


def test_an_interview_of_a_process_that_was_killed_is_taken_up_at_once(tmp_path: Any) -> None:
    path = str(tmp_path / "talks.db")
    process = multiprocessing.get_context("spawn").Process(target=_killed, args=(path,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert j.SqliteStore(path).resume("one").start().question is not None


def test_a_wrong_key_ends_a_coding_run_at_once() -> None:
    calls: List[int] = []

    def wrong(request: j.ModelRequest) -> str:
        calls.append(1)
        raise j.LlmError("invalid_request", "status 400: unknown parameter")

    documents = study().run(j.insurance_cohort(), progress=False).documents[:20]
    with pytest.raises(j.LlmError) as error:
        j.code(documents, study().framework, wrong, progress=False, concurrency=2)
    assert error.value.kind == "invalid_request" and len(calls) <= 4
