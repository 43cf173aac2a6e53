import { draftPlan, LlmError, Metered, type ModelRequest, Study } from 'journey-core';

/** Here your model would be asked, with `request.system`, `request.messages`, `request.schema`. */
const provider = async (request: ModelRequest) => request.answerBuiltin();

const study = new Study('Where do claims hurt?', { template: 'insurance' });
const metered = new Metered(provider, { budget: { max_requests: 50 } });
const interview = study.interview({ id: 'talk-1', provider: metered });
await interview.start();
await interview.say('Yes');
const reply = await interview.say('I waited three weeks for an update on my claim.');
console.log(reply.text);
console.log(metered.spent.requests, 'request(s) to the model');

const unpaid = new Metered(provider, { budget: { max_requests: 0 } });
try {
  await draftPlan('Where do claims hurt?', { provider: unpaid });
} catch (error) {
  if (error instanceof LlmError) console.log(error.code);
}
