import { isDeepStrictEqual } from 'node:util';

import { Study } from 'journey-core';

const study = new Study('Where do claims hurt?', { template: 'insurance' });
const interview = study.interview({ id: 'talk-1' });

let reply = await interview.start();
console.log('-', reply.text);
for (const said of [
  'Yes',
  'I compared three offers online and the coverage tables confused me.',
  "I'd rather not say more about that.",
  'Can we stop here, please?',
]) {
  console.log('>', said);
  reply = await interview.say(said);
  console.log('-', reply.text);
}

console.log('finished:', reply.finished ? 'yes' : 'no');
console.log('events in the log:', interview.log.length);
const again = study.replay('talk-1', interview.log);
console.log(
  'replayed to the same state:',
  isDeepStrictEqual(again.state, interview.state) ? 'yes' : 'no',
);
