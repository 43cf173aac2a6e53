import journey_core as jc

study = jc.Study("Where do claims hurt?", template="insurance")
documents = study.run(jc.insurance_cohort(7)).documents
corpus = jc.code(documents, study.framework)
journey_map = corpus.map()
journey_map.save("map.html")

base = journey_map.base
print(
    f"{base.respondents} respondents, {base.simulated} of them simulated, {base.observations} observations"
)
for priority in journey_map.priorities[:3]:
    share = priority.prevalence
    print(f"{priority.rank}. {priority.name}: {share.count} of {share.base}")
    print(f"   “{priority.verbatims[0].quote.text}”")
