import journey_core as jc

study = jc.Study("Where do claims hurt?", template="insurance")
interview = study.interview(id="talk-1")
interview.start()
interview.say("Yes")
interview.say(
    "I took out the policy online. The form asked for the same things twice, so it took me an hour."
)
interview.say("I'd rather not say more about that.")

for entry in interview.state.ledger[:4]:
    refused = ", refused" if entry.refused else ""
    print(f"{entry.item}: {entry.status.type}, {entry.probes} probe(s), {entry.words} words{refused}")
