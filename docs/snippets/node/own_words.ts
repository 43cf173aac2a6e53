import { code, read, saveMap, template } from 'journey-core';

const { documents, reports } = read('broadband.csv', { waves: 'quarter' });
for (const guess of reports[0]!.guesses.slice(0, 6)) {
  console.log(`${guess.what}: ${guess.choice} (${guess.grounds})`);
}

const corpus = await code(documents, template('telecom'), { title: 'Broadband, simulated' });
const map = corpus.map();
saveMap(map, 'broadband.html');

for (const { name, prevalence: share } of map.priorities.slice(0, 3)) {
  const { low, high } = share.interval!;
  console.log(`${name}: ${share.count} of ${share.base}, 95 % ${low.toFixed(2)} to ${high.toFixed(2)}`);
}
