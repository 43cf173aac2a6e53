import { code, matchingSegments, read, template, type Segment } from 'journey-core';

const newcomers: Segment = {
  id: 'new',
  name: 'In the first year',
  rule: { type: 'number', attribute: 'tenure_months', min: null, max: 12 },
};
const ada = { id: 'ada', attributes: { tenure_months: 4 } };
console.log('ada is in', JSON.stringify(matchingSegments([newcomers], ada)).replaceAll('"', "'"));

const { documents } = read('broadband.csv'); // its column `segment` is found by its name
const corpus = await code(documents, template('telecom'), { title: 'Broadband, simulated' });
const map = corpus.map();
for (const segment of map.base.segments)
  console.log(`${segment.name}: ${segment.respondents} respondents`);

for (const one of map.segment_differences.slice(0, 4)) {
  const { inside, outside } = one;
  const verdict = one.significant ? 'told from chance' : 'not told from chance';
  console.log(
    `${one.kind} at ${one.name}, ${one.segment}: ${verdict},`,
    `${inside.count} of ${inside.base} against ${outside.count} of ${outside.base}`,
  );
}

const family = corpus.filter({ segments: ['family'] });
console.log(family.map().base.respondents, 'respondents in the map of one segment');
