import native from '../native/index.cjs';
import { failure } from './errors.js';

/** A value as JSON; bytes become base64, what is left out stays out. */
export function encode(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, one: unknown) {
    // A Buffer has become an object by the time that it is seen here.
    const held = this[key];
    if (held instanceof Uint8Array) return Buffer.from(held).toString('base64');
    if (held instanceof Set) return [...held];
    return one;
  });
}

/** Runs a native function; its errors become the library's. */
export function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw failure(error);
  }
}

/** Awaits a native function; its errors become the library's. */
export async function guardedAsync<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw failure(error);
  }
}

/** Calls a function by its name. */
export function call(name: string, parameters: Record<string, unknown>): unknown {
  return JSON.parse(guarded(() => native.call(name, encode(parameters))));
}

/** Calls a function that returns bytes. */
export function callBytes(name: string, parameters: Record<string, unknown>): unknown {
  return new Uint8Array(Buffer.from(call(name, parameters) as string, 'base64'));
}
