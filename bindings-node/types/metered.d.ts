import { type Answered, type CompleteOptions, type Provider } from './provider.js';
import type { ModelRequest } from './request.js';
import type { Budget, Spent } from './types.js';
/** What a metered provider is made with. */
export interface MeteredOptions {
    /** What may be spent. */
    budget?: Partial<Budget>;
    /** A file where replies are kept: the same request is never paid twice, also after a crash. */
    replies?: string;
}
/** A provider within a budget, with replies kept in a file. */
export declare class Metered {
    #private;
    /** The model's name. */
    readonly model: string;
    /** What was spent in this run. */
    readonly spent: Spent;
    /** How many requests were answered from what was kept. */
    hits: number;
    constructor(provider: Provider, options?: MeteredOptions);
    /** Answers from what is kept, or asks within the budget. */
    complete(request: ModelRequest, options?: CompleteOptions): Promise<Answered>;
}
