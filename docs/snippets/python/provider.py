import asyncio

import journey_core as jc


async def provider(request: jc.ModelRequest) -> jc.ModelReply:
    """Here your model would be asked, with `request.system`, `request.messages`, `request.schema`."""
    return request.answer_builtin()


async def main() -> None:
    study = jc.Study("Where do claims hurt?", template="insurance")
    metered = jc.Metered(provider, budget=jc.Budget(max_requests=50))
    interview = study.interview(id="talk-1", provider=metered)
    await interview.start_async()
    await interview.say_async("Yes")
    reply = await interview.say_async("I waited three weeks for an update on my claim.")
    print(reply.text)
    print(metered.spent.requests, "request(s) to the model")

    unpaid = jc.Metered(provider, budget=jc.Budget(max_requests=0))
    try:
        await jc.draft_plan_async("Where do claims hurt?", unpaid)
    except jc.LlmError as error:
        print(error.code)


asyncio.run(main())
