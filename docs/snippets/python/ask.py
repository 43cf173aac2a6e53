import journey_core as jc

corpus = jc.code(jc.read("broadband.csv"), jc.template("telecom"))
answer = corpus.ask("What hurts at the installation?")
for claim in answer.claims[:3]:
    print(claim.text)
    for words in claim.evidence[:1]:
        print(f"  “{words.quote.text}” ({words.participant})")
print(len(answer.removed), "claims removed")

nothing = corpus.ask("How many employees do we have?")
print(f"{nothing.topic}: {nothing.claims[0].text}")
