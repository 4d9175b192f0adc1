/** When a release's digest is posted where, and what becomes of each of its moments. */
import type { Figures } from './figures.js';
import { type Quiet, quietReason } from './quiet.js';
import type { Times } from './slots.js';
import type { Snapshot } from './snapshot.js';
import { day, minute } from './time.js';

/** `full`: chart, table and details; `short`: the verdict and the figures; `on-change`: full, when something changed. */
export type DigestKind = 'full' | 'short' | 'on-change';

export const digestKinds: readonly DigestKind[] = ['full', 'short', 'on-change'];

export interface Schedule {
  id: number;
  /** Where it comes from: signalman.yml, or somebody in Slack. */
  origin: 'config' | 'slack';
  /** Its key in signalman.yml; in Slack its number says the same. */
  name: string;
  release: string;
  /** Slack channel ids. */
  channels: string[];
  times: Times;
  kind: DigestKind;
  /** Moments after this are its (ms, UTC). */
  since: number;
  /** Slack user; null for signalman.yml. */
  createdBy: string | null;
}

/** What became of a moment. */
export type SlotState = 'posted' | 'missed' | 'quiet' | 'unchanged' | 'refused';

export interface SlotRules {
  quiet: Quiet;
  /** A report that is later than this is not posted any more (ms). */
  grace: number;
}

/** Up to this it is on time: reading GitHub takes a while. ms */
export const onTime = 5 * minute;

/** What to do with a moment that has come. */
export function decideSlot(
  slot: number,
  now: number,
  { quiet, grace }: SlotRules,
): 'post' | 'missed' | 'quiet' {
  if (quietReason(quiet, slot) !== null) return 'quiet';
  if (now - slot > grace) return 'missed';
  // A bot that comes back at night does not wake the channel for what it missed in the evening.
  return now - slot > onTime && quietReason(quiet, now) !== null ? 'quiet' : 'post';
}

/** Whether the two say the same to a reader: the verdict, every gate, every figure, and which issues they count. */
export function saysTheSame(before: Snapshot, now: Snapshot): boolean {
  const gates = (of: Snapshot) =>
    JSON.stringify(Object.entries(of.gates).map(([gate, { state }]) => [gate, state]));
  const figures = (of: Figures) => JSON.stringify(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)));
  const numbers = (of: Snapshot) =>
    JSON.stringify(of.members?.map((one) => one.number).sort((a, b) => a - b));
  return (
    before.state === now.state &&
    gates(before) === gates(now) &&
    figures(before.figures) === figures(now.figures) &&
    numbers(before) === numbers(now)
  );
}

/** The report a week ago is the latest that is at least this old, and at most that. ms */
export const weekAgo = { atLeast: 6.5 * day, atMost: 10 * day };

/** The subject under which a slot's messages are delivered. */
export const digestSubject = (scheduleId: number, slot: number): string =>
  `schedule ${scheduleId} at ${new Date(slot).toISOString()}`;

/** The subject of one message of its thread. */
export const editionSubject = (scheduleId: number, slot: number, edition: number, part: number): string =>
  `${digestSubject(scheduleId, slot)}, edition ${edition}, part ${part}`;

/**
 * Whether the weekdays that a cron line names and those that it is restricted to have none in common, so that no
 * moment ever comes.
 */
export function neverComes({ cron, weekdays }: Times): boolean {
  // Where the line names dates and weekdays, either is enough, and every date falls on every weekday some year.
  if (weekdays === null || (cron.datesRestricted && cron.weekdaysRestricted)) return weekdays?.length === 0;
  return !cron.weekdays.some((one) => weekdays.includes(one));
}
