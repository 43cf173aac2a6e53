import { randomUUID } from 'node:crypto';

import { call } from './call.js';
import { JourneyError } from './errors.js';
import type { Interview, Reply } from './interview.js';

/** Headers of a UI-message stream of the Vercel AI SDK. */
export const UI_MESSAGE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-cache',
  connection: 'keep-alive',
  'content-type': 'text/event-stream',
  'x-accel-buffering': 'no',
  'x-vercel-ai-ui-message-stream': 'v1',
};

/** Options of a stream. */
export interface UiMessageOptions {
  /** The interview, for a `data-coverage` part. */
  interview?: Interview;
  /** The id of the message. */
  messageId?: string;
}

/**
 * The frames of a reply as server-sent events. The first one is there at once; the words follow when they were checked.
 * A failure becomes an `error` part.
 */
export async function* uiMessageStream(reply: Reply | Promise<Reply>, options: UiMessageOptions = {}): AsyncGenerator<string> {
  const messageId = options.messageId ?? randomUUID();
  const frame = (part: unknown) => `data: ${JSON.stringify(part)}\n\n`;
  yield frame({ type: 'start', messageId });
  try {
    const settled = await reply;
    const { messages, awaits, outcome, progress, revision, tick_at, failure } = settled;
    const plain = { messages, awaits, outcome, progress, revision, tick_at, failure };
    const parts = call('ui_message_parts', { reply: plain, ledger: options.interview?.state.ledger, message_id: messageId }) as unknown[];
    for (const part of parts.slice(1)) yield frame(part);
  } catch (error) {
    const errorText = error instanceof JourneyError ? error.message : 'the interview cannot go on just now';
    yield frame({ type: 'error', errorText });
    yield frame({ type: 'finish' });
  }
  yield 'data: [DONE]\n\n';
}

/** A reply as a web `Response` that a chat page of the Vercel AI SDK reads. */
export function uiMessageResponse(reply: Reply | Promise<Reply>, options: UiMessageOptions & { headers?: HeadersInit; status?: number } = {}): Response {
  const frames = uiMessageStream(reply, options);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await frames.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await frames.return(undefined);
    },
  });
  const headers = new Headers(options.headers);
  for (const [name, value] of Object.entries(UI_MESSAGE_HEADERS)) headers.set(name, value);
  return new Response(body, { status: options.status ?? 200, headers });
}
