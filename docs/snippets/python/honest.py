import json

import journey_core as jc


def provider(request: jc.ModelRequest) -> str:
    """A model that makes things up: a number that nobody counted, beside what the built-in engine would say."""
    reply = json.loads(request.answer_builtin().text)
    reply["claims"].append(
        {**reply["claims"][0], "text": "Pain at the installation cost 37,000 customers."}
    )
    return json.dumps(reply)


corpus = jc.code(jc.read("broadband.csv"), jc.template("telecom"))
answer = corpus.ask("Where is the most friction?", provider)
for removed in answer.removed:
    print("removed:", removed.text)
    print("because:", removed.reason)


def dead(request: jc.ModelRequest) -> str:
    raise ConnectionError("the line is dead")


interview = jc.Study("Where do claims hurt?", template="insurance").interview(
    id="talk-1", provider=dead, retry=jc.RetryPolicy(max_attempts=1)
)
interview.start()
interview.say("Yes")
reply = interview.say("I waited three weeks for an update on my claim.")
print("the model failed:", reply.failure.kind)
print("the interview goes on:", reply.text)

print(jc.mask_personal_data("Write to ann@example.org, or call +44 20 7946 0958.").text)
