/** The shape of `signoff` in signalman.yml. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { channel, duration } from '../values.js';

export const signoff = z
  .strictObject({
    groups: z
      .array(z.string().min(1).max(100))
      .min(1)
      .max(100)
      .optional()
      .describe(
        'Slugs of the groups that have to say GO, in order. Those with a row of their own unless given, or all that have leads.',
      ),
    channels: z
      .array(channel)
      .min(1)
      .max(20)
      .optional()
      .describe('Where the groups are asked; the channels of the release unless given.'),
    deadline: duration.optional().describe('So long they have unless it is said otherwise. 2d unless given.'),
    remind: z
      .array(duration)
      .max(10)
      .optional()
      .describe(
        'How long before the deadline those who have not answered are reminded. [1d, 2h] unless given.',
      ),
    'remind-in': z
      .enum(['channel', 'direct', 'both'])
      .optional()
      .describe(
        "Where: in the group's channel (directly where it has none), directly to its leads, or both. channel unless given.",
      ),
    'void-on': z
      .array(z.enum(['commit', 'red-job']))
      .max(2)
      .optional()
      .describe(
        'What makes answers void: a new commit on the branch, a blocking job that turns red. Both unless given.',
      ),
  })
  .describe('The groups are asked whether a candidate may ship. Left out: they are not.');
