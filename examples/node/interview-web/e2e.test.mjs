// A participant answers, closes the tab, comes back, finishes; the researcher sees the map. In headless Chromium.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { serve } from '@hono/node-server';
import { chromium } from 'playwright-core';

import { application } from './server.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const KEY = 'researcher-key';
const folder = mkdtempSync(join(tmpdir(), 'interview-web-'));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const ANSWERS = [
  'I compared three insurers on the website, and the coverage tables were confusing.',
  'Buying the policy online took five minutes, I loved it.',
  'I waited three weeks for an update on my claim, and nobody called me back.',
  'The renewal letter said the price goes up, without a reason.',
];
let browser;
const open = new Set();

function served(database, signIn) {
  const made = application({ database: join(folder, database), question: 'Where do claims hurt?', template: 'insurance', secret: 's'.repeat(32), researcherKey: KEY, signIn });
  return new Promise((resolve) => {
    const server = serve({ fetch: made.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve({ url: `http://127.0.0.1:${port}`, close }));
    const close = async () => {
      if (!open.delete(close)) return;
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await made.close();
    };
    open.add(close);
  });
}

async function accessible(page) {
  // Run as page script, past the page's own content policy.
  const found = await page.evaluate(`(() => { ${AXE}; return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }); })()`);
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`), []);
}

/** Answers what is open until the interview is over, or for so many steps. */
async function answer(page, most) {
  for (let step = 0; step < most; step++) {
    await page.waitForFunction(() => ['words', 'choice', 'end'].some((id) => !document.getElementById(id).hidden) && !document.querySelector('button:disabled'));
    if (await page.locator('#end').isVisible()) return step;
    const lines = await page.locator('#log p').count();
    if (await page.locator('#choice').isVisible()) {
      await page.locator('#options input').nth(2).check();
      await page.getByRole('button', { name: 'Send' }).click();
    } else {
      await page.getByLabel('Your answer').fill(lines < 3 ? 'Yes, I agree.' : ANSWERS[step % ANSWERS.length]);
      await page.keyboard.press('Enter');
    }
    await page.waitForFunction((count) => document.querySelectorAll('#log p').length > count + 1 || !document.getElementById('end').hidden, lines);
  }
  return most;
}

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
});
after(async () => {
  await browser.close();
  for (const close of [...open]) await close();
});

test('a participant answers, closes the tab, comes back and finishes; the researcher sees the map', { timeout: 120_000 }, async () => {
  let { close, url } = await served('open.db', false);
  const first = await browser.newContext();
  const page = await first.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(url);
  await accessible(page);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForSelector('#words:not([hidden])');
  await answer(page, 3);
  await accessible(page);
  const link = page.url();
  const seen = await page.locator('#log p').allTextContents();
  assert.ok((await page.locator('#progress').getAttribute('value')) > 0);
  await first.close();

  // The server goes away too: another process takes the interview up from the store.
  await close();
  ({ close, url } = await served('open.db', false));
  const second = await browser.newContext({ viewport: { width: 390, height: 780 } });
  const back = await second.newPage();
  back.on('pageerror', (error) => faults.push(error.message));
  await back.goto(`${url}/talk${new URL(link).hash}`);
  await back.waitForSelector('#log p');
  // What was agreed to is kept with its moment, not the words of agreeing.
  const kept = seen.filter((line) => line !== 'Yes, I agree.');
  assert.deepEqual((await back.locator('#log p').allTextContents()).slice(0, kept.length), kept);
  const steps = await answer(back, 60);
  assert.ok(steps < 60);
  await accessible(back);
  assert.match(await back.locator('#thanks').textContent(), /come back/);

  const research = await second.newPage();
  assert.equal((await research.goto(`${url}/research?key=wrong`)).status(), 401);
  await research.goto(`${url}/research?key=${KEY}`);
  assert.equal(await research.locator('#over').textContent(), '1');
  assert.match(await research.locator('.map svg').textContent(), /n=1/);
  if (process.env.PICTURES) {
    await back.screenshot({ path: join(process.env.PICTURES, 'talk.png'), fullPage: true });
    await research.setViewportSize({ width: 1400, height: 900 });
    await research.screenshot({ path: join(process.env.PICTURES, 'research.png'), fullPage: true });
  }
  await back.getByRole('button', { name: 'Withdraw what I said' }).click();
  await back.getByText('has been erased').first().waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('with sign-in, only an invitation opens the door', { timeout: 60_000 }, async () => {
  const { close, url } = await served('closed.db', true);
  const refused = await fetch(`${url}/begin`, { method: 'POST', body: new URLSearchParams({ invitation: 'j1.x.y' }), redirect: 'manual' });
  assert.equal(refused.status, 401);
  const { invitation } = await (await fetch(`${url}/invite?key=${KEY}&participant=ada`, { method: 'POST' })).json();
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await page.getByLabel('Your invitation').fill(invitation);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForSelector('#words:not([hidden])');
  assert.match(await page.locator('#log').textContent(), /Do you agree/);
  assert.equal((await fetch(`${url}/talk/state`)).status, 401);
  await close();
});
