/** The shape of a gate in signalman.yml. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { duration, filter } from '../values.js';
import { waive } from './waivers.js';

const share = z.number().min(0).max(1);

export const gate = z
  .strictObject({
    type: z
      .enum([
        'count',
        'hygiene',
        'enhancements',
        'jobs',
        'sign-off',
        'checklist',
        'enhancement-sign-off',
        'action-items',
        'release-notes',
        'docs',
      ])
      .optional(),
    count: filter.optional().describe('Which open issues count.'),
    of: z.enum(['issues', 'pull-requests', 'all']).optional(),
    in: z.enum(['milestone', 'no-milestone']).optional(),
    'at-most': z.number().int().min(0).optional().describe('How many are allowed. 0 unless given.'),
    'each-has': z
      .record(z.string(), filter)
      .optional()
      .describe('For hygiene: what each issue must have, as name: filter.'),
    'assignee-when-opened-by-a-human': z.boolean().optional(),
    jobs: z
      .array(z.string().trim().min(1).max(200))
      .min(1)
      .max(50)
      .optional()
      .describe('For jobs: which ones, as board/name or name, with *. Each of these has to match a job.'),
    green: z
      .number()
      .int()
      .min(1)
      .max(20)
      .optional()
      .describe('For jobs: how many green runs in a row each needs. 3 unless given.'),
    'fewer-tests': z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe(
        'For jobs: a green run with less than this share of the usual tests is not green. 0.7 unless given; 0: nobody looks.',
      ),
    'flake-share': z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('For jobs: what fails in less than this share of its runs is a flake. 0.33 unless given.'),
    'stale-after': duration
      .optional()
      .describe('For jobs: older results are not known any more. As in `ci` unless given.'),
    manual: z
      .boolean()
      .optional()
      .describe('For jobs: a test by hand of the very commit can stand in for a job. false unless given.'),
    counts: z
      .enum(['tests', 'suites'])
      .optional()
      .describe('For jobs: what its figure is: failing tests, or jobs (suites). suites unless given.'),
    reason: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('The sentence that is shown when it does not hold.'),
    actions: z.array(z.string().min(1).max(500)).max(20).optional().describe('What has to be done then.'),
    blocks: z.boolean().optional().describe('false: shown, but never decides.'),
    checklists: z
      .array(z.string().min(1).max(60))
      .min(1)
      .max(50)
      .optional()
      .describe('For checklist: names of lists in `checklists`. All of them unless given.'),
    'action-types': z
      .array(z.enum(['detect', 'prevent', 'mitigate']))
      .min(1, 'expected at least one, such as [prevent]')
      .optional()
      .describe('For action-items: which kinds have to be done. [prevent] unless given.'),
    incidents: z
      .enum(['before', 'all'])
      .optional()
      .describe(
        'For action-items: those of incidents of earlier releases (before), or of all that are over. before unless given.',
      ),
    open: share
      .optional()
      .describe('For docs: the share of enhancements that have a pull request for it. 1 unless given.'),
    ready: share
      .optional()
      .describe(
        'For docs: the share whose pull request is ready for review or merged. Unless given, as the docs freeze of the calendar comes near: 0.8 a week before, 0.9 three days before, 1 from then on.',
      ),
    merged: share.optional().describe('For docs: the share whose pull request is merged. 0 unless given.'),
    waive: waive.optional(),
  })
  .describe('Something that must hold before the release ships.');

export type GateFile = z.infer<typeof gate>;
