import journey_core as jc

rule = jc.SegmentRuleNumber(attribute="tenure_months", max=12)
newcomers = jc.Segment(id="new", name="In the first year", rule=rule)
ada = jc.Participant(id="ada", attributes={"tenure_months": 4})
print("ada is in", jc.matching_segments([newcomers], ada))

documents = jc.read("broadband.csv")  # its column `segment` is found by its name
corpus = jc.code(documents, jc.template("telecom"), title="Broadband, simulated")
journey_map = corpus.map()
for segment in journey_map.base.segments:
    print(f"{segment.name}: {segment.respondents} respondents")

for one in journey_map.segment_differences[:4]:
    inside, outside = one.inside, one.outside
    verdict = "told from chance" if one.significant else "not told from chance"
    print(f"{one.kind} at {one.name}, {one.segment}: {verdict}", end=", ")
    print(f"{inside.count} of {inside.base} against {outside.count} of {outside.base}")

family = corpus.filter(jc.CorpusFilter(segments=["family"]))
print(family.map().base.respondents, "respondents in the map of one segment")
