import pathlib

import journey_core as jc

log = jc.EventLog.read("events.csv")
cancelled = jc.ChurnOutcomeEvents(activities=["contract cancelled"])
study = log.churn(cancelled, experiences=[jc.ChurnExperienceDid(activity="hotline called")])
print(f"{study.left} of {study.customers} left")
effect = study.model.effects[0]
low, high = effect.odds_ratio_interval.low, effect.odds_ratio_interval.high
print(
    f"{effect.name}: odds of leaving in a month times {effect.odds_ratio:.1f} [{low:.1f} to {high:.1f}]"
)
print(f"concordance {study.evaluation.uno.value:.2f} on customers that the model was not fitted to")
for customer in study.at_risk[:2]:
    print(f"{customer.customer}: {customer.risk:.2f} within {study.horizon} months")

# Customers who began before 8 January (a time is in milliseconds): too few for a model.
early = log.select(jc.LogFilter(to=1_767_830_400_000))
print(
    "no model:",
    early.churn(cancelled, experiences=[jc.ChurnExperienceDid(activity="hotline called")]).no_model,
)

pathlib.Path("staying.svg").write_text(jc.staying_svg(study.staying), encoding="utf-8")
