import journey_core as jc

corpus = jc.code(jc.read("broadband.csv"), jc.template("telecom"))
strategy = corpus.strategy(corpus.map())
for plan in strategy.teams:
    print(plan.team)
    for action in plan.actions[:1]:
        print(f"  {action.action}")
        print(
            f"  because: {action.cause} ({action.cause_share.count} of {action.cause_share.base} with this pain)"
        )
        print(f"  measured by: {action.measure.what}")
