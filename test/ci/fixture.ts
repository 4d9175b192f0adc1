/** A local TestGrid with a clock, and a source in front of it that remembers as the bot does. */
import type { CiSource, Cursor, Reading, Wanted } from '../../src/app/ports/ci.js';
import { createTestGrid, type TestGridOptions } from '../../src/ci/testgrid.js';
import type { Job } from '../../src/domain/ci/job.js';
import { testgridKey } from '../../src/domain/ci/key.js';
import type { LocalTestGrid } from '../../src/sandbox/testgrid/index.js';
import { silentLog } from '../builders/log.js';

export const now = Date.parse('2026-01-28T19:00:00Z');
export const hour = 3_600_000;
export const board = 'sig-release-master-blocking';

export type Dialect = 'legacy' | 'api' | 'both';

/** What a source is read with, again and again: it keeps what it was told, and its cursor. */
export interface Reader {
  read(tabs?: readonly string[] | null, dashboard?: string): Promise<Reading>;
  job(tab: string, dashboard?: string): Job;
  known: Map<string, Job>;
}

export function readerOf(
  grid: Pick<LocalTestGrid, 'url'>,
  dialect: Dialect,
  options: Partial<TestGridOptions> = {},
): Reader {
  return remembering(
    createTestGrid({
      url: dialect === 'api' ? null : grid.url,
      apiUrl: dialect === 'legacy' ? null : grid.url,
      log: silentLog,
      now: () => now,
      timeout: 5000,
      ...options,
    }),
    (tabs, dashboard) => ({ source: 'testgrid', dashboard, tabs }),
  );
}

export function remembering(
  source: CiSource,
  wanted: (tabs: readonly string[] | null, dashboard: string) => Wanted,
): Reader {
  const known = new Map<string, Job>();
  let cursor: Cursor | null = null;
  return {
    known,
    async read(tabs = null, dashboard = board) {
      const reading = await source.read(wanted(tabs, dashboard), known, cursor);
      for (const job of reading.jobs) known.set(job.key, job);
      for (const key of reading.gone) known.delete(key);
      // As it is kept: through JSON.
      cursor = JSON.parse(JSON.stringify(reading.cursor));
      return reading;
    },
    job(tab, dashboard = board) {
      const job = known.get(testgridKey(dashboard, tab));
      if (!job) throw new Error(`nothing is known of ${tab}`);
      return job;
    },
  };
}

export const outcomes = (job: Job) => job.columns.map(({ outcome }) => outcome);
