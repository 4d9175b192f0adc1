/** The shape of the enhancements' documents in the report as JSON. It is kept stable: what is added is optional. */
import { z } from 'zod';

const count = z.number().int().min(0);
const url = z.string().nullable();

export const documents = z.object({
  readAt: z.iso.datetime().nullable().describe('When they were last confirmed (UTC); null: never.'),
  problem: z.string().nullable().describe('Why the last reading failed.'),
  groups: z.array(
    z.object({
      group: z.string().nullable().describe('Its slug; null: nobody knows whose they are.'),
      name: z.string().nullable(),
      all: count,
      notReady: count,
    }),
  ),
  enhancements: z.array(
    z.object({
      number: z.number().int(),
      title: z.string(),
      url: z.string().describe('Of its issue.'),
      group: z.string().nullable(),
      stage: z.string().nullable(),
      status: z.string().nullable(),
      latestMilestone: z.string().nullable(),
      folder: url,
      ready: z.boolean(),
      boxes: z.object({ ticked: count, asked: count }).describe('Required ones, at this stage.'),
      questions: z.object({ answered: count, asked: count }),
      lacks: z.array(
        z.object({
          code: z.string(),
          text: z.string(),
          todo: z.string(),
          blocks: z.boolean().describe('false: only told.'),
          url,
        }),
      ),
      unread: z.array(z.string()).describe('Documents that could not be read, each with why.'),
    }),
  ),
});
