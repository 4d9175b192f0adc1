// Message timestamps: unique strings of seconds and six decimals, never numbers once they are made.

export interface Timestamps {
  /** A new one, later than every one before, `now` as far as that allows. */
  next(): string;
}

/**
 * @param now milliseconds since the epoch, UTC
 * The microseconds walk through all endings, so about one in ten ends in zeros: a client that turns a timestamp
 * into a number and back loses it.
 */
export function createTimestamps(now: () => number): Timestamps {
  let last = 0;
  let count = 0;
  return {
    next() {
      count += 1;
      const wanted = Math.floor(now()) * 1000 + ((count * 7) % 1000);
      last = Math.max(last + 1, wanted);
      const digits = String(last).padStart(16, '0');
      return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
    },
  };
}

/** Order of two timestamps, also for shortened ones such as `0` or `1700000000` that clients send as bounds. */
export function compareTs(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [padded(a), padded(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function padded(ts: string): string {
  if (ts.length === 17) return ts;
  const [seconds = '0', fraction = ''] = ts.split('.');
  return `${seconds.padStart(10, '0')}.${fraction.padEnd(6, '0').slice(0, 6)}`;
}
