/** The shape of `incidents.post-mortem` in signalman.yml. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { duration } from '../values.js';

const repository = z
  .string()
  .regex(
    /^[A-Za-z\d][\w-]{0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/,
    'expected owner/name, such as kubernetes/community',
  );

export const postMortem = z
  .strictObject({
    ask: z
      .boolean()
      .optional()
      .describe(
        'Whether one message in the discussion asks for lessons after the all-clear. true where post-mortem: is given.',
      ),
    repository: repository
      .optional()
      .describe('Where post-mortems are opened as pull requests. Without it they are posted as files only.'),
    path: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe(
        'Their path there, with {id}, {date}, {release} and {title}. post-mortems/{date}-{id}-{title}.md unless given.',
      ),
    'actions-in': repository
      .optional()
      .describe('Where action items are opened as issues. In the repository of the release unless given.'),
    labels: z
      .array(z.string().trim().min(1).max(50))
      .max(20)
      .optional()
      .describe('Labels of these issues. None unless given.'),
    'nag-every': duration
      .optional()
      .describe(
        'How often somebody is reminded of an action item that nobody owns, or that is overdue. 1d unless given.',
      ),
    timezone: z
      .string()
      .optional()
      .describe('IANA zone of the timeline. That of the incidents unless given.'),
  })
  .describe('How post-mortems are kept, and what becomes of their action items.');

export type PostMortemFile = z.infer<typeof postMortem>;
