import { CancelledError, invalid, JourneyError, LlmError } from './errors.js';
import type { ModelRequest } from './request.js';
import type { ModelReply } from './types.js';

/** What a call to a provider comes with. */
export interface CompleteOptions {
  /** Cancels the call. */
  signal?: AbortSignal;
}

/** What a provider returns: the reply's text, or a reply with its usage. */
export type Answered = string | (Partial<ModelReply> & { text: string });

/** A function that answers a request once; retries are the library's. It throws {@link LlmError} to say what went wrong. */
export type Complete = (request: ModelRequest, options: CompleteOptions) => Answered | Promise<Answered>;

/** Answers requests: an object with `complete(request, { signal })`, or that function. */
export type Provider = { complete: Complete; model?: string } | Complete;

/** The function that answers and the model's name. */
export function asked(provider: Provider): { complete: Complete; model: string } {
  if (typeof provider === 'function') return { complete: provider, model: provider.name || 'provider' };
  if (provider && typeof provider.complete === 'function') {
    return { complete: provider.complete.bind(provider), model: provider.model ?? provider.constructor?.name ?? 'provider' };
  }
  throw invalid('provider', `a ${typeof provider} cannot answer`, 'give a function or an object with `complete(request)`');
}

/** Asks once: the reply or failure as JSON, and what was thrown. */
export async function ask(
  complete: Complete,
  model: string,
  request: ModelRequest,
  signal?: AbortSignal,
  call = new AbortController(),
): Promise<{ readonly json: string; readonly text?: string; readonly thrown?: unknown }> {
  stopped(signal);
  let answered: Answered;
  try {
    answered = await limited(complete, request, call, signal);
  } catch (thrown) {
    stopped(signal, thrown);
    if (thrown instanceof LlmError) {
      const { kind, code, retryAfterMs } = thrown;
      const message = thrown.message.startsWith(`${code}: `) ? thrown.message.slice(code.length + 2) : thrown.message;
      return { json: JSON.stringify({ error: { kind, message, retry_after_ms: retryAfterMs } }), thrown };
    }
    // A fault of the provider's own code: asking again would not mend it.
    if (thrown instanceof TypeError || thrown instanceof ReferenceError || thrown instanceof JourneyError) throw thrown;
    const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return { json: JSON.stringify({ error: { kind: 'transient', message, retry_after_ms: null } }), thrown };
  }
  if (typeof answered === 'string') {
    const text = answered;
    // A text crosses as it is; JSON is written only for who asks.
    return {
      text,
      get json() {
        return JSON.stringify({ text, finish: 'stop', model });
      },
    };
  }
  if (answered && typeof answered === 'object' && typeof answered.text === 'string') {
    return { json: JSON.stringify({ finish: 'stop', model, ...answered }) };
  }
  throw invalid('provider', `it returned ${answered === null ? 'null' : `a ${typeof answered}`}`, "return the reply's text or a ModelReply");
}

/** Milliseconds after which a call is given up, whatever limits the provider keeps itself. */
const CALL_LIMIT = 180_000;

/** Calls the provider within the limit of time; its signal aborts when the call is given up or the work is cancelled. */
async function limited(complete: Complete, request: ModelRequest, call: AbortController, signal?: AbortSignal): Promise<Answered> {
  const answered = complete(request, { signal: signal ? AbortSignal.any([signal, call.signal]) : call.signal });
  if (!(answered instanceof Promise)) return answered;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      call.abort();
      reject(new LlmError('timed_out', `no reply within ${CALL_LIMIT / 1000} seconds`));
    }, CALL_LIMIT);
    timer.unref();
  });
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Throws when the work was cancelled. */
export function stopped(signal: AbortSignal | undefined, cause?: unknown): void {
  if (signal?.aborted) throw new CancelledError('cancelled', 'cancelled', { cause: cause ?? signal.reason });
}

/** Sleeps, unless the work is cancelled. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  stopped(signal);
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done);
  });
  stopped(signal);
}
