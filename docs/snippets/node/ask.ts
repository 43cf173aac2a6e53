import { code, read, template } from 'journey-core';

const corpus = await code(read('broadband.csv').documents, template('telecom'));
const answer = await corpus.ask('What hurts at the installation?');
for (const claim of answer.claims.slice(0, 3)) {
  console.log(claim.text);
  for (const words of claim.evidence.slice(0, 1))
    console.log(`  “${words.quote.text}” (${words.participant})`);
}
console.log(answer.removed.length, 'claims removed');

const nothing = await corpus.ask('How many employees do we have?');
console.log(`${nothing.topic}: ${nothing.claims[0]?.text}`);
