// The researcher's side: the key once, then the map; and invitations, for a person or a program.
import { createHash, timingSafeEqual } from 'node:crypto';

import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { code, mapDescription, mapHtml, mapSvg, signToken, verifyToken } from 'journey-core';

import { addressOf } from './address.mjs';

const HOURS = 8;
const COOKIE = 'researcher';

const digest = (text) => createHash('sha256').update(text).digest();
const same = (one, other) => timingSafeEqual(digest(one), digest(other));

const page = (heading, body) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${heading}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<link rel="stylesheet" href="/brand.css">
</head>
<body class="sheet wide">
<main>
<h1>${heading}</h1>
${body}
</main>
</body>
</html>`;

const door = (problem = '') =>
  page('Findings', html`<form method="post" action="/research" class="narrow">
${problem ? html`<p class="problem" id="problem" role="alert">${problem}</p>` : ''}
<p><label for="key">The researcher’s key</label><input id="key" name="key" type="password" autocomplete="current-password" required${problem ? html` aria-invalid="true" aria-describedby="problem"` : ''}></p>
<button class="main">Open</button>
</form>`);

/** The routes below `/research`. */
export function findings({ store, settings, links, address, secret, researcherKey, provider, mayKnock, trustProxy }) {
  const { study, title } = settings;
  const routes = new Hono();
  // A door of its own: no participant's link opens it.
  const realm = `${study.id}/research`;

  function isOpen(context) {
    const key = context.req.header('authorization')?.replace(/^Bearer /, '');
    if (key) return same(key, researcherKey);
    try {
      return verifyToken(secret, getCookie(context, COOKIE) ?? '', realm, 'invite', Date.now()).subject === 'researcher';
    } catch {
      return false;
    }
  }

  async function mapped() {
    const heads = await store.list(study.id);
    const documents = await Promise.all(heads.filter((head) => head.outcome !== 'withdrawn').map((head) => store.document(head.id)));
    const corpus = await code(documents, study.framework, { provider, title, question: study.plan.question });
    return { heads, map: corpus.map() };
  }

  routes.post('/', async (context) => {
    if (mayKnock(addressOf(context, trustProxy)) > 0) return context.html(door('Too many tries. Please wait a minute.'), 429);
    const { key } = await context.req.parseBody();
    if (!same(String(key), researcherKey)) return context.html(door('This key is not valid.'), 401);
    const claims = { id: 'researcher', study: realm, subject: 'researcher', purpose: 'invite', uses: 'multi', expires: Date.now() + HOURS * 3_600_000 };
    const secure = new URL(context.req.url).protocol === 'https:' || context.req.header('x-forwarded-proto') === 'https';
    setCookie(context, COOKIE, signToken(secret, claims), { httpOnly: true, sameSite: 'Strict', secure, path: '/research', maxAge: HOURS * 3600 });
    return context.redirect('/research', 303);
  });

  routes.use(async (context, next) => {
    if (isOpen(context)) return next();
    return context.req.path.endsWith('/invitations') && context.req.header('authorization') ? context.json({ error: 'the key is not valid' }, 401) : context.html(door(), 401);
  });

  routes.get('/', async (context) => {
    const { heads, map } = await mapped();
    const ended = heads.filter((head) => head.outcome).length;
    return context.html(
      page('Findings', html`<p><span id="interviews">${heads.length}</span> interviews, <span id="over">${ended}</span> of them over. <a href="/research/map.html">Download the map with its evidence</a></p>
<div class="map" tabindex="0" role="region" aria-label="Journey map"><img src="/research/map.svg" alt="${mapDescription(map)}"></div>
<h2>Invite</h2>
<form method="post" action="/research/invitations" class="narrow"><p><label for="participant">Participant</label><input id="participant" name="participant" required maxlength="64"></p><button class="main">Make a link</button></form>`),
    );
  });
  routes.get('/map.svg', async (context) => context.body(mapSvg((await mapped()).map), 200, { 'content-type': 'image/svg+xml' }));
  // As a file: it brings its own style and script, which no page of this server may.
  routes.get('/map.html', async (context) =>
    context.body(mapHtml((await mapped()).map), 200, { 'content-type': 'text/html; charset=utf-8', 'content-disposition': 'attachment; filename="map.html"' }),
  );

  // `curl -H "Authorization: Bearer $RESEARCHER_KEY" -d participant=ada …/research/invitations`, or the form.
  routes.post('/invitations', async (context) => {
    const { participant } = await context.req.parseBody();
    if (!/^[\w.@+-]{1,64}$/.test(String(participant ?? ''))) return context.json({ error: 'give a `participant` of 1 to 64 letters, digits or . _ @ + -' }, 400);
    const link = `${address ?? new URL(context.req.url).origin}/join?token=${links.signed('invite', participant)}`;
    if (context.req.header('authorization')) return context.json({ link });
    return context.html(page('Invitation', html`<p><label for="made">The link of ${participant}, good for ${settings.linkDays} days</label><input id="made" readonly value="${link}"></p><p><a href="/research">Back to the findings</a></p>`));
  });

  return routes;
}
