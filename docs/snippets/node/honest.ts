import { code, maskPersonalData, type ModelRequest, read, Study, template } from 'journey-core';

/** A model that makes things up: a number that nobody counted, beside what the built-in engine would say. */
function provider(request: ModelRequest): string {
  const reply = JSON.parse(request.answerBuiltin().text);
  reply.claims.push({ ...reply.claims[0], text: 'Pain at the installation cost 37,000 customers.' });
  return JSON.stringify(reply);
}

const corpus = await code(read('broadband.csv').documents, template('telecom'));
const answer = await corpus.ask('Where is the most friction?', { provider });
for (const removed of answer.removed) {
  console.log('removed:', removed.text);
  console.log('because:', removed.reason);
}

function dead(): string {
  throw new Error('the line is dead');
}

const study = new Study('Where do claims hurt?', { template: 'insurance' });
const interview = study.interview({ id: 'talk-1', provider: dead, retry: { max_attempts: 1 } });
await interview.start();
await interview.say('Yes');
const reply = await interview.say('I waited three weeks for an update on my claim.');
console.log('the model failed:', reply.failure?.kind);
console.log('the interview goes on:', reply.text);

console.log(maskPersonalData('Write to ann@example.org, or call +44 20 7946 0958.').text);
