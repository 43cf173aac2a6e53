import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { invalid } from './errors.js';
import { mapHtml, mapJson, mapMarkdown, mapMermaid, mapSvg, mergeExcerpts, readTranscriptsCsv, readTranscriptsJson } from './functions.js';
import type { Document, JourneyMap, TranscriptColumns } from './types.js';

/**
 * Reads transcripts, tickets, chats or reviews: the path of a CSV or JSON file, or a list of records.
 *
 * Rows of one document become its turns; excerpts of the same interview become one transcript. `columns` names the columns where their names
 * are unusual.
 */
export function read(source: string | Record<string, unknown>[], columns: Partial<TranscriptColumns> = {}): Document[] {
  if (typeof source !== 'string') return mergeExcerpts(readTranscriptsJson(JSON.stringify(source), columns));
  const text = readFileSync(source, 'utf8');
  return mergeExcerpts(extname(source).toLowerCase() === '.json' ? readTranscriptsJson(text, columns) : readTranscriptsCsv(text, columns));
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
