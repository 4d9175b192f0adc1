/** The shape of the calendars in signalman.yml. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { phaseKinds } from '../../domain/calendar/phase.js';
import { channel, duration, person } from '../values.js';

const moment = z
  .string()
  .min(1)
  .max(200)
  .describe(
    'A day, a moment or an AoE deadline: 2026-07-22 AoE, Wed 22 July 2026 (AoE), 2026-07-22 17:00 America/Los_Angeles, 02:00 UTC Friday 25th July 2025.',
  );
const title = z.string().min(1).max(80);
const span = z
  .union([duration, z.literal(0), z.literal('0')], 'expected a duration such as 7d or 12h, or 0')
  .describe('A duration such as 7d, or 0.');

const onCall = z.union(
  [person, z.strictObject({ who: person, name: z.string().min(1).max(60).optional() })],
  'expected a Slack user or user-group id, or who: and name:',
);
const turn = z.strictObject({
  who: person,
  name: z.string().min(1).max(60).optional().describe('Shown where nobody is to be pinged.'),
  from: moment.optional(),
  until: moment.optional(),
});
const rota = z
  .union(
    [
      z.array(turn).min(1).max(100),
      z.strictObject({
        weekly: z.array(onCall).min(1).max(50).describe('One after the other, a week each.'),
        since: moment
          .optional()
          .describe('When the first turn begins: the time of the week of every hand-over.'),
      }),
    ],
    'expected a list of turns, or weekly: with a list of people',
  )
  .describe('Who is on call: turns with from and until, or people who take turns week by week.');

const phase = z.union(
  [
    moment,
    z.strictObject({
      kind: z.enum(phaseKinds).optional().describe('What it is; told from its name unless given.'),
      title: title.optional(),
      begins: moment.optional(),
      ends: moment.optional().describe('As its kind says unless given.'),
      beside: z.boolean().optional().describe('One of your own that may run beside others.'),
      rota: rota.optional(),
    }),
  ],
  'expected a date, or a map with begins:',
);

const shared = {
  timezone: z.string().optional().describe('The clock of the team.'),
  'announce-ahead': z
    .array(span)
    .max(10)
    .optional()
    .describe('How long before it begins a phase is announced; 0: when it begins. [7d, 1d, 0] unless given.'),
  'rc-period': span
    .optional()
    .describe(
      'How long the last release candidate stands before the release. 7d unless given; 0: no matter.',
    ),
  channels: z
    .array(channel)
    .min(1)
    .max(20)
    .optional()
    .describe(
      'Where phases are announced and exceptions are asked for; the channels of the release unless given.',
    ),
  rota: rota.optional(),
};

export const calendarDefaults = z
  .strictObject({
    ...shared,
    grace: duration
      .optional()
      .describe(
        'An announcement that could not be posted in time is still posted this long after. 6h unless given.',
      ),
  })
  .describe('What holds for the calendars of all releases.');

export const calendar = z
  .strictObject({
    ...shared,
    begins: moment.optional().describe('The day on which the cycle begins: its week is week 1.'),
    phases: z
      .record(
        z
          .string()
          .regex(
            /^[a-z0-9][a-z0-9.-]{0,59}$/,
            'expected up to 60 lower-case letters, digits, dots and dashes',
          ),
        phase,
      )
      .describe('By name, with the day or moment each begins.'),
  })
  .describe('The calendar of the release.');

export type CalendarFile = z.infer<typeof calendar>;
export type CalendarDefaultsFile = z.infer<typeof calendarDefaults>;
export type PhaseFile = Exclude<z.infer<typeof phase>, string>;
export type RotaFile = z.infer<typeof rota>;
