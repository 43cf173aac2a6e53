import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { invalid } from './errors.js';
import { mapHtml, mapJson, mapMarkdown, mapMermaid, mapSvg, readAny } from './functions.js';
import type { Document, JourneyMap, ReadOptions, ReadReport, TranscriptColumns } from './types.js';

/** How files are read: see `ReadOptions`; what is left out is told by the files. */
export type ReadSettings = Partial<Omit<ReadOptions, 'columns'>> & { readonly columns?: Partial<TranscriptColumns> };

/**
 * Reads what customers said, from whatever holds it: the path of a file or a folder, several paths, bytes with a name, or a list of records.
 *
 * A file is recognised by its content: CSV and TSV with any delimiter and encoding, Qualtrics, Excel, JSON and JSON Lines in any nesting, Zendesk,
 * Intercom, Freshdesk, a zipped Slack export, mail, WebVTT, SRT, Whisper, a transcript in plain text or Word, a WhatsApp chat, reviews with stars. What was guessed, on what grounds, and what
 * was left out stands in `reports`. Throws a `JourneyError` with the file, the place and the option that mends it when a file is broken or leaves open
 * what is what.
 */
export function read(
  source: string | readonly string[] | { readonly name: string; readonly bytes: Uint8Array } | readonly Record<string, unknown>[],
  options: ReadSettings = {},
): { documents: Document[]; reports: ReadReport[] } {
  const results = inputs(source).map(({ name, bytes }) => readAny(name, bytes, options as Partial<ReadOptions>));
  const taken = new Set<string>();
  const documents = results.flatMap((result) => result.documents);
  for (const document of documents) {
    const own = document.id;
    for (let number = 2; taken.has(document.id); number += 1) document.id = `${own}-${number}`;
    if (document.participant === own) document.participant = document.id;
    taken.add(document.id);
  }
  return { documents, reports: results.map((result) => result.report) };
}

function inputs(source: Parameters<typeof read>[0]): { name: string; bytes: Uint8Array }[] {
  if (typeof source === 'string') return files(source).map((name) => ({ name, bytes: readFileSync(name) }));
  if (!Array.isArray(source)) return [source as { name: string; bytes: Uint8Array }];
  if (source.length > 0 && source.every((one) => typeof one === 'string')) return source.flatMap((path) => inputs(path));
  return [{ name: 'records.json', bytes: Buffer.from(JSON.stringify(source)) }];
}

/** The files of a path in the order of their names; hidden ones are left out. */
function files(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const inner = readdirSync(path).filter((name) => !name.startsWith('.'));
  return inner.sort().flatMap((name) => files(join(path, name)));
}

/** Writes a map by the file's ending: `.svg`, `.html`, `.md`, `.mmd` or `.json`. */
export function saveMap(map: JourneyMap, path: string, options: { segments?: boolean } = {}): void {
  const writers: Record<string, () => string> = {
    '.svg': () => mapSvg(map, options.segments),
    '.html': () => mapHtml(map, options.segments),
    '.md': () => mapMarkdown(map),
    '.mmd': () => mapMermaid(map),
    '.json': () => mapJson(map),
  };
  const write = writers[extname(path).toLowerCase()];
  if (!write) throw invalid('path', `\`${extname(path)}\` is not a format of a map`, `use one of ${Object.keys(writers).join(', ')}`);
  writeFileSync(path, write());
}
