import { code, read, template } from 'journey-core';

const corpus = await code(read('broadband.csv').documents, template('telecom'));
const strategy = corpus.strategy(corpus.map());
for (const plan of strategy.teams) {
  console.log(plan.team);
  for (const action of plan.actions.slice(0, 1)) {
    console.log(`  ${action.action}`);
    console.log(
      `  because: ${action.cause} (${action.cause_share.count} of ${action.cause_share.base} with this pain)`,
    );
    console.log(`  measured by: ${action.measure.what}`);
  }
}
