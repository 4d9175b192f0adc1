/** Tells what costs grow faster than the work, on a machine of any speed: a cost is only ever compared with another. */

/** How much smaller the small text is. What is quadratic costs 256 times as much for the large one. */
const part = 16;
/** Far above what is linear (16) with all that a collector adds, far below what is quadratic. */
const most = 64;
/** Milliseconds; below it a clock shows little but itself, and what a collector does now and then. */
const least = 5;
/** A machine that is busy with something else makes one look costly, not each of them. */
const tries = 4;

/**
 * @param read what is looked at
 * @param text as large as it may come
 * @returns '' when the cost of reading grows about as the text does; else how much more the whole of it costs than a
 * sixteenth, and of which text
 */
export function overgrown(read: (text: string) => unknown, text: string): string {
  const small = text.slice(0, Math.ceil(text.length / part));
  const best = { small: Number.POSITIVE_INFINITY, large: Number.POSITIVE_INFINITY };
  for (let at = 0; at < tries; at++) {
    best.small = Math.min(best.small, cost(read, small));
    best.large = Math.min(best.large, cost(read, text));
    if (best.large <= most * Math.max(best.small, least)) return '';
  }
  const times = Math.round(best.large / Math.max(best.small, least));
  return `${times} times as much, ${Math.round(best.large)} ms: ${JSON.stringify(text.slice(0, 60))}`;
}

/** @returns milliseconds of processor */
function cost(read: (text: string) => unknown, text: string): number {
  const before = process.cpuUsage();
  read(text);
  return process.cpuUsage(before).user / 1_000;
}
