import { writeFileSync } from 'node:fs';

import { type ChurnExperience, type ChurnOutcome, EventLog, stayingSvg } from 'journey-core';

const log = EventLog.read('events.csv');
const outcome: ChurnOutcome = { type: 'events', activities: ['contract cancelled'] };
const experiences: ChurnExperience[] = [{ type: 'did', activity: 'hotline called' }];
const study = log.churn({ outcome, experiences });
console.log(`${study.left} of ${study.customers} left`);
const effect = study.model!.effects[0]!;
const { low, high } = effect.odds_ratio_interval;
console.log(
  `${effect.name}: odds of leaving in a month times ${effect.odds_ratio.toFixed(1)}`,
  `[${low.toFixed(1)} to ${high.toFixed(1)}]`,
);
console.log(
  `concordance ${study.evaluation!.uno!.value.toFixed(2)} on customers that the model was not fitted to`,
);
for (const customer of study.at_risk.slice(0, 2)) {
  console.log(`${customer.customer}: ${customer.risk.toFixed(2)} within ${study.horizon} months`);
}

// Customers who began before 8 January (a time is in milliseconds): too few for a model.
const early = log.select({ to: 1_767_830_400_000 });
console.log('no model:', early.churn({ outcome, experiences }).no_model);

writeFileSync('staying.svg', stayingSvg(study.staying));
