import journey_core as jc

study = jc.Study("Where do claims hurt?", template="insurance")
interview = study.interview(id="talk-1")

reply = interview.start()
print("-", reply.text)
for said in (
    "Yes",
    "I compared three offers online and the coverage tables confused me.",
    "I'd rather not say more about that.",
    "Can we stop here, please?",
):
    print(">", said)
    reply = interview.say(said)
    print("-", reply.text)

print("finished:", "yes" if reply.finished else "no")
print("events in the log:", len(interview.log))
again = study.replay("talk-1", interview.log)
print("replayed to the same state:", "yes" if again.state == interview.state else "no")
