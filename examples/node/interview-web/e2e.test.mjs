// Participants in a real browser: whole interviews in three languages, and all that may come between.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { accessible, answer, finish, folder, KEY, launch, lines, opened, rested, sample, SECRET, served } from './browser.mjs';

let browser;
const open = [];
const serve = async (...given) => {
  const one = await served(...given);
  open.push(one.close);
  return one;
};

before(async () => {
  browser = await launch();
});
after(async () => {
  await browser.close();
  for (const close of open) await close();
});

async function begun(url, options) {
  const page = await opened(browser, options);
  await page.goto(url);
  await page.locator('form button').click();
  await rested(page);
  return page;
}

const invited = async (url, participant) => {
  const made = await fetch(`${url}/research/invitations`, { method: 'POST', headers: { authorization: `Bearer ${KEY}` }, body: new URLSearchParams({ participant }) });
  return (await made.json()).link;
};

// Much of a test is waiting, so some go on beside each other.
describe('interviews in a browser', { concurrency: 2 }, () => {
  for (const [name, language, direction, title, end] of [
    ['english', 'en', 'ltr', 'Your claim, in your own words', 'Thank you, that is all'],
    ['german', 'de', 'ltr', 'Ihr Umzug mit uns', 'Danke, das war alles'],
    ['arabic', 'ar', 'rtl', 'فتح حسابك معنا', 'شكرًا لك، هذا كل شيء'],
  ]) {
    test(`a whole interview: ${name}`, { timeout: 60_000 }, async () => {
      const { url, settings } = await serve(name);
      const page = await opened(browser);
      await page.goto(url);
      assert.equal(await page.locator('h1').textContent(), title);
      assert.match(await page.locator('main').textContent(), new RegExp(settings.researcher));
      assert.equal(await page.getByRole('link', { name: settings.words.privacy }).getAttribute('href'), settings.privacy);
      await accessible(page);
      await page.getByRole('button', { name: settings.words.begin }).click();
      await rested(page);
      assert.deepEqual([await page.locator('html').getAttribute('lang'), await page.locator('html').getAttribute('dir')], [language, direction]);
      const seen = new Set();
      const kinds = await finish(page, async (kind) => {
        // The question stands on the page once, whatever answers it, and one always sees how far one is.
        const now = (await page.locator('#conversation .now p').allTextContents()).at(-1);
        assert.equal((await page.locator('main').textContent()).split(now).length, 2, now);
        assert.ok(await page.locator('#where').isVisible());
        if (name === 'english' && !seen.has(kind)) await accessible(page);
        seen.add(kind);
      });
      const asked = settings.study.guide.items.map((item) => item.answer.type);
      assert.deepEqual([...new Set(kinds)], ['consent', ...new Set(asked)]);
      assert.equal(await page.locator('#ended').textContent(), end);
      assert.ok((await page.locator('#closing').textContent()).length > 0);
      await accessible(page);
      assert.deepEqual(page.faults, []);
    });
  }

  test('0 to 10 offers 0, and its ends say what they mean', { timeout: 60_000 }, async () => {
    const { url } = await serve('german', { database: 'scale.db' });
    const page = await begun(url);
    while ((await page.locator('#composer').getAttribute('data-kind')) !== 'rating') await answer(page);
    assert.equal(await page.locator('#composer input').count(), 7);
    await answer(page);
    assert.deepEqual(await page.locator('#composer .pick').allTextContents(), Array.from({ length: 11 }, (_, number) => String(number)));
    // A core that does not tell the ends of a rating has its numbers alone.
    const ends = await page.locator('.ends:not([hidden]) span').allTextContents();
    assert.deepEqual(ends, ['0: überhaupt nicht wahrscheinlich', '10: äußerst wahrscheinlich']);
    await page.locator('#composer .pick').first().click();
    await page.locator('#composer .main').click();
    await page.locator('#end:not([hidden])').waitFor();
    await page.locator('#earlier summary').click();
    assert.equal((await lines(page)).at(-1), '0');
  });

  test('an answer whose reply was lost heals without a double', { timeout: 60_000 }, async () => {
    const { url } = await serve('english', { database: 'lost.db' });
    const page = await begun(url);
    await answer(page);
    let [isDown, sent] = [true, 0];
    await page.route('**/talk/act', async (route) => {
      sent += 1;
      if (!isDown) return route.continue();
      // The server has it; the browser never hears of it. Then the server is not there at all.
      if (sent === 1) await route.fetch();
      return route.abort();
    });
    await page.locator('#text').fill('I waited three weeks.');
    await page.keyboard.press('Enter');
    await page.locator('#notice', { hasText: 'The connection is lost' }).waitFor();
    assert.ok(await page.locator('#composer').isHidden());
    await page.waitForTimeout(700);
    isDown = false;
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.locator('#notice', { hasText: 'connected again' }).waitFor();
    await rested(page);
    assert.ok(sent > 2);
    const said = await lines(page);
    assert.equal(said.filter((line) => line === 'I waited three weeks.').length, 1);
    assert.equal(new Set(said).size, said.length);
    // Loaded again while an answer is under way: it is sent once more, and is one.
    await page.unroute('**/talk/act');
    await page.route('**/talk/act', (route) => route.fetch().then(() => route.abort()), { times: 1 });
    await page.locator('#text').fill('It was tiring.');
    await page.keyboard.press('Enter');
    await page.locator('#notice', { hasText: 'The connection is lost' }).waitFor();
    await page.reload();
    await rested(page);
    await page.waitForFunction(() => !document.querySelector('.pending'));
    assert.equal((await lines(page)).filter((line) => line === 'It was tiring.').length, 1);
    assert.deepEqual(page.faults, []);
  });

  test('a tab that was closed is taken up with its link; another tab keeps in step; a draft outlives a reload', { timeout: 60_000 }, async () => {
    const { url } = await serve('english', { database: 'again.db' });
    const page = await begun(url);
    for (let step = 0; step < 4; step++) await answer(page);
    await page.locator('[data-opens="link"]').click();
    const link = await page.locator('#address').inputValue();
    assert.equal(link, page.url());
    const before = await lines(page);
    await page.context().close();

    const back = await opened(browser);
    await back.goto(link);
    await rested(back);
    assert.deepEqual(await lines(back), before);
    const other = await back.context().newPage();
    await other.goto(link);
    await rested(other);
    assert.deepEqual(await lines(other), before);
    await answer(back);
    const after = await lines(back);
    await other.waitForFunction((count) => document.querySelectorAll('#conversation li').length === count, after.length, { polling: 50 });
    assert.deepEqual(await lines(other), after);

    const fresh = await begun(url);
    await answer(fresh);
    await fresh.locator('#text').fill('I was about to say');
    await fresh.reload();
    await rested(fresh);
    assert.equal(await fresh.locator('#text').inputValue(), 'I was about to say');
  });

  test('an answer to what another device answered already is not taken, and not lost', { timeout: 60_000 }, async () => {
    const { url } = await serve('english', { database: 'devices.db' });
    const page = await begun(url);
    await answer(page);
    const [elsewhere, writing] = [await opened(browser), page];
    await elsewhere.goto(page.url());
    await writing.route('**/talk/state', (route) => route.abort());
    await answer(elsewhere, 'I said this on my telephone.');
    await writing.unroute('**/talk/state');
    await writing.locator('#text').fill('I said this at my desk.');
    await writing.keyboard.press('Enter');
    await writing.locator('#notice', { hasText: 'another window' }).waitFor();
    assert.deepEqual((await lines(writing)).filter((line) => line.startsWith('I said')), ['I said this on my telephone.']);
    assert.equal(await writing.locator('#text').inputValue(), 'I said this at my desk.');
  });

  test('two workers share one store', { timeout: 60_000 }, async () => {
    const environment = { ...process.env, SETTINGS: sample('german'), DATABASE: join(folder, 'shared.db'), SECRET, RESEARCHER_KEY: KEY, PORT: '0' };
    const workers = await Promise.all(
      [1, 2].map(async () => {
        const worker = spawn(process.execPath, ['server.mjs'], { cwd: import.meta.dirname ?? new URL('.', import.meta.url).pathname, env: environment });
        const url = await new Promise((done) => worker.stdout.on('data', (text) => /participants: (\S+)\//.exec(text) && done(/participants: (\S+)\//.exec(text)[1])));
        return { worker, url: url.replace('localhost', '127.0.0.1') };
      }),
    );
    const page = await opened(browser);
    let calls = 0;
    await page.context().route('**/talk/{act,state}', async (route) => {
      const { url } = workers[calls++ % 2];
      await route.fulfill({ response: await route.fetch({ url: url + new URL(route.request().url()).pathname }) });
    });
    await page.goto(workers[0].url);
    await page.locator('form button').click();
    await finish(page);
    assert.ok(calls >= 6, `${calls} calls`);
    assert.deepEqual(page.faults, []);
    await page.context().close();
    // Each stops by itself when it is asked to.
    for (const { worker } of workers) {
      const ended = new Promise((done) => worker.once('exit', (status) => done(status)));
      worker.kill('SIGTERM');
      assert.equal(await ended, 0);
    }
  });

  for (const signIn of [false, true]) {
    test(`invitation links open the door, with sign-in ${signIn ? 'on' : 'off'}`, { timeout: 60_000 }, async () => {
      let now = Date.now();
      const { url } = await serve('german', { database: `door-${signIn}.db`, signIn, clock: () => now });
      const link = await invited(url, 'ada');
      const page = await opened(browser);
      assert.equal((await page.goto(url)).status(), signIn ? 403 : 200);
      assert.equal(await page.getByRole('button', { name: 'Beginnen' }).count(), signIn ? 0 : 1);
      await page.goto(link);
      await page.getByRole('button', { name: 'Beginnen' }).click();
      await rested(page);
      await answer(page);
      const before = await lines(page);
      const back = page.url();
      // The same invitation leads to the same interview.
      await page.goto(link);
      await page.getByRole('button', { name: 'Weitermachen, wo Sie waren' }).click();
      await rested(page);
      assert.deepEqual(await lines(page), before);

      for (const wrong of [`${url}/join?token=j1.x.y`, `${url}/join`, `${link}x`, `${url}/talk#j1.x.y`, `${url}/talk`]) {
        await page.goto('about:blank');
        await page.goto(wrong);
        await page.getByRole('heading', { name: 'Dieser Link funktioniert nicht' }).waitFor();
      }
      now += 31 * 24 * 60 * 60 * 1000;
      for (const late of [link, back]) {
        await page.goto('about:blank');
        await page.goto(late);
        await page.getByRole('heading', { name: 'Dieser Link ist abgelaufen' }).waitFor();
      }
      await accessible(page);
      assert.deepEqual(page.faults, []);
    });
  }

  test('to withdraw asks first; to stop asks first', { timeout: 60_000 }, async () => {
    const { url } = await serve('english', { database: 'withdraw.db' });
    const page = await begun(url);
    for (let step = 0; step < 2; step++) await answer(page);
    await page.locator('[data-opens="withdraw"]').click();
    await accessible(page);
    await page.getByRole('button', { name: 'Keep my answers' }).click();
    assert.ok(await page.locator('#composer').isVisible());
    await page.locator('[data-opens="withdraw"]').click();
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('#composer').isVisible());
    await page.locator('[data-opens="withdraw"]').click();
    await page.getByRole('button', { name: 'Erase everything' }).click();
    await page.getByRole('heading', { name: 'Everything is erased' }).waitFor();
    assert.ok(!(await page.content()).includes('three weeks'));
    await page.reload();
    await page.getByRole('heading', { name: 'Everything is erased' }).waitFor();

    const other = await begun(url);
    await answer(other);
    await other.locator('[data-opens="stop"]').click();
    await other.locator('dialog').getByRole('button', { name: 'Stop here' }).click();
    await other.getByRole('heading', { name: 'You have stopped' }).waitFor();
    // What was said may still be withdrawn.
    await other.locator('[data-opens="withdraw"]').click();
    await other.getByRole('button', { name: 'Erase everything' }).click();
    await other.getByRole('heading', { name: 'Everything is erased' }).waitFor();

    const third = await begun(url);
    await third.getByRole('button', { name: 'I do not agree' }).click();
    await third.getByRole('heading', { name: 'That is all right' }).waitFor();
    assert.ok(!(await third.locator('#tools').isVisible()));
  });

  test('the keyboard alone is enough', { timeout: 60_000 }, async () => {
    const { url } = await serve('english', { database: 'keys.db' });
    const page = await opened(browser);
    await page.goto(url);
    const isAt = (selector) => page.evaluate((one) => document.activeElement.matches(one), selector);
    const tabTo = async (selector) => {
      for (let step = 0; step < 30 && !(await isAt(selector)); step++) await page.keyboard.press('Tab');
      assert.ok(await isAt(selector), selector);
    };
    await tabTo('button.main');
    await page.keyboard.press('Enter');
    await rested(page);
    await tabTo('#composer .main');
    await page.keyboard.press('Enter');
    const address = page.url();
    await tabTo('.past');
    await page.keyboard.press('Enter');
    const kinds = new Set();
    for (;;) {
      await page.waitForFunction(() => !document.querySelector('.pending') && document.querySelector('#composer:not([hidden], [data-kind="consent"]), #end:not([hidden])'));
      if (await page.locator('#end').isVisible()) break;
      const kind = await page.locator('#composer').getAttribute('data-kind');
      kinds.add(kind);
      assert.ok(await page.evaluate(() => document.getElementById('composer').contains(document.activeElement)), `${kind} has the focus`);
      const before = await page.locator('#conversation li').count();
      if (kind === 'open') {
        await page.keyboard.type('It took three weeks.');
        await page.keyboard.press('Enter');
      } else {
        if (kind === 'number') await page.keyboard.type('3');
        else if (kind === 'ranking') {
          for (let place = 0; place < 3; place++) {
            await page.keyboard.press('Space');
            await page.keyboard.press('Tab');
          }
        } else await page.keyboard.press('Space');
        await tabTo('#composer .main');
        await page.keyboard.press('Enter');
      }
      await page.waitForFunction((count) => document.querySelectorAll('#conversation li').length > count || !document.getElementById('end').hidden, before);
    }
    assert.equal(kinds.size, 6);
    assert.equal(page.url(), address);
    assert.ok(await isAt('#end'));
  });

  test('the researcher opens the door with a key and sees the map', { timeout: 60_000 }, async () => {
    const { url } = await serve('english', { database: 'research.db' });
    await finish(await begun(url));
    const page = await opened(browser, { viewport: { width: 1280, height: 860 } });
    assert.equal((await page.goto(`${url}/research`)).status(), 401);
    await page.getByLabel('key').fill('wrong');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('This key is not valid').waitFor();
    await accessible(page);
    await page.getByLabel('key').fill(KEY);
    await page.getByRole('button', { name: 'Open' }).click();
    assert.equal(await page.locator('#over').textContent(), '1');
    assert.ok(await page.locator('.map img').evaluate((image) => image.decode().then(() => image.naturalWidth > 0)));
    await accessible(page);
    await page.getByLabel('Participant').fill('ben');
    await page.getByRole('button', { name: 'Make a link' }).click();
    assert.match(await page.getByLabel('The link of ben').inputValue(), /\/join\?token=j1\./);
    assert.deepEqual(page.faults, []);
  });
});
