import {
  codebookFromFramework,
  codeDocuments,
  defineCode,
  read,
  renameCode,
  template,
} from 'journey-core';

const { documents } = read([
  {
    customer_id: 'ada',
    message: 'Filing the claim was easy. Then I waited three weeks without any update.',
  },
]);
const framework = template('insurance');
for (const one of (await codeDocuments(documents, framework)).observations) {
  const quote = one.evidence[0]!;
  console.log(
    `${one.kind} at ${one.place.touchpoint}, ${one.emotion.label}: ${quote.sentences.join(' ')} “${quote.text}”`,
  );
}

let codebook = codebookFromFramework(framework);
codebook = defineCode(
  codebook,
  'claim_status',
  'Waiting for news of a claim',
  ['I heard nothing for weeks'],
  ['The payout was late'],
);
codebook = renameCode(codebook, 'claim_status', 'News of the claim');
console.log(`${codebook.codes.length} codes, ${codebook.changes.length} changes noted`);
