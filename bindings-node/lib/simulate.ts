import native, { type Cohort as NativeCohort, type Respondent as NativeRespondent } from '../native/index.cjs';
import { encode, guarded } from './call.js';
import type { AnswerFormat, Persona, StructuredAnswer } from './types.js';

/** Someone simulated who answers an interviewer. */
export class Respondent {
  readonly #native: NativeRespondent;

  constructor(persona: Persona, seed?: number);
  /** @internal */
  constructor(persona: NativeRespondent);
  constructor(persona: Persona | NativeRespondent, seed = 0) {
    this.#native = persona instanceof native.Respondent ? persona : guarded(() => new native.Respondent(encode(persona), seed));
  }

  /** Answers a message; null leaves the interview. */
  say(message: string): string | null {
    return guarded(() => this.#native.say(message)) ?? null;
  }

  /** Answers whether they agree to take part. */
  consent(message: string): string | null {
    return guarded(() => this.#native.consent(message)) ?? null;
  }

  /** Answers with a number or a choice; null skips. */
  answer(message: string, answer: AnswerFormat): StructuredAnswer | null {
    const given = guarded(() => this.#native.answer(message, encode(answer)));
    return given == null ? null : (JSON.parse(given) as StructuredAnswer);
  }

  /** Milliseconds that the last answer would have taken. */
  get responseMs(): number {
    return this.#native.responseMs();
  }
}

/** Simulated customers with known experiences, to pilot a study. Everything that comes of them is labelled as simulated. */
export class Cohort {
  readonly #native: NativeCohort;

  /** @internal Made by `insuranceCohort`. */
  constructor(cohort: NativeCohort) {
    this.#native = cohort;
  }

  /** @internal */
  get native(): NativeCohort {
    return this.#native;
  }

  /** How many there are. */
  get size(): number {
    return this.#native.size;
  }

  /** The personas. */
  get personas(): Persona[] {
    return JSON.parse(this.#native.personas()) as Persona[];
  }

  /** The names of the segments by id. */
  get segmentNames(): Record<string, string> {
    return Object.fromEntries(JSON.parse(this.#native.segmentNames()) as [string, string][]);
  }

  /** The respondent of a persona, by position. */
  respondent(number: number): Respondent {
    return new Respondent(guarded(() => this.#native.respondent(number)) as never);
  }
}

/** The 89 insurance customers of the seed study. */
export function insuranceCohort(seed = 7): Cohort {
  return new Cohort(guarded(() => native.Cohort.insurance(seed)));
}
