import {
  APICallError,
  generateText,
  InvalidResponseDataError,
  jsonSchema,
  LoadAPIKeyError,
  NoContentGeneratedError,
  NoObjectGeneratedError,
  Output,
  type LanguageModel,
} from 'ai';

import { LlmError, type LlmErrorKindName } from './errors.js';
import type { CompleteOptions, Provider } from './provider.js';
import type { ModelRequest } from './request.js';
import type { ModelReply } from './types.js';

/** Options of {@link aiSdk}. */
export interface AiSdkOptions {
  /** Whether the model is held to the reply's JSON Schema; replies are validated here either way. */
  structured?: boolean;
  /** The most seconds that a call may take; 60 unless told. */
  timeout?: number;
}

/** A model of the Vercel AI SDK as a provider. A parameter that the model refuses is left out from then on. */
export function aiSdk(model: LanguageModel, options: AiSdkOptions = {}): Provider {
  const name = typeof model === 'string' ? model : model.modelId;
  const refused = new Set<Parameter>();
  return {
    model: name,
    async complete(request: ModelRequest, { signal }: CompleteOptions): Promise<ModelReply> {
      const late = AbortSignal.timeout((options.timeout ?? 60) * 1000);
      const abortSignal = signal ? AbortSignal.any([signal, late]) : late;
      for (;;) {
        const sent = parameters(name, request, options.structured ?? true, refused);
        try {
          // Retries are the library's.
          return reply(await generateText({ model, ...prompt(request, sent), ...sent, maxRetries: 0, abortSignal }), name);
        } catch (error) {
          // A text that does not follow the schema: the library checks it and sends it back once.
          if (NoObjectGeneratedError.isInstance(error) && error.text !== undefined) return reply(error as Result, name);
          const untaken = named(error, sent);
          if (untaken === undefined) throw failed(error, late.aborted && !signal?.aborted);
          refused.add(untaken);
        }
      }
    },
  };
}

type Parameter = 'maxOutputTokens' | 'output' | 'seed' | 'temperature';
type Sent = { maxOutputTokens?: number; output?: ReturnType<typeof Output.object>; seed?: number; temperature?: number };

/** Tokens that a model gets on top of its reply's limit when it thinks first: thoughts count towards the limit. */
const THINKING_ROOM = 4000;
/** OpenAI's models that think before they reply, and Anthropic's; they refuse a temperature. */
const THINKS = /^(codex|gpt-[56]|o[134])|(^|\.)claude-(?!3|haiku-4|sonnet-4|opus-4-[0-6])/;

function parameters(name: string, request: ModelRequest, structured: boolean, refused: Set<Parameter>): Sent {
  const thinking = THINKS.test(name.slice(name.lastIndexOf('/') + 1)) || refused.has('temperature');
  const sent: Sent = {
    maxOutputTokens: request.maxOutputTokens + (thinking ? THINKING_ROOM : 0),
    seed: request.seed,
    ...(thinking ? {} : { temperature: request.temperature }),
    ...(structured ? { output: Output.object({ schema: jsonSchema(request.schema as never) }) } : {}),
  };
  for (const parameter of refused) delete sent[parameter];
  return sent;
}

function prompt({ system, messages, schema }: ModelRequest, { output }: Sent) {
  const told = output ? '' : `\n\nReply with JSON only, by this JSON Schema: ${JSON.stringify(schema)}`;
  return {
    system: system + told,
    messages: messages.map(({ role, content }) => ({ role, content })),
    // Version 5 of the SDK knows the output by this name.
    experimental_output: output,
  };
}

/** How servers name each parameter. */
const NAMES: [Parameter, RegExp][] = [
  ['maxOutputTokens', /\bmax_(completion_)?tokens\b/i],
  ['output', /\bresponse_format\b|\bjson_schema\b|\boutput_(config|format)\b|structured.outputs?/i],
  ['seed', /\bseed\b/i],
  ['temperature', /\btemperature\b/i],
];
const NOT_TAKEN =
  /unsupported|(not|n't|no longer) support|deprecated|unknown name|unrecognized|unexpected|extra inputs|not permitted|not allowed|unavailable/i;

/** The parameter that a server refused, of those that were sent. */
function named(error: unknown, sent: Sent): Parameter | undefined {
  if (!APICallError.isInstance(error) || ![400, 422].includes(error.statusCode ?? 0)) return undefined;
  const words = wordsOf(error);
  if (!NOT_TAKEN.test(words)) return undefined;
  const places = NAMES.filter(([name]) => name in sent).map(([name, pattern]) => ({ name, at: words.search(pattern) }));
  return places.filter(({ at }) => at >= 0).sort((one, other) => one.at - other.at)[0]?.name;
}

interface Result {
  text: string;
  finishReason: string;
  rawFinishReason?: string;
  usage?: { inputTokens?: number; outputTokens?: number };
  response?: { modelId?: string };
}

function reply(result: Result, name: string): ModelReply {
  const raw = result.rawFinishReason ?? '';
  if (raw === 'model_context_window_exceeded') throw llmError('context_overflow', `the reply ended with \`${raw}\``);
  const finish = ended(result.finishReason, raw);
  if (finish === 'stop' && !result.text.trim()) throw llmError('invalid_reply', `the reply is empty (it ended with \`${result.finishReason}\`)`);
  const usage = { prompt_tokens: result.usage?.inputTokens ?? 0, completion_tokens: result.usage?.outputTokens ?? 0 };
  return { text: result.text, finish, usage, model: result.response?.modelId ?? name };
}

// Some servers of OpenAI's shape pass Gemini's own reasons on.
const DECLINED_BY = /^(blocklist|content_filter|prohibited_content|recitation|refusal|safety|spii)/i;

function ended(reason: string, raw: string): ModelReply['finish'] {
  if (reason === 'length' || raw === 'model_length') return 'length';
  return reason === 'content-filter' || DECLINED_BY.test(raw) ? 'refused' : 'stop';
}

// The names of errors.ts and those that its next version knows.
type Kind = LlmErrorKindName | 'invalid_request' | 'timed_out';

const RETRYABLE: Kind[] = ['rate_limited', 'timed_out', 'transient'];
/** Characters of a server's words that an error keeps. */
const LONGEST = 600;

const NO_CREDIT = /insufficient_quota|insufficient balance|credit balance is too low|billing_hard_limit|billing_not_active/i;
const NO_KEY = /api_key_invalid|api key not valid|invalid authorization header/i;
const OVERFLOW = /context[ _](length|window|size|limit)|prompt is too long|request[ _]too[ _]large|token count.{0,40} exceeds|string_above_max_length/i;
const DECLINED = /content_filter|content (management|filtering) policy|content_?policy_?violation|responsibleaipolicy|violating our usage polic/i;
const WAIT = /(?:retry|try again) (?:in|after) (?:(\d+)m(?!s))?([\d.]+) ?(ms|s)/i;

function failed(error: unknown, late: boolean): unknown {
  const told = error as Partial<Error>;
  if (late || told.name === 'TimeoutError') return llmError('timed_out', told.message ?? 'the time ran out', { cause: error });
  if (LoadAPIKeyError.isInstance(error)) return llmError('auth', error.message, { cause: error });
  if ([InvalidResponseDataError, NoContentGeneratedError, NoObjectGeneratedError].some((kind) => kind.isInstance(error))) {
    return llmError('invalid_reply', told.message ?? 'no object', { cause: error });
  }
  if (!APICallError.isInstance(error)) return error;
  const words = wordsOf(error);
  const kind = kindOf(statusOf(error), words);
  const retryAfterMs = RETRYABLE.includes(kind) ? waitOf(error.responseHeaders ?? {}, words) : null;
  return llmError(kind, toldOf(error), { retryAfterMs, cause: error });
}

/** The status of a failed call. Some routers send a server's error as an answer. */
function statusOf({ statusCode, responseBody }: APICallError): number | undefined {
  if (statusCode !== 200) return statusCode;
  try {
    const code = (JSON.parse(responseBody ?? '') as { error?: { code?: unknown } }).error?.code;
    return typeof code === 'number' ? code : statusCode;
  } catch {
    return statusCode;
  }
}

/**
 * The kind of failure.
 *
 * An account without credit counts as `auth`: it will not pass by itself and every further call fails in the same way, as with a wrong key.
 */
function kindOf(status: number | undefined, words: string): Kind {
  if (status === undefined) return 'transient';
  if (status === 408) return 'timed_out';
  // The SDK tells of a success that it cannot read in the same way.
  if (status < 300) return 'invalid_reply';
  if ([401, 402, 403].includes(status) || NO_CREDIT.test(words) || (status === 400 && NO_KEY.test(words))) return 'auth';
  // A limit of tokens per minute that one request exceeds does not pass either.
  if (status === 413 || OVERFLOW.test(words)) return 'context_overflow';
  if (status === 429) return 'rate_limited';
  if (status >= 500 || [409, 425, 498].includes(status)) return 'transient';
  if (DECLINED.test(words)) return 'refused';
  return /json_validate_failed/i.test(words) ? 'invalid_reply' : 'invalid_request';
}

/** All that a failed call says: a body of an unknown form stands beside the message. */
function wordsOf(error: APICallError): string {
  return `${error.message} ${error.responseBody ?? ''}`;
}

/** What a failed call says to people: the server's own words. */
function toldOf({ statusCode, message, responseBody }: APICallError): string {
  return statusCode === undefined ? message : `status ${statusCode}: ${responseBody?.trim() || message}`;
}

/** The milliseconds that a server asks to wait, by its headers or else its words. */
function waitOf(headers: Record<string, string>, words: string): number | null {
  const precise = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (Number.isFinite(precise)) return Math.max(0, Math.trunc(precise));
  const after = headers['retry-after'] ?? '';
  const wait = /^[\d.]+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  if (Number.isFinite(wait)) return Math.max(0, Math.trunc(wait));
  const [, minutes, amount, unit] = WAIT.exec(words) ?? [];
  if (amount === undefined || unit === undefined) return null;
  return Math.trunc(Number(minutes ?? 0) * 60_000 + Number.parseFloat(amount) * (unit.toLowerCase() === 'ms' ? 1 : 1000));
}

function llmError(kind: Kind, message: string, options: { retryAfterMs?: number | null; cause?: unknown } = {}): LlmError {
  return new LlmError(kind as LlmErrorKindName, message.slice(0, LONGEST), { retryable: RETRYABLE.includes(kind), ...options });
}
