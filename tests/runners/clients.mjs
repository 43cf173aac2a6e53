// The Vercel AI SDK against a real server: as a provider of an interview. `clients.mjs URL MODEL`.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../bindings-node/package.json', import.meta.url));
const { createOpenAICompatible } = await import(require.resolve('@ai-sdk/openai-compatible'));
const { Study } = await import(new URL('../../bindings-node/esm/index.js', import.meta.url));
const { aiSdk } = await import(new URL('../../bindings-node/esm/ai-sdk.js', import.meta.url));

const [url, model] = process.argv.slice(2);
const server = createOpenAICompatible({ name: 'local', baseURL: url, supportsStructuredOutputs: true });
const interview = new Study('Where do claims hurt?', { template: 'insurance' }).interview({ provider: aiSdk(server(model)), retry: { max_attempts: 1 } });
await interview.start();
await interview.say('Yes');
const reply = await interview.say('I waited three weeks for an update on my claim.');
assert.ok(reply.question, JSON.stringify(reply));
const read = interview.log.filter((event) => event.type === 'answer_assessed').map((event) => event.engine);
assert.ok(read.some((engine) => engine.toLowerCase().includes('smollm2')), `${read} ${JSON.stringify(reply.failure)} ${interview.providerError}`);
console.log(`ai ${require('ai/package.json').version}: a turn read by ${read.at(-1)}`);
