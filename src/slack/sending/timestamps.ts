/** The order of Slack's timestamps. They are text: made a number and written again, one in ten is another. */

/** Milliseconds since the epoch, UTC: for measuring, never for naming a message. */
export function momentOf(ts: string): number {
  return Number(ts) * 1000;
}

/** Below 0 when `a` is the older one. */
export function compareTimestamps(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  if (left.seconds !== right.seconds) return left.seconds - right.seconds;
  return left.fraction < right.fraction ? -1 : left.fraction > right.fraction ? 1 : 0;
}

function parts(ts: string) {
  const [seconds = '', fraction = ''] = ts.split('.');
  return { seconds: Number(seconds), fraction: fraction.padEnd(6, '0') };
}
