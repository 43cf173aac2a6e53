import type { Interview, Reply } from './interview.js';
/** Headers of a UI-message stream of the Vercel AI SDK. */
export declare const UI_MESSAGE_HEADERS: Readonly<Record<string, string>>;
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
export declare function uiMessageStream(reply: Reply | Promise<Reply>, options?: UiMessageOptions): AsyncGenerator<string>;
/** A reply as a web `Response` that a chat page of the Vercel AI SDK reads. */
export declare function uiMessageResponse(reply: Reply | Promise<Reply>, options?: UiMessageOptions & {
    headers?: HeadersInit;
    status?: number;
}): Response;
