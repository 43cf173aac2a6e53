import type { Interview as Native, Opening } from '../native/index.cjs';
import { encode, guarded, guardedAsync } from './call.js';
import { ask, asked, sleep, stopped, type Complete, type Provider } from './provider.js';
import { ModelRequest, type RequestSource } from './request.js';
import type {
  Document,
  Guide,
  Input,
  InterviewEvent,
  InterviewOutcome,
  Output,
  ReplyData,
  ReplyMessage,
  Snapshot,
  StructuredAnswer,
} from './types.js';

/** What the participant sees next. */
export interface Reply extends ReplyData {
  /** The messages as one text. */
  readonly text: string;
  /** The message that is answered; null when the interview is over. */
  readonly question: ReplyMessage | null;
  /** Whether the interview is over. */
  readonly finished: boolean;
}

/** What every step of an interview takes. */
export interface StepOptions {
  /** Cancels; what was handed in stays. */
  signal?: AbortSignal;
}

/** What an input takes besides. */
export interface InputOptions extends StepOptions {
  /** An id that was used before changes nothing. */
  id?: string;
  /** Another revision than the present one is refused. */
  revision?: number;
}

/** Is handed every event before anything is shown. */
export type Recorder = (events: InterviewEvent[]) => void | Promise<void>;

/** What an interview is made with. */
export interface InterviewOptions {
  /** The model; without one the built-in engine moderates. */
  provider?: Provider;
  /** Is handed every event before anything is shown, for a store of your own; the log is not kept then. */
  record?: Recorder;
  /** When to try again. */
  retry?: Partial<import('./types.js').RetryPolicy>;
  /** The present in milliseconds since the Unix epoch. */
  clock?: () => number;
}

type Next = { next: 'ask' } | { next: 'wait'; milliseconds: number } | ({ next: 'rest' } & ReplyData);

const ASK: Next = { next: 'ask' };

/** Inputs that do not wait for the provider. */
const INTERRUPTING = new Set<string>(['asked_to_stop', 'left', 'tick', 'withdrew_consent']);

class Shown implements Reply {
  messages!: ReplyMessage[];
  awaits!: ReplyData['awaits'];
  outcome!: InterviewOutcome | null;
  progress!: ReplyData['progress'];
  revision!: number;
  tick_at!: number | null;
  failure!: ReplyData['failure'];

  constructor(data: ReplyData) {
    this.messages = data.messages;
    this.awaits = data.awaits;
    this.outcome = data.outcome ?? null;
    this.progress = data.progress;
    this.revision = data.revision;
    this.tick_at = data.tick_at ?? null;
    this.failure = data.failure ?? null;
  }

  get text(): string {
    return this.messages.map((message) => message.text).join('\n\n');
  }

  get question(): ReplyMessage | null {
    return this.outcome !== null ? null : (this.messages.at(-1) ?? null);
  }

  get finished(): boolean {
    return this.outcome !== null;
  }
}

/** An input without what the library fills in. */
export type AnyInput = Input | { type: Input['type']; id?: string; [key: string]: unknown };

/**
 * One interview: a state machine without a clock or a model inside.
 *
 * `say` hands in what the participant said, asks the provider where that is needed, and returns what the participant sees next.
 */
export class Interview {
  readonly #native: Native;
  readonly #source: RequestSource;
  readonly #complete: Complete | undefined;
  readonly #model: string = '';
  readonly #record: Recorder | undefined;
  readonly #keeps: boolean;
  readonly #clock: () => number;
  #last: Promise<void> | undefined;
  /** Gives the call to the provider up, while there is one. */
  #call: { controller: AbortController; givenUp: boolean } | undefined;
  /** What the provider threw last, when the interview went on from the guide. */
  providerError: unknown;

  /** @internal Made by `Study.interview`, `Study.replay`, `Store.begin` and `Store.resume`. */
  constructor(native: Native, options: InterviewOptions = {}, keeps = false) {
    this.#native = native;
    this.#source = { part: (name) => native.requestPart(name), answerBuiltin: () => native.requestAnswer() };
    if (options.provider) ({ complete: this.#complete, model: this.#model } = asked(options.provider));
    this.#record = options.record;
    this.#keeps = keeps;
    this.#clock = options.clock ?? Date.now;
  }

  /** The interview's id. */
  get id(): string {
    return this.#native.id;
  }

  /** How many events the log holds. */
  get revision(): number {
    return this.#native.revision;
  }

  /** How it ended, once it has. */
  get outcome(): InterviewOutcome | null {
    return (this.#native.outcome as InterviewOutcome | undefined) ?? null;
  }

  /** The interview as it stands: phase, ledger, turns. */
  get state(): Snapshot {
    return JSON.parse(guarded(() => this.#native.snapshot())) as Snapshot;
  }

  /** The events so far; empty when a store or `record` keeps them. */
  get log(): InterviewEvent[] {
    return JSON.parse(guarded(() => this.#native.log())) as InterviewEvent[];
  }

  /** The guide. */
  get guide(): Guide {
    return JSON.parse(guarded(() => this.#native.guide())) as Guide;
  }

  /** The transcript. */
  document(participant = 'participant'): Document {
    return JSON.parse(guarded(() => this.#native.document(participant))) as Document;
  }

  /** Opens the interview, or shows what stands open after a break. */
  start(options: StepOptions = {}): Promise<Reply> {
    return this.#step((now) => this.#native.start(now), (now) => this.#native.startAsync(now), options.signal);
  }

  /** Hands in what the participant said. */
  say(text: string, options: InputOptions = {}): Promise<Reply> {
    const { id, revision, signal } = options;
    const native = this.#native;
    return this.#step((now) => native.said(id ?? '', text, now, revision), (now) => native.saidAsync(id ?? '', text, now, revision), signal);
  }

  /** Hands in a number or the ids of the options that were chosen. */
  answer(answer: number | string[] | StructuredAnswer, options: InputOptions = {}): Promise<Reply> {
    const given: StructuredAnswer =
      typeof answer === 'number' ? { type: 'number', value: answer } : Array.isArray(answer) ? { type: 'choices', options: answer } : answer;
    return this.#input({ type: 'answered', answer: given }, options);
  }

  /** Skips the question. */
  skip(options: InputOptions = {}): Promise<Reply> {
    return this.#input({ type: 'skipped' }, options);
  }

  /** The participant asked to stop. */
  stop(options: InputOptions = {}): Promise<Reply> {
    return this.#input({ type: 'asked_to_stop' }, options);
  }

  /** The participant went away. */
  leave(options: InputOptions = {}): Promise<Reply> {
    return this.#input({ type: 'left' }, options);
  }

  /** The participant is back. */
  rejoin(options: InputOptions = {}): Promise<Reply> {
    return this.#input({ type: 'rejoined' }, options);
  }

  /** The participant corrected what they said in a turn. */
  correct(turn: number, text: string, options: InputOptions = {}): Promise<Reply> {
    return this.#input({ type: 'corrected', turn, text }, options);
  }

  /** The participant takes the consent back; the content is erased. */
  withdraw(options: InputOptions = {}): Promise<Reply> {
    return this.#input({ type: 'withdrew_consent' }, options);
  }

  /** Time passed; due at `Reply.tick_at`. */
  tick(options: InputOptions = {}): Promise<Reply> {
    return this.#input({ type: 'tick' }, options);
  }

  /** Hands in any input. */
  handle(input: AnyInput, options: InputOptions = {}): Promise<Reply> {
    return this.#input(input, options);
  }

  /** @internal Hands in what a respondent gave to the last reply; the library decides what it means. */
  respond(words: string | null, answer: StructuredAnswer | null, tookMs: number, options: StepOptions = {}): Promise<Reply> {
    const given = answer === null ? null : encode(answer);
    return this.#step(
      (now) => this.#native.respond(now, words, given, tookMs),
      (now) => this.#native.respondAsync(now, words, given, tookMs),
      options.signal,
    );
  }

  #input(body: AnyInput, options: InputOptions): Promise<Reply> {
    const { id, revision, signal } = options;
    const given = () =>
      encode({ ...(id === undefined ? {} : { id }), ...body, ...(revision === undefined ? {} : { expected_revision: revision }) });
    const [here, pool] = [(now: number) => this.#native.handle(given(), now), (now: number) => this.#native.handleAsync(given(), now)];
    return this.#call && INTERRUPTING.has(body.type) ? this.#interrupt(here, pool, this.#call) : this.#step(here, pool, signal);
  }

  /** To stop, to leave, to withdraw and the time do not wait for the provider: unless the interview still does, the call is given up. */
  async #interrupt(here: (now: number) => string, pool: (now: number) => Promise<string>, call: { controller: AbortController; givenUp: boolean }): Promise<Reply> {
    const next = this.#keeps ? await guardedAsync(() => pool(this.#clock())) : guarded(() => here(this.#clock()));
    await this.#recorded();
    const reply = new Shown(JSON.parse(next) as ReplyData);
    if (reply.awaits !== 'time') {
      call.givenUp = true;
      call.controller.abort();
    }
    return reply;
  }

  async #recorded(): Promise<void> {
    if (!this.#record) return;
    const outputs = JSON.parse(this.#native.takeOutputs()) as Output[];
    const events = outputs.flatMap((output) => (output.type === 'record' ? [output.event] : []));
    if (events.length > 0) await this.#record(events);
  }

  /** Asks the provider; nothing when the call was given up. */
  async #asked(complete: Complete, signal?: AbortSignal): Promise<Awaited<ReturnType<typeof ask>> | undefined> {
    const call = (this.#call = { controller: new AbortController(), givenUp: false });
    const givenUp = new Promise<undefined>((resolve) => {
      call.controller.signal.addEventListener('abort', () => call.givenUp && resolve(undefined), { once: true });
    });
    try {
      const request = new ModelRequest(this.#source, () => this.#native.request());
      return await Promise.race([ask(complete, this.#model, request, signal, call.controller), givenUp]);
    } catch (error) {
      if (call.givenUp) return undefined;
      throw error;
    } finally {
      this.#call = undefined;
    }
  }

  /** One input after another: a second one waits until the first was answered. */
  #step(here: (now: number) => string, pool: (now: number) => Promise<string>, signal?: AbortSignal): Promise<Reply> {
    const before = this.#last;
    const step = before ? before.then(() => this.#drive(here, pool, signal)) : this.#drive(here, pool, signal);
    const last = step.then(
      () => {},
      () => {},
    );
    this.#last = last;
    void last.then(() => {
      if (this.#last === last) this.#last = undefined;
    });
    return step;
  }

  async #drive(here: (now: number) => string, pool: (now: number) => Promise<string>, signal?: AbortSignal): Promise<Reply> {
    const [native, keeps, clock] = [this.#native, this.#keeps, this.#clock];
    stopped(signal);
    // What waits for a disk leaves the event loop alone; all else is done at once.
    let next = keeps ? await guardedAsync(() => pool(clock())) : guarded(() => here(clock()));
    for (;;) {
      await this.#recorded();
      const step = next === '' ? ASK : (JSON.parse(next) as Next);
      if (step.next === 'rest') return new Shown(step);
      if (step.next === 'wait') {
        await sleep(step.milliseconds, signal);
        next = guarded(() => native.elapsed(clock()));
      } else if (!this.#complete) {
        next = keeps ? await guardedAsync(() => native.answerBuiltinAsync(clock())) : guarded(() => native.answerBuiltin(clock()));
      } else {
        const answer = await this.#asked(this.#complete, signal);
        this.providerError = answer?.thrown;
        const text = answer?.text;
        if (answer === undefined) next = keeps ? await guardedAsync(() => native.startAsync(clock())) : guarded(() => native.start(clock()));
        else if (keeps) next = await guardedAsync(() => native.repliedAsync(answer.json, clock()));
        else if (text === undefined) next = guarded(() => native.replied(answer.json, clock()));
        else next = guarded(() => native.repliedText(text, this.#model, clock()));
      }
    }
  }
}

/** @internal The interview that was opened on a thread of the pool. */
export function opened(opening: Opening): Native {
  const interview = opening.take();
  if (!interview) throw new Error('journey-core: nothing was opened');
  return interview;
}
