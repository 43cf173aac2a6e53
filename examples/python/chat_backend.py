"""A chat backend in FastAPI: interviews in a SQLite file, answered as a stream that a chat page of the Vercel AI SDK reads.

    pip install journey-core fastapi uvicorn
    uvicorn chat_backend:app

    curl -N -X POST localhost:8000/interviews/ada
    curl -N -X POST localhost:8000/interviews/ada/messages -H 'content-type: application/json' -d '{"id": "m1", "text": "Yes"}'
"""
from __future__ import annotations

import os
from typing import Any, Dict, Optional

import journey_core as journey
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel

study = journey.Study(os.environ.get("QUESTION", "Where do claims hurt?"), os.environ.get("TEMPLATE", "insurance"))
store = journey.SqliteStore(os.environ.get("DATABASE", "talks.db"))
# Any model: `journey_core.providers.openai.AsyncOpenAI("…")`, or a function of the request. Without one the built-in engine moderates.
provider: Optional[journey.Provider] = None
live: Dict[str, journey.Interview] = {}
app = FastAPI(title="Interviews")


class Message(BaseModel):
    """What the participant sends. The same id twice counts once, so a lost answer may be sent again."""

    id: str
    text: Optional[str] = None
    answer: Optional[Any] = None


def taken(id: str) -> journey.Interview:
    """An interview of this process, or one from the store that any process began."""
    if id not in live:
        live[id] = store.resume(id, provider=provider)
    return live[id]


def stream(interview: journey.Interview, reply: Any, message: str) -> StreamingResponse:
    frames = journey.ui_message_stream(reply, interview=interview, message_id=message)
    return StreamingResponse(frames, headers=journey.UI_MESSAGE_HEADERS)


@app.exception_handler(journey.JourneyError)
async def failed(request: Request, error: journey.JourneyError) -> JSONResponse:
    """Every error of the library has a code, and says whether to try again."""
    status = 404 if error.code == "store_not_found" else 503 if error.retryable else 409
    return JSONResponse({"code": error.code, "message": error.message, "context": error.context}, status)


@app.post("/interviews/{id}")
async def begin(id: str) -> StreamingResponse:
    live[id] = store.begin(study, id, participant=journey.Participant(id=id), provider=provider)
    return stream(live[id], live[id].start_async(), "start")


@app.get("/interviews/{id}")
def state(id: str) -> Dict[str, Any]:
    return taken(id).state.to_dict()


@app.post("/interviews/{id}/messages")
async def message(id: str, sent: Message) -> StreamingResponse:
    interview = taken(id)
    reply = interview.say_async(sent.text, id=sent.id) if sent.text is not None else interview.answer_async(sent.answer, id=sent.id)
    return stream(interview, reply, sent.id)


@app.get("/map")
def findings() -> Dict[str, Any]:
    """The journey map of what was said so far."""
    documents = [store.document(head.id) for head in store.list(study.id) if head.outcome != "withdrawn"]
    corpus = journey.code(documents, study.framework, title="Claims", question=study.plan.question, progress=False)
    return corpus.map().to_dict()
