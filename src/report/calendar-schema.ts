/** The shape of a calendar in the report as JSON. It is kept stable: what is added is optional. */
import { z } from 'zod';

const moment = z.iso.datetime().describe('UTC');

export const calendar = z.object({
  zone: z.string().describe('On the clock of which weeks are counted.'),
  week: z.number().int().nullable(),
  weeks: z.number().int().nullable().describe('In which the release ships.'),
  phases: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      title: z.string(),
      begins: moment,
      ends: moment.nullable().describe('null: it goes on'),
      written: z.string().describe('As signalman.yml has it.'),
      holds: z.boolean(),
    }),
  ),
  next: z.object({ phase: z.string(), what: z.enum(['begins', 'ends']), at: moment }).nullable(),
  onCall: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  board: z.enum(['red', 'yellow', 'green', 'unknown']).nullable(),
  mergingLimited: z.boolean().describe('Only those on call may merge.'),
  exceptions: z
    .array(
      z.object({
        id: z.number().int(),
        what: z.string(),
        reason: z.string(),
        issue: z.string(),
        state: z.enum(['waiting', 'lapsed', 'coming', 'holds', 'over', 'refused']),
        askedBy: z.string(),
        askedAt: moment,
        from: moment,
        until: moment,
        decidedBy: z.string().nullable(),
        decidedAt: moment.nullable(),
      }),
    )
    .describe('Those that wait, will hold or hold.'),
  notes: z.array(z.string()).describe('What is odd about its dates.'),
});
