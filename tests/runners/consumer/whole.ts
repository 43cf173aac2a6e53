// What a strict compiler must accept, and what it must not.
import { code, insuranceCohort, JourneyError, LlmError, mapSvg, type Provider, Study } from 'journey-core';
import { aiSdk } from 'journey-core/ai-sdk';

const provider: Provider = { model: 'mine', complete: async (request, { signal }) => (signal?.aborted ? '' : request.answerBuiltin()) };
const study = await Study.draft('Where do claims hurt?', { template: 'insurance', provider });
const run = study.run(insuranceCohort(), { provider, concurrency: 8 });
for await (const { done, total } of run) if (done === total) break;
const { documents } = await run;
const corpus = await code(documents, study.framework, { title: 'Claims', question: study.plan.question });
const map = corpus.map();
const answer = await corpus.ask('Where is the most friction?', { provider });
const first: string | undefined = answer.claims[0]?.text;
export const shown: string = mapSvg(map) + (first ?? '');
export const adapter: typeof aiSdk = aiSdk;
// @ts-expect-error a study has no such member
study.nothing;
// @ts-expect-error a number is no question
void new Study(3);
try {
  await study.interview({ provider: () => { throw new LlmError('auth', 'no key'); } }).start();
} catch (error) {
  if (error instanceof JourneyError) console.log(error.code, error.retryable, error.context);
}
