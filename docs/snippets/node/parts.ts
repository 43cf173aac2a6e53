import { code, Corpus, mapJson, read, template } from 'journey-core';

const framework = template('telecom');
const { documents } = read('broadband.csv');
const whole = await code(documents, framework);

// Two machines, each with a part; the bytes travel, the order does not matter.
const left = (await code(documents.slice(0, 80), framework)).toBytes();
const right = (await code(documents.slice(80), framework)).toBytes();
const merged = Corpus.fromBytes(right, { framework }).merge(Corpus.fromBytes(left, { framework }));

console.log('the same bytes:', Buffer.compare(merged.toBytes(), whole.toBytes()) === 0 ? 'yes' : 'no');
console.log('the same map:', mapJson(merged.map()) === mapJson(whole.map()) ? 'yes' : 'no');
