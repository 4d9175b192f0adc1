/** Spreads calls over time: so many at once, then so many per minute. */

export interface Bucket {
  /** How many may go now. */
  level(now: number): number;
  take(now: number): void;
  /** Nothing before that moment (ms). */
  pause(until: number): void;
}

/** @param burst how many may go at once after a rest */
export function createBucket(perMinute: number, burst: number): Bucket {
  let level = burst;
  let at = Number.NEGATIVE_INFINITY;
  let paused = Number.NEGATIVE_INFINITY;
  const refill = (now: number) => {
    // A clock that was put back must not stop the flow.
    const passed = Math.max(0, now - at);
    level = Math.min(burst, level + (passed * perMinute) / 60_000);
    at = now;
  };
  return {
    level(now) {
      refill(now);
      return now < paused ? 0 : Math.floor(level);
    },
    take(now) {
      refill(now);
      level -= 1;
    },
    pause(until) {
      paused = Math.max(paused, until);
    },
  };
}
