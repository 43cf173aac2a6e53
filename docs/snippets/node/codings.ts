import { readFileSync } from 'node:fs';

import {
  codeDocuments,
  compareCoders,
  correctForCoderError,
  read,
  readCodings,
  template,
} from 'journey-core';

const framework = template('telecom');
const { documents } = read('broadband.csv');
const machine = (await codeDocuments(documents, framework)).observations;

// Forty documents drawn by chance, coded by a person: one row for each experience, quoted from the text.
const people = readCodings(readFileSync('codings.csv', 'utf8'), documents, framework, 'ada');
console.log(`${people.observations.length} codings read, ${people.rejected.length} rejected`);
const sample = [...new Set(people.observations.map((one) => one.document))].sort();

const inSample = machine.filter((one) => sample.includes(one.document));
const agreement = compareCoders([...inSample, ...people.observations], inSample[0]!.coder.name, 'ada');
console.log(
  `${agreement.base} sentences coded by both, κ of the stage ${agreement.kappa['stage']!.value.toFixed(2)}`,
);

const place = { stage: 'onboarding', touchpoint: 'installation' };
const corrected = correctForCoderError(documents, machine, people.observations, sample, place, 'pain');
const { low, high } = corrected.interval;
console.log(
  `pain at installation: machine ${corrected.machine.toFixed(2)}, corrected ${corrected.value.toFixed(2)}`,
  `[${low.toFixed(2)} to ${high.toFixed(2)}], from ${corrected.coded} coded by hand`,
);
