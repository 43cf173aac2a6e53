import { tableFromIPC } from 'apache-arrow';
import { code, Corpus, read, template } from 'journey-core';

const corpus = await code(read('broadband.csv').documents, template('telecom'));

const table = tableFromIPC(corpus.aggregateTable('touchpoint'));
console.log(`['${table.schema.fields.map(({ name }) => name).join("', '")}']`);
console.log(tableFromIPC(corpus.toArrow()).numRows, 'observations as Arrow');

const again = Corpus.fromArrow(corpus.toArrow(), { framework: template('telecom') });
console.log(again.respondentCount, 'respondents in a corpus of a table');
