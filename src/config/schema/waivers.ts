/** The shape of waivers and checklists in signalman.yml. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { duration, path, person, ref, repository } from '../values.js';

const roles = ['release-lead', 'incident-commander', 'communications'] as const;
const who = z.union(
  [z.enum(roles), z.array(person).min(1).max(50)],
  `expected ${roles.join(', ')}, or a list of Slack user and user-group ids`,
);

const shared = {
  by: who
    .optional()
    .describe('Who may waive: a role, or Slack user and user-group ids. release-lead unless given.'),
  'two-persons': z
    .boolean()
    .optional()
    .describe('Whether a second person has to agree before it counts. false unless given.'),
};

export const waivers = z
  .strictObject({
    ...shared,
    longest: duration.optional().describe('No waiver lasts longer than this. 30d unless given.'),
  })
  .describe('Findings that the release ships with all the same: who may decide that, and for how long.');

export const waive = z
  .union([z.literal(false), z.strictObject(shared)])
  .describe('Who may waive what this gate finds; false: nobody. As `waivers` says unless given.');

const checklist = z
  .strictObject({
    title: z.string().trim().min(1).max(100).optional().describe('Its name for people.'),
    phase: z
      .string()
      .min(1)
      .max(60)
      .optional()
      .describe('The phase of the calendar it belongs to, by its name there.'),
    by: who.optional().describe('Who may tick it. release-lead unless given.'),
    items: z
      .array(z.string().trim().min(1).max(300))
      .min(1)
      .max(100)
      .optional()
      .describe('What has to be ticked. Where some begin with (R), only those have to be.'),
    repository: repository.optional(),
    path: path.optional().describe('A Markdown file with boxes, instead of `items`.'),
    ref: ref.optional().describe('Its branch, tag or commit; the default branch unless given.'),
  })
  .describe('A list that the release team ticks, again for each release.');

export const checklists = z
  .record(
    z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'expected up to 60 lower-case letters, digits and dashes'),
    z.union([z.literal(false), checklist]),
  )
  .describe("The release team's own checklists, by name.");

export type WhoFile = z.infer<typeof who>;
export type ChecklistFileShape = z.infer<typeof checklist>;
