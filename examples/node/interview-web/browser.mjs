// What the tests do in headless Chromium: serve an interview, answer it, judge whether everybody can use it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { serve } from '@hono/node-server';
import { chromium } from 'playwright-core';

import { application } from './application.mjs';
import { readSettings } from './settings.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const KEY = 'researcher-key';
export const SECRET = 's'.repeat(32);
export const folder = mkdtempSync(join(tmpdir(), 'interview-web-'));

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
export const sample = (name) => fileURLToPath(new URL(`samples/${name}.json`, import.meta.url));

/** Serves an interview in this process. */
export function served(name, { database = `${name}.db`, signIn = false, ...more } = {}) {
  const settings = readSettings({ file: sample(name), signIn });
  const { app, close } = application({ settings, database: join(folder, database), secret: SECRET, researcherKey: KEY, log: () => {}, ...more });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({
        app,
        settings,
        url: `http://127.0.0.1:${port}`,
        close: async () => {
          server.closeAllConnections();
          await new Promise((done) => server.close(done));
          await close();
        },
      }),
    );
  });
}

/** A page that notes what goes wrong in it, a breach of the content policy included. */
export async function opened(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 780 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && page.faults.push(message.text()));
  return page;
}

/** Waits until the page rests: something can be answered, or it is over. */
export const rested = (page) => page.waitForFunction(() => document.querySelector('#composer:not([hidden]), #end:not([hidden])'), null, { polling: 50 });

export const lines = (page) => page.locator('#conversation li p').allTextContents();

/** Fills in what is open, by the mouse. */
async function fillIn(page, words) {
  const composer = page.locator('#composer');
  switch (await composer.getAttribute('data-kind')) {
    case 'open':
      return composer.locator('textarea').fill(words);
    case 'number':
      return composer.locator('input').fill('6');
    case 'rating':
      return composer.locator('.pick').first().click();
    case 'ranking':
      for (const place of [2, 0, 1]) await composer.locator('.pick').nth(place).click();
      return undefined;
    default:
      return composer.locator('.pick').nth(1).click();
  }
}

/** Answers what is open, and waits for what follows. */
export async function answer(page, words = 'I waited three weeks for an update, and nobody called me back.') {
  await rested(page);
  const before = await page.locator('#conversation').innerHTML();
  if ((await page.locator('#composer').getAttribute('data-kind')) !== 'consent') await fillIn(page, words);
  await page.locator('#composer .main').click();
  await page.waitForFunction((old) => document.getElementById('conversation').innerHTML !== old && !document.querySelector('.pending'), before, { polling: 50 });
  await rested(page);
}

/** Answers to the end; returns how each question was answered. */
export async function finish(page, each = () => {}) {
  const kinds = [];
  for (;;) {
    await rested(page);
    if (await page.locator('#end').isVisible()) return kinds;
    kinds.push(await page.locator('#composer').getAttribute('data-kind'));
    assert.ok(kinds.length < 30, kinds.join(' '));
    await each(kinds.at(-1), page);
    await answer(page);
  }
}

/** Fails with what keeps somebody out of the page; run past its content policy. In the dark only colours differ. */
export async function accessible(page) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  for (const [colorScheme, runOnly] of [['light', tags], ['dark', { type: 'rule', values: ['color-contrast'] }]]) {
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(`(() => { if (!window.axe) { ${AXE} } return axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] }); })()`);
    assert.deepEqual(found.violations.map((one) => `${colorScheme} ${one.id}: ${one.nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' ')}`), []);
  }
}
