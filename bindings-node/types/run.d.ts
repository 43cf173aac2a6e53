import { type MeteredOptions } from './metered.js';
import { type Provider } from './provider.js';
import { Cohort } from './simulate.js';
import type { Store } from './store.js';
import type { Study } from './study.js';
import type { AnswerFormat, Codebook, Coding, Document, Event, Framework, Given, Observation, Outcome, Participant, RetryPolicy, Spent } from './types.js';
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
export declare class Run<T> implements AsyncIterable<RunProgress>, PromiseLike<T> {
    #private;
    /** The result. */
    readonly result: Promise<T>;
    /** @internal */
    constructor(work: (step: (progress: RunProgress) => void) => Promise<T>);
    then<A = T, B = never>(fulfilled?: ((value: T) => A | PromiseLike<A>) | null, rejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<A | B>;
    [Symbol.asyncIterator](): AsyncIterator<RunProgress>;
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
export declare class CodingRun {
    /** One for each document, in their order; none of a document that failed. */
    codings: Coding[];
    /** Documents that could not be coded, by id, with the error. */
    failed: Record<string, unknown>;
    /** What the model cost in this run; null for the built-in engine. */
    spent: Spent | null;
    /** All observations. */
    get observations(): Observation[];
}
/** Codes documents: each observation cites the customer's sentences. With `replies`, a run that was cut short goes on without paying again. */
export declare function code(documents: Document[], framework: Framework, options?: RunOptions & {
    codebook?: Codebook;
    seed?: number;
}): Run<CodingRun>;
/** A value now or later, or nothing. */
export type Maybe<T> = T | null | undefined | Promise<T | null | undefined>;
/** Someone who answers an interviewer: a person behind a transport, or a simulation. Nothing leaves the interview, or skips a question. */
export type Answering = ((message: string) => Maybe<string>) | {
    say(message: string): Maybe<string>;
    consent?(message: string): Maybe<string>;
    give?(message: string, answer: AnswerFormat): Maybe<Given>;
};
/** What became of the interviews of a study. */
export declare class Fieldwork {
    /** The study. */
    readonly study: Study;
    /** The transcripts, in the order of the respondents. */
    documents: Document[];
    /** The logs by interview. */
    logs: Record<string, Event[]>;
    /** How each interview ended. */
    outcomes: Record<string, Outcome>;
    /** Interviews that could not go on, with the error. Kept in a store, they can be resumed. */
    failed: Record<string, unknown>;
    /** What the model cost; null for the built-in engine. */
    spent: Spent | null;
    constructor(
    /** The study. */
    study: Study);
}
/**
 * Interviews respondents: a `Cohort`, or objects or functions that answer a message.
 *
 * With a `store`, a run that was cut short goes on where each interview was; with `replies`, without paying the model again. A failing model is
 * no reason to stop: the guide goes on. A spent budget is: no further interview begins.
 */
export declare function runStudy(study: Study, respondents: Cohort | Iterable<Answering>, options?: RunOptions & {
    store?: Store;
    participants?: Participant[];
    clock?: () => number;
}): Run<Fieldwork>;
