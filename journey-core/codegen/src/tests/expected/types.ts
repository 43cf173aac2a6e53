// Generated from the library's types by journey-core/codegen; change those instead.

/** A handle. */
export interface DepotData {
  id: string;
}

/**
 * Which parcels to keep.
 *
 * See the filter and [a page](https://example.org/a::b).
 */
export interface Filter {
  /** Kept; `Filter.include` is empty for all. */
  include?: string[];
  /** The least. `0` unless given. */
  price?: number;
  /** `true` unless given. */
  open?: boolean;
}

export interface Label {
  /** With a """mark""" and *\/ in it. */
  text: string;
}

/** A parcel, read by `Depot.takeIn`; fails with `LostError`. */
export interface Parcel {
  /** Where it comes from. */
  from: string;
  /** Its size; `"very_large"` needs two people. */
  class: Size;
  /** What keeps it; `null` for all. `true` is no filter. */
  filter?: string | null;
  weight: number | string;
  /** Its way: `null` or such as `RouteByShip`. */
  route?: Route | null;
  seal: Uint8Array;
  place: [number, Label];
  corners: [number, number];
  labels?: Record<string, Label>;
  /** `["a"]` unless given. */
  said?: (string | null)[];
  /** `{ text: "it's" }` unless given. */
  first?: Label;
  context: unknown;
}

/** Over water. */
export interface RouteByShip {
  /** `0` unless given. */
  stops?: number;
  type: "by_ship";
  port: string;
}

/** A way. */
export type Route = RouteByShip;

/** How large; not `thing` nor `Thing` nor `Option<Parcel>`. */
export type Size = "small" | "large" | "very_large";

/** Stamps. */
export type Stamps = number[];
