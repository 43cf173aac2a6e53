import { Study } from 'journey-core';

const interview = new Study('Where do claims hurt?', { template: 'insurance' }).interview({
  id: 'talk-1',
});
await interview.start();
await interview.say('Yes');
await interview.say(
  'I took out the policy online. The form asked for the same things twice, so it took me an hour.',
);
await interview.say("I'd rather not say more about that.");

for (const entry of interview.state.ledger.slice(0, 4)) {
  const refused = entry.refused ? ', refused' : '';
  console.log(
    `${entry.item}: ${entry.status.type}, ${entry.probes} probe(s), ${entry.words} words${refused}`,
  );
}
