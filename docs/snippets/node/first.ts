import { code, insuranceCohort, saveMap, Study } from 'journey-core';

const study = new Study('Where do claims hurt?', { template: 'insurance' });
const { documents } = await study.run(insuranceCohort(7));
const corpus = await code(documents, study.framework);
const map = corpus.map();
saveMap(map, 'map.html');

const { base } = map;
console.log(
  `${base.respondents} respondents, ${base.simulated} of them simulated, ${base.observations} observations`,
);
for (const priority of map.priorities.slice(0, 3)) {
  const share = priority.prevalence;
  console.log(`${priority.rank}. ${priority.name}: ${share.count} of ${share.base}`);
  console.log(`   “${priority.verbatims[0]?.quote.text}”`);
}
