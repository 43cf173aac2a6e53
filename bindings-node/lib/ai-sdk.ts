import { APICallError, generateText, jsonSchema, Output, type LanguageModel } from 'ai';

import { LlmError, type LlmErrorKindName } from './errors.js';
import type { CompleteOptions, Provider } from './provider.js';
import type { ModelRequest } from './request.js';
import type { ModelReply } from './types.js';

/** Options of {@link aiSdk}. */
export interface AiSdkOptions {
  /** Whether the model is held to the reply's JSON Schema; replies are validated here either way. */
  structured?: boolean;
}

/** A model of the Vercel AI SDK as a provider. */
export function aiSdk(model: LanguageModel, options: AiSdkOptions = {}): Provider {
  const name = typeof model === 'string' ? model : model.modelId;
  const structured = options.structured ?? true;
  return {
    model: name,
    async complete(request: ModelRequest, { signal }: CompleteOptions): Promise<ModelReply> {
      const instructions = structured ? request.system : `${request.system}\n\nReply with JSON only, by this JSON Schema: ${JSON.stringify(request.schema)}`;
      try {
        const result = await generateText({
          model,
          system: instructions,
          messages: request.messages.map(({ role, content }) => ({ role, content })),
          maxOutputTokens: request.maxOutputTokens,
          temperature: request.temperature,
          seed: request.seed,
          // Retries are the library's.
          maxRetries: 0,
          ...(signal ? { abortSignal: signal } : {}),
          ...(structured ? { output: Output.object({ schema: jsonSchema(request.schema as never) }) } : {}),
        });
        const finish = result.finishReason === 'length' ? 'length' : result.finishReason === 'content-filter' ? 'refused' : 'stop';
        const usage = { prompt_tokens: result.usage.inputTokens ?? 0, completion_tokens: result.usage.outputTokens ?? 0 };
        return { text: result.text, finish, usage, model: result.response.modelId ?? name };
      } catch (error) {
        throw failed(error);
      }
    },
  };
}

function failed(error: unknown): unknown {
  const told = error as { text?: unknown; message?: string };
  if (!APICallError.isInstance(error)) {
    // A reply that does not follow the schema still has its text: it is sent back once by the library.
    return typeof told.text === 'string' ? new LlmError('invalid_reply', told.message ?? 'no object', { cause: error }) : error;
  }
  const status = error.statusCode ?? 0;
  const wait = Number(error.responseHeaders?.['retry-after']);
  const kind: LlmErrorKindName =
    status === 401 || status === 403
      ? 'auth'
      : status === 429
        ? 'rate_limited'
        : /context|too long|exceed.*token/i.test(error.message) && status >= 400 && status < 500
          ? 'context_overflow'
          : status >= 400 && status < 500 && status !== 408
            ? 'refused'
            : 'transient';
  return new LlmError(kind, error.message, { retryAfterMs: Number.isFinite(wait) ? wait * 1000 : null, cause: error });
}
