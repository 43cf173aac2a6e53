import journey_core as jc

plan = jc.Study("Why do customers leave us at the renewal?", template="insurance").plan
print(plan.research_type)
for goal in plan.goals:
    print("goal:", goal)
for question in plan.core_questions[:3]:
    print(f"{question.stage}: {question.text}")

for issue in jc.lint_question("Don't you think the letter was confusing and too long?"):
    print("lint:", issue.rule)

added = jc.add_mandatory_question(plan, "What would have made you stay?", "renewal")
study = jc.Study.from_plan(added.plan, id="renewal-2026")
print(f"version {study.plan.version}, {len(study.plan.mandatory_questions)} mandatory question(s)")
