import journey_core as jc

ticket = jc.read(
    [
        {
            "customer_id": "ada",
            "message": "Filing the claim was easy. Then I waited three weeks without any update.",
        }
    ]
)
framework = jc.template("insurance")
for one in jc.code_documents(ticket, framework).observations:
    quote = one.evidence[0]
    print(
        f"{one.kind} at {one.place.touchpoint}, {one.emotion.label}: {' '.join(quote.sentences)} “{quote.text}”"
    )

codebook = jc.codebook_from_framework(framework)
codebook = jc.define_code(
    codebook,
    "claim_status",
    "Waiting for news of a claim",
    ["I heard nothing for weeks"],
    ["The payout was late"],
)
codebook = jc.rename_code(codebook, "claim_status", "News of the claim")
print(f"{len(codebook.codes)} codes, {len(codebook.changes)} changes noted")
