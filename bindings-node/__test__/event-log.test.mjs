import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventLog, behaviourMarkdown, code, flowSvg, template } from 'journey-core';

const csv = (rows) => ({ name: 'log.csv', bytes: Buffer.from(`case_id,activity,timestamp\n${rows.map((row) => row.join(',')).join('\n')}\n`) });
const day = (number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();

test('a log is read, asked and merged', () => {
  const one = EventLog.read(csv([['anna', 'quote', day(0)], ['anna', 'purchase', day(2)], ['NA', 'quote', day(1)]]));
  assert.equal(one.caseCount, 2);
  assert.equal(one.report.format, 'csv');
  const whole = one.merge(EventLog.read(csv([['cem', 'quote', day(0)], ['cem', 'purchase', day(9)]])));
  assert.deepEqual(whole.funnel(['quote', 'purchase'], { withinDays: 5 }).steps.map((step) => step.cases), [3, 1]);
  assert.equal(whole.timeBetween('quote', 'purchase').durations.median_ms, 5.5 * 86_400_000);
  assert.ok(EventLog.fromBytes(whole.toBytes()).equals(whole));
  assert.ok(flowSvg(whole.graph()).startsWith('<svg'));
  assert.throws(() => one.merge(one), { code: 'invalid' });
  assert.throws(() => EventLog.read(csv([]).name), /ENOENT/);
});

test('who leaves and what was said are told', async () => {
  const rows = Array.from({ length: 40 }, (_, number) => [`c${number}`, 'claim filed', day(0)]);
  rows.push(...Array.from({ length: 12 }, (_, number) => [`c${number}`, 'cancelled', day(50 + number)]));
  const log = EventLog.read(csv(rows));
  const study = log.churn({ outcome: { type: 'events', activities: ['cancelled'] } });
  assert.deepEqual([study.customers, study.left], [40, 12]);
  const framework = template('insurance');
  const documents = [{ id: 'd', text: 'Filing the claim was awful.' }].map(({ id, text }) => ({
    id, source: 'ticket', participant: 'c1', segments: [], wave: null, language: null, simulated: false, attributes: {}, stages_reached: [], ratings: {},
    turns: [{ number: 1, role: 'customer', text, at: null, item: null, stage: null, sentences: [] }],
  }));
  const corpus = await code(documents, framework, { progress: false });
  assert.equal(log.saidAndDone(corpus).both, 1);
  const churn = { outcome: { type: 'events', activities: ['cancelled'] } };
  assert.match(behaviourMarkdown(log.reportBehaviour(framework, corpus, { churn })), /## Who left/);
});
