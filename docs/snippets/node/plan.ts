import { addMandatoryQuestion, lintQuestion, Study } from 'journey-core';

const { plan } = new Study('Why do customers leave us at the renewal?', { template: 'insurance' });
console.log(plan.research_type);
for (const goal of plan.goals) console.log('goal:', goal);
for (const question of plan.core_questions.slice(0, 3))
  console.log(`${question.stage}: ${question.text}`);

for (const issue of lintQuestion("Don't you think the letter was confusing and too long?"))
  console.log('lint:', issue.rule);

const added = addMandatoryQuestion(plan, 'What would have made you stay?', 'renewal');
const study = Study.fromPlan(added.plan, { id: 'renewal-2026' });
console.log(
  `version ${study.plan.version}, ${study.plan.mandatory_questions.length} mandatory question(s)`,
);
