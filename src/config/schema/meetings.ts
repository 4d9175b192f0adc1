/** The shape of `meetings` in signalman.yml. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { channel, duration, repository, time, weekday } from '../values.js';

const emoji = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_+'-]{0,99}$/,
    'expected the name of an emoji without colons, such as white_check_mark',
  );

/** Into the front matter as it stands. */
const oneLine = (longest: number, what: string) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, what);

export const meeting = z
  .strictObject({
    title: oneLine(80, 'expected one line')
      .min(1)
      .optional()
      .describe('As people call it. Its name above unless given.'),
    release: z.string().min(1).optional().describe('Of which release it speaks; the first one unless given.'),
    channel: channel
      .optional()
      .describe(
        'Where its agenda is posted and written below; the first channel of the release unless given.',
      ),
    at: time.optional().describe('When it begins, in the time zone. This or cron is needed.'),
    cron: z.string().min(1).optional().describe('The same as a cron line of five fields, instead of `at`.'),
    days: z
      .union([z.literal('daily'), z.literal('weekdays'), z.array(weekday).min(1)])
      .optional()
      .describe('On which days of the week; weekdays unless given, or as the cron line says.'),
    timezone: z.string().optional().describe('The zone above unless given.'),
    length: duration.optional().describe('How long it lasts. 1h unless given.'),
    'agenda-ahead': duration
      .optional()
      .describe('How long before its beginning the agenda is posted. 1d unless given.'),
    'collect-for': duration
      .optional()
      .describe('How long after its end words are still taken into the notes. 2h unless given.'),
    reactions: z
      .strictObject({
        note: emoji.optional(),
        decision: emoji.optional(),
        attention: emoji.optional(),
        action: emoji.optional(),
      })
      .optional()
      .describe(
        'Reactions that take a message of the thread into the notes. memo, ballot_box_with_check, eyes and clipboard unless given.',
      ),
    repository: repository
      .optional()
      .describe('Where the notes are opened as a pull request. Without it they are posted as a file only.'),
    path: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe(
        'Their path there, with {date}, {series} and {release}. meetings/{series}/{date}.md unless given.',
      ),
    'issues-in': repository
      .optional()
      .describe('Where action items are opened as issues. In the repository of the release unless given.'),
    labels: z
      .array(z.string().trim().min(1).max(50))
      .max(20)
      .optional()
      .describe('Labels of these issues. None unless given.'),
    intro: z.string().trim().min(1).max(1000).optional().describe('The first paragraph of the notes.'),
    slug: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'expected lower-case letters, digits and dashes')
      .optional()
      .describe('The slug in the front matter of the notes. The name of the meeting unless given.'),
    url: z
      .string()
      .regex(/^\/[\w./{}~-]{0,199}$/, 'expected a path such as /blog/{year}/{month}/{slug}')
      .optional()
      .describe(
        'The address in the front matter, with {date}, {year}, {month} and {slug}. None unless given.',
      ),
  })
  .describe('A meeting that recurs: its agenda, and the notes of it.');

export type MeetingFile = z.infer<typeof meeting>;
