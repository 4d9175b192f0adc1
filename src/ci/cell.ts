/** What a cell of a TestGrid row says, and how a legacy row is written: as runs of equal cells, the newest first. */
import type { Outcome } from '../domain/ci/job.js';

/** By the enum TestStatus of TestGrid's protobuf definitions. */
const outcomes: readonly Outcome[] = [
  'none', // 0 no result
  'green', // 1 pass
  'green', // 2 pass with errors
  'green', // 3 pass with skips
  'running', // 4 running
  'none', // 5 categorised abort
  'unclear', // 6 unknown
  'none', // 7 cancelled
  'none', // 8 blocked
  'red', // 9 timed out
  'red', // 10 categorised fail
  'red', // 11 build fail
  'red', // 12 fail
  'flaky', // 13 flaky
  'red', // 14 tool fail
  'green', // 15 build passed
];

/** A value that is not in the enum is unclear: whatever it means, nobody may count it as green. */
export function cellOutcome(value: number): Outcome {
  return outcomes[value] ?? 'unclear';
}

export interface Stretch {
  count: number;
  value: number;
}

/** @returns exactly `width` values; what a row leaves out at its end has no result */
export function unroll(stretches: readonly Stretch[], width: number): number[] {
  const values = new Array<number>(width).fill(0);
  let from = 0;
  for (const { count, value } of stretches) {
    if (from >= width) break;
    const to = Math.min(width, from + count);
    values.fill(value, from, to);
    from = to;
  }
  return values;
}
