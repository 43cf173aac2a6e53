import journey_core as jc

documents = jc.read("broadband.csv", waves="quarter")  # a wave of each quarter; or a column `wave`
corpus = jc.code(documents, jc.template("telecom"), title="Broadband, simulated")
before, after = corpus.waves
comparison = corpus.compare_waves(before, after)
print("respondents:", comparison.respondents[0], "and", comparison.respondents[1])
for sentence in jc.wave_conclusions(comparison):
    print(sentence)
for sentence in comparison.detectable_differences[:2]:
    print(sentence)

later = corpus.filter(jc.CorpusFilter(waves=[after])).map()
jc.with_baseline(later, comparison).save("waves.svg")  # the curve of the wave before stands behind
