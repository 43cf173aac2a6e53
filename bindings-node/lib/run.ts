import native from '../native/index.cjs';
import { encode, guardedAsync } from './call.js';
import { Corpus, type CorpusOptions } from './corpus.js';
import { runTask } from './drive.js';
import { LlmError, type LlmErrorKindName } from './errors.js';
import { Metered, type MeteredOptions } from './metered.js';
import { stopped, type Provider } from './provider.js';
import type { Codebook, DocumentCoding, Document, Framework, Observation, RetryPolicy, Spent } from './types.js';

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
  codings: DocumentCoding[] = [];
  /** Documents that could not be coded, by id, with the error. */
  failed: Record<string, unknown> = {};
  /** What the model cost in this run; null for the built-in engine. */
  spent: Spent | null = null;

  /** All observations. */
  get observations(): Observation[] {
    return this.codings.flatMap((coding) => coding.observations);
  }
}

/** What coding documents takes. */
export interface CodeOptions extends RunOptions {
  /** Definitions and examples of codes. */
  codebook?: Codebook;
  /** The research question: a model that knows it reads more closely. */
  question?: string;
  seed?: number;
}

/**
 * Codes documents into a corpus. Attributes of the documents are kept, such as the account that they belong to; documents that a model failed
 * on are in `corpus.failed`.
 */
export function code(
  documents: Document[],
  framework: Framework,
  options: CodeOptions & Omit<CorpusOptions, 'framework'> = {},
): Run<Corpus> {
  return new Run(async (step) => {
    const run = await coding(documents, framework, options, step);
    const coded = documents.filter((document) => !(document.id in run.failed));
    const corpus = new Corpus(coded, run.observations, { ...options, framework });
    corpus.failed = run.failed;
    return corpus;
  });
}

/** Failures in which every further call of a run would end. */
const LASTING: LlmErrorKindName[] = ['auth', 'invalid_request'];

/**
 * Codes documents, a coding each. With `replies`, a run that was cut short goes on without paying again. A wrong key or a request that the server
 * does not take ends the run at once.
 */
export function codeDocuments(documents: Document[], framework: Framework, options: CodeOptions = {}): Run<CodingRun> {
  return new Run((step) => coding(documents, framework, options, step));
}

async function coding(
  documents: Document[],
  framework: Framework,
  options: CodeOptions,
  step: (progress: RunProgress) => void,
): Promise<CodingRun> {
  const { provider, codebook, question, retry, seed = 0, signal, concurrency = 8 } = options;
  const result = new CodingRun();
  let done = 0;
  if (!provider) {
    for (let start = 0; start < documents.length; start += 64) {
      stopped(signal);
      const part = documents.slice(start, start + 64);
      const text = await guardedAsync(() => native.callAsync('code_builtin', encode({ documents: part, framework, codebook })));
      result.codings.push(...(JSON.parse(text) as DocumentCoding[]));
      for (const document of part) step({ id: document.id, done: ++done, total: documents.length });
    }
    return result;
  }
  const metered = new Metered(provider, options);
  const coded: (DocumentCoding | undefined)[] = documents.map(() => undefined);
  await each(documents, concurrency, async (document, number) => {
    let error: unknown;
    try {
      const parameters = { document, framework, codebook, question, retry, seed };
      coded[number] = (await runTask('code_document', parameters, { provider: metered, signal })) as DocumentCoding;
    } catch (thrown) {
      if (!(thrown instanceof LlmError) || LASTING.includes(thrown.kind)) throw thrown;
      error = result.failed[document.id] = thrown;
    }
    step({ id: document.id, done: ++done, total: documents.length, ...(error === undefined ? {} : { error }) });
  });
  result.codings = coded.filter((coding) => coding !== undefined);
  result.spent = metered.spent;
  return result;
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
