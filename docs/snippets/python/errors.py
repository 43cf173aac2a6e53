import journey_core as jc

try:
    jc.template("circus")
except jc.InvalidError as error:
    print(error)
    print(error.code, "retryable" if error.retryable else "not retryable")

interview = jc.Study("Where do claims hurt?", template="insurance").interview(id="talk-1")
interview.start()
try:
    interview.say("Yes", revision=1)
except jc.InterviewError as error:
    print(error)
    print(error.code, "retryable" if error.retryable else "not retryable")
