import journey_core as jc

framework = jc.template("telecom")
documents = jc.read("broadband.csv")
whole = jc.code(documents, framework)

# Two machines, each with a part; the bytes travel, the order does not matter.
left = jc.code(documents[:80], framework).to_bytes()
right = jc.code(documents[80:], framework).to_bytes()
merged = jc.Corpus.from_bytes(right, framework).merge(jc.Corpus.from_bytes(left, framework))

print("the same bytes:", "yes" if merged.to_bytes() == whole.to_bytes() else "no")
print("the same map:", "yes" if merged.map().to_json() == whole.map().to_json() else "no")
