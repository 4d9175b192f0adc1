/** The shape of signalman.yml. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { calendar, calendarDefaults } from './schema/calendar.js';
import { ci } from './schema/ci.js';
import { gate } from './schema/gates.js';
import { incidents } from './schema/incidents.js';
import { keps } from './schema/keps.js';
import { meeting } from './schema/meetings.js';
import { notes } from './schema/notes.js';
import { signoff } from './schema/signoff.js';
import { checklists, waivers } from './schema/waivers.js';
import { channel, duration, filter, person, quiet, ref, repository, time, weekday } from './values.js';

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'expected up to 60 lower-case letters, digits and dashes');

const kind = z.strictObject({
  filter: filter.optional(),
  title: z.string().min(1).max(40).optional(),
  'by-group': z.boolean().optional().describe('List it by group in the report.'),
  'without-milestone': z
    .boolean()
    .optional()
    .describe('Also count its open issues that have no milestone, in the whole repository.'),
});

const milestone = z.string().min(1).max(200);

const release = z.strictObject({
  aliases: z.array(z.string().min(1)).optional(),
  repository: repository.optional().describe('Overrides the repository above.'),
  milestone: milestone.optional().describe("The milestone's title. The release's name unless given."),
  branch: ref.optional(),
  'next-milestones': z
    .array(milestone)
    .optional()
    .describe('Where issues go that do not block this release.'),
  calendar: calendar.optional(),
  enhancements: z
    .union([
      z.literal(false),
      z.strictObject({ repository: repository.optional(), milestone: milestone.optional() }),
    ])
    .optional(),
});

const digest = z
  .strictObject({
    release: z.string().min(1).optional().describe('The first release unless given.'),
    channels: z
      .array(channel)
      .min(1)
      .max(100)
      .optional()
      .describe('Where it is posted; the channels of the release unless given.'),
    at: time.optional().describe('When, in the time zone; 16:00 unless `at` or `cron` is given.'),
    cron: z.string().min(1).optional().describe('When, as a cron line of five fields, instead of `at`.'),
    days: z
      .union([z.literal('daily'), z.literal('weekdays'), z.array(weekday).min(1)])
      .optional()
      .describe('On which days of the week; weekdays unless given, or as the cron line says.'),
    timezone: z.string().optional(),
    kind: z
      .enum(['full', 'short', 'on-change'])
      .optional()
      .describe('full; short: no chart, table and details; on-change: only when something changed.'),
  })
  .describe('A report that is posted by itself.');

export const fileSchema = z
  .strictObject({
    preset: z
      .enum(['kubernetes', 'kubernetes-1.6'])
      .optional()
      .describe('Labels, kinds and gates to start from.'),
    timezone: z
      .string()
      .optional()
      .describe('IANA zone in which days and times are named. UTC unless given.'),
    repository: repository.optional(),
    releases: z
      .record(z.string().regex(/^\S{1,60}$/, 'expected a name without blanks'), release)
      .describe('By name; the first one is the one that is meant when none is named.'),
    groups: z
      .strictObject({
        noun: z.string().min(1).max(20).optional(),
        prefix: z.string().min(1).optional().describe('Labels that start with this name a group, e.g. sig/.'),
        rows: z
          .array(z.string().min(1))
          .optional()
          .describe('Groups with a row of their own. All that are seen unless given.'),
        names: z.record(z.string(), z.string().min(1).max(60)).optional(),
        owners: z
          .record(z.string(), person)
          .optional()
          .describe('Slack user or user-group ids that reports may mention for a group, by its slug.'),
        leads: z
          .record(z.string(), z.array(person).min(1).max(20))
          .optional()
          .describe(
            'Slack user or user-group ids of those who speak for a group, by its slug: they sign for it. Its owner unless given.',
          ),
        channels: z
          .record(z.string(), z.array(channel).min(1).max(20))
          .optional()
          .describe(
            'Slack channels that hear of what concerns a group, by its slug: red jobs, enhancements.',
          ),
      })
      .optional(),
    kinds: z.record(id, z.union([z.literal(false), kind])).optional(),
    phrases: z
      .array(
        z.strictObject({
          phrase: z
            .string()
            .min(2)
            .max(100)
            .regex(/[\p{L}\p{N}]/u, 'expected at least one word'),
          where: filter.optional(),
        }),
      )
      .optional(),
    dimensions: z
      .array(z.string().min(1))
      .optional()
      .describe('Label prefixes that are counted, e.g. priority/.'),
    enhancements: z.strictObject({ repository }).optional(),
    gates: z.record(id, z.union([z.literal(false), gate])).optional(),
    bots: z.array(z.string().min(1)).optional().describe('GitHub users that are automation.'),
    roles: z
      .strictObject({
        'release-lead': z.array(person).optional().describe('Signs for the release; may change anything.'),
        'incident-commander': z.array(person).optional().describe('May command incidents.'),
        communications: z.array(person).optional().describe('May write what others read of an incident.'),
      })
      .optional()
      .describe('Who may change things.'),
    channels: z.strictObject({ release: z.array(channel).optional() }).optional(),
    digests: z
      .record(id, z.union([z.literal(false), digest]))
      .optional()
      .describe('Reports that are posted by themselves, by name.'),
    quiet: quiet.optional().describe('When no digest is posted. Incidents do not keep to it.'),
    incidents: incidents.optional(),
    ci: ci.optional(),
    keps: keps.optional(),
    notes: notes.optional(),
    meetings: z
      .record(id, z.union([z.literal(false), meeting]))
      .optional()
      .describe('Meetings that recur, by name.'),
    calendar: calendarDefaults.optional(),
    signoff: signoff.optional(),
    waivers: waivers.optional(),
    checklists: checklists.optional(),
    'digest-grace': duration
      .optional()
      .describe(
        'A digest that could not be posted in time is still posted this long after. 2h unless given.',
      ),
    sync: z
      .strictObject({
        every: duration.optional().describe('How often GitHub is asked for changes. 5m unless given.'),
        'full-at': z
          .string()
          .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 03:00')
          .optional()
          .describe('When everything is read again each day, in the time zone above. 03:00 unless given.'),
        'stale-after': duration
          .optional()
          .describe('Older figures are not known any more. 30m unless given.'),
      })
      .optional(),
  })
  .describe('Signalman configuration');

export type ConfigFile = z.infer<typeof fileSchema>;
export type DigestFile = z.infer<typeof digest>;
export type KindFile = z.infer<typeof kind>;
