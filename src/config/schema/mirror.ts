/** The shape of `incidents.github` in signalman.yml. */
import { z } from 'zod';
import { repository } from '../values.js';

export const mirror = z
  .strictObject({
    mirror: z
      .boolean()
      .optional()
      .describe('The tracking issue carries one comment that always says how it stands. false unless given.'),
    'create-issue': repository
      .optional()
      .describe(
        'Where an issue is opened for an incident that is declared without one. None is unless given.',
      ),
    labels: z
      .array(z.string().trim().min(1).max(50))
      .max(20)
      .optional()
      .describe('Labels of an issue that is opened.'),
    'lock-duplicates': z
      .boolean()
      .optional()
      .describe('A duplicate that is closed is locked too. false unless given.'),
  })
  .describe('The public face of incidents on GitHub. Left out: nothing is written there.');

export type MirrorFile = z.infer<typeof mirror>;
