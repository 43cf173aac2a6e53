import { type Cohort as NativeCohort, type Respondent as NativeRespondent } from '../native/index.cjs';
import type { AnswerFormat, Given, Persona } from './types.js';
/** Someone simulated who answers an interviewer. */
export declare class Respondent {
    #private;
    constructor(persona: Persona, seed?: number);
    /** @internal */
    constructor(persona: NativeRespondent);
    /** Answers a message; null leaves the interview. */
    say(message: string): string | null;
    /** Answers whether they agree to take part. */
    consent(message: string): string | null;
    /** Answers with a number or a choice; null skips. */
    give(message: string, answer: AnswerFormat): Given | null;
    /** Milliseconds that the last answer took. */
    get paceMs(): number;
}
/** Simulated customers with known experiences, to pilot a study. Everything that comes of them is labelled as simulated. */
export declare class Cohort {
    #private;
    /** @internal Made by `insuranceCohort`. */
    constructor(cohort: NativeCohort);
    /** How many there are. */
    get size(): number;
    /** The personas. */
    get personas(): Persona[];
    /** The names of the segments by id. */
    get segmentNames(): Record<string, string>;
    /** The respondent of a persona, by position. */
    respondent(number: number): Respondent;
}
/** The 89 insurance customers of the seed study. */
export declare function insuranceCohort(seed?: number): Cohort;
