import { code, mapDescription, read, saveMap, template } from 'journey-core';

const corpus = await code(read('broadband.csv').documents, template('telecom'));
const map = corpus.map({ title: 'Broadband, simulated', effort: { installation: 3, bill: 1 } });

console.log(mapDescription(map));
const first = map.priorities[0]!;
console.log(
  `${first.name}: ${first.formula}; rank ${first.rank_interval.low} to ${first.rank_interval.high}`,
);
const coverage = map.coverage!;
console.log(
  `${coverage.coded} of ${coverage.sentences} sentences coded, ${coverage.talk} talk, ${coverage.unread} unread`,
);
for (const missing of map.not_computed.slice(0, 3))
  console.log(`not computed: ${missing.method}: ${missing.reason}`);

for (const ending of ['html', 'svg', 'md', 'mmd', 'json']) saveMap(map, `map-of-broadband.${ending}`);
