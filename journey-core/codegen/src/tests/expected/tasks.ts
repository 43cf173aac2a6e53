// Generated from the library's types by journey-core/codegen; change those instead.

import { runTask } from './drive.js';
import type { Provider } from './provider.js';
import type * as t from './types.js';

/** What every task takes besides its own options. */
export interface TaskOptions {
  /** The model; without one the built-in engine does the work. */
  provider?: Provider;
  /** Cancels. */
  signal?: AbortSignal;
}

/** Options of {@link describeParcel}. */
export interface DescribeParcelOptions extends TaskOptions {
  /** `45` unless given. */
  maxWords?: number;
  /** `{ type: "by_ship", port: "Rotterdam" }` unless given. */
  route?: t.Route;
  context?: unknown | null;
}

/** Describes a parcel; a `Metered` says by which model. */
export async function describeParcel(parcel: t.Parcel, options: DescribeParcelOptions = {}): Promise<t.Label> {
  return (await runTask("describe_parcel", { parcel, max_words: options.maxWords, route: options.route, context: options.context }, options)) as t.Label;
}
