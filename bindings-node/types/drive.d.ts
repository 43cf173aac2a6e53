import { type Provider } from './provider.js';
/** Runs a task to its end: step, ask the provider, feed back. JavaScript owns the loop. */
export declare function runTask(name: string, parameters: Record<string, unknown>, options: {
    provider?: Provider;
    signal?: AbortSignal;
}): Promise<unknown>;
