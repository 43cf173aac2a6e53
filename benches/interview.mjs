// Twelve-turn interviews in one Node process, through the npm package: `interview.mjs PACKAGE [--n 1000] [--turns 12] [--delay 50]`.
// Prints the same fields as the peers: turns per second, CPU per turn, memory of a live session.
const { guideOfItems, Study } = await import(process.argv[2]);

const given = { n: 1000, turns: 12, delay: 50 };
for (let at = 3; at < process.argv.length; at += 2) given[process.argv[at].slice(2)] = Number(process.argv[at + 1]);
const ANSWER =
  'I mostly use the mobile app on my way to work, and the checkout step is where I usually give up because the form keeps losing my address; support on chat answered after two days which felt slow but polite.';
const TOPICS = ['buying', 'paying', 'delivery', 'returns', 'support', 'renewal', 'prices', 'app', 'branch', 'contract'];
const WORDS = 'letter form portal hotline agent price contract claim branch email refund delivery password invoice address photo'.split(' ');

/** A probe that was not used before, as the Rust bench makes it. */
function proposal(number) {
  const [one, two] = [`${WORDS[(number * 5) % 16]}${number}`, `${WORDS[(number * 7 + 3) % 16]}${number}`];
  const messages = [
    `What happened with ${one} then?`,
    `Tell me more about the ${one} and ${two}.`,
    `How did ${one} go on after the ${two}?`,
    `Take ${one}: what did it look like beside the ${two}?`,
  ];
  const mentions = [{ stage: 'claims', touchpoint: null, channel: null, valence: -1 }];
  return JSON.stringify({ reading: 'substantive', answers: [], mentions, kind: 'probe', probe: 'descriptive', message: messages[number % 4], fact: null });
}

const items = Array.from({ length: Math.ceil(given.turns / 4) }, (_, number) => ({
  id: `q${number}`,
  phase: 'experience',
  kind: 'core',
  text: `What happened with ${TOPICS[number % 10]}${number} in ${TOPICS[(number * 3) % 10]}?`,
  depth: 'deep',
  stage: 'claims',
  answer: { type: 'open' },
}));
const study = new Study('Where does it hurt?').withGuide({ ...guideOfItems(items), max_turns: given.turns });
const moves = Array.from({ length: 39989 }, (_, number) => proposal(number));
let count = 0;
const provider = async () => {
  count += 1;
  if (given.delay > 0) await new Promise((resolve) => setTimeout(resolve, given.delay));
  return moves[count % moves.length];
};

async function one(number) {
  const interview = study.interview({ id: `i-${number}`, provider });
  await interview.start();
  let reply = await interview.say('yes');
  while (reply.outcome === null) reply = await interview.say(ANSWER);
  return interview;
}

const cpu = () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
};
await Promise.all([-1, -2, -3].map(one));
globalThis.gc?.();
const [memory, began, used] = [process.memoryUsage().rss, performance.now(), cpu()];
const held = await Promise.all(Array.from({ length: given.n }, (_, number) => one(number)));
const [took, spent] = [(performance.now() - began) / 1000, cpu() - used];
// What native objects hold is given back a moment after they were collected.
for (let round = 0; round < 3; round++) {
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 50));
}
const turns = given.n * given.turns;
if (held[0].state.progress.asked !== given.turns) throw new Error('a turn is missing');
console.log(
  JSON.stringify({
    name: 'journey-core, node',
    n: given.n,
    turns: given.turns,
    delay_ms: given.delay,
    wall_s: +took.toFixed(2),
    turns_per_s: Math.round(turns / took),
    cpu_ms_per_turn: +((spent / turns) * 1000).toFixed(4),
    kb_per_session: +((process.memoryUsage().rss - memory) / 1024 / given.n).toFixed(1),
  }),
);
