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
export function withOlder(fresh: readonly Column[], known: readonly Column[]): Column[] {
  const oldest = Math.min(...fresh.map(({ startedAt }) => startedAt));
  const builds = new Set(fresh.map(({ build }) => build));
  const older = known.filter(
    ({ build, startedAt }) => startedAt < oldest && startedAt > 0 && !builds.has(build),
  );
  return [...fresh, ...older].slice(0, kept);
}

/** @returns in words for people why these runs cannot be relied on; null: they can */
export function problemOf(columns: readonly Column[], summary: Summary, now: number): string | null {
  const latest = Math.max(summary.lastRunAt ?? 0, ...columns.map(({ startedAt }) => startedAt));
  const problems: string[] = [];
  if (latest > now + tolerance) {
    problems.push(`a run is dated ${day(latest)}, which is in the future`);
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
