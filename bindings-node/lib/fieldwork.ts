import native, { type Fieldwork as Native } from '../native/index.cjs';
import { encode, guarded, guardedAsync } from './call.js';
import { CancelledError, invalid, JourneyError } from './errors.js';
import { Interview, opened, type Reply } from './interview.js';
import { Metered } from './metered.js';
import { sleep, stopped } from './provider.js';
import { Run, type RunOptions, type RunProgress } from './run.js';
import { Cohort } from './simulate.js';
import type { Store } from './store.js';
import type { Study } from './study.js';
import type { AnswerFormat, FailedInterview, Fieldwork, Participant, PlannedInterview, StructuredAnswer } from './types.js';

/** A value now or later, or nothing. */
export type Maybe<T> = T | null | undefined | Promise<T | null | undefined>;

/** Someone who answers an interviewer: a person behind a transport, or a simulation. Nothing leaves the interview, or skips a question. */
export type Answering =
  | ((message: string) => Maybe<string>)
  | {
      say(message: string): Maybe<string>;
      consent?(message: string): Maybe<string>;
      answer?(message: string, answer: AnswerFormat): Maybe<StructuredAnswer>;
      /** Milliseconds that the last answer would have taken, where answering takes no time of its own. */
      readonly responseMs?: number;
    };

/** How the interviews of a study are held. */
export interface FieldworkOptions extends RunOptions {
  /** Where the interviews are kept. */
  store?: Store;
  /** Who takes part, one for each respondent. */
  participants?: Participant[];
  /** The present in milliseconds since the Unix epoch. */
  clock?: () => number;
}

/** @internal See `Study.run`. */
export function runStudy(study: Study, respondents: Cohort | Iterable<Answering>, options: FieldworkOptions): Run<Fieldwork> {
  return new Run(async (step) => {
    const { store, retry = {}, provider, concurrency = 64 } = options;
    const { people, seats } = peopleOf(respondents, options.participants);
    const metered = provider ? new Metered(provider, options) : undefined;
    const schedule = guarded(
      () => new native.Fieldwork(study.toJson(), study.native, people, Math.max(1, concurrency), encode(retry), store?.native, store?.holder ?? ''),
    );
    await guardedAsync(() => schedule.resume());
    await new Holding(schedule, seats, metered, options, step).all();
    return JSON.parse(guarded(() => schedule.finish(metered && encode(metered.spent)))) as Fieldwork;
  });
}

/** The participants as JSON, and who answers for each. */
function peopleOf(respondents: Cohort | Iterable<Answering>, participants?: Participant[]): { people: string; seats: Answering[] } {
  if (respondents instanceof Cohort) {
    const seats = Array.from({ length: respondents.size }, (_, number) => respondents.respondent(number));
    return { people: participants ? encode(participants) : respondents.native.participants(), seats };
  }
  const seats = [...respondents];
  const people = participants ?? seats.map((_, number) => ({ id: `p${String(number + 1).padStart(3, '0')}` }));
  if (people.length !== seats.length) {
    throw invalid('participants', `there are ${people.length} for ${seats.length} respondents`, 'give one for each');
  }
  return { people: encode(people), seats };
}

/** Interviews under way. The library decides which is held next, what is tried again and when the run stops; JavaScript owns the loop. */
class Holding {
  #done = 0;
  #faults: unknown[] = [];
  #ended: (() => void) | undefined;
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    readonly native: Native,
    readonly seats: Answering[],
    readonly provider: Metered | undefined,
    readonly options: FieldworkOptions,
    readonly step: (progress: RunProgress) => void,
  ) {}

  get #now(): number {
    return (this.options.clock ?? Date.now)();
  }

  /** Holds all; a fault of the host's own code, or cancelling, ends the rest. */
  async all(): Promise<void> {
    try {
      for (;;) {
        stopped(this.options.signal);
        if (this.#faults.length > 0) throw this.#faults[0];
        const work = guarded(() => this.native.next(this.#now));
        if (work === null) return;
        if (typeof work === 'string') this.#begin(JSON.parse(work) as PlannedInterview, work);
        else await this.#wait(work < 0 ? undefined : work);
      }
    } finally {
      await Promise.all(this.#underWay);
    }
  }

  #begin(planned: PlannedInterview, text: string): void {
    const held = this.#held(planned, text)
      .catch((fault: unknown) => void this.#faults.push(fault))
      .finally(() => {
        this.#underWay.delete(held);
        this.#ended?.();
      });
    this.#underWay.add(held);
  }

  async #wait(milliseconds: number | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#ended = resolve;
      if (milliseconds !== undefined) timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
  }

  async #held({ id, number }: PlannedInterview, planned: string): Promise<void> {
    let interview: import('../native/index.cjs').Interview | undefined;
    let [error, over]: [unknown, boolean] = [undefined, true];
    try {
      const opening = this.native.opening();
      await guardedAsync(() => this.native.open(opening, planned, this.#now));
      const taken = (interview = opened(opening));
      const { store, clock } = this.options;
      await hold(new Interview(taken, { provider: this.provider, clock }, Boolean(store)), this.seats[number] as Answering, this);
      await guardedAsync(() => this.native.ended(number, taken));
    } catch (thrown) {
      if (isFault(thrown)) throw thrown;
      error = thrown;
      over = await guardedAsync(() => this.native.failed(number, encode(failed(id, thrown)), this.#now, interview));
    }
    if (over) this.step({ id, done: ++this.#done, total: this.seats.length, ...(error === undefined ? {} : { error }) });
  }

  /** Throws when the run was cancelled, or broke elsewhere. */
  check(): void {
    stopped(this.options.signal);
    if (this.#faults.length > 0) throw new CancelledError('cancelled', 'cancelled');
  }
}

/** Whether there is no use in going on with the others: the run was cancelled, or the host's own code is wrong. */
function isFault(thrown: unknown): boolean {
  const invalid = thrown instanceof JourneyError && thrown.code === 'invalid';
  return invalid || thrown instanceof CancelledError || thrown instanceof TypeError || thrown instanceof ReferenceError;
}

function failed(id: string, thrown: unknown): FailedInterview {
  if (thrown instanceof JourneyError) return { id, code: thrown.code, message: thrown.message, retryable: thrown.retryable };
  const [code, message] = thrown instanceof Error ? [thrown.name, thrown.message] : ['Error', String(thrown)];
  return { id, code, message, retryable: false };
}

/** Puts each reply to a respondent, until the interview is over. */
async function hold(interview: Interview, respondent: Answering, holding: Holding): Promise<void> {
  const { signal } = holding.options;
  let reply = await interview.start({ signal });
  while (reply.outcome === null) {
    holding.check();
    const { words, answer } = await response(respondent, reply, signal);
    const took = typeof respondent === 'function' ? 0 : (respondent.responseMs ?? 0);
    reply = await interview.respond(words ?? null, answer ?? null, took, { signal });
  }
}

/** What a respondent gives to what is awaited: words, or an answer. */
async function response(
  respondent: Answering,
  reply: Reply,
  signal: AbortSignal | undefined,
): Promise<{ words?: string | null | undefined; answer?: StructuredAnswer | null | undefined }> {
  const one = typeof respondent === 'function' ? { say: respondent } : respondent;
  const { awaits, question, text, tick_at } = reply;
  if (awaits === 'answer' && question) return { answer: await one.answer?.(text, question.answer) };
  if (awaits === 'consent') return { words: await (one.consent ? one.consent(text) : one.say(text)) };
  if (awaits === 'words') return { words: await one.say(text) };
  if (tick_at != null) await sleep(Math.max(0, tick_at - Date.now()), signal);
  return {};
}
