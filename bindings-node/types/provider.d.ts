import type { ModelRequest } from './request.js';
import type { ModelReply } from './types.js';
/** What a call to a provider comes with. */
export interface CompleteOptions {
    /** Cancels the call. */
    signal?: AbortSignal;
}
/** What a provider returns: the reply's text, or a reply with its usage. */
export type Answered = string | (Partial<ModelReply> & {
    text: string;
});
/** A function that answers a request once; retries are the library's. It throws {@link LlmError} to say what went wrong. */
export type Complete = (request: ModelRequest, options: CompleteOptions) => Answered | Promise<Answered>;
/** Answers requests: an object with `complete(request, { signal })`, or that function. */
export type Provider = {
    complete: Complete;
    model?: string;
} | Complete;
/** The function that answers and the model's name. */
export declare function asked(provider: Provider): {
    complete: Complete;
    model: string;
};
/** Asks once: the reply or failure as JSON, and what was thrown. */
export declare function ask(complete: Complete, model: string, request: ModelRequest, signal?: AbortSignal): Promise<{
    readonly json: string;
    readonly text?: string;
    readonly thrown?: unknown;
}>;
/** Throws when the work was cancelled. */
export declare function stopped(signal: AbortSignal | undefined, cause?: unknown): void;
/** Sleeps, unless the work is cancelled. */
export declare function sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
