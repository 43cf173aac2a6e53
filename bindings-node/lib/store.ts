import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import native, { type Store as Native } from '../native/index.cjs';
import { encode, guarded, guardedAsync } from './call.js';
import { StoreError } from './errors.js';
import { Interview, type InterviewOptions, opened } from './interview.js';
import { admitted, type Study } from './study.js';
import type { Document, Guide, InterviewEvent, InterviewRecord, InterviewSummary, Participant } from './types.js';

/** What an interview over a store is made with. */
export type KeptOptions = Omit<InterviewOptions, 'record'>;

/** Whether a holder was a process of this host that runs no more. */
function isGone(holder: string): boolean {
  const [pid, ...host] = holder.split('-').slice(0, -1).reverse();
  if (host.reverse().join('-') !== hostname() || !/^\d+$/.test(pid ?? '')) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Where interviews are kept: an input counts once it is stored, and survives a crash from then on. */
export class Store {
  readonly #native: Native;
  readonly #holder = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;

  /** @internal Made by `MemoryStore` and `SqliteStore`. */
  constructor(store: Native) {
    this.#native = store;
  }

  /** @internal */
  get native(): Native {
    return this.#native;
  }

  /** @internal */
  get holder(): string {
    return this.#holder;
  }

  /** Creates an interview and takes hold of it. */
  async begin(
    study: Study,
    id: string,
    options: KeptOptions & { participant?: Participant; address?: string } = {},
  ): Promise<Interview> {
    const participant = options.participant ?? { id };
    const created = (options.clock ?? Date.now)();
    const record: InterviewRecord = { id, study: study.id, participant, guide: '', address: options.address ?? null, created };
    const [opening, retry] = [this.#native.opening(), encode(options.retry ?? {})];
    const whole = study.quotas.length > 0 || study.experience.sign_in_required ? study.toJson() : undefined;
    admitted(study, participant);
    await guardedAsync(() => this.#native.begin(opening, encode(record), study.native, this.#holder, retry, whole));
    return taken(opening, options);
  }

  /** Takes up an interview that any process may have begun; one of this host that was killed is taken up at once. */
  async resume(id: string, options: KeptOptions & { study?: Study } = {}): Promise<Interview> {
    const [opening, retry] = [this.#native.opening(), encode(options.retry ?? {})];
    const whole = options.study && options.study.quotas.length > 0 ? options.study.toJson() : undefined;
    const now = (options.clock ?? Date.now)();
    const resume = () => guardedAsync(() => this.#native.resume(opening, id, this.#holder, retry, now, whole));
    try {
      await resume();
    } catch (error) {
      const holder = error instanceof StoreError ? String(error.context?.holder ?? '') : '';
      if (!isGone(holder)) throw error;
      await guardedAsync(() => this.#native.release(id, holder));
      await resume();
    }
    return taken(opening, options);
  }

  /** Lets go of an interview, so that another process may take it up at once. */
  async release(id: string): Promise<void> {
    await guardedAsync(() => this.#native.release(id, this.#holder));
  }

  /** The interviews of a study. */
  async list(study: string): Promise<InterviewSummary[]> {
    return JSON.parse(await guardedAsync(() => this.#native.list(study))) as InterviewSummary[];
  }

  /** What is known of an interview besides its log. */
  async record(id: string): Promise<InterviewRecord> {
    return JSON.parse(await guardedAsync(() => this.#native.record(id))) as InterviewRecord;
  }

  /** The guide that an interview began under. */
  async guide(id: string): Promise<Guide> {
    return JSON.parse(await guardedAsync(() => this.#native.guide(id))) as Guide;
  }

  /** The events of an interview. */
  async log(id: string): Promise<InterviewEvent[]> {
    return JSON.parse(await guardedAsync(() => this.#native.log(id))) as InterviewEvent[];
  }

  /** The transcript of an interview. */
  async document(id: string): Promise<Document> {
    const [guide, log, record] = await guardedAsync(() => Promise.all([this.#native.guide(id), this.#native.log(id), this.record(id)]));
    const replayed = guarded(() => new native.Guide(guide).replay(id, log, '{}', true, ''));
    return JSON.parse(guarded(() => replayed.document(record.participant.id))) as Document;
  }

  /** Deletes an interview with its log. */
  async delete(id: string): Promise<void> {
    await guardedAsync(() => this.#native.delete(id));
  }

  /** Notes a single-use token; whether this was its first use. */
  redeem(token: string): Promise<boolean> {
    return guardedAsync(() => this.#native.redeem(token));
  }
}

function taken(opening: import('../native/index.cjs').Opening, options: KeptOptions): Interview {
  return new Interview(opened(opening), options, true);
}

/** A store that lives as long as the process. */
export class MemoryStore extends Store {
  constructor() {
    super(native.Store.memory());
  }
}

/** A store in a SQLite file. */
export class SqliteStore extends Store {
  /** The file. */
  readonly path: string;

  constructor(path: string) {
    super(guarded(() => native.Store.sqlite(path)));
    this.path = path;
  }
}
