import type { Interview as Native } from '../native/index.cjs';
import { type Provider } from './provider.js';
import type { Document, Event, Given, Guide, Input, Outcome, ReplyData, ReplyMessage, Snapshot } from './types.js';
/** What the participant sees next. */
export interface Reply extends ReplyData {
    /** The messages as one text. */
    readonly text: string;
    /** The message that is answered; null when the interview is over. */
    readonly question: ReplyMessage | null;
    /** Whether the interview is over. */
    readonly finished: boolean;
}
/** What every step of an interview takes. */
export interface StepOptions {
    /** Cancels; what was handed in stays. */
    signal?: AbortSignal;
}
/** What an input takes besides. */
export interface InputOptions extends StepOptions {
    /** An id that was used before changes nothing. */
    id?: string;
    /** Another revision than the present one is refused. */
    revision?: number;
}
/** Is handed every event before anything is shown. */
export type Recorder = (events: Event[]) => void | Promise<void>;
/** What an interview is made with. */
export interface InterviewOptions {
    /** The model; without one the built-in engine moderates. */
    provider?: Provider;
    /** Is handed every event before anything is shown, for a store of your own; the log is not kept then. */
    record?: Recorder;
    /** When to try again. */
    retry?: Partial<import('./types.js').RetryPolicy>;
    /** The present in milliseconds since the Unix epoch. */
    clock?: () => number;
}
/** An input without what the library fills in. */
export type AnyInput = Input | {
    type: Input['type'];
    id?: string;
    [key: string]: unknown;
};
/**
 * One interview: a state machine without a clock or a model inside.
 *
 * `say` hands in what the participant said, asks the provider where that is needed, and returns what the participant sees next.
 */
export declare class Interview {
    #private;
    /** What the provider threw last, when the interview went on from the guide. */
    providerError: unknown;
    /** @internal Made by `Study.interview`, `Study.replay`, `Store.begin` and `Store.resume`. */
    constructor(native: Native, options?: InterviewOptions, keeps?: boolean);
    /** The interview's id. */
    get id(): string;
    /** How many events the log holds. */
    get revision(): number;
    /** How it ended, once it has. */
    get outcome(): Outcome | null;
    /** The interview as it stands: phase, ledger, turns. */
    get state(): Snapshot;
    /** The events so far; empty when a store or `record` keeps them. */
    get log(): Event[];
    /** The guide. */
    get guide(): Guide;
    /** Whether the participant is being asked for consent. */
    get consenting(): boolean;
    /** The transcript. */
    document(participant?: string): Document;
    /** Opens the interview, or shows what stands open after a break. */
    start(options?: StepOptions): Promise<Reply>;
    /** Hands in what the participant said. */
    say(text: string, options?: InputOptions): Promise<Reply>;
    /** Hands in a number or the ids of the options that were chosen. */
    give(given: number | string[] | Given, options?: InputOptions): Promise<Reply>;
    /** Skips the question. */
    skip(options?: InputOptions): Promise<Reply>;
    /** The participant asked to stop. */
    stop(options?: InputOptions): Promise<Reply>;
    /** The participant went away. */
    leave(options?: InputOptions): Promise<Reply>;
    /** The participant is back. */
    comeBack(options?: InputOptions): Promise<Reply>;
    /** The participant corrected what they said in a turn. */
    correct(turn: number, text: string, options?: InputOptions): Promise<Reply>;
    /** The participant takes the consent back; the content is erased. */
    withdraw(options?: InputOptions): Promise<Reply>;
    /** Time passed; due at `Reply.tick_at`. */
    tick(options?: InputOptions): Promise<Reply>;
    /** Hands in any input. */
    handle(input: AnyInput, options?: InputOptions): Promise<Reply>;
}
