/** Every wait of a measurement has a limit, and says what it waited for when that is reached. */
import { setTimeout as sleep } from 'node:timers/promises';

const inVain = (ms: number, what: string) => new Error(`waited ${ms / 1000} s in vain for ${what}`);

/** A timer cannot wait longer than about 24 days, in ms. */
const longestTimer = 2 ** 31 - 1;

/** @param ms the limit @throws Error that names what was waited for */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(inVain(ms, what)), Math.min(ms, longestTimer));
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks until it is so.
 * @param what is waited for; a function when there is more to say at the end
 * @param every ms between two questions
 */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  { ms = 60_000, every = 10, what }: { ms?: number; every?: number; what: string | (() => string) },
): Promise<void> {
  for (const end = performance.now() + ms; !(await isSo()); await sleep(every))
    if (performance.now() > end) throw inVain(ms, typeof what === 'string' ? what : what());
}
