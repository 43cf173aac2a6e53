import { Study } from 'journey-core';
const interview = new Study('Where do claims hurt?', { template: 'insurance' }).interview();
console.log((await interview.start()).text);
console.log((await interview.say('Yes, I agree.')).text);
console.log((await interview.say('I waited three weeks for an update on my claim.')).text);
