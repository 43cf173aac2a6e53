import { readFileSync } from 'node:fs';
import native, { type EventLog as Native } from '../native/index.cjs';
import { encode, guarded } from './call.js';
import { type Corpus, nativeCorpus } from './corpus.js';
import type {
  BehaviourOptions,
  BehaviourReport,
  ChurnOptions,
  ChurnStudy,
  Conformance,
  DirectlyFollowsGraph,
  DiscoveryOptions,
  EventColumns,
  EventCsvOptions,
  EventOptions,
  EventPlaces,
  EventReport,
  Framework,
  FunnelResult,
  FunnelStep,
  JourneyDiscovery,
  LogFilter,
  PlannedJourney,
  SaidAndDone,
  TimeBetween,
  Variants,
} from './types.js';

/** How a log is read: see `EventOptions`; what is left out is told by the file. */
export type EventSettings = Partial<Omit<EventOptions, 'columns'>> & { readonly columns?: Partial<EventColumns> };

/** How a funnel is counted. */
export interface FunnelSettings {
  /** From the first step to the last. */
  readonly withinDays?: number;
  readonly name?: string;
}

const DAY = 86_400_000;

/**
 * Events of many cases in columns, by case and time: a case is one journey, such as a customer, an order or a claim.
 *
 * ```ts
 * const log = EventLog.read({ name: 'log.csv', bytes: Buffer.from('case,event,time\n7,quote,2026-01-01\n7,purchase,2026-01-03\n') });
 * log.funnel(['quote', 'purchase']).steps[1].of_first.value; // 1
 * ```
 */
export class EventLog {
  readonly #native: Native;
  /** How its file was read: what was guessed on what grounds, and what was left out. */
  readonly report: EventReport | undefined;

  /** @internal */
  constructor(log: Native, report?: EventReport) {
    this.#native = log;
    this.report = report ?? (log.report ? (JSON.parse(log.report) as EventReport) : undefined);
  }

  /**
   * Reads a log from a file, by its path or its name and bytes: CSV, XES, OCEL 2.0 in JSON or XML, packed with gzip or not.
   *
   * Columns are found by their names, or named in `columns`. Throws a `JourneyError` with the file, the place and the option that mends it when a
   * file is broken or leaves open what is what.
   */
  static read(source: string | { readonly name: string; readonly bytes: Uint8Array }, options: EventSettings = {}): EventLog {
    const { name, bytes } = typeof source === 'string' ? { name: source, bytes: readFileSync(source) } : source;
    return new EventLog(guarded(() => native.EventLog.read(name, bytes, encode(options))));
  }

  /** The log of a table in Arrow's IPC format, such as `tableToIPC(table)` of apache-arrow gives; columns are found as in a file. */
  static fromArrow(table: Uint8Array, options: EventSettings = {}): EventLog {
    return new EventLog(guarded(() => native.EventLog.fromArrow(table, encode(options))));
  }

  /** The log of what `toBytes` returned. */
  static fromBytes(bytes: Uint8Array): EventLog {
    return new EventLog(guarded(() => native.EventLog.fromBytes(bytes)));
  }

  /** The log as bytes. */
  toBytes(): Uint8Array {
    return guarded(() => this.#native.toBytes());
  }

  /** The log as CSV; cells that a spreadsheet would take for a formula are guarded. */
  toCsv(options: Partial<EventCsvOptions> = {}): string {
    return guarded(() => this.#native.toCsv(encode(options)));
  }

  /** The log as XES (IEEE 1849). */
  toXes(): string {
    return guarded(() => this.#native.toXes());
  }

  /** Parts whose cases differ as one log: the same, whatever their order. */
  merge(...others: EventLog[]): EventLog {
    const natives = [this.#native, ...others.map((other) => other.#native)];
    return new EventLog(guarded(() => native.EventLog.mergeAll(natives)));
  }

  /** The cases of a segment, or that began in a span of time. */
  select(filter: Partial<LogFilter>): EventLog {
    return new EventLog(guarded(() => this.#native.select(encode(filter))), this.report);
  }

  #ask(name: string, parameters: Record<string, unknown>, corpus?: Corpus): unknown {
    return JSON.parse(guarded(() => this.#native.call(name, encode(parameters), corpus && nativeCorpus(corpus))));
  }

  /** What follows what: activities and transitions with cases, shares, intervals and times between. */
  graph(): DirectlyFollowsGraph {
    return this.#ask('graph', {}) as DirectlyFollowsGraph;
  }

  /** The ways that cases took, most frequent first. */
  variants(limit?: number): Variants {
    return this.#ask('variants', { limit }) as Variants;
  }

  /** How many cases came how far through the whole chain of steps, in order. */
  funnel(steps: readonly (string | FunnelStep)[], { withinDays, name = 'funnel' }: FunnelSettings = {}): FunnelResult {
    const chain = steps.map((step) => (typeof step === 'string' ? { name: step, activities: [step], within_ms: null } : step));
    const within_ms = withinDays === undefined ? null : Math.round(withinDays * DAY);
    return this.#ask('funnel', { funnel: { name, steps: chain, within_ms } }) as FunnelResult;
  }

  /** From the first `start` to the first `end` after it. */
  timeBetween(start: string, end: string): TimeBetween {
    return this.#ask('time_between', { from: start, to: end }) as TimeBetween;
  }

  /** The planned journey against the actual ones, deviation by deviation. */
  conformance(planned: PlannedJourney): Conformance {
    return this.#ask('conformance', { planned }) as Conformance;
  }

  /** Everything that a log shows: paths, times, funnels, rework, hand-offs, deviations; whole, by segment and by period. */
  discover(options: Partial<DiscoveryOptions> = {}): JourneyDiscovery {
    return this.#ask('discover', { options }) as JourneyDiscovery;
  }

  /** Which touchpoint each activity belongs to, by names and their meaning; change what is wrong by hand. */
  places(framework: Framework): EventPlaces {
    return this.#ask('places', { framework }) as EventPlaces;
  }

  /** What people told of each touchpoint beside what the same people did there; ids of participants and cases must be equal. */
  saidAndDone(corpus: Corpus, options: { readonly places?: EventPlaces; readonly framework?: Framework } = {}): SaidAndDone {
    const { framework = corpus.framework, places = this.places(framework) } = options;
    return this.#ask('said_and_done', { places, framework }, corpus) as SaidAndDone;
  }

  /** Everything that the log shows along a framework, joined with what the same people said: `behaviourMarkdown` writes it. */
  reportBehaviour(framework: Framework, corpus?: Corpus, options: Partial<BehaviourOptions> = {}): BehaviourReport {
    return this.#ask('behaviour_report', { framework, options }, corpus) as BehaviourReport;
  }

  /**
   * Who left and when, what goes with it, how well that foretells, and who may be next: associations, not causes. What a corpus of the same people
   * tells counts from when it was told. Too few who left are no error: `no_model` says how many are needed.
   */
  churn(options: Partial<ChurnOptions> & { readonly corpus?: Corpus } = {}): ChurnStudy {
    const { corpus, ...rest } = options;
    return this.#ask('churn', { options: rest }, corpus) as ChurnStudy;
  }

  /** How many cases there are. */
  get caseCount(): number {
    return this.#native.caseCount;
  }

  /** How many events there are. */
  get eventCount(): number {
    return this.#native.eventCount;
  }

  /** What happened, in the order of first appearance. */
  get activities(): string[] {
    return this.#native.activities;
  }

  /** The segments of the cases. */
  get segments(): string[] {
    return this.#native.segments;
  }

  /** Whether two logs hold the same. */
  equals(other: EventLog): boolean {
    return this.#native.equals(other.#native);
  }
}
