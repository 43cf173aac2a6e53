import { SqliteStore, Study } from 'journey-core';

const study = new Study('Where do claims hurt?', { template: 'insurance', id: 'claims' });
const store = new SqliteStore('talks-node.db');

const interview = await store.begin(study, 'talk-1');
await interview.start();
await interview.say('Yes', { id: 'message-1' });
const asked = await interview.say('I waited three weeks for an update on my claim.', {
  id: 'message-2',
});
const again = await interview.say('I waited three weeks for an update on my claim.', {
  id: 'message-2',
});
console.log('the same message twice counts once:', again.revision === asked.revision ? 'yes' : 'no');
await store.release('talk-1');

const later = await new SqliteStore('talks-node.db').resume('talk-1'); // another process, another day
console.log('the same question stands:', (await later.start()).text === asked.text ? 'yes' : 'no');
for (const one of await store.list('claims')) console.log(one.id, one.outcome ?? 'open');
