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

import { call } from './call.js';
import { LlmError, type LlmErrorKindName } from './errors.js';
import type { CompleteOptions, Provider } from './provider.js';
import type { ModelRequest } from './request.js';
import type { LlmFailure, ModelReply } from './types.js';

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
  const thinks = call('thinks_first', { model: name }) as boolean;
  return {
    model: name,
    async complete(request: ModelRequest, { signal }: CompleteOptions): Promise<ModelReply> {
      const late = AbortSignal.timeout((options.timeout ?? 60) * 1000);
      const abortSignal = signal ? AbortSignal.any([signal, late]) : late;
      for (;;) {
        const sent = parameters(request, thinks || refused.has('temperature'), options.structured ?? true, refused);
        try {
          // Retries are the library's.
          return reply(await generateText({ model, ...prompt(request, sent), ...sent, maxRetries: 0, abortSignal }), name);
        } catch (error) {
          // A text that does not follow the schema: the library checks it and sends it back once.
          if (NoObjectGeneratedError.isInstance(error) && error.text !== undefined) return reply(error as Result, name);
          const wrong = failed(error, late.aborted && !signal?.aborted);
          const untaken = wrong instanceof LlmError ? named(wrong, sent) : undefined;
          if (untaken === undefined) throw wrong;
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

function parameters(request: ModelRequest, thinking: boolean, structured: boolean, refused: Set<Parameter>): Sent {
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
const NAMES: Record<Parameter, string[]> = {
  maxOutputTokens: ['max_completion_tokens', 'max_tokens'],
  output: ['output_config', 'response_format'],
  seed: ['seed'],
  temperature: ['temperature'],
};

/** The parameter that a server refused, of those that were sent. */
function named({ kind, message, retryAfterMs }: LlmError, sent: Sent): Parameter | undefined {
  const known = (Object.keys(NAMES) as Parameter[]).filter((parameter) => parameter in sent);
  const failure = { kind, message, retry_after_ms: retryAfterMs };
  const name = call('refused_parameter', { failure, sent: known.flatMap((parameter) => NAMES[parameter]) }) as string | null;
  return known.find((parameter) => name !== null && NAMES[parameter].includes(name));
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
  if (raw === 'model_context_window_exceeded') throw new LlmError('context_overflow', `the reply ended with \`${raw}\``);
  const finish = ended(result.finishReason, raw);
  if (finish === 'stop' && !result.text.trim()) throw new LlmError('invalid_reply', `the reply is empty (it ended with \`${result.finishReason}\`)`);
  const usage = { prompt_tokens: result.usage?.inputTokens ?? 0, completion_tokens: result.usage?.outputTokens ?? 0 };
  return { text: result.text, finish, usage, model: result.response?.modelId ?? name };
}

// Some servers of OpenAI's shape pass Gemini's own reasons on.
const DECLINED_BY = /^(blocklist|content_filter|prohibited_content|recitation|refusal|safety|spii)/i;

function ended(reason: string, raw: string): ModelReply['finish'] {
  if (reason === 'length' || raw === 'model_length') return 'length';
  return reason === 'content-filter' || DECLINED_BY.test(raw) ? 'refused' : 'stop';
}

function failed(error: unknown, late: boolean): unknown {
  const told = error as Partial<Error>;
  if (late || told.name === 'TimeoutError') return new LlmError('timed_out', told.message ?? 'the time ran out', { cause: error });
  if (LoadAPIKeyError.isInstance(error)) return new LlmError('auth', error.message, { cause: error });
  if ([InvalidResponseDataError, NoContentGeneratedError, NoObjectGeneratedError].some((kind) => kind.isInstance(error))) {
    return new LlmError('invalid_reply', told.message ?? 'no object', { cause: error });
  }
  if (!APICallError.isInstance(error)) return error;
  const status = statusOf(error);
  // The SDK tells of a success that it cannot read in the same way.
  if (status !== undefined && status < 300) return new LlmError('invalid_reply', error.message, { cause: error });
  const words = error.responseBody?.trim() || error.message;
  const failure = call('failure_of_response', { status, words, retry_after_ms: waitOf(error.responseHeaders ?? {}) }) as LlmFailure;
  return new LlmError(failure.kind, failure.message, { retryAfterMs: failure.retry_after_ms ?? null, cause: error });
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

/** The milliseconds that a server asks to wait by its headers. */
function waitOf(headers: Record<string, string>): number | null {
  const precise = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (Number.isFinite(precise)) return Math.max(0, Math.trunc(precise));
  const after = headers['retry-after'] ?? '';
  const wait = /^[\d.]+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, Math.trunc(wait)) : null;
}
