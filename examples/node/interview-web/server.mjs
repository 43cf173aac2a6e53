// An interview web page over a SQLite store. `node server.mjs`; settings come from the environment, see README.md.
import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { code, experience, JourneyError, mapHtml, mapSvg, signToken, SqliteStore, Study, uiMessageResponse, verifyToken } from 'journey-core';

const DAY = 24 * 60 * 60 * 1000;
const page = (name) => readFile(new URL(`public/${name}`, import.meta.url), 'utf8');

/** Makes the application. `provider` is the model; without one the built-in engine moderates. */
export function application({ database, question, template, secret, researcherKey, signIn = false, provider }) {
  const settings = { ...experience('Your experience', 'The research team'), sign_in_required: signIn };
  const study = new Study(question, { template, id: 'web', experience: settings });
  const store = new SqliteStore(database);
  const live = new Map(); // interviews of this process; whatever is not here is taken up from the store
  const app = new Hono();

  const link = (purpose, subject) =>
    signToken(secret, { id: randomUUID(), study: study.id, subject, purpose, uses: 'multi', expires: Date.now() + 30 * DAY });
  const known = (token, purpose) => verifyToken(secret, token ?? '', study.id, purpose, Date.now()).subject;

  async function taken(id) {
    if (!live.has(id)) live.set(id, await store.resume(id, { study, provider }));
    if (live.size > 1000) live.delete(live.keys().next().value);
    return live.get(id);
  }

  function isResearcher(context) {
    const [given, wanted] = [Buffer.from(context.req.query('key') ?? ''), Buffer.from(researcherKey)];
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  app.onError((error, context) => {
    if (!(error instanceof JourneyError)) console.error(error);
    const status = error.code?.startsWith('token_') ? 401 : error instanceof JourneyError ? 409 : 500;
    return context.json({ error: error instanceof JourneyError ? error.message : 'something went wrong' }, status);
  });

  app.use('*', async (context, next) => {
    await next();
    context.header('content-security-policy', "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:");
    context.header('referrer-policy', 'no-referrer');
  });
  app.get('/', async (context) => context.html(await page('index.html')));
  app.get('/talk', async (context) => context.html(await page('talk.html')));
  app.get('/talk.js', async (context) => context.body(await page('talk.js'), 200, { 'content-type': 'text/javascript' }));
  app.get('/style.css', async (context) => context.body(await page('style.css'), 200, { 'content-type': 'text/css' }));

  // With sign-in, an interview begins with an invitation, as a researcher mails it.
  app.post('/begin', async (context) => {
    const form = await context.req.parseBody();
    const participant = signIn ? known(form.invitation, 'invite') : `guest-${randomUUID().slice(0, 8)}`;
    const id = `web-${participant}`;
    const heads = await store.list(study.id);
    if (!heads.some((head) => head.id === id)) live.set(id, await store.begin(study, id, { participant: { id: participant, account: signIn ? participant : null }, provider }));
    return context.redirect(`/talk#${link('resume', id)}`, 303);
  });
  app.post('/invite', (context) => {
    if (!isResearcher(context)) return context.json({ error: 'the key is not valid' }, 401);
    return context.json({ invitation: link('invite', context.req.query('participant') ?? randomUUID()) });
  });

  // What stands: the turns so far, and what is open.
  app.get('/talk/state', async (context) => {
    const interview = await taken(known(context.req.header('authorization')?.slice(7), 'resume'));
    const reply = await interview.start();
    const { turns, progress } = interview.state;
    return context.json({ turns: turns.map(({ number, text, purpose }) => ({ number, text, interviewer: purpose != null })), question: reply.question, progress, outcome: interview.outcome });
  });

  // What the participant does, answered with a stream that a chat page reads.
  app.post('/talk/act', async (context) => {
    const interview = await taken(known(context.req.header('authorization')?.slice(7), 'resume'));
    const { id, act, text, answer } = await context.req.json();
    const options = { id, signal: context.req.raw.signal };
    const acts = {
      answer: () => interview.answer(answer, options),
      say: () => interview.say(String(text), options),
      skip: () => interview.skip(options),
      stop: () => interview.stop(options),
      withdraw: () => interview.withdraw(options),
    };
    if (!Object.hasOwn(acts, act)) return context.json({ error: `\`${act}\` is not known; use one of ${Object.keys(acts).join(', ')}` }, 400);
    return uiMessageResponse(acts[act](), { interview, messageId: id });
  });

  async function findings() {
    const heads = await store.list(study.id);
    const documents = await Promise.all(heads.filter((head) => head.outcome !== 'withdrawn').map((head) => store.document(head.id)));
    const corpus = await code(documents, study.framework, { provider, title: settings.title, question });
    return { heads, map: corpus.map() };
  }

  app.get('/research', async (context) => {
    if (!isResearcher(context)) return context.text('the key is not valid', 401);
    const { heads, map } = await findings();
    const ended = heads.filter((head) => head.outcome).length;
    const body = (await page('research.html')).replace('{interviews}', String(heads.length)).replace('{ended}', String(ended));
    return context.html(body.replace('{map}', () => mapSvg(map)));
  });
  app.get('/research/map.html', async (context) => {
    if (!isResearcher(context)) return context.text('the key is not valid', 401);
    return context.html(mapHtml((await findings()).map));
  });

  /** Lets go of every interview, so that another process may take it up at once; after a crash it may within a minute. */
  const close = () => Promise.all([...live.keys()].map((id) => store.release(id)));
  return { app, close };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { DATABASE = 'talks.db', QUESTION = 'Where do we create friction, and where delight?', TEMPLATE = 'general' } = process.env;
  const { PORT = '3000', RESEARCHER_KEY = randomBytes(9).toString('base64url'), SECRET = randomBytes(32).toString('hex'), SIGN_IN } = process.env;
  const { app, close } = application({ database: DATABASE, question: QUESTION, template: TEMPLATE, secret: SECRET, researcherKey: RESEARCHER_KEY, signIn: SIGN_IN === 'on' });
  serve({ fetch: app.fetch, port: Number(PORT) }, ({ port }) => {
    console.log(`participants: http://localhost:${port}/\nresearcher:   http://localhost:${port}/research?key=${RESEARCHER_KEY}`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => close().finally(() => process.exit()));
    if (!process.env.SECRET) console.log('links end with this process; set SECRET to keep them');
  });
}
