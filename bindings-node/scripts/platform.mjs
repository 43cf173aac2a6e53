// Writes the package of one platform around its native module: `node scripts/platform.mjs linux-x64-gnu FOLDER`.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [name, folder] = process.argv.slice(2);
const here = fileURLToPath(new URL('..', import.meta.url));
const { version, license, repository, engines } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const [os, cpu, libc] = name.split('-');
const file = `journey-core.${name}.node`;
const made = {
  name: `journey-core-${name}`,
  version,
  description: `The native module of journey-core for ${name}`,
  license,
  repository,
  engines,
  os: [os],
  cpu: [cpu],
  ...(os === 'linux' ? { libc: [libc === 'gnu' ? 'glibc' : libc] } : {}),
  main: file,
  files: [file, 'LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE', 'THIRD-PARTY.txt'],
};
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(made, null, 2)}\n`);
for (const one of [`native/${file}`, 'LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE', 'THIRD-PARTY.txt']) copyFileSync(join(here, one), join(folder, one.split('/').pop()));
