/** A value as JSON; bytes become base64, what is left out stays out. */
export declare function encode(value: unknown): string;
/** Runs a native function; its errors become the library's. */
export declare function guarded<T>(run: () => T): T;
/** Awaits a native function; its errors become the library's. */
export declare function guardedAsync<T>(run: () => Promise<T>): Promise<T>;
/** Calls a function by its name. */
export declare function call(name: string, parameters: Record<string, unknown>): unknown;
/** Calls a function that returns bytes. */
export declare function callBytes(name: string, parameters: Record<string, unknown>): unknown;
