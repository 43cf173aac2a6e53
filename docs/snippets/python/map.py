import journey_core as jc

corpus = jc.code(jc.read("broadband.csv"), jc.template("telecom"))
journey_map = corpus.map(
    options=jc.MapOptions(title="Broadband, simulated", effort={"installation": 3, "bill": 1})
)

print(journey_map.description())
first = journey_map.priorities[0]
print(f"{first.name}: {first.formula}; rank {first.rank_interval.low} to {first.rank_interval.high}")
coverage = journey_map.coverage
print(
    f"{coverage.coded} of {coverage.sentences} sentences coded, {coverage.talk} talk, {coverage.unread} unread"
)
for missing in journey_map.not_computed[:3]:
    print(f"not computed: {missing.method}: {missing.reason}")

for ending in ("html", "svg", "md", "mmd", "json"):
    journey_map.save(f"map-of-broadband.{ending}")
