import { code, read, saveMap, template, waveConclusions, withBaseline } from 'journey-core';

const { documents } = read('broadband.csv', { waves: 'quarter' }); // a wave of each quarter; or a column `wave`
const corpus = await code(documents, template('telecom'), { title: 'Broadband, simulated' });
const [before, after] = corpus.waves as [string, string];
const comparison = corpus.compareWaves(before, after);
console.log('respondents:', comparison.respondents[0], 'and', comparison.respondents[1]);
for (const sentence of waveConclusions(comparison)) console.log(sentence);
for (const sentence of comparison.detectable_differences.slice(0, 2)) console.log(sentence);

const later = corpus.filter({ waves: [after] }).map();
saveMap(withBaseline(later, comparison), 'waves.svg'); // the curve of the wave before stands behind
