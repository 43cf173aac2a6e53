import polars

import journey_core as jc

frame = polars.read_csv("broadband.csv")
corpus = jc.code(jc.read(frame), jc.template("telecom"))

table = corpus.aggregate_table("touchpoint").to_polars()
print(table.columns)
print(corpus.to_arrow().num_rows, "observations as Arrow")

again = jc.Corpus.from_frame(corpus.to_arrow(), jc.template("telecom"))
print(again.respondent_count, "respondents in a corpus of a table")
