// The page's own words, one file for each language in `words/`. What the interviewer says comes from the study.
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('words/', import.meta.url);
const languages = new Map(readdirSync(folder).map((name) => [name.split('.')[0], JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]));

/** The words for a language tag; the region is ignored, and English stands in for a language without words. */
export function wordsOf(tag = 'en') {
  return languages.get(tag.toLowerCase().split('-')[0]) ?? languages.get('en');
}

/** A text with its `{fields}` filled. */
export const fill = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => fields[name]);

/** Minutes in words: every language has plurals of its own. */
export const minutesIn = (language, minutes) =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long', numberingSystem: 'latn' }).format(minutes);
