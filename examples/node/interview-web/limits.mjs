// How often somebody may knock. Each worker counts for itself; in front of many, count at the proxy.

/** Allows a burst and then so many a minute; says how many seconds to wait, 0 for none. */
export function limiter({ burst, perMinute, clock = Date.now }) {
  const buckets = new Map();

  return (key) => {
    const now = clock();
    const { left, at } = buckets.get(key) ?? { left: burst, at: now };
    const filled = Math.min(burst, left + ((now - at) / 60_000) * perMinute);
    // The oldest goes first, so that strangers cannot fill the memory.
    buckets.delete(key);
    buckets.set(key, { left: Math.max(0, filled - 1), at: now });
    if (buckets.size > 10_000) buckets.delete(buckets.keys().next().value);
    return filled >= 1 ? 0 : Math.ceil(((1 - filled) * 60) / perMinute);
  };
}
