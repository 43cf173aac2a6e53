"""Draws the pictures of the gallery, with the package that a user has.

    docs/gallery.py DATA OUT
"""
from __future__ import annotations

import pathlib
import sys

import journey_core as jc

data, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)


def picture(name: str, svg: str) -> None:
    (out / f"{name}.svg").write_text(svg, encoding="utf-8")


def mapped(name: str, corpus: jc.Corpus, title: str) -> jc.JourneyMap:
    made = corpus.map(options=jc.MapOptions(title=title))
    made.save(out / f"{name}.svg")
    made.save(out / f"{name}.html", segments=True)
    return made


# Four businesses: interviews of the seed study, and three tables of tickets.
study = jc.Study("Where in the journey do we create friction, where delight?", template="insurance")
fieldwork = study.run(jc.insurance_cohort(7), progress=False)
interviews = jc.code(fieldwork.documents, study.framework, progress=False)
insurance = mapped("insurance", interviews, "Insurance, simulated")
insurance.save(out / "segments.svg", segments=True)

broadband = jc.code(jc.read(data / "broadband.csv", waves="quarter"), jc.template("telecom"), progress=False)
mapped("broadband", broadband, "Broadband, simulated")
mapped("bank", jc.code(jc.read(data / "bank.csv"), jc.template("banking"), progress=False), "A bank, simulated")

climbers = jc.read(data / "gym.csv")
mapped("gym", jc.code(climbers, jc.discover_framework(climbers, "A climbing gym"), progress=False), "A climbing gym, simulated")

# Two waves: the curve of the one before stands behind.
before, after = broadband.waves
later = broadband.filter(jc.CorpusFilter(waves=[after])).map(options=jc.MapOptions(title="Broadband, the second quarter, simulated"))
picture("waves", jc.with_baseline(later, broadband.compare_waves(before, after)).svg())

# A chart of an answer.
answer = interviews.ask("Where is the most friction?", map=insurance)
assert answer.chart is not None
picture("answer", jc.chart_svg(answer.chart))

# What customers did.
log = jc.EventLog.read(data / "events.csv")
picture("flow", jc.flow_svg(log.graph()))
picture("variants", jc.variants_svg(log.variants()))
picture("funnel", jc.funnel_svg(log.funnel("tariff compared", "contract signed", "bill sent", "hotline called", "contract cancelled", name="From a tariff to leaving, by way of the hotline")))

# Who stays, and how well that is foretold.
cancelled = jc.ChurnOutcomeEvents(activities=["contract cancelled"])
churn = log.churn(cancelled, experiences=[jc.ChurnExperienceDid(activity="hotline called")])
picture("staying", jc.staying_svg(churn.staying))
assert churn.evaluation is not None
picture("calibration", jc.evaluation_svg(churn.evaluation))
