import { quote, read } from 'journey-core';

const [document] = read([
  { customer_id: 'ada', message: 'Filing was easy. Then I waited three weeks. Nobody called me back.' },
]).documents;
for (const sentence of document!.turns[0]!.sentences) console.log(sentence.id);

// A coder names sentences; the library cuts the words.
for (const quotation of quote(document!, ['t1.s2', 't1.s3']))
  console.log(quotation.sentences.join(' '), '=', quotation.text);

console.log(quote(document!, ['t1.s9']).length, 'quotations of a sentence that is not there');
