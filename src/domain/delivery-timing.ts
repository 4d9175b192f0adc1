/** How long each step of a delivery may take before the next one begins. */
import { minute, second } from './time.js';

/** request time-out < lease < reconcile, in ms, so that whoever reads back never overtakes a request under way. */
export interface Timing {
  request: number;
  lease: number;
  reconcile: number;
  /** Between the first and the second look. */
  secondLook: number;
  /** After a repost it is looked for again this long after it, for a first copy that turns up late. */
  rechecks: readonly number[];
  /** Between two posts to one destination. */
  pace: number;
  /** The pause after a connection that was refused, doubled each time up to the longest. */
  pause: number;
  longestPause: number;
  /** How long reading back may take before somebody else may try; two minutes unless given. */
  reading?: number;
  /** How often messages are edited, and places read back: Slack's tier 3 unless given. */
  editsPerMinute?: number;
  readsPerMinute?: number;
}

/** A try at GitHub may be several requests, one after the other; its time-out is that of one. */
export const githubTiming: Timing = {
  request: 15 * second,
  lease: minute,
  reconcile: 70 * second,
  secondLook: 20 * second,
  rechecks: [2 * minute, 15 * minute],
  pace: second,
  pause: 2 * second,
  longestPause: 5 * minute,
};

export const slackTiming: Timing = {
  request: 10 * second,
  lease: 15 * second,
  reconcile: 20 * second,
  secondLook: 10 * second,
  rechecks: [2 * minute, 15 * minute],
  pace: second,
  pause: second,
  longestPause: minute,
};

/** Before the next try, in ms: twice as long each time. */
export function pauseAfter(attempts: number, timing: Timing): number {
  return Math.min(timing.longestPause, timing.pause * 2 ** Math.min(20, Math.max(0, attempts - 1)));
}
