/** What a dashboard says of one of its tabs: read to know whether its runs have changed, never to judge them. */
import { z } from 'zod';
import { moment } from './moment.js';
import { textOf } from './text.js';

/** Kept in the cursor between two readings. */
export const summarySchema = z.object({
  /** ms, UTC; null: the source does not say. */
  lastRunAt: z.number().nullable(),
  /** When TestGrid itself last looked for runs. ms, UTC */
  updatedAt: z.number().nullable(),
  /** Such as `PASSING`. */
  status: z.string().nullable(),
  message: z.string().nullable(),
  latestGreen: z.string().nullable(),
  alert: z.string().nullable(),
});

export type Summary = z.infer<typeof summarySchema>;

export function summaryOf(fields: {
  lastRun: unknown;
  updated: unknown;
  status: unknown;
  message: unknown;
  latestGreen: unknown;
  alert: unknown;
}): Summary {
  return {
    lastRunAt: moment(fields.lastRun),
    updatedAt: moment(fields.updated),
    // A number is the enum's, and says nothing to people.
    status: typeof fields.status === 'string' ? textOf(fields.status, 60) : null,
    message: textOf(fields.message, 300),
    latestGreen: textOf(fields.latestGreen, 100),
    alert: textOf(fields.alert, 300),
  };
}

/**
 * Whether the runs have to be read again. A tab whose last run was still going may end without any other word of its
 * summary changing than when TestGrid looked; so may one that says nothing of its runs.
 */
export function changed(before: Summary, now: Summary, running: boolean): boolean {
  const silent = now.lastRunAt === null && now.message === null && now.status === null;
  return (
    before.lastRunAt !== now.lastRunAt ||
    before.status !== now.status ||
    before.message !== now.message ||
    before.latestGreen !== now.latestGreen ||
    before.alert !== now.alert ||
    ((running || silent) && before.updatedAt !== now.updatedAt)
  );
}
