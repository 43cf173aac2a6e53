import { closeSync, constants, fstatSync, ftruncateSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

import native, { type Meter } from '../native/index.cjs';
import { encode, guarded } from './call.js';
import { invalid, LlmError, type LlmErrorKindName } from './errors.js';
import { ask, asked, type Complete, type CompleteOptions, type Provider } from './provider.js';
import type { ModelRequest } from './request.js';
import type { Budget, LlmFailure, ModelReply, Spent } from './types.js';

/** What a metered provider is made with. */
export interface MeteredOptions {
  /** What may be spent. */
  budget?: Partial<Budget>;
  /** A file where replies are kept: the same request is never paid twice, also after a crash. */
  replies?: string;
}

/** A file of replies, one JSON object a line. What it holds is the meter's; opening, cutting and appending are JavaScript's. */
class ReplyFile {
  readonly #file: number;

  constructor(path: string, meter: Meter) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o644);
    const text = readFileSync(this.#file);
    try {
      const valid = guarded(() => meter.read(text));
      if (valid < text.length) ftruncateSync(this.#file, valid);
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** Appends a line; it is on the disk when the call returns, whole or not at all. */
  append(line: string): void {
    const before = fstatSync(this.#file).size;
    const bytes = Buffer.from(line);
    try {
      for (let at = 0; at < bytes.length; at += writeSync(this.#file, bytes, at));
      fsyncSync(this.#file);
    } catch (error) {
      ftruncateSync(this.#file, before);
      throw invalid('replies', `a reply cannot be kept: ${String(error)}`, 'make room on the disk');
    }
  }
}

/** What becomes of a ticket: it asks, or it is done with what came of it. */
type Turn = { to: string; result?: string | null };

/**
 * A provider within a budget, with replies kept in a file.
 *
 * Before a call it reserves what the call may cost, so that calls at once cannot overshoot together. The same request under way is asked once.
 */
export class Metered {
  /** The model's name. */
  readonly model: string;
  readonly #complete: Complete;
  readonly #native: Meter;
  readonly #file: ReplyFile | undefined;
  readonly #waiting = new Map<number, (turn: Turn) => void>();

  constructor(provider: Provider, options: MeteredOptions & { concurrency?: number } = {}) {
    ({ complete: this.#complete, model: this.model } = asked(provider));
    const { budget = {}, replies, concurrency = 64 } = options;
    this.#native = guarded(() => new native.Meter(this.model, encode(budget), Math.max(1, concurrency), replies !== undefined));
    if (replies !== undefined) this.#file = new ReplyFile(replies, this.#native);
  }

  /** What was paid so far. */
  get spent(): Spent {
    return JSON.parse(this.#native.spent()) as Spent;
  }

  /** How many requests were answered without being paid: from what is kept, or beside the same request under way. */
  get hits(): number {
    return this.#native.hits;
  }

  /** Answers from what is kept, or asks within the budget. */
  async complete(request: ModelRequest, options: CompleteOptions = {}): Promise<ModelReply> {
    const { ticket, ...admitted } = guarded(() => this.#native.admit(request.native, Date.now()));
    let turn: Turn = admitted;
    let settled = turn.to === 'done';
    try {
      if (turn.to === 'wait') {
        turn = await this.#turn(ticket, options.signal);
        settled = turn.to === 'done';
      }
      if (turn.to === 'done') return opened(turn.result ?? '{}');
      const answer = await ask(this.#complete, this.model, request, options.signal);
      settled = true;
      this.#settle(ticket, answer.json);
      if (answer.thrown !== undefined) throw answer.thrown;
      return opened(answer.json);
    } finally {
      if (!settled) this.#native.abandon(ticket);
      this.#call();
    }
  }

  #settle(ticket: number, result: string): void {
    const line = guarded(() => this.#native.settle(ticket, result, Date.now()));
    if (line != null) this.#file?.append(line);
  }

  async #turn(ticket: number, signal: AbortSignal | undefined): Promise<Turn> {
    let cancel: (() => void) | undefined;
    try {
      const turn = new Promise<Turn>((resolve, reject) => {
        this.#waiting.set(ticket, resolve);
        cancel = () => reject(signal?.reason);
        signal?.addEventListener('abort', cancel);
      });
      this.#call();
      return await turn;
    } finally {
      this.#waiting.delete(ticket);
      if (cancel) signal?.removeEventListener('abort', cancel);
    }
  }

  /** Hands out the turns that have come, and comes again when a pause ends. */
  #call(): void {
    const now = Date.now();
    for (let turn = this.#native.nextTurn(now); turn; turn = this.#native.nextTurn(now)) {
      const waiting = this.#waiting.get(turn.ticket);
      if (waiting) waiting(turn);
      else this.#native.abandon(turn.ticket);
    }
    const at = this.#native.wakeAt(now);
    if (at != null && this.#waiting.size > 0) setTimeout(() => this.#call(), at - now);
  }
}

/** A reply, or the failure thrown. */
function opened(result: string): ModelReply {
  const given = JSON.parse(result) as ModelReply | { error: LlmFailure };
  if (!('error' in given)) return given;
  const { kind, message, retry_after_ms } = given.error;
  throw new LlmError(kind as LlmErrorKindName, `llm_${kind}: ${message}`, { retryAfterMs: retry_after_ms ?? null });
}
