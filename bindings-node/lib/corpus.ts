import native, { type Corpus as Native } from '../native/index.cjs';
import { encode, guarded } from './call.js';
import { runTask } from './drive.js';
import { invalid } from './errors.js';
import type { Provider } from './provider.js';
import type {
  Account,
  AggregateRow,
  Answer,
  CorpusFilter,
  CycleComparison,
  Document,
  Framework,
  Grouping,
  JourneyMap,
  MapOptions,
  Observation,
  Place,
  RetryPolicy,
  Strategy,
  Verbatim,
  WaveComparison,
  WhatIf,
} from './types.js';

/** What a corpus is made with. */
export interface CorpusOptions {
  /** The framework that the documents were coded with; maps use it. */
  framework?: Framework;
  /** Attributes of the documents that are kept, such as the account that they belong to. */
  attributes?: string[];
  /** The title of its maps, unless their options have one. */
  title?: string;
  /** The research question of its maps, unless their options have one. */
  question?: string;
}

/** What a question to a corpus takes. */
export interface AskOptions {
  /** The map that answers; without one the last one does. */
  map?: JourneyMap;
  /** The model that writes; without one the built-in engine does. */
  provider?: Provider;
  retry?: Partial<RetryPolicy>;
  seed?: number;
  /** Cancels. */
  signal?: AbortSignal;
}

/** The native half of a corpus, for what asks about it together with something else. */
export let nativeCorpus: (corpus: Corpus) => Native;

/**
 * Observations in columns, what is known of each respondent, and a bounded sample of the words behind them: all that a map needs.
 *
 * Corpora of parts can be built anywhere, serialised and merged in any order; the map is the same to the byte. A corpus that was made with a
 * framework remembers it.
 */
export class Corpus {
  static {
    nativeCorpus = (corpus) => corpus.#native;
  }

  readonly #native: Native;
  readonly #options: CorpusOptions;
  #map: JourneyMap | undefined;
  /** Documents that could not be coded into it, by id, with the error. */
  failed: Record<string, unknown> = {};

  /** The corpus of documents and the observations made of them. */
  constructor(documents: Document[], observations: Observation[], options?: CorpusOptions);
  /** @internal */
  constructor(corpus: Native, options?: CorpusOptions);
  constructor(first: Document[] | Native, second: Observation[] | CorpusOptions = {}, third: CorpusOptions = {}) {
    const options = Array.isArray(second) ? third : second;
    const observations = Array.isArray(second) ? second : [];
    this.#options = options;
    this.#native = Array.isArray(first)
      ? guarded(() => new native.Corpus(encode(first), encode(observations), options.attributes ?? []))
      : first;
  }

  /** Codes documents with the built-in engine. */
  static code(documents: Document[], framework: Framework, options: CorpusOptions = {}): Corpus {
    const made = guarded(() => native.Corpus.code(encode(documents), encode(framework), options.attributes ?? []));
    return new Corpus(made, { ...options, framework });
  }

  /**
   * The corpus of a table in Arrow's IPC format, such as `tableToIPC(table)` of apache-arrow gives.
   *
   * Columns `participant`, `stage`, `kind` and `valence` are needed; `segment` and `markers` (several joined by `|`), `wave`, `source`,
   * `touchpoint`, `channel`, `coder` and `emotion` are read where they are.
   */
  static fromArrow(table: Uint8Array, options: CorpusOptions = {}): Corpus {
    return new Corpus(guarded(() => native.Corpus.fromArrow(table)), options);
  }

  /** The corpus of what `toBytes` returned. */
  static fromBytes(bytes: Uint8Array, options: CorpusOptions = {}): Corpus {
    return new Corpus(guarded(() => native.Corpus.fromBytes(bytes)), options);
  }

  /** The corpus as bytes, the same for the same observations. */
  toBytes(): Uint8Array {
    return guarded(() => this.#native.toBytes());
  }

  /** The observations as a table in Arrow's IPC format, for `tableFromIPC`. */
  toArrow(): Uint8Array {
    return guarded(() => this.#native.toArrow());
  }

  /** The framework that it was made with. */
  get framework(): Framework {
    if (this.#options.framework) return this.#options.framework;
    throw invalid('framework', 'this corpus was made without one', 'give the framework that its documents were coded with');
  }

  #call(name: string, parameters: Record<string, unknown>): unknown {
    return JSON.parse(guarded(() => this.#native.call(name, encode(parameters))));
  }

  /** Computes the journey map: curve, prevalence, priorities, drivers, moments of truth, gaps, channels, segments, themes. */
  map(options: Partial<MapOptions> & { framework?: Framework } = {}): JourneyMap {
    const { framework = this.framework, ...rest } = options;
    const { title = '', question = '' } = this.#options;
    this.#map = this.#call('map', { framework, options: { title, question, ...rest } }) as JourneyMap;
    return this.#map;
  }

  #mapped(map: JourneyMap | undefined): JourneyMap {
    return map ?? this.#map ?? this.map();
  }

  /** Answers a question over the findings: every number and quotation of the answer is checked. */
  async ask(question: string, options: AskOptions = {}): Promise<Answer> {
    const { map, retry, seed } = options;
    return (await runTask('ask', { map: this.#mapped(map), question, retry, seed }, options, this.#native)) as Answer;
  }

  /** Writes a summary of a map: every number and quotation is checked. */
  async summarise(options: AskOptions = {}): Promise<Answer> {
    const { map, retry, seed } = options;
    return (await runTask('summarise', { map: this.#mapped(map), retry, seed }, options, this.#native)) as Answer;
  }

  /** Actions for four teams, each tied to a priority, its evidence and a measure. */
  strategy(map?: JourneyMap): Strategy {
    return this.#call('strategy', { map: this.#mapped(map) }) as Strategy;
  }

  /** The customers' words nearest to a question. */
  findVerbatims(question: string, most = 8): Verbatim[] {
    return this.#call('find_verbatims', { question, most }) as Verbatim[];
  }

  /** Consensus and dissent within accounts: people who share an attribute that the corpus kept, such as their company. */
  accounts(attribute: string, framework = this.framework): Account[] {
    return this.#call('accounts', { framework, attribute }) as Account[];
  }

  /** The same customers over several cycles, told apart by an attribute that the corpus kept. */
  compareCycles(attribute: string): CycleComparison {
    return this.#call('compare_cycles', { attribute }) as CycleComparison;
  }

  /** What moved between two waves, with intervals. */
  compareWaves(before: string, after: string, options: Partial<MapOptions> & { framework?: Framework } = {}): WaveComparison {
    const { framework = this.framework, ...rest } = options;
    return this.#call('compare_waves', { framework, before, after, options: rest }) as WaveComparison;
  }

  /** What would be predicted of an outcome if a pain's prevalence fell by a share: an association. */
  whatIf(place: Place, outcome: string, reduction: number): WhatIf {
    return this.#call('what_if', { place, outcome, reduction }) as WhatIf;
  }

  /** Groups with at least one observation: respondents with their base and interval, mean valence. */
  aggregate(grouping: Grouping): AggregateRow[] {
    return this.#call('aggregate', { grouping }) as AggregateRow[];
  }

  /** Groups as a table in Arrow's IPC format. */
  aggregateTable(grouping: Grouping): Uint8Array {
    return guarded(() => this.#native.aggregateTable(encode(grouping)));
  }

  /** The part that a filter keeps. */
  filter(filter: Partial<CorpusFilter>): Corpus {
    return new Corpus(guarded(() => this.#native.filter(encode(filter))), this.#options);
  }

  /** Several parts as one. */
  merge(...others: Corpus[]): Corpus {
    const natives = [this.#native, ...others.map((other) => other.#native)];
    return new Corpus(guarded(() => native.Corpus.mergeAll(natives)), this.#options);
  }

  /** How many documents there are; a corpus of a table has none. */
  get documentCount(): number {
    return this.#native.documentCount;
  }

  /** How many observations there are. */
  get observationCount(): number {
    return this.#native.observationCount;
  }

  /** How many respondents there are. */
  get respondentCount(): number {
    return this.#native.respondentCount;
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
