/** Keeps a storm of events from starting the same work as often, and events of one thing in their order. */

/**
 * However often it is asked for, the work for one key runs once at a time, and once more when it was asked for
 * meanwhile: what happened since it began may have been overlooked.
 */
export function oneAtATime<K>(work: (key: K) => Promise<void>): (key: K) => Promise<void> {
  const running = new Map<K, Promise<void>>();
  const next = new Map<K, Promise<void>>();
  function start(key: K): Promise<void> {
    const run = work(key).finally(() => running.delete(key));
    running.set(key, run);
    return run;
  }
  return (key) => {
    const now = running.get(key);
    const waiting = next.get(key);
    if (waiting || !now) return waiting ?? start(key);
    const after = now
      .catch(() => {})
      .then(() => {
        next.delete(key);
        return start(key);
      });
    next.set(key, after);
    return after;
  };
}

/** Work for one key in the order in which it was asked for, whatever becomes of the work before it. */
export function inTurn<K>(): (key: K, work: () => Promise<void>) => Promise<void> {
  const last = new Map<K, Promise<void>>();
  return (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = mine
      .catch(() => {})
      .then(() => {
        if (last.get(key) === settled) last.delete(key);
      });
    last.set(key, settled);
    return mine;
  };
}
