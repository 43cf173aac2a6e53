import { type Corpus as Native } from '../native/index.cjs';
import type { Cell, Document, Filter, Framework, Grouping, Observation, WaveComparison, WhatIf } from './types.js';
/**
 * Observations in columns with interned names, beside what is known of each respondent.
 *
 * Corpora of parts can be built anywhere, serialised and merged in any order; the result is the same to the byte.
 */
export declare class Corpus {
    #private;
    /** The corpus of documents and the observations made of them. */
    constructor(documents: Document[], observations: Observation[]);
    /** @internal */
    constructor(corpus: Native);
    /**
     * The corpus of a table in Arrow's IPC format, such as `tableToIPC(table)` of apache-arrow gives.
     *
     * Columns `participant`, `stage`, `kind` and `valence` are needed; `segment` (several joined by `|`), `wave`, `source`, `touchpoint`,
     * `channel` and `coder` are read where they are.
     */
    static fromArrow(table: Uint8Array): Corpus;
    /** The corpus of what `toBytes` returned. */
    static fromBytes(bytes: Uint8Array): Corpus;
    /** The corpus as bytes, the same for the same observations. */
    toBytes(): Uint8Array;
    /** The observations as a table in Arrow's IPC format, for `tableFromIPC`. */
    toArrow(): Uint8Array;
    /** Groups with at least one observation: respondents with their base and interval, mean valence. */
    cells(grouping: Grouping): Cell[];
    /** Groups as a table in Arrow's IPC format. */
    cellsTable(grouping: Grouping): Uint8Array;
    /** The part that a filter keeps. */
    filter(filter: Partial<Filter>): Corpus;
    /** Two parts as one. */
    merge(other: Corpus): Corpus;
    /** What moved between two waves, with intervals. */
    compareWaves(framework: Framework, before: string, after: string, options?: {
        resamples?: number;
        seed?: number;
    }): WaveComparison;
    /** What would be predicted of an outcome if a pain fell by a share: an association. */
    whatIf(stage: string, outcome: string, fall: number, options?: {
        touchpoint?: string;
    }): WhatIf;
    /** How many observations there are. */
    get observations(): number;
    /** How many respondents there are. */
    get respondents(): number;
    /** The names of the waves. */
    get waves(): string[];
    /** The ids of the segments. */
    get segments(): string[];
    /** The names of the coders. */
    get coders(): string[];
    /** Whether two corpora hold the same. */
    equals(other: Corpus): boolean;
}
