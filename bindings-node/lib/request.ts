import type { Request as Native } from '../native/index.cjs';
import { guarded } from './call.js';
import { invalid } from './errors.js';
import type { ModelMessage, ModelReply } from './types.js';

/** Where the parts of a request are read. */
export interface RequestSource {
  part(name: string): string | null;
  answerBuiltin(): string | null;
}

/** A request to a model. Its parts are read when they are looked at, while the model is asked; what was read stays. */
export class ModelRequest {
  readonly #source: RequestSource;
  readonly #native: () => Native | null;
  readonly #read = new Map<string, unknown>();

  /** @internal */
  constructor(source: RequestSource, whole: () => Native | null) {
    this.#source = source;
    this.#native = whole;
  }

  /** @internal */
  get native(): Native {
    return this.#native() ?? moved();
  }

  #part<T>(name: string): T {
    if (!this.#read.has(name)) {
      const text = this.#source.part(name);
      if (text == null) return moved();
      this.#read.set(name, JSON.parse(text));
    }
    return this.#read.get(name) as T;
  }

  /** The task's name, such as `interview.turn`. */
  get task(): string {
    return this.#part('task');
  }

  /** The instructions, the same for every request of a run. */
  get system(): string {
    return this.#part('system');
  }

  /** The messages, oldest first. */
  get messages(): ModelMessage[] {
    return this.#part('messages');
  }

  /** The JSON Schema of the reply. */
  get schema(): Record<string, unknown> {
    return this.#part('schema');
  }

  /** The most tokens of the reply. */
  get maxOutputTokens(): number {
    return this.#part('max_output_tokens');
  }

  /** 0 (always the same) to 2. */
  get temperature(): number {
    return this.#part('temperature');
  }

  /** The sampling seed. */
  get seed(): number {
    return this.#part('seed');
  }

  /** The version of the prompt. */
  get promptHash(): string {
    return this.#part('prompt_hash');
  }

  /** The task's context: what the built-in engine reads instead of the prompt. */
  get context(): unknown {
    return this.#part('context');
  }

  /** The whole request as plain values. */
  toJSON(): Record<string, unknown> {
    return this.#part('whole');
  }

  /** The whole request as JSON. */
  toJson(): string {
    return JSON.stringify(this.toJSON());
  }

  /** What the built-in engine answers. */
  answerBuiltin(): ModelReply {
    const text = guarded(() => this.#source.answerBuiltin());
    if (text == null) throw invalid('request', 'the interview has moved on', 'answer a request while its model is asked');
    return JSON.parse(text) as ModelReply;
  }
}

function moved(): never {
  throw invalid('request', 'the interview has moved on', 'read a request while its model is asked');
}
