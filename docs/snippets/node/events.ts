import { writeFileSync } from 'node:fs';

import { code, EventLog, flowSvg, read, template } from 'journey-core';

const log = EventLog.read('events.csv');
console.log(log.eventCount, 'events of', log.caseCount, 'customers');
for (const variant of log.variants(2).most_frequent) {
  console.log(`${variant.cases.cases} took this way: ${variant.activities.slice(0, 4).join(' > ')}`);
}
for (const step of log.funnel(['tariff compared', 'contract signed', 'installation'], {
  withinDays: 60,
}).steps) {
  console.log(`${step.name}: ${step.cases} of ${log.caseCount}`);
}
const between = log.timeBetween('contract signed', 'installation').durations!;
console.log(
  `median ${(between.median_ms / 86_400_000).toFixed(1)} days from the contract to the installation`,
);
writeFileSync('flow.svg', flowSvg(log.graph()));

const corpus = await code(read('broadband.csv').documents, template('telecom'));
const places = log.places(corpus.framework); // by names and their meaning; what is wrong is set by hand
places.places['contract cancelled'] = { stage: 'renewal', touchpoint: 'cancellation' };
const joined = log.saidAndDone(corpus, { places });
console.log(joined.both, 'people are in both');
for (const place of joined.places) {
  console.log(
    `${place.name}: ${place.told_and_done.count} did it and told of it, ${place.only_done.count} only did it`,
  );
}
