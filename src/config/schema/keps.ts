/** The shape of `keps` in signalman.yml, the documents of enhancements. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { duration, ref } from '../values.js';

export const keps = z
  .strictObject({
    every: duration.optional().describe('How often GitHub is asked for changes. 15m unless given.'),
    branch: ref.optional().describe('Of the enhancements repository; its default branch unless given.'),
    tell: z
      .union([z.literal(false), duration], 'expected a duration such as 7d, or false')
      .optional()
      .describe(
        'How often at most a group is told again, in its channel, what is missing; in between the message is edited. 7d unless given; false: nobody is told.',
      ),
    releases: z
      .array(z.string().trim().min(1).max(200))
      .min(1)
      .optional()
      .describe('Only for these releases; for all that track enhancements unless given.'),
  })
  .describe('The documents of enhancements (KEPs). Left out: they are not read.');
