import type { Request } from '../native/index.cjs';
import { guarded } from './call.js';
import type { ModelMessage, ModelReply } from './types.js';

/** A request to a model. Its parts are read when they are looked at. */
export class ModelRequest {
  readonly #native: Request;
  #messages: ModelMessage[] | undefined;

  /** @internal */
  constructor(native: Request) {
    this.#native = native;
  }

  /** The task's name, such as `interview.turn`. */
  get task(): string {
    return this.#native.task;
  }

  /** The instructions, the same for every request of a run. */
  get system(): string {
    return this.#native.system;
  }

  /** The messages, oldest first. */
  get messages(): ModelMessage[] {
    this.#messages ??= JSON.parse(this.#native.messagesJson()) as ModelMessage[];
    return this.#messages;
  }

  /** The JSON Schema of the reply. */
  get schema(): Record<string, unknown> {
    return JSON.parse(this.#native.schemaJson()) as Record<string, unknown>;
  }

  /** The most tokens of the reply. */
  get maxOutputTokens(): number {
    return this.#native.maxOutputTokens;
  }

  /** 0 (always the same) to 2. */
  get temperature(): number {
    return this.#native.temperature;
  }

  /** The sampling seed. */
  get seed(): number {
    return this.#native.seed;
  }

  /** The version of the prompt. */
  get promptHash(): string {
    return this.#native.promptHash;
  }

  /** The task's context: what the built-in engine reads instead of the prompt. */
  get context(): unknown {
    return JSON.parse(this.#native.contextJson());
  }

  /** The whole request as plain values. */
  toJSON(): Record<string, unknown> {
    return JSON.parse(this.#native.toJson()) as Record<string, unknown>;
  }

  /** The whole request as JSON. */
  toJson(): string {
    return this.#native.toJson();
  }

  /** What the built-in engine answers. */
  answerBuiltin(): ModelReply {
    return JSON.parse(guarded(() => this.#native.answerBuiltin())) as ModelReply;
  }
}
