"""The same twelve-turn interview in LangGraph: a StateGraph that asks, with an in-memory or a SQLite checkpointer, and a model without delay."""
import asyncio
import gc
import json
import os
import sys
import tempfile
import time

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.graph import END, START, MessagesState, StateGraph

TURNS = 12
SAVER, ANSWER = sys.argv[1:3]
QUESTION = "Tell me more about the letter and the form with the portal at that time."


class Fake(BaseChatModel):
    @property
    def _llm_type(self):
        return "fake"

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=QUESTION))])

    async def _agenerate(self, messages, stop=None, run_manager=None, **kwargs):
        return self._generate(messages)


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


async def run(name, saver, interviews):
    model = Fake()

    async def ask(state):
        return {"messages": [await model.ainvoke(state["messages"])]}

    graph = StateGraph(MessagesState)
    graph.add_node("ask", ask)
    graph.add_edge(START, "ask")
    graph.add_edge("ask", END)
    app = graph.compile(checkpointer=saver)

    async def interview(number):
        config = {"configurable": {"thread_id": str(number)}}
        for turn in range(TURNS):
            said = SystemMessage("You are a careful interviewer.") if turn == 0 else HumanMessage(ANSWER)
            state = await app.ainvoke({"messages": [said]}, config)
        assert len(state["messages"]) == 2 * TURNS
        return state

    await asyncio.gather(*[interview(-1 - number) for number in range(5)])
    gc.collect()
    before, start = resident(), time.perf_counter()
    kept = await asyncio.gather(*[interview(number) for number in range(interviews)])
    took = time.perf_counter() - start
    gc.collect()
    kilobytes = (resident() - before) / interviews
    print(json.dumps({
        "name": name, "unit": "turns/s", "value": round(len(kept) * TURNS / took),
        "kb_per_interview": round(kilobytes, 1), "interviews": interviews, "turns": TURNS,
    }), flush=True)


async def main():
    if SAVER == "memory":
        return await run("langgraph, InMemorySaver", InMemorySaver(), 300)
    with tempfile.TemporaryDirectory(dir="target") as folder:
        async with AsyncSqliteSaver.from_conn_string(os.path.join(folder, "peer.db")) as saver:
            await run("langgraph, AsyncSqliteSaver", saver, 200)


asyncio.run(main())
