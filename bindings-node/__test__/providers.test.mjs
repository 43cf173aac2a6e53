// The adapter of the Vercel AI SDK against servers that answer as the real ones do.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { draftPlan, LlmError, Study } from 'journey-core';
import { aiSdk } from 'journey-core/ai-sdk';

// These tests are also run where the package is installed, away from the repository.
const REPOSITORY = process.env.JOURNEY_REPOSITORY ?? join(import.meta.dirname, '../..');
const REFUSALS = JSON.parse(readFileSync(join(REPOSITORY, 'tests/providers/refusals.json'), 'utf8'));
const LONG = 'I waited three weeks for an update on my claim.';

/** A request as plain values: it outlives the turn. */
async function turn() {
  let kept;
  const provider = ({ system, messages, schema, maxOutputTokens, temperature, seed }) => {
    kept ??= { system, messages, schema, maxOutputTokens, temperature, seed };
    throw new LlmError('auth', 'nobody answers here');
  };
  const interview = new Study('Where do claims hurt?', { template: 'insurance' }).interview({ id: 'i', provider });
  await interview.start();
  await interview.say('Yes');
  await interview.say(LONG);
  return kept;
}

const REQUEST = await turn();
const message = (content) => ({ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } });
const chat = { id: 'c', created: 0, model: 'served', choices: [message('{}')], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } };
const respond = (status, body, headers = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

/** A model behind a server that answers by a function of the request's body, and what it was sent. */
function served(answer, model = 'm') {
  const sent = [];
  const fetch = async (url, { body, signal }) => (sent.push(JSON.parse(body)), await answer(sent.at(-1), signal));
  return { model: createOpenAICompatible({ name: 'local', baseURL: 'http://local/v1', supportsStructuredOutputs: true, fetch })(model), sent };
}

/** A model whose SDK throws what it makes of a refusal. */
function refusing({ status, headers, body }) {
  const doGenerate = async () => {
    const options = { url: 'http://local', requestBodyValues: {}, statusCode: status, responseHeaders: headers, responseBody: JSON.stringify(body) };
    throw new APICallError({ message: body.error.message, data: body, ...options });
  };
  return new MockLanguageModelV4({ modelId: 'claude-sonnet-4-5', doGenerate });
}

/** How a call ends: the error's kind, or why the reply ended. */
async function outcome(model, options) {
  try {
    const { finish } = await aiSdk(model, options).complete(REQUEST, {});
    return { kind: { length: 'truncated', refused: 'refused', stop: 'stop' }[finish], retryable: false, retry_after_ms: null, said: '' };
  } catch (error) {
    assert.ok(error instanceof LlmError, error);
    return { kind: error.kind, retryable: error.retryable, retry_after_ms: error.retryAfterMs, said: error.message };
  }
}

for (const [number, refusal] of REFUSALS.entries()) {
  // The SDKs for Anthropic and Mistral are not here: what they throw is made by hand, and their replies are tested below.
  if (refusal.status === 200 && (refusal.shape === 'anthropic' || refusal.provider === 'mistral')) continue;
  test(`a real refusal is named and keeps the server's words: ${refusal.provider} ${refusal.status} ${number}`, async () => {
    const respondSo = () => respond(refusal.status, refusal.body, refusal.headers);
    const ended = await outcome(refusal.shape === 'anthropic' ? refusing(refusal) : served(respondSo).model);
    const { kind, retryable, retry_after_ms, says } = refusal;
    assert.deepEqual({ ...ended, said: '' }, { kind, retryable, retry_after_ms, said: '' }, ended.said);
    assert.ok(ended.said.includes(says), `${says}: ${ended.said}`);
  });
}

test('a reason that only another SDK knows is named', async () => {
  const ended = (unified, raw, text = '') => ({
    finishReason: { unified, raw },
    content: [{ type: 'text', text }],
    usage: { inputTokens: { total: 3 }, outputTokens: { total: 4 } },
    warnings: [],
  });
  for (const [reply, kind] of [
    [ended('content-filter', 'refusal'), 'refused'],
    [ended('length', 'max_tokens', '{'), 'truncated'],
    [ended('other', 'model_length', '{}'), 'truncated'],
    [ended('length', 'model_context_window_exceeded', '{}'), 'context_overflow'],
    [ended('length', 'model_context_window_exceeded', '{'), 'truncated'],
    [ended('stop', 'end_turn'), 'invalid_reply'],
    [ended('stop', 'end_turn', '{}'), 'stop'],
  ]) {
    assert.equal((await outcome(new MockLanguageModelV4({ doGenerate: reply }))).kind, kind, JSON.stringify(reply));
  }
});

test('no server is a failure that may pass', async () => {
  const { model } = served(() => {
    throw Object.assign(new TypeError('fetch failed'), { cause: new Error('connect ECONNREFUSED 127.0.0.1:9') });
  });
  const ended = await outcome(model);
  assert.ok(ended.kind === 'transient' && ended.retryable && ended.said.includes('ECONNREFUSED'), JSON.stringify(ended));
});

test('a call has a time limit, and the caller may stop it sooner', async () => {
  // A connection that hangs keeps the event loop alive, which the timer of `AbortSignal.timeout` does not.
  const slow = (body, signal) =>
    new Promise((resolve, reject) => {
      const connection = setInterval(() => {}, 1000);
      signal.addEventListener('abort', () => {
        clearInterval(connection);
        reject(signal.reason);
      });
    });
  const ended = await outcome(served(slow).model, { timeout: 0.05 });
  assert.ok(ended.kind === 'timed_out' && ended.retryable, JSON.stringify(ended));
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('enough')), 20);
  await assert.rejects(aiSdk(served(slow).model).complete(REQUEST, { signal: stop.signal }), /enough/);
});

test('each model gets the parameters that it knows', async () => {
  const plain = served(() => respond(200, chat));
  const reply = await aiSdk(plain.model).complete(REQUEST, {});
  assert.deepEqual(reply, { text: '{}', finish: 'stop', usage: { prompt_tokens: 3, completion_tokens: 4 }, model: 'served' });
  const [sent] = plain.sent;
  assert.deepEqual([sent.max_tokens, sent.temperature, sent.seed], [REQUEST.maxOutputTokens, REQUEST.temperature, REQUEST.seed]);
  assert.deepEqual(sent.response_format.json_schema.schema, REQUEST.schema);
  assert.ok(sent.response_format.json_schema.strict && !sent.messages[0].content.includes('JSON Schema'));

  for (const name of ['openai/gpt-5-mini', 'o3', 'claude-opus-5', 'us.anthropic.claude-opus-4-7-v1']) {
    const thinking = served(() => respond(200, chat), name);
    await aiSdk(thinking.model).complete(REQUEST, {});
    assert.ok(thinking.sent[0].max_tokens > REQUEST.maxOutputTokens + 1000 && !('temperature' in thinking.sent[0]), name);
  }
  for (const name of ['gpt-4o', 'claude-sonnet-4-5', 'claude-opus-4-20250514', 'anthropic/claude-3-5-haiku-latest']) {
    const other = served(() => respond(200, chat), name);
    await aiSdk(other.model).complete(REQUEST, {});
    assert.ok(other.sent[0].max_tokens === REQUEST.maxOutputTokens && 'temperature' in other.sent[0], name);
  }

  const told = served(() => respond(200, chat));
  await aiSdk(told.model, { structured: false }).complete(REQUEST, {});
  assert.ok(!('response_format' in told.sent[0]) && told.sent[0].messages[0].content.includes(JSON.stringify(REQUEST.schema)));
});

const of = (provider, words) => REFUSALS.find((refusal) => refusal.provider === provider && refusal.says.includes(words));

test('a refused parameter is left out from then on', async () => {
  const refusals = [
    ['temperature', of('openai', "'temperature' does not support")],
    ['seed', of('gemini', 'Unknown name')],
    ['response_format', of('deepseek', 'response_format')],
    ['max_tokens', of('openai', "'max_tokens' is not supported")],
  ];
  const { model, sent } = served((body) => {
    const [, refusal] = refusals.find(([name]) => name in body) ?? [];
    return refusal ? respond(refusal.status, refusal.body) : respond(200, chat);
  });
  const provider = aiSdk(model);
  assert.equal((await provider.complete(REQUEST, {})).text, '{}');
  assert.ok(sent.length === 5 && sent[4].messages[0].content.includes('JSON Schema'), JSON.stringify(sent));
  await provider.complete(REQUEST, {});
  assert.ok(sent.length === 6);
  assert.deepEqual(sent[5], sent[4]);
});

test('a parameter that a text only mentions stays', async () => {
  const refusal = of('vllm', 'max_tokens must be at least 1');
  const { model, sent } = served(() => respond(refusal.status, refusal.body));
  assert.equal((await outcome(model)).kind, 'invalid_request');
  assert.equal(sent.length, 1);
});

test('messages begin and end with the user and take turns', async () => {
  const asked = [];
  const provider = ({ messages }) => (asked.push(messages.map(({ role }) => role)), 'nonsense');
  const interview = new Study('Where do claims hurt?', { template: 'insurance' }).interview({ id: 'i', provider });
  await interview.start();
  for (const words of ['Yes', LONG, 'Nobody called me back.', "I don't know.", 'They lost my papers twice.']) await interview.say(words);
  await assert.rejects(draftPlan('Where do claims hurt?', { provider }));
  assert.ok(asked.length >= 6);
  for (const roles of asked) {
    assert.ok(roles[0] === 'user' && roles.at(-1) === 'user' && roles.every((role, index) => role !== roles[index + 1]), `${roles}`);
  }
});
