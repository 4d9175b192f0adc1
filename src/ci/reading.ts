/** What a reading of a TestGrid tab adds to what is known, and what about it cannot be believed. */
import type { Column } from '../domain/ci/job.js';
import type { Summary } from './summary.js';

/** So many runs of a job are kept in all. */
const kept = 200;
/** Clocks differ by minutes; a unit that was mistaken differs by years. In ms. */
const tolerance = 10 * 60_000;
/** TestGrid looks for runs every few minutes; when it has not for a day, it does not any more. In ms. */
const asleep = 24 * 3_600_000;

/** The columns that were read, and after them those that are known from before and are older than all of these. */
export function withOlder(read: readonly Column[], known: readonly Column[]): Column[] {
  // A table that names no test any more, of a suite that had some, is of runs that ran none.
  const hadTests = known.some(({ ran }) => ran !== null);
  const fresh = hadTests ? read.map((one) => ({ ...one, ran: one.ran ?? 0 })) : read;
  const oldest = Math.min(...fresh.map(({ startedAt }) => startedAt));
  const builds = new Set(fresh.map(({ build }) => build));
  const older = known.filter(
    ({ build, startedAt }) => startedAt < oldest && startedAt > 0 && !builds.has(build),
  );
  return [...fresh, ...older].slice(0, kept);
}

/** Summaries say when a run began in whole seconds, in ms. */
const second = 1000;

/**
 * Whether the summary tells of a run that is not among these: the table was written, or kept somewhere on the way,
 * before that run. Nothing may be decided on the runs before it.
 */
export function isBehind(columns: readonly Column[], { lastRunAt }: Summary): boolean {
  const newest = Math.max(0, ...columns.map(({ startedAt }) => startedAt));
  return lastRunAt !== null && newest > 0 && newest + second <= lastRunAt;
}

/** @returns in words for people why these runs cannot be relied on; null: they can */
export function problemOf(columns: readonly Column[], summary: Summary, now: number): string | null {
  const latest = Math.max(summary.lastRunAt ?? 0, ...columns.map(({ startedAt }) => startedAt));
  const problems: string[] = [];
  if (latest > now + tolerance) {
    problems.push(`a run is dated ${day(latest)}, which is in the future`);
  }
  if (isBehind(columns, summary)) {
    problems.push(`its table does not show the run of ${day(summary.lastRunAt ?? 0)} yet`);
  }
  const undated = columns.filter(({ startedAt }) => startedAt === 0).length;
  if (undated > 0) {
    problems.push(`TestGrid does not say when ${undated === 1 ? 'one run' : `${undated} runs`} began`);
  }
  // An update that is older than the run it tells of is no update's date.
  const { updatedAt } = summary;
  if (updatedAt !== null && updatedAt < now - asleep && updatedAt >= (summary.lastRunAt ?? 0)) {
    problems.push(`TestGrid has not looked for new runs since ${day(updatedAt)}`);
  }
  return problems.length > 0 ? problems.join('; ') : null;
}

function day(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
