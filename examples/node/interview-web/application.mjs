// The routes: pages for participants, what their page asks for, and the researcher's door.
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { JourneyError, SqliteStore } from 'journey-core';

import { addressOf } from './address.mjs';
import { brandStyle } from './brand.mjs';
import { findings } from './findings.mjs';
import { interviewsOf } from './interviews.mjs';
import { limiter } from './limits.mjs';
import { linksOf } from './links.mjs';
import { pagesOf } from './pages.mjs';

const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png', '.svg': 'image/svg+xml', '.webp': 'image/webp' };
const PUBLIC = new URL('public/', import.meta.url);
const LONGEST_BODY = 64 * 1024;

/** Which page, and which status, an error is. */
function meaning(error) {
  if (error.code === 'token_expired') return { kind: 'linkExpired', status: 410 };
  if (error.code?.startsWith('token_') || error.code === 'store_not_found') return { kind: 'linkWrong', status: 401 };
  if (error.retryable) return { kind: 'broken', status: 503 };
  if (error.code?.startsWith('interview_') || error.code === 'store_conflict') return { kind: 'broken', status: 409 };
  if (error instanceof JourneyError) return { kind: 'broken', status: 422 };
  return { kind: 'broken', status: 500 };
}

/** Makes the application. `provider` is the model; without one the built-in engine moderates. */
export function application({ settings, database, secret, researcherKey, provider, address, trustProxy = false, clock, log = console.error }) {
  const { study, words, language, signIn } = settings;
  const store = new SqliteStore(database);
  const links = linksOf({ secret, study: study.id, days: settings.linkDays, clock });
  const interviews = interviewsOf({ store, study, language, provider });
  const pages = pagesOf(settings);
  const app = new Hono();
  const mayKnock = limiter({ burst: 300, perMinute: 600 });
  const mayBegin = limiter({ burst: 20, perMinute: 20 });
  const mayAct = limiter({ burst: 60, perMinute: 60 });

  const isAsked = (context) => context.req.path.startsWith('/talk/') || context.req.path.startsWith('/research/invitations');
  /** A page for people; for the page's own requests and for programs the same as data, without anything of the inside. */
  const notice = (context, kind, status) => (isAsked(context) ? context.json({ error: kind }, status) : context.html(pages.notice(kind), status));
  const wait = (context, seconds) => {
    context.header('retry-after', String(seconds));
    return notice(context, 'tooMany', 429);
  };

  app.onError((error, context) => {
    const { kind, status } = meaning(error);
    if (status >= 500) log(error);
    return notice(context, kind, status);
  });
  app.notFound((context) => notice(context, 'notFound', 404));

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'], connectSrc: ["'self'"],
        formAction: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
    }),
  );
  app.use(async (context, next) => {
    const seconds = mayKnock(addressOf(context, trustProxy));
    if (seconds > 0) return wait(context, seconds);
    context.header('cache-control', 'no-store');
    await next();
  });
  app.use(bodyLimit({ maxSize: LONGEST_BODY, onError: (context) => notice(context, 'tooLarge', 413) }));

  // What every page needs is read once; its hash tells a browser whether it has it.
  const asset = (path, type, content) => {
    const tag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 16)}"`;
    app.get(path, (context) => {
      const headers = { 'cache-control': 'no-cache', etag: tag, 'content-type': type };
      return context.req.header('if-none-match') === tag ? context.body(null, 304, headers) : context.body(content, 200, headers);
    });
  };
  for (const name of readdirSync(PUBLIC)) asset(`/${name}`, TYPES[extname(name)], readFileSync(new URL(name, PUBLIC)));
  asset('/brand.css', TYPES['.css'], brandStyle(settings.brand));
  asset('/words.js', TYPES['.js'], `export default ${JSON.stringify(words)};\n`);
  if (settings.brand.logo) asset('/brand/logo', TYPES[extname(settings.brand.logo)], readFileSync(settings.brand.logo));

  app.get('/health', async (context) => {
    await interviews.isBegun('health');
    return context.json({ status: 'ok' });
  });

  const interviewOf = (participant) => `${study.id}-${participant}`;

  app.get('/', (context) => (signIn ? notice(context, 'invitationNeeded', 403) : context.html(pages.landing())));

  // Where links in messages lead, as the library writes them: `?token=`, an invitation or a link to come back.
  app.get('/join', async (context) => {
    const token = context.req.query('token');
    const { purpose, subject } = links.read(token);
    if (purpose === 'resume') return context.redirect(`/talk#${token}`, 303);
    return context.html(pages.landing({ token, begun: await interviews.isBegun(interviewOf(subject)) }));
  });

  app.post('/begin', async (context) => {
    const seconds = mayBegin(addressOf(context, trustProxy));
    if (seconds > 0) return wait(context, seconds);
    const { token } = await context.req.parseBody();
    const invited = token || signIn ? links.named('invite', token) : null;
    const participant = invited ?? `guest-${randomUUID()}`;
    const id = interviewOf(participant);
    await interviews.begin(id, { id: participant, account: invited });
    // After the #, a link is sent to no server and stands in no log.
    return context.redirect(`/talk#${links.signed('resume', id)}`, 303);
  });

  app.get('/talk', (context) => context.html(pages.talk()));
  app.get('/link/:kind', (context) => notice(context, context.req.param('kind') === 'expired' ? 'linkExpired' : 'linkWrong', 404));

  const bearer = (context) => links.named('resume', context.req.header('authorization')?.replace(/^Bearer /, ''));

  app.get('/talk/state', async (context) => {
    const view = await interviews.look(bearer(context));
    const tag = `"${view.revision}-${view.awaits}"`;
    context.header('etag', tag);
    return context.req.header('if-none-match') === tag ? context.body(null, 304) : context.json(view);
  });

  const DEEDS = {
    consent: ({ agreed }) => ({ type: 'consented', agreed: agreed === true }),
    say: ({ text }) => ({ type: 'said', text: String(text) }),
    answer: ({ answer }) => ({ type: 'answered', answer }),
    skip: () => ({ type: 'skipped' }),
    stop: () => ({ type: 'asked_to_stop' }),
    withdraw: () => ({ type: 'withdrew_consent' }),
  };

  app.post('/talk/act', async (context) => {
    const id = bearer(context);
    const seconds = mayAct(id);
    if (seconds > 0) return wait(context, seconds);
    const given = await context.req.json().catch(() => null);
    if (!given || !Object.hasOwn(DEEDS, given.act) || typeof given.id !== 'string' || given.id.length > 64) return context.json({ error: 'refused' }, 400);
    return context.json(await interviews.act(id, DEEDS[given.act](given), { id: given.id, revision: given.revision }));
  });

  app.route('/research', findings({ store, settings, links, address, secret, researcherKey, provider, mayKnock: limiter({ burst: 10, perMinute: 10 }), trustProxy }));

  return { app, close: interviews.settled };
}
