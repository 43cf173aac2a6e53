// The Vercel AI SDK against a real server: as a provider of an interview. `clients.mjs URL MODEL`.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../bindings-node/package.json', import.meta.url));
const { createOpenAICompatible } = await import(require.resolve('@ai-sdk/openai-compatible'));
const { Study } = await import(new URL('../../bindings-node/esm/index.js', import.meta.url));
const { aiSdk } = await import(new URL('../../bindings-node/esm/ai-sdk.js', import.meta.url));

const [url, model] = process.argv.slice(2);
const server = createOpenAICompatible({ name: 'local', baseURL: url, supportsStructuredOutputs: true });
const provider = aiSdk(server(model), { timeout: 400 });
const interview = new Study('Where do claims hurt?', { template: 'insurance' }).interview({ provider, retry: { max_attempts: 2, initial_wait_ms: 0, max_wait_ms: 0 } });
await interview.start();
await interview.say('Yes');
const answers = [
  'I waited three weeks for an update on my claim.',
  'Nobody called me back.',
  'I filed it in the app, and that was easy.',
  'They lost my papers twice.',
  'In the end they paid, but I was tired of it.',
];
const readers = () => interview.log.filter((event) => event.type === 'answer_assessed').map((event) => event.engine);
const read = () => readers().some((engine) => engine.toLowerCase().includes('smollm2'));
// A model this small sometimes babbles, and the built-in engine takes the turn over.
for (const answer of answers) {
  const reply = await interview.say(answer);
  assert.ok(reply.question, JSON.stringify(reply));
  if (read()) break;
}
// It may babble at every prompt of an interview; then each reply must have come through as what it was, with no failure of the way to it.
const failures = interview.log.filter((event) => event.type === 'model_failed').map(({ error }) => error);
const babbled = failures.length > 0 && failures.every(({ kind }) => kind === 'invalid_reply' || kind === 'truncated');
assert.ok(read() || babbled, `the model was not heard: ${failures.map(({ kind, message }) => `${kind}: ${message}`).join('; ')}`);
console.log(`ai ${require('ai/package.json').version}: ${read() ? `a turn read by ${readers().at(-1)}` : `${failures.length} replies cut off or no JSON`}`);
