/** The shape of `incidents` in signalman.yml. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { fix } from '../incident-fix.js';
import { channel, duration, time } from '../values.js';
import { embargo } from './embargo.js';
import { mirror } from './mirror.js';
import { postMortem } from './postmortem.js';

/** A list of Slack's check boxes holds no more than ten, and each no more characters than that. */
const mostChoices = 10;
const longestChoice = 75;

const severity = z
  .strictObject({
    title: z.string().min(1).max(20).optional().describe('As people see it: S1.'),
    meaning: z
      .string()
      .min(1)
      .max(longestChoice)
      .optional()
      .describe('One line that helps to choose between them.'),
    every: duration.optional().describe('How long until the next update is due.'),
    'slower-after': duration
      .optional()
      .describe('So long after its declaration updates become rarer: as `slower` says.'),
    slower: z
      .union([z.literal(false), duration], 'expected a duration such as 60m, or false')
      .optional()
      .describe('How long until the next update is due then. false: they never become rarer.'),
    blocks: z.boolean().optional().describe('While it is open, its release is a NO GO. true unless given.'),
    approval: z
      .boolean()
      .optional()
      .describe('Updates by others than its commander wait for the commander. false unless given.'),
    confirm: z
      .array(z.enum(['commander', 'incident-commander', 'communications', 'release-lead']))
      .min(1, 'expected at least one, such as [commander]')
      .optional()
      .describe('Who has to confirm the all-clear. `commander` is whoever commands the incident.'),
  })
  .describe('How severe an incident is, and what follows from it.');

const announcement = z
  .strictObject({
    channels: z.array(channel).min(1).max(100).describe('Where a copy of the incident is kept up to date.'),
    severities: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Only incidents of these severities; of all unless given.'),
    releases: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Only incidents of these releases; of all unless given.'),
    ping: z
      .boolean()
      .optional()
      .describe(
        'Each update is also a short reply there, because an edit notifies nobody. false unless given.',
      ),
  })
  .describe('Channels that are told of incidents.');

export const incidents = z
  .strictObject({
    // Asked for where the settings are made: here, a missing one would hide all other mistakes below.
    channel: channel.optional().describe('The channel where each incident has its one thread. Needed.'),
    discussion: channel
      .optional()
      .describe('Where people talk about it. Below a second message in that channel unless given.'),
    timezone: z.string().optional().describe('IANA zone of its times. The one above unless given.'),
    declare: z
      .union(
        [
          z.literal('anyone'),
          z
            .array(z.enum(['release-lead', 'incident-commander', 'communications']))
            .min(1, 'expected at least one'),
        ],
        'expected anyone, or a list such as [release-lead, incident-commander]',
      )
      .optional()
      .describe('Who may declare an incident: anyone, unless roles are given.'),
    reaction: z
      .string()
      .regex(
        /^[\p{Ll}\p{Lo}\p{N}_+'-]{1,100}$/u,
        'expected the name of an emoji without colons, such as round_pushpin',
      )
      .optional()
      .describe('The reaction that puts a message into the timeline. round_pushpin unless given.'),
    'check-every': duration
      .optional()
      .describe(
        'How often Signalman looks whether its messages still say what they should. 10m unless given.',
      ),
    'daily-at': time
      .optional()
      .describe('When an incident that waits for a patch release is updated each day. 10:00 unless given.'),
    'exit-criteria': z
      .array(z.string().trim().min(1).max(longestChoice))
      .min(1, 'expected at least one')
      .max(mostChoices)
      .optional()
      .describe('What must hold before the all-clear is given.'),
    severities: z
      .record(
        z
          .string()
          .regex(
            /^[a-z][a-z0-9-]{0,19}$/,
            'expected a letter and then up to 19 letters, digits and dashes, all in lower case',
          ),
        z.union([z.literal(false), severity]),
      )
      .optional()
      .describe('Changes s1, s2 and s3, takes one away (false), adds others. The most severe first.'),
    github: mirror.optional(),
    announce: z.array(announcement).max(100).optional().describe('Who is told of which incidents.'),
    embargo: embargo.optional(),
    fix: fix.optional(),
    'post-mortem': postMortem.optional(),
  })
  .describe('How incidents are told. Left out: there are none.');

export type IncidentsFile = z.infer<typeof incidents>;
export type SeverityFile = z.infer<typeof severity>;
