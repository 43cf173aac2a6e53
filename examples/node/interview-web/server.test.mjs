// What the server refuses and what it never says, without a browser.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { application } from './application.mjs';
import { brandStyle, contrast } from './brand.mjs';
import { limiter } from './limits.mjs';
import { scaleOf } from './scale.mjs';
import { readSettings } from './settings.mjs';

const folder = mkdtempSync(join(tmpdir(), 'interview-web-'));
const made = (database, { sample = 'german', ...more } = {}) => {
  const settings = readSettings({ file: fileURLToPath(new URL(`samples/${sample}.json`, import.meta.url)) });
  return application({ settings, database: join(folder, database), secret: 's'.repeat(32), researcherKey: 'k', log: () => {}, ...more }).app;
};

async function begun(app) {
  const response = await app.request('/begin', { method: 'POST' });
  const token = response.headers.get('location').split('#')[1];
  const act = (body, headers) => app.request('/talk/act', { method: 'POST', headers: { authorization: `Bearer ${token}`, ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const state = (headers) => app.request('/talk/state', { headers: { authorization: `Bearer ${token}`, ...headers } });
  return { act, state, token };
}

test('headers are strict, and pages hold nothing inline', async () => {
  const app = made('headers.db');
  for (const path of ['/', '/talk', '/join?token=x', '/nowhere', '/research']) {
    const response = await app.request(path);
    const policy = response.headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.match(response.headers.get('content-type'), /text\/html/);
    const page = await response.text();
    assert.match(page, /<html lang="(de|en)"/);
    assert.doesNotMatch(page, /<style|style="| on\w+="|<script(?![^>]*src=)/);
  }
});

test('wrong links are pages with their status, and wrong requests data without the inside', async () => {
  const app = made('wrong.db');
  for (const [path, status] of [['/join?token=j1.a.b', 401], ['/nowhere', 404], ['/link/expired', 404]]) assert.equal((await app.request(path)).status, status);
  assert.equal((await app.request('/talk/state')).status, 401);
  const { act } = await begun(app);
  for (const [body, status] of [['{', 400], ['null', 400], [{ act: 'drop', id: 'a' }, 400], [{ act: 'toString', id: 'a' }, 400], [{ act: 'say', id: 7 }, 400], [{ act: 'answer', id: 'a', answer: { type: 'number', value: 'x' } }, 422], [{ act: 'skip', id: 'b' }, 409], [{ act: 'consent', agreed: true, id: 'c', revision: 99 }, 409]]) {
    const response = await act(body);
    assert.equal(response.status, status, JSON.stringify(body));
    assert.match(await response.text(), /^\{"error":"\w+"\}$/);
  }
});

test('the same id changes nothing; what stands comes again', async () => {
  const { act, state } = await begun(made('again.db'));
  await act({ act: 'consent', agreed: true, id: 'a' });
  const first = await (await act({ act: 'say', id: 'b', text: 'Es ging schnell.' })).json();
  const both = await Promise.all([act({ act: 'say', id: 'b', text: 'Es ging schnell.' }), act({ act: 'say', id: 'b', text: 'Es ging schnell.' })]);
  for (const response of both) assert.deepEqual(await response.json(), first);
  const seen = await state();
  assert.deepEqual(await seen.json(), first);
  assert.equal((await state({ 'if-none-match': seen.headers.get('etag') })).status, 304);
});

test('who looks or withdraws does not wait for the model', { timeout: 20_000 }, async () => {
  let [asked, answerModel] = [null, null];
  const isAsked = new Promise((done) => (asked = done));
  const provider = { model: 'slow', complete: () => new Promise((_, fail) => ((answerModel = fail), asked())) };
  const [app, other] = [made('slow.db', { sample: 'english', provider }), made('slow.db', { sample: 'english', provider })];
  const { act, state, token } = await begun(app);
  await act({ act: 'consent', agreed: true, id: 'a' });
  const said = act({ act: 'say', id: 'b', text: 'I waited three weeks.' });
  await isAsked;
  assert.equal((await (await state()).json()).awaits, 'time');
  // Another worker sees that somebody is at work on it, and keeps off.
  const seen = await (await other.request('/talk/state', { headers: { authorization: `Bearer ${token}` } })).json();
  assert.deepEqual([seen.awaits, seen.question, seen.turns.at(-1).text], ['time', null, 'I waited three weeks.']);
  assert.equal((await (await act({ act: 'withdraw', id: 'c' })).json()).outcome, 'withdrawn');
  assert.equal((await (await said).json()).outcome, 'withdrawn');
  answerModel(new Error('too late'));
});

test('what is too large or too often is turned away', async () => {
  const app = made('limits.db');
  const { act } = await begun(app);
  assert.equal((await act({ act: 'say', id: 'a', text: 'x'.repeat(70_000) }, { 'content-length': '70100' })).status, 413);
  const statuses = await Promise.all(Array.from({ length: 25 }, () => app.request('/begin', { method: 'POST' }).then((response) => response.status)));
  assert.ok(statuses.includes(429) && statuses.includes(303));
  let now = 0;
  const may = limiter({ burst: 2, perMinute: 60, clock: () => now });
  assert.deepEqual([may('a'), may('a'), may('a'), may('b')], [0, 0, 1, 0]);
  now = 1000;
  assert.equal(may('a'), 0);
});

test('it says that it is well', async () => {
  assert.deepEqual(await (await made('health.db').request('/health')).json(), { status: 'ok' });
});

test('whatever the brand’s colour, it can be read', () => {
  for (const accent of ['#ffe600', '#000000', '#ffffff', '#00a0ff', '#ff0055', '#777777']) {
    const style = brandStyle({ accent });
    for (const [, paper, color, on, tint] of style.matchAll(/--paper:(.{7});--accent:(.{7});--on-accent:(.{7});--tint:(.{7})/g)) {
      for (const [one, other] of [[paper, color], [color, on]]) assert.ok(contrast(one, other) >= 4.5, `${accent} ${one} ${other}`);
      assert.ok(contrast(tint, paper) < 1.5);
    }
  }
  assert.throws(() => brandStyle({ accent: 'red;}' }), /no colour/);
});

test('a rating has the scale that the core tells', () => {
  const scale = { low: 0, high: 10, low_label: 'not at all likely', high_label: 'extremely likely' };
  assert.deepEqual(scaleOf({ answer: { type: 'rating', instrument: 'nps' }, scale }), scale);
  assert.deepEqual(scaleOf({ answer: { type: 'number', low: -5, high: 5 }, scale: null }), { low: -5, high: 5, low_label: '', high_label: '' });
  assert.equal(scaleOf({ answer: { type: 'open' }, scale: null }), null);
});

test('every language has every word', () => {
  const folder = new URL('words/', import.meta.url);
  const keys = readdirSync(folder).map((name) => Object.entries(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
  const fields = (entries) => entries.map(([key, text]) => `${key} ${(text.match(/\{\w+\}/g) ?? []).sort().join(' ')}`);
  for (const entries of keys) assert.deepEqual(fields(entries), fields(keys[0]));
});
