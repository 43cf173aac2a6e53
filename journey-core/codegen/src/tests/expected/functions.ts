// Generated from the library's types by journey-core/codegen; change those instead.

import { call, callBytes } from './call.js';
import type * as t from './types.js';

/**
 * The parcels that a `Filter` keeps, at most `mostKept`; see `weighParcel` and `Parcel.filter`.
 *
 * @param mostKept - `8` unless given.
 * @param size - `"small"` unless given.
 * @param label - The library's own unless given.
 */
export function filterParcels(parcels: t.Parcel[], filter: t.Filter = {}, mostKept: number = 8, from?: string | null, size: t.Size = "small", label?: t.Label): t.Parcel[] {
  return call("filter_parcels", { filter, parcels, most_kept: mostKept, from, size, label }) as t.Parcel[];
}

/** Prints a label. */
export function printLabel(default_: t.Label): Uint8Array {
  return callBytes("print_label", { default: default_ }) as Uint8Array;
}

/** The weight in kilograms; `null` when there is no scale. */
export function weighParcel(parcel: t.Parcel): number | null {
  return call("weigh_parcel", { parcel }) as number | null;
}
