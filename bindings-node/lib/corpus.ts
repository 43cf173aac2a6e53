import native, { type Corpus as Native } from '../native/index.cjs';
import { encode, guarded } from './call.js';
import type { Cell, Document, Filter, Framework, Grouping, Observation, WaveComparison, WhatIf } from './types.js';

/**
 * Observations in columns with interned names, beside what is known of each respondent.
 *
 * Corpora of parts can be built anywhere, serialised and merged in any order; the result is the same to the byte.
 */
export class Corpus {
  readonly #native: Native;

  /** The corpus of documents and the observations made of them. */
  constructor(documents: Document[], observations: Observation[]);
  /** @internal */
  constructor(corpus: Native);
  constructor(first: Document[] | Native, observations: Observation[] = []) {
    this.#native = Array.isArray(first) ? guarded(() => native.Corpus.of(encode(first), encode(observations))) : first;
  }

  /**
   * The corpus of a table in Arrow's IPC format, such as `tableToIPC(table)` of apache-arrow gives.
   *
   * Columns `participant`, `stage`, `kind` and `valence` are needed; `segment` (several joined by `|`), `wave`, `source`, `touchpoint`,
   * `channel` and `coder` are read where they are.
   */
  static fromArrow(table: Uint8Array): Corpus {
    return new Corpus(guarded(() => native.Corpus.fromArrow(table)));
  }

  /** The corpus of what `toBytes` returned. */
  static fromBytes(bytes: Uint8Array): Corpus {
    return new Corpus(guarded(() => native.Corpus.fromBytes(bytes)));
  }

  /** The corpus as bytes, the same for the same observations. */
  toBytes(): Uint8Array {
    return guarded(() => this.#native.toBytes());
  }

  /** The observations as a table in Arrow's IPC format, for `tableFromIPC`. */
  toArrow(): Uint8Array {
    return guarded(() => this.#native.toArrow());
  }

  /** Groups with at least one observation: respondents with their base and interval, mean valence. */
  cells(grouping: Grouping): Cell[] {
    return JSON.parse(guarded(() => this.#native.cells(encode(grouping)))) as Cell[];
  }

  /** Groups as a table in Arrow's IPC format. */
  cellsTable(grouping: Grouping): Uint8Array {
    return guarded(() => this.#native.cellsTable(encode(grouping)));
  }

  /** The part that a filter keeps. */
  filter(filter: Partial<Filter>): Corpus {
    return new Corpus(guarded(() => this.#native.filter(encode(filter))));
  }

  /** Two parts as one. */
  merge(other: Corpus): Corpus {
    return new Corpus(guarded(() => this.#native.merge(other.#native)));
  }

  /** What moved between two waves, with intervals. */
  compareWaves(framework: Framework, before: string, after: string, options: { resamples?: number; seed?: number } = {}): WaveComparison {
    const { resamples = 2000, seed = 0 } = options;
    return JSON.parse(guarded(() => this.#native.compareWaves(encode(framework), before, after, resamples, seed))) as WaveComparison;
  }

  /** What would be predicted of an outcome if a pain fell by a share: an association. */
  whatIf(stage: string, outcome: string, fall: number, options: { touchpoint?: string } = {}): WhatIf {
    return JSON.parse(guarded(() => this.#native.whatIf(stage, options.touchpoint, outcome, fall))) as WhatIf;
  }

  /** How many observations there are. */
  get observations(): number {
    return this.#native.observations;
  }

  /** How many respondents there are. */
  get respondents(): number {
    return this.#native.respondents;
  }

  /** The names of the waves. */
  get waves(): string[] {
    return this.#native.waves;
  }

  /** The ids of the segments. */
  get segments(): string[] {
    return this.#native.segments;
  }

  /** The names of the coders. */
  get coders(): string[] {
    return this.#native.coders;
  }

  /** Whether two corpora hold the same. */
  equals(other: Corpus): boolean {
    return this.#native.equals(other.#native);
  }
}
