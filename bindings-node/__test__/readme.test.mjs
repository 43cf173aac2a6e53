// The lines that open the README do what they say.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { JourneyError, read } from 'journey-core';

const require = createRequire(import.meta.url);
const index = require.resolve('journey-core');
const readme = readFileSync(join(index.slice(0, index.lastIndexOf('journey-core') + 'journey-core'.length), 'README.md'), 'utf8');

test('the ten lines run', async () => {
  const lines = /```ts\n(import .*?)```/s.exec(readme)?.[1];
  assert.ok(lines, 'the README has no lines in TypeScript');
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  // The lines have no types: they run as they are, where the package is installed.
  const file = join(dirname(new URL(import.meta.url).pathname), `.readme-${process.pid}.mjs`);
  const said = [];
  const log = console.log;
  const before = process.cwd();
  writeFileSync(file, lines);
  process.chdir(folder);
  console.log = (...words) => said.push(words.join(' '));
  try {
    await import(pathToFileURL(file).href);
  } finally {
    console.log = log;
    process.chdir(before);
    rmSync(file);
  }
  assert.match(readFileSync(join(folder, 'map.html'), 'utf8'), /^<!/);
  assert.match(said.join('\n').toLowerCase(), /claim/);
});

test('a file and records read the same', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'read-')), 'tickets.csv');
  writeFileSync(file, 'ticket_id,message\n1,Filing the claim was easy.\n2,I waited three weeks.\n');
  const { documents, reports } = read(file);
  assert.equal(reports[0].format, "csv");
  assert.deepEqual(documents.map((document) => document.id), ['1', '2']);
  const records = [{ ticket_id: '1', message: 'Filing the claim was easy.' }, { ticket_id: '2', message: 'I waited three weeks.' }];
  assert.deepEqual(read(records).documents, documents);
  assert.throws(() => read([{ ticket_id: '1' }]), JourneyError);
});
