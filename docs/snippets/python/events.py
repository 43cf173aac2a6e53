import pathlib

import journey_core as jc

log = jc.EventLog.read("events.csv")
print(log.event_count, "events of", log.case_count, "customers")
for variant in log.variants(limit=2).most_frequent:
    print(f"{variant.cases.cases} took this way: {' > '.join(variant.activities[:4])}")
for step in log.funnel("tariff compared", "contract signed", "installation", within_days=60).steps:
    print(f"{step.name}: {step.cases} of {log.case_count}")
between = log.time_between("contract signed", "installation").durations
print(f"median {between.median_ms / 86_400_000:.1f} days from the contract to the installation")
pathlib.Path("flow.svg").write_text(jc.flow_svg(log.graph()), encoding="utf-8")

corpus = jc.code(jc.read("broadband.csv"), jc.template("telecom"))
places = log.places(corpus.framework)  # by names and their meaning; what is wrong is set by hand
places.places["contract cancelled"] = jc.Place(stage="renewal", touchpoint="cancellation")
joined = log.said_and_done(corpus, places)
print(joined.both, "people are in both")
for place in joined.places:
    print(
        f"{place.name}: {place.told_and_done.count} did it and told of it, {place.only_done.count} only did it"
    )
