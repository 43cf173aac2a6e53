// Prints the public names of the npm package: its exports, the members of its classes, its types.
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../bindings-node/', import.meta.url);
const journey = await import(new URL('esm/index.js', folder).href);
const declared = readdirSync(new URL('types/', folder)).map((file) => readFileSync(new URL(`types/${file}`, folder), 'utf8')).join('\n');

/** The fields that a class declares. */
function fields(name) {
  const body = declared.match(new RegExp(`^export declare class ${name}\\b[^{]*\\{([\\s\\S]*?)^\\}`, 'm'))?.[1] ?? '';
  return [...body.matchAll(/^    (?:readonly )?(\w+)\??:/gm)].map((match) => match[1]);
}

const values = Object.keys(journey);
const members = {};
for (const name of values) {
  const made = journey[name];
  if (typeof made !== 'function' || !/^class\b/.test(Function.prototype.toString.call(made))) continue;
  const own = Object.getOwnPropertyNames(made.prototype).filter((one) => one !== 'constructor');
  const fixed = Object.getOwnPropertyNames(made).filter((one) => !['length', 'name', 'prototype'].includes(one));
  members[name] = [...own, ...fixed, ...fields(name)];
}
const types = [...readFileSync(new URL('types/types.d.ts', folder), 'utf8').matchAll(/^export (?:interface|type) (\w+)/gm)].map((match) => match[1]);
console.log(JSON.stringify({ values, members, types }));
