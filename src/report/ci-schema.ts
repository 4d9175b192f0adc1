/** The shape of the test signal in the report as JSON. It is kept stable: what is added is optional. */
import { z } from 'zod';

const moment = z.iso.datetime().describe('UTC');
const count = z.number().int().min(0);
const commit = z.string().nullable().describe('As its source writes it; null: not known');
const url = z.string().nullable();

export const jobs = z.array(
  z.object({
    key: z.string().describe('Names the job for ever.'),
    ...{ name: z.string(), board: z.string(), url },
    gates: z.array(z.string()).describe('That look at it.'),
    owner: z.string().nullable().describe('The slug of the group.'),
    standing: z.enum(['green', 'red', 'flaky', 'too-few', 'shrunken', 'absent', 'stale', 'unknown']),
    colour: z
      .enum(['red', 'yellow', 'unknown', 'green'])
      .describe('How it counts, with what people said about it.'),
    greens: count.describe('Green runs in a row.'),
    needed: count,
    why: z.string().nullable().describe('Why nothing is known.'),
    problem: z.string().nullable().describe('Why the last reading failed.'),
    readAt: moment.nullable(),
    lastRun: z.object({ at: moment, outcome: z.string(), commit, url, tests: count.nullable() }).nullable(),
    runningSince: moment.nullable(),
    failing: z
      .object({
        since: moment,
        openEnded: z.boolean().describe('It may have failed for longer.'),
        runs: count,
        lastGood: commit,
        firstBad: commit,
      })
      .nullable(),
    shrunken: z.object({ ran: count, usual: count }).nullable(),
    tests: z
      .array(
        z.object({
          name: z.string(),
          nature: z.enum(['passing', 'failing', 'flaky']),
          since: moment,
          openEnded: z.boolean(),
          runs: count,
          message: z.string().nullable(),
          issues: z.array(z.string()).describe('Addresses.'),
        }),
      )
      .describe('That failed in its newest run.'),
    suggested: z.string().nullable().describe('The address of an issue that seems to be about it.'),
    word: z
      .object({ group: z.string(), by: z.string(), reason: z.string(), at: moment, until: moment })
      .nullable()
      .describe('Why it does not hold the release back.'),
    manual: z
      .object({
        ...{ by: z.string(), commit: z.string(), what: z.string() },
        ...{ result: z.enum(['pass', 'fail']), at: moment },
      })
      .nullable()
      .describe('What somebody found by hand on the commit that is to ship.'),
  }),
);

export const missingJobs = z.array(
  z.object({ gate: z.string(), pattern: z.string().describe('No job matches it.') }),
);
