import journey_core as jc

[document] = jc.read(
    [
        {
            "customer_id": "ada",
            "message": "Filing was easy. Then I waited three weeks. Nobody called me back.",
        }
    ]
)
for sentence in document.turns[0].sentences:
    print(sentence.id)

# A coder names sentences; the library cuts the words.
for quotation in jc.quote(document, ["t1.s2", "t1.s3"]):
    print(" ".join(quotation.sentences), "=", quotation.text)
print(len(jc.quote(document, ["t1.s9"])), "quotations of a sentence that is not there")
