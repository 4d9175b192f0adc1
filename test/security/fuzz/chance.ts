/** Chance that repeats itself, for what is broken on purpose: the same seed and number give the same request. */
import { type Random, random } from '../../../src/sandbox/seed/random.js';

export const seed = Number(process.env.SIGNALMAN_FUZZ_SEED ?? 20_260_316);

/** Whether the long form runs, of `npm run security`. */
export const isFull = process.env.SIGNALMAN_FUZZ === 'full';

/** @param kind keeps families apart. @param at which request of it */
export function chanceOf(kind: string, at: number): Random {
  let mixed = seed;
  for (const letter of kind) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) >>> 0;
  return random((mixed + Math.imul(at, 2_654_435_761)) >>> 0);
}
