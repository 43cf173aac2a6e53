// Serves the interview: `node server.mjs`. Settings are in settings.json, see README.md.
import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';

import { serve } from '@hono/node-server';

import { application } from './application.mjs';
import { readSettings } from './settings.mjs';

const PATIENCE = 10_000;

/** Listens, and on a signal finishes what is under way. */
function work({ PORT, DATABASE, SECRET, RESEARCHER_KEY, SIGN_IN, SETTINGS, ADDRESS, TRUST_PROXY } = process.env) {
  const settings = readSettings({ file: SETTINGS && resolve(SETTINGS), signIn: SIGN_IN === 'on' });
  const { app, close } = application({ settings, database: DATABASE ?? 'talks.db', secret: SECRET, researcherKey: RESEARCHER_KEY, address: ADDRESS, trustProxy: TRUST_PROXY === 'on' });
  const server = serve({ fetch: app.fetch, port: Number(PORT ?? 3000) }, ({ port }) => {
    if (cluster.isPrimary || cluster.worker.id === 1) console.log(`participants: http://localhost:${port}/\nresearcher:   http://localhost:${port}/research`);
  });
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    server.close(() => close().finally(() => process.exit()));
    server.closeIdleConnections();
    setTimeout(() => process.exit(1), PATIENCE).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
}

/** Starts workers that share the port and the store, another one for each that fails, and passes signals on. */
function lead(count) {
  let isStopping = false;
  for (let number = 0; number < count; number++) cluster.fork();
  cluster.on('exit', (_, status) => {
    if (!isStopping && status !== 0) setTimeout(() => isStopping || cluster.fork(), 1000);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      isStopping = true;
      for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGTERM');
    });
  }
}

if (cluster.isPrimary) {
  if (!process.env.SECRET) console.log('links end with this process; set SECRET to keep them');
  if (!process.env.RESEARCHER_KEY) console.log(`the researcher’s key: ${(process.env.RESEARCHER_KEY = randomBytes(12).toString('base64url'))}`);
  process.env.SECRET ??= randomBytes(32).toString('hex');
}
const workers = Number(process.env.WORKERS ?? 1);
if (cluster.isPrimary && workers > 1) lead(workers);
else work();
