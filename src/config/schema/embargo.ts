/** The shape of `incidents: embargo:` in signalman.yml. */
import { z } from 'zod';
import { channel } from '../values.js';

export const embargo = z
  .strictObject({
    // Asked for where the settings are made, like the channel of the incidents.
    channel: channel
      .optional()
      .describe('A private channel that Signalman is in: incidents under embargo stand there. Needed.'),
    lift: z
      .array(z.enum(['release-lead', 'incident-commander', 'communications']))
      .min(1, 'expected at least one, such as [release-lead]')
      .optional()
      .describe(
        'Who may lift an embargo, beside the commander of the incident: incident-commander and release-lead unless given.',
      ),
  })
  .describe(
    'Incidents that nobody hears of outside one private channel until they are lifted. Left out: there are none.',
  );
