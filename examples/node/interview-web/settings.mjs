// What stands in settings.json: brand, links and study; see README.md.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { experience, guideFromItems, Study } from 'journey-core';

import { wordsOf } from './words.mjs';

const STANDARD = fileURLToPath(new URL('settings.json', import.meta.url));
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The settings: brand, privacy, contact, study, language, words. */
export function readSettings({ file = STANDARD, signIn = false } = {}) {
  const given = json(file);
  const study = studyOf(given.study, { folder: dirname(file), signIn });
  const language = study.guide.language;
  const words = wordsOf(language);
  const [{ title, researcher, expected_minutes: minutes }, purpose] = [study.experience, given.study.purpose ?? words.purpose];
  const brand = { ...given.brand, logo: given.brand.logo && resolve(dirname(file), given.brand.logo) };
  return { brand, privacy: given.privacy, contact: given.contact, linkDays: given.linkDays ?? 30, signIn, study, language, words, title, researcher, purpose, minutes };
}

/** The study: drafted from its question, or with items of one's own; `script` brings the interviewer's lines in a language that does not ship. */
function studyOf({ id, question, template, language, title, researcher, minutes, items, script }, { folder, signIn }) {
  const words = wordsOf(language);
  const settings = { ...experience(title ?? words.title, researcher ?? words.researcher), expected_minutes: minutes ?? 15, sign_in_required: signIn };
  const lines = script && json(resolve(folder, script));
  const drafted = new Study(question, { id, template, language: lines ? undefined : language, experience: settings });
  if (!items) return drafted;
  const own = items.map((item) => ({ kind: 'core', depth: 'none', ...item }));
  const { welcome, consent, closing, facts } = lines ?? drafted.guide;
  return drafted.withGuide({ ...guideFromItems(own), question, language: language ?? drafted.guide.language, script: lines ?? null, welcome, consent, closing, facts });
}
