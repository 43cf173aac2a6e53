import native from '../native/index.cjs';
import { encode, guardedAsync } from './call.js';
import { runTask } from './drive.js';
import { CancelledError, invalid, LlmError } from './errors.js';
import type { Interview, Reply } from './interview.js';
import { Metered, type MeteredOptions } from './metered.js';
import { stopped, type Provider } from './provider.js';
import { Cohort } from './simulate.js';
import type { Store } from './store.js';
import type { Study } from './study.js';
import type {
  AnswerFormat,
  Codebook,
  Coding,
  Document,
  Event,
  Framework,
  Given,
  Observation,
  Outcome,
  Participant,
  Persona,
  RetryPolicy,
  Spent,
} from './types.js';

/** How far a run has come. */
export interface RunProgress {
  /** What was finished last: a document or an interview. */
  id: string;
  /** How many are done. */
  done: number;
  /** How many there are. */
  total: number;
  /** Why it could not be done, if so. */
  error?: unknown;
}

/** Work under way: await it for its result, or iterate over its progress. */
export class Run<T> implements AsyncIterable<RunProgress>, PromiseLike<T> {
  /** The result. */
  readonly result: Promise<T>;
  readonly #queue: RunProgress[] = [];
  #wake: (() => void) | undefined;
  #ended = false;

  /** @internal */
  constructor(work: (step: (progress: RunProgress) => void) => Promise<T>) {
    this.result = work((progress) => {
      this.#queue.push(progress);
      this.#wake?.();
    }).finally(() => {
      this.#ended = true;
      this.#wake?.();
    });
    // Whoever iterates hears of a failure at the end; whoever awaits hears of it there.
    this.result.catch(() => {});
  }

  // eslint-disable-next-line unicorn/no-thenable
  then<A = T, B = never>(fulfilled?: ((value: T) => A | PromiseLike<A>) | null, rejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<A | B> {
    return this.result.then(fulfilled, rejected);
  }

  async *[Symbol.asyncIterator](): AsyncIterator<RunProgress> {
    for (;;) {
      const next = this.#queue.shift();
      if (next) yield next;
      else if (this.#ended) break;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    await this.result;
  }
}

/** What a run of many takes. */
export interface RunOptions extends MeteredOptions {
  /** The model; without one the built-in engine does the work. */
  provider?: Provider;
  /** How many at once. */
  concurrency?: number;
  /** When to try again. */
  retry?: Partial<RetryPolicy>;
  /** Cancels. */
  signal?: AbortSignal;
}

/** What coding documents yields. */
export class CodingRun {
  /** One for each document, in their order; none of a document that failed. */
  codings: Coding[] = [];
  /** Documents that could not be coded, by id, with the error. */
  failed: Record<string, unknown> = {};
  /** What the model cost in this run; null for the built-in engine. */
  spent: Spent | null = null;

  /** All observations. */
  get observations(): Observation[] {
    return this.codings.flatMap((coding) => coding.observations);
  }
}

/** Codes documents: each observation cites the customer's sentences. With `replies`, a run that was cut short goes on without paying again. */
export function code(
  documents: Document[],
  framework: Framework,
  options: RunOptions & { codebook?: Codebook; seed?: number } = {},
): Run<CodingRun> {
  return new Run(async (step) => {
    const { provider, codebook, retry, seed = 0, signal, concurrency = 8 } = options;
    const result = new CodingRun();
    let done = 0;
    if (!provider) {
      for (let start = 0; start < documents.length; start += 64) {
        stopped(signal);
        const part = documents.slice(start, start + 64);
        const text = await guardedAsync(() => native.callAsync('code_builtin', encode({ documents: part, framework, codebook })));
        result.codings.push(...(JSON.parse(text) as Coding[]));
        for (const document of part) step({ id: document.id, done: ++done, total: documents.length });
      }
      return result;
    }
    const metered = new Metered(provider, options);
    const coded: (Coding | undefined)[] = documents.map(() => undefined);
    await each(documents, concurrency, async (document, number) => {
      let error: unknown;
      try {
        const parameters = { document, framework, codebook, retry, seed };
        coded[number] = (await runTask('code_document', parameters, { provider: metered, signal })) as Coding;
      } catch (thrown) {
        if (!(thrown instanceof LlmError)) throw thrown;
        error = result.failed[document.id] = thrown;
      }
      step({ id: document.id, done: ++done, total: documents.length, ...(error === undefined ? {} : { error }) });
    });
    result.codings = coded.filter((coding) => coding !== undefined);
    result.spent = metered.spent;
    return result;
  });
}

/** A value now or later, or nothing. */
export type Maybe<T> = T | null | undefined | Promise<T | null | undefined>;

/** Someone who answers an interviewer: a person behind a transport, or a simulation. Nothing leaves the interview, or skips a question. */
export type Answering =
  | ((message: string) => Maybe<string>)
  | {
      say(message: string): Maybe<string>;
      consent?(message: string): Maybe<string>;
      give?(message: string, answer: AnswerFormat): Maybe<Given>;
    };

/** What became of the interviews of a study. */
export class Fieldwork {
  /** The transcripts, in the order of the respondents. */
  documents: Document[] = [];
  /** The logs by interview. */
  logs: Record<string, Event[]> = {};
  /** How each interview ended. */
  outcomes: Record<string, Outcome> = {};
  /** Interviews that could not go on, with the error. Kept in a store, they can be resumed. */
  failed: Record<string, unknown> = {};
  /** What the model cost; null for the built-in engine. */
  spent: Spent | null = null;

  constructor(
    /** The study. */
    readonly study: Study,
  ) {}
}

/**
 * Interviews respondents: a `Cohort`, or objects or functions that answer a message.
 *
 * With a `store`, a run that was cut short goes on where each interview was; with `replies`, without paying the model again. A failing model is
 * no reason to stop: the guide goes on. A spent budget is: no further interview begins.
 */
export function runStudy(
  study: Study,
  respondents: Cohort | Iterable<Answering>,
  options: RunOptions & { store?: Store; participants?: Participant[]; clock?: () => number } = {},
): Run<Fieldwork> {
  return new Run(async (step) => {
    const { provider, store, participants, retry, signal, clock, concurrency = 64 } = options;
    const seats: [Answering, Persona | null][] =
      respondents instanceof Cohort
        ? respondents.personas.map((persona, number) => [respondents.respondent(number), persona])
        : [...respondents].map((one) => [one, null]);
    if (participants && participants.length !== seats.length) {
      throw invalid('participants', `there are ${participants.length} for ${seats.length} respondents`, 'give one for each');
    }
    const metered = provider ? new Metered(provider, options) : undefined;
    const result = new Fieldwork(study);
    const documents: (Document | undefined)[] = seats.map(() => undefined);
    let done = 0;
    let spent = false;
    await each(seats, concurrency, async ([respondent, persona], number) => {
      const name = persona?.id ?? participants?.[number]?.id ?? `p${String(number + 1).padStart(3, '0')}`;
      const id = `${study.id}-${name}`;
      let error: unknown;
      if (spent) return;
      try {
        stopped(signal);
        const made = { provider: metered, retry, clock };
        const participant = participants?.[number] ?? { id: name };
        const interview = store ? await seat(store, study, id, { ...made, participant }) : study.interview({ id, ...made });
        const reply = await hold(interview, respondent, signal);
        const document = interview.document(name);
        if (persona) label(document, persona);
        documents[number] = document;
        result.logs[id] = store ? await store.log(id) : interview.log;
        if (reply.outcome) result.outcomes[id] = reply.outcome;
      } catch (thrown) {
        if (thrown instanceof CancelledError) throw thrown;
        spent ||= thrown instanceof LlmError && thrown.kind === 'budget_exceeded';
        error = result.failed[id] = thrown;
      }
      step({ id, done: ++done, total: seats.length, ...(error === undefined ? {} : { error }) });
    });
    result.documents = documents.filter((document) => document !== undefined);
    result.spent = metered?.spent ?? null;
    return result;
  });
}

function label(document: Document, persona: Persona): void {
  document.simulated = true;
  document.segments = [...persona.segments];
  document.ratings = { ...persona.ratings, ...document.ratings };
}

async function seat(
  store: Store,
  study: Study,
  id: string,
  made: { provider?: Provider; retry?: Partial<RetryPolicy>; clock?: () => number; participant: Participant },
): Promise<Interview> {
  const known = await store.list(study.id);
  return known.some((head) => head.id === id) ? store.resume(id, { ...made, study }) : store.begin(study, id, made);
}

/** Holds one interview to its end. */
async function hold(interview: Interview, respondent: Answering, signal?: AbortSignal): Promise<Reply> {
  const { say, consent, give } = typeof respondent === 'function' ? { say: respondent, consent: undefined, give: undefined } : respondent;
  const self = typeof respondent === 'function' ? undefined : respondent;
  let reply = await interview.start({ signal });
  while (reply.outcome === null) {
    stopped(signal);
    const question = reply.question;
    if (!question) {
      reply = await interview.tick({ signal });
    } else if (question.answer.type !== 'open') {
      const given = await give?.call(self as never, question.text, question.answer);
      reply = await (given == null ? interview.skip({ signal }) : interview.give(given, { signal }));
    } else {
      const said = await (consent && interview.consenting ? consent : say).call(self as never, reply.text);
      reply = await (said == null ? interview.stop({ signal }) : interview.say(said, { signal }));
    }
  }
  return reply;
}

/** Works on all, some at a time; the first failure stops the rest and is thrown. */
async function each<T>(all: T[], concurrency: number, work: (one: T, number: number) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  const lane = async () => {
    while (next < all.length && !failed) {
      const number = next++;
      try {
        await work(all[number] as T, number);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const lanes = Array.from({ length: Math.min(Math.max(1, concurrency), all.length) }, lane);
  const ended = await Promise.allSettled(lanes);
  const first = ended.find((one) => one.status === 'rejected');
  if (first) throw first.reason;
}
