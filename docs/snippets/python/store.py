import journey_core as jc

study = jc.Study("Where do claims hurt?", template="insurance", id="claims")
store = jc.SqliteStore("talks-python.db")

interview = store.begin(study, "talk-1")
interview.start()
interview.say("Yes", id="message-1")
asked = interview.say("I waited three weeks for an update on my claim.", id="message-2")
again = interview.say("I waited three weeks for an update on my claim.", id="message-2")
print("the same message twice counts once:", "yes" if again.revision == asked.revision else "no")
store.release("talk-1")

later = jc.SqliteStore("talks-python.db").resume("talk-1")  # another process, another day
print("the same question stands:", "yes" if later.start().text == asked.text else "no")
for one in store.list("claims"):
    print(one.id, one.outcome or "open")
