import type { ModelMessage, ModelReply } from './types.js';
/** Where the parts of a request are read. */
export interface RequestSource {
    part(name: string): string | null;
    answerBuiltin(): string | null;
}
/** A request to a model. Its parts are read when they are looked at, while the model is asked; what was read stays. */
export declare class ModelRequest {
    #private;
    /** @internal */
    constructor(source: RequestSource);
    /** The task's name, such as `interview.turn`. */
    get task(): string;
    /** The instructions, the same for every request of a run. */
    get system(): string;
    /** The messages, oldest first. */
    get messages(): ModelMessage[];
    /** The JSON Schema of the reply. */
    get schema(): Record<string, unknown>;
    /** The most tokens of the reply. */
    get maxOutputTokens(): number;
    /** 0 (always the same) to 2. */
    get temperature(): number;
    /** The sampling seed. */
    get seed(): number;
    /** The version of the prompt. */
    get promptHash(): string;
    /** The task's context: what the built-in engine reads instead of the prompt. */
    get context(): unknown;
    /** The whole request as plain values. */
    toJSON(): Record<string, unknown>;
    /** The whole request as JSON. */
    toJson(): string;
    /** What the built-in engine answers. */
    answerBuiltin(): ModelReply;
}
