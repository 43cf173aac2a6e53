import { InterviewError, InvalidError, Study, template } from 'journey-core';

try {
  template('circus');
} catch (error) {
  if (!(error instanceof InvalidError)) throw error;
  console.log(error.message);
  console.log(error.code, error.retryable ? 'retryable' : 'not retryable');
}

const interview = new Study('Where do claims hurt?', { template: 'insurance' }).interview({
  id: 'talk-1',
});
await interview.start();
try {
  await interview.say('Yes', { revision: 1 });
} catch (error) {
  if (!(error instanceof InterviewError)) throw error;
  console.log(error.message);
  console.log(error.code, error.retryable ? 'retryable' : 'not retryable');
}
