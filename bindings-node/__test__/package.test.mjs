// The npm package as its users meet it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import { readUIMessageStream, parseJsonEventStream, uiMessageChunkSchema } from 'ai';
import * as journey from 'journey-core';

const QUESTION = 'Where do claims hurt?';
const LONG = 'I waited three weeks for an update on my claim.';
const once = { max_attempts: 1, initial_wait_ms: 0, max_wait_ms: 0, seed: 0 };
const study = () => new journey.Study(QUESTION, { template: 'insurance' });
const folder = () => mkdtempSync(join(tmpdir(), 'journey-'));
const move = (message) =>
  JSON.stringify({ assessment: 'substantive', covered: [], mentions: [], participant_question_fact: null, notes: '', next: 'probe', item: null, probe_kind: 'descriptive', message });

async function opened(provider, options = {}) {
  const interview = study().interview({ id: 'i', provider, retry: once, ...options });
  await interview.start();
  await interview.say('Yes');
  return interview;
}

test('CommonJS sees the same names', () => {
  const required = createRequire(import.meta.url)('journey-core');
  assert.deepEqual(Object.keys(required).filter((name) => name !== '__esModule').sort(), Object.keys(journey).sort());
  assert.deepEqual(required.wilsonInterval(75, 89), journey.wilsonInterval(75, 89));
});

test('a provider is a function or an object, sync or async', async () => {
  const text = move('What came after those three weeks?');
  const usage = { prompt_tokens: 3, completion_tokens: 4 };
  for (const provider of [
    () => text,
    async (request) => (assert.equal(request.task, 'interview.turn'), assert.equal(request.schema.type, 'object'), text),
    { model: 'm', complete: () => ({ text, finish: 'stop', usage, model: 'm' }) },
    { complete: async () => text },
  ]) {
    const interview = await opened(provider);
    assert.equal((await interview.say(LONG)).text, 'What came after those three weeks?');
  }
});

test('a provider that answers with something else is told so, and nothing dies', async () => {
  for (const answer of [3, null, undefined, ['x']]) {
    const interview = await opened(() => answer);
    await assert.rejects(interview.say(LONG), { code: 'invalid', message: /return the reply's text or a ModelReply/ });
  }
  assert.throws(() => study().interview({ provider: 3 }), { code: 'invalid' });
});

test('a provider that throws at once loses nothing; its error is kept', async () => {
  const interview = await opened(() => {
    throw new Error('the line is dead');
  });
  const reply = await interview.say(LONG);
  assert.equal(reply.failure.kind, 'transient');
  assert.ok(reply.question);
  assert.match(interview.providerError.message, /dead/);
  const failed = journey.draftPlan(QUESTION, { provider: () => Promise.reject(new Error('down')), retry: once });
  await assert.rejects(failed, (error) => error instanceof journey.LlmError && error.retryable && error.cause.message === 'down');
});

test('two inputs at once are taken one after the other', async () => {
  const answers = ['What came after those three weeks?', 'Tell me more about the letter.'];
  const asked = [];
  const interview = await opened(async (request) => {
    asked.push(JSON.stringify(request.messages));
    await new Promise((resolve) => setTimeout(resolve, 20));
    return move(answers[asked.length - 1]);
  });
  const replies = await Promise.all([interview.say(LONG), interview.say('Then a letter came, too late.')]);
  assert.deepEqual(replies.map((reply) => reply.text), answers);
  assert.match(asked[0], /three weeks/);
  assert.doesNotMatch(asked[0], /letter/);
  assert.match(asked[1], /letter/);
});

test('errors carry code, context and fix', async () => {
  assert.throws(() => journey.template('circus'), (error) => error instanceof journey.InvalidError && /use one of/.test(error.context.fix));
  const interview = await opened();
  await assert.rejects(interview.say('x', { revision: 1 }), { name: 'InterviewError', code: 'interview_stale_revision' });
});

test('a signal cancels a call and a run', async () => {
  const controller = new AbortController();
  const hangs = (request, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const interview = await opened(hangs);
  const said = interview.say(LONG, { signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  await assert.rejects(said, { code: 'cancelled' });
  assert.match(interview.state.turns.at(-1).text, /three weeks/);
  const run = study().run(journey.insuranceCohort(7), { signal: AbortSignal.abort() });
  await assert.rejects(run.result, { code: 'cancelled' });
});

test('a study is run with progress, coded and mapped', async () => {
  const asked = study();
  const run = asked.run(journey.insuranceCohort(7));
  const seen = [];
  for await (const progress of run) seen.push(progress.done);
  const fieldwork = await run;
  assert.deepEqual(seen, Array.from({ length: 89 }, (_, at) => at + 1));
  assert.equal(fieldwork.report_card.interviews, 89);
  const { framework } = asked;
  const corpus = journey.Corpus.code(fieldwork.documents, framework);
  const map = corpus.map({ title: 'Claims', question: QUESTION, include_simulated: true });
  assert.equal(map.base.respondents, 89);
  assert.match(journey.mapSvg(map), /^<svg/);
  const answer = await corpus.ask('Where is the most friction?');
  assert.equal(answer.removed.length, 0);
});

test('a stored interview is resumed; a run goes on where it was', async () => {
  const path = join(folder(), 'talks.db');
  const store = new journey.SqliteStore(path);
  const interview = await store.begin(study(), 'talk-1', { participant: { id: 'ada' } });
  await interview.start();
  await interview.say('Yes');
  const asked = (await interview.say(LONG)).text;
  await store.release('talk-1');
  const again = await new journey.SqliteStore(path).resume('talk-1');
  assert.equal((await again.start()).text, asked);
  assert.equal((await store.document('talk-1')).participant, 'ada');
  await assert.rejects(store.resume('talk-9'), { name: 'StoreError' });

  let count = 0;
  const provider = (request) => (count++, request.answerBuiltin());
  const controller = new AbortController();
  const options = { provider, store, concurrency: 1, replies: join(folder(), 'replies.jsonl') };
  const cohort = journey.insuranceCohort(7);
  const cut = study().run(cohort, { ...options, signal: controller.signal });
  await assert.rejects(async () => {
    for await (const progress of cut) if (progress.done === 3) controller.abort();
  }, { code: 'cancelled' });
  const paid = count;
  const four = [0, 1, 2, 3].map((number) => cohort.respondent(number));
  const participants = cohort.personas.slice(0, 4).map(({ id }) => ({ id }));
  const run = await study().run(four, { ...options, participants });
  assert.equal(Object.keys(run.outcomes).length, 4);
  assert.ok(count - paid < 40, `${count - paid} more calls`);
});

test('a spent budget stops a run, a fault of the host ends it', async () => {
  const provider = (request) => request.answerBuiltin();
  const run = await study().run(journey.insuranceCohort(7), { provider, budget: { max_requests: 5 } });
  assert.equal(run.stopped, 'llm_budget_exceeded');
  assert.equal(run.spent.requests, 5);
  assert.equal(run.failed.length + Object.keys(run.outcomes).length + run.not_begun.length, 89);
  const broken = study().run(journey.insuranceCohort(7), { provider: (request) => request.nothing.at(0) });
  await assert.rejects(broken.result, TypeError);
  const failed = await study().run([() => Promise.reject(new Error('gone'))]);
  assert.deepEqual(failed.failed, [{ id: 'study-p001', code: 'Error', message: 'gone', retryable: false }]);
});

test('the same request under way is asked once and a pause is waited out', async () => {
  let count = 0;
  const metered = new journey.Metered(
    async (request) => {
      count += 1;
      const first = count === 1;
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (first) throw new journey.LlmError('rate_limited', 'slow down', { retryAfterMs: 30 });
      return request.answerBuiltin();
    },
    { concurrency: 1 },
  );
  const retry = { max_attempts: 3, initial_wait_ms: 1, max_wait_ms: 1, seed: 0 };
  const ask = (question) => journey.draftPlan(question, { provider: metered, template: 'insurance', retry });
  const [one, two, other] = await Promise.all([ask(QUESTION), ask(QUESTION), ask('Where does the renewal hurt?')]);
  assert.deepEqual(one, two);
  assert.notDeepEqual(one, other);
  assert.deepEqual([metered.hits, metered.spent.requests], [1, count]);
});

test('events are recorded before anything is shown', async () => {
  const log = [];
  const interview = study().interview({ id: 'i', record: (events) => void log.push(...events) });
  await interview.start();
  await interview.say('Yes');
  const reply = await interview.say(LONG);
  assert.deepEqual(log.map((event) => event.revision), Array.from({ length: reply.revision }, (_, at) => at + 1));
  assert.deepEqual(study().replay('i', log).state, interview.state);
});

test('tables go in and out as Arrow', () => {
  const rows = { participant: ['a', 'b', 'a'], stage: ['claims', 'claims', 'claims'], kind: ['pain', 'pain', 'delight'], valence: Float64Array.of(-2, -1, 1.5) };
  for (const format of ['stream', 'file']) {
    const corpus = journey.Corpus.fromArrow(tableToIPC(tableFromArrays(rows), format));
    assert.equal(corpus.respondentCount, 2);
    assert.ok(journey.Corpus.fromArrow(corpus.toArrow()).equals(corpus));
    assert.equal(tableFromIPC(corpus.aggregateTable('stage')).numRows, 2);
    assert.ok(journey.Corpus.fromBytes(corpus.toBytes()).equals(corpus));
  }
  assert.throws(() => journey.Corpus.fromArrow(Buffer.from('nonsense')), { code: 'invalid' });
});

test("the AI SDK's own parser reads the stream", async () => {
  const interview = study().interview();
  await interview.start();
  const response = journey.uiMessageResponse(interview.say('Yes'), { interview });
  assert.equal(response.headers.get('x-vercel-ai-ui-message-stream'), 'v1');
  const chunks = parseJsonEventStream({ stream: response.body, schema: uiMessageChunkSchema });
  const stream = chunks.pipeThrough(
    new TransformStream({
      transform(part, controller) {
        if (!part.success) throw part.error;
        controller.enqueue(part.value);
      },
    }),
  );
  let message;
  for await (const one of readUIMessageStream({ stream })) message = one;
  const kinds = message.parts.map((part) => part.type);
  assert.deepEqual(kinds, ['text', 'data-question', 'data-progress', 'data-coverage']);
  assert.match(message.parts[0].text, /\?$/);
});

test('a failure is told in the stream', async () => {
  const interview = study().interview();
  const text = await journey.uiMessageResponse(interview.say('before the start')).text();
  assert.match(text, /"type":"error"/);
  assert.match(text, /\[DONE\]\n\n$/);
});

test('stopping does not wait for a call that hangs', async () => {
  let aborted = false;
  const hangs = (request, { signal }) => new Promise(() => signal.addEventListener('abort', () => (aborted = true)));
  for (const act of ['stop', 'withdraw']) {
    const interview = await opened(hangs);
    const said = interview.say(LONG);
    await new Promise((resolve) => setTimeout(resolve, 20));
    // The time passes without anybody giving the call up.
    assert.equal((await interview.tick()).finished, false);
    assert.equal(aborted, false);
    assert.equal((await interview[act]()).finished, true);
    assert.equal((await said).finished, true);
    assert.equal(aborted, true);
    assert.equal(JSON.stringify(interview.document()).includes(LONG), act === 'stop');
    aborted = false;
  }
});

test('a study that asks for signing in admits nobody else, and is seen by those it is open to', async () => {
  const experience = { ...journey.experience('Claims', 'Ada'), sign_in_required: true };
  const closed = new journey.Study(QUESTION, { template: 'insurance', experience });
  const refused = (error) => error instanceof journey.TokenError && error.code === 'sign_in_required';
  assert.throws(() => closed.interview(), refused);
  await assert.rejects(new journey.MemoryStore().begin(closed, 'one'), refused);
  assert.ok(closed.interview({ participant: { id: 'p', account: 'ada@example.org' } }));
  assert.throws(() => journey.Study.fromJson(closed.toJson(), { reader: 'outsider' }), /not open to this reader/);
  assert.equal(journey.Study.fromJson(closed.toJson(), { reader: 'owner' }).id, 'study');
});

test('an interview of a process that was killed is taken up at once', async () => {
  const database = join(folder(), 'talks.db');
  const code = `import * as j from 'journey-core';
    const study = new j.Study('${QUESTION}', { template: 'insurance' });
    const interview = await new j.SqliteStore('${database}').begin(study, 'one');
    await interview.start();
    await interview.say('Yes');
    process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: import.meta.dirname });
  const interview = await new journey.SqliteStore(database).resume('one');
  assert.match((await interview.start()).text, /\?$/);
});
