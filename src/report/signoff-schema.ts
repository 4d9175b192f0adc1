/** The shape of a sign-off in the report as JSON. It is kept stable: what is added is optional. */
import { z } from 'zod';

const moment = z.iso.datetime().describe('UTC');

const answer = z.object({
  answer: z.enum(['go', 'no-go']),
  by: z.string(),
  delegateOf: z.string().nullable().describe('The lead for whom a delegate answered.'),
  at: moment,
  reason: z.string().describe('Of a NO GO; or why a GO holds for another candidate. Empty: none.'),
  issue: z.string().nullable(),
  late: z.boolean().describe('After the deadline.'),
  conditions: z.array(
    z.object({
      name: z.string(),
      url: z.string(),
      wants: z.enum(['merged', 'closed']),
      state: z.enum(['open', 'met', 'failed']),
    }),
  ),
  void: z.object({ why: z.string(), at: moment }).nullable().describe('Why it does not count any more.'),
});

export const signOff = z.object({
  poll: z
    .object({
      id: z.number().int(),
      candidate: z.object({ name: z.string(), tag: z.string().nullable(), commit: z.string() }),
      branch: z.string().nullable().describe('null: the default branch'),
      askedBy: z.string(),
      askedAt: moment,
      deadline: moment,
      ended: z
        .object({ why: z.enum(['overtaken', 'replaced', 'closed']), at: moment, by: z.string() })
        .nullable(),
      groups: z.array(
        z.object({
          slug: z.string(),
          name: z.string(),
          state: z.enum(['go', 'conditional', 'no-go', 'waiting', 'void', 'late']),
          answer: answer.nullable().describe('The last one, even when it does not count.'),
        }),
      ),
    })
    .nullable()
    .describe('The last one; null: nobody was asked'),
  problem: z.string().nullable().describe('Why the branch could not be read the last time.'),
});
