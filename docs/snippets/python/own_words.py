import journey_core as jc

documents = jc.read("broadband.csv", waves="quarter")
for guess in documents.reports[0].guesses[:6]:
    print(f"{guess.what}: {guess.choice} ({guess.grounds})")

corpus = jc.code(documents, jc.template("telecom"), title="Broadband, simulated")
journey_map = corpus.map()
journey_map.save("broadband.html")

for priority in journey_map.priorities[:3]:
    share = priority.prevalence
    print(
        f"{priority.name}: {share.count} of {share.base}, 95 % {share.interval.low:.2f} to {share.interval.high:.2f}"
    )
