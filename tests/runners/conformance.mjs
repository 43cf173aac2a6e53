// Runs the conformance cases through the npm package's public names. `node tests/runners/conformance.mjs [package]`.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const journey = await import(process.argv[2] ?? new URL('../../bindings-node/esm/index.js', import.meta.url).href);

const FOLDER = new URL('../conformance/', import.meta.url);
const TEXT = ['.svg', '.html', '.md', '.mmd', '.csv', '.qdc'];
const FIELDS = ['name', 'call', 'task', 'corpus', 'arguments', 'replies', 'interview', 'steps', 'ends', 'metered', 'fieldwork', 'expected', 'golden', 'error', 'skips'];
const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

function read(name) {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  return TEXT.some((ending) => name.endsWith(ending)) ? text : JSON.parse(text);
}

function filled(value) {
  if (Array.isArray(value)) return value.map(filled);
  if (value === null || typeof value !== 'object') return value;
  if ('$file' in value) return read(value.$file);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one)]));
}

/** A result as JSON's own types, without what is null; -0 is 0. */
function plain(value) {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'number') return value + 0;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(entries.map(([key, one]) => [key, plain(one)]));
}

const contract = read('contract.json');
const parameters = new Map([...contract.operations, ...contract.tasks].map((one) => [one.name, one.parameters]));

/** The arguments in the order of the function: what is needed, then what may be left out. */
function ordered(name, given) {
  const all = parameters.get(name) ?? [];
  const unknown = Object.keys(given).find((key) => !all.some((one) => one.name === key));
  if (unknown) throw new journey.InvalidError('invalid', `no argument ${unknown}`, { context: { field: `${name}.${unknown}` } });
  const values = [...all.filter((one) => !one.optional), ...all.filter((one) => one.optional)].map((one) => {
    const value = given[one.name];
    return one.schema.contentEncoding === 'base64' && typeof value === 'string' ? Buffer.from(value, 'base64') : value;
  });
  return values;
}

/** A provider that says what a case scripts. */
class Script {
  model = 'scripted';
  constructor(replies) {
    this.replies = [...replies];
  }
  complete() {
    if (this.replies.length === 0) throw new journey.LlmError('auth', 'the script is over');
    const reply = this.replies.shift();
    if (reply.error) throw new journey.LlmError(reply.error.kind, reply.error.message, { retryAfterMs: reply.error.retry_after_ms ?? null });
    return reply;
  }
}

const faults = [];
const skipped = [];

async function settle(name, run, wanted, key) {
  let error;
  let got;
  try {
    got = plain(await run());
  } catch (thrown) {
    if (!(thrown instanceof journey.JourneyError)) throw thrown;
    error = thrown;
  }
  if (wanted.error) {
    const context = Object.entries(wanted.error.context ?? {});
    const same = ([key, value]) => isDeepStrictEqual(error.context[key], value);
    if (error?.code === wanted.error.code && context.every(same)) return;
  } else if (!error) {
    const expected = wanted.golden && key === 'expected' ? read(`golden/${wanted.golden}`) : filled(wanted[key]);
    if (isDeepStrictEqual(got, plain(expected))) return;
  }
  faults.push(`${name}: got ${error ? `${error.message} (${error.code})` : JSON.stringify(got)?.slice(0, 600)}`);
}

async function interview(one, check) {
  const setting = filled(one.interview);
  const study = new journey.Study('Where does it hurt?').withGuide(setting.guide);
  const script = setting.scripted ? new Script([]) : undefined;
  let now = 0;
  const options = { provider: script, retry: { max_attempts: 2, initial_wait_ms: 0, max_wait_ms: 0, seed: 0 }, clock: () => now };
  const held = setting.log ? study.replay('i', setting.log, options) : study.interview({ id: 'i', ...options });
  for (const [number, step] of one.steps.entries()) {
    now = step.now;
    if (script) script.replies = [...(step.replies ?? [])];
    await check(number, () => (step.input === 'start' ? held.start() : held.handle(step.input)));
  }
  return { state: held.state, log: held.log };
}

const ONCE = { max_attempts: 1, initial_wait_ms: 0, max_wait_ms: 0, seed: 0 };

/** The built-in engine, as a provider that says what each call used. */
class Counting {
  model = 'counting';
  asked = 0;
  constructor(usage) {
    this.usage = usage;
  }
  async complete(request) {
    this.asked += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return { ...request.answerBuiltin(), usage: this.usage, model: this.model };
  }
}

/** Drafts plans at once through a metered provider, in one or more runs over the same file of replies. */
async function metered({ drafts, same = false, budget, usage, file, cuts }) {
  const replies = file === undefined ? undefined : join(mkdtempSync(join(tmpdir(), 'journey-')), 'replies.jsonl');
  if (replies) writeFileSync(replies, file);
  const runs = [];
  for (const cut of cuts) {
    if (cut > 0) writeFileSync(replies, readFileSync(replies).subarray(0, -cut));
    const provider = new Counting(usage);
    const made = new journey.Metered(provider, { budget, replies });
    const questions = Array.from({ length: drafts }, (_, number) => `Where does step ${same ? 0 : number} of a claim hurt?`);
    const work = (question) => journey.draftPlan(question, { provider: made, template: 'insurance', retry: ONCE });
    const plans = await Promise.allSettled(questions.map(work));
    const refused = plans.filter((plan) => plan.reason?.code === 'llm_budget_exceeded').length;
    const done = plans.filter((plan) => plan.status === 'fulfilled').length;
    const run = { asked: provider.asked, drafted: done, refused, hits: made.hits, spent: made.spent };
    if (replies) {
      run.lines = readFileSync(replies, 'utf8').split('\n').filter(Boolean).length;
      new journey.Metered(provider, { replies });
    }
    runs.push(run);
  }
  return runs;
}

/** The interviews of a study with respondents who say one thing after another and then leave. */
function fieldwork({ question, template, now, said, concurrency, budget }) {
  const study = new journey.Study(question, { template });
  const respondents = said.map(([, all]) => {
    const rest = [...all];
    return { say: () => rest.shift(), answer: () => ({ type: 'number', value: 7 }) };
  });
  const provider = { model: 'builtin', complete: (request) => request.answerBuiltin() };
  const participants = said.map(([participant]) => participant);
  return study.run(respondents, { provider, participants, concurrency, budget, retry: ONCE, clock: () => now });
}

function part(given, documents) {
  const { attributes = [], observations, coded_by: framework, merged = [] } = given;
  if (!observations) return journey.Corpus.code(documents, framework, { attributes });
  const ids = new Set(documents.map((one) => one.id));
  const own = observations.filter((one) => merged.length === 0 || ids.has(one.document));
  return new journey.Corpus(documents, own, { attributes });
}

/** A corpus made whole, or merged of parts in some order; perhaps filtered. */
function madeOf(given) {
  const { documents, merged = [] } = given;
  let made;
  if (merged.length > 0) {
    const size = Math.ceil(documents.length / merged.length);
    const parts = merged.map((_, at) => part(given, documents.slice(at * size, (at + 1) * size)));
    made = merged.reduce((whole, at) => whole.merge(parts[at]), new journey.Corpus([], []));
  } else {
    made = part(given, documents);
  }
  return given.filter ? made.filter(given.filter) : made;
}

async function corpus(operation, given, replies) {
  const made = madeOf(given);
  const { framework, options, ...rest } = given.arguments ?? {};
  const provider = replies === undefined ? undefined : new Script(replies);
  const takes = {
    accounts: () => made.accounts(rest.attribute, framework),
    aggregate: () => made.aggregate(rest.grouping),
    ask: () => made.ask(rest.question, { ...rest, provider }),
    bytes: () => [...made.toBytes()],
    compare_cycles: () => made.compareCycles(rest.attribute),
    find_verbatims: () => made.findVerbatims(rest.question, rest.most),
    map: () => made.map({ ...options, framework }),
    map_json: () => journey.mapJson(made.map({ ...options, framework })),
    sizes: () => ({
      documents: made.documentCount,
      observations: made.observationCount,
      respondents: made.respondentCount,
      waves: made.waves,
      segments: made.segments,
      coders: made.coders,
    }),
    strategy: () => made.strategy(rest.map),
    summarise: () => made.summarise({ ...rest, provider }),
    what_if: () => made.whatIf(rest.place, rest.outcome, rest.reduction),
  };
  return takes[operation]();
}

async function called(one) {
  const given = filled(one.arguments ?? {});
  const run = journey[camel(one.call)];
  // What only handles call has no public name.
  if (!run) return (await import(new URL('../../bindings-node/esm/call.js', import.meta.url).href)).call(one.call, given);
  return run(...ordered(one.call, given));
}

let count = 0;
for (const file of readdirSync(new URL('cases/', FOLDER)).sort()) {
  for (const one of read(`cases/${file}`).cases) {
    const unknown = Object.keys(one).find((key) => !FIELDS.includes(key));
    if (unknown) throw new Error(`${file}: a case has no field ${unknown}`);
    count += 1;
    if (one.skips?.node) {
      skipped.push(`${one.name}: ${one.skips.node}`);
    } else if (one.interview) {
      const check = (number, run) => settle(`${one.name}, step ${number}`, run, one.steps[number], 'expected');
      await settle(`${one.name}, end`, () => interview(one, check), one, 'ends');
    } else if (one.metered) {
      await settle(one.name, () => metered(one.metered), one, 'expected');
    } else if (one.fieldwork) {
      await settle(one.name, () => fieldwork(one.fieldwork), one, 'expected');
    } else if (one.corpus) {
      await settle(one.name, () => corpus(one.corpus, filled(one.arguments), one.replies), one, 'expected');
    } else if (one.task) {
      const { ...given } = filled(one.arguments);
      const needed = parameters.get(one.task).filter((parameter) => !parameter.optional);
      const options = Object.fromEntries(Object.entries(given).filter(([key]) => !needed.some((parameter) => parameter.name === key)));
      const provider = one.replies ? new Script(one.replies) : undefined;
      const run = () => journey[camel(one.task)](...needed.map((parameter) => given[parameter.name]), { ...options, provider });
      await settle(one.name, run, one, 'expected');
    } else {
      await settle(one.name, () => called(one), one, 'expected');
    }
  }
}
for (const line of [...faults, ...skipped]) console.log(line);
console.log(`node: ${count - faults.length - skipped.length} of ${count} cases hold, ${skipped.length} skipped`);
process.exit(faults.length > 0 || count < 200 ? 1 : 0);
