/** The shape of `ci` in signalman.yml, the test signal. Its descriptions are the documentation that editors show. */
import { z } from 'zod';
import { addressFault } from '../address.js';
import { duration, quiet, repository } from '../values.js';

const address = z
  .string()
  .regex(/^https?:\/\/[^\s/?#]+[^\s?#]*$/, {
    error: 'expected an address such as https://testgrid.k8s.io',
    abort: true,
  })
  .refine((one) => addressFault(one) === null, {
    error: ({ input }) =>
      `it ${addressFault(String(input))}: expected an address such as https://testgrid.k8s.io`,
  });
const text = z.string().trim().min(1).max(200);
const inQuiet = z
  .enum(['hold', 'send'])
  .optional()
  .describe('What an alert does in the quiet time: hold: it waits for its end; send: it does not.');

const jobs = z
  .strictObject({
    board: text
      .optional()
      .describe('A dashboard of TestGrid. May say {line}, {version}, {branch}, {release}, {milestone}.'),
    tabs: z.array(text).min(1).max(500).optional().describe('Only these of its tabs; all unless given.'),
    workflow: z
      .string()
      .regex(/^[^\s/]+\.ya?ml$/, 'expected the name of a workflow file such as e2e.yml')
      .optional()
      .describe('A workflow of GitHub Actions, by the name of its file, instead of a board.'),
    repository: repository.optional().describe("The workflow's; the release's unless given."),
    branch: text
      .optional()
      .describe("The workflow's; the release's unless given. May say the same as board."),
    releases: z.array(text).min(1).optional().describe('Only for these releases; for all unless given.'),
    group: text.optional().describe('The slug of the group that owns the jobs.'),
    owners: z
      .record(text, text)
      .optional()
      .describe('Owners of single jobs: patterns of their names, with *, and slugs. The first one counts.'),
    'stale-after': duration
      .optional()
      .describe('Older results are not known any more. The one above unless given.'),
    alerts: z.boolean().optional().describe('Whether a red job raises an alert. true unless given.'),
  })
  .describe('CI jobs that are read together.');

export const ci = z
  .strictObject({
    testgrid: z
      .strictObject({
        url: address.optional().describe('https://testgrid.k8s.io unless given.'),
        api: address.optional().describe('https://testgrid-api.prow.k8s.io unless given.'),
        dialect: z
          .enum(['legacy', 'api'])
          .optional()
          .describe('api: the versioned API, unless given; legacy: the JSON of the pages at `url`.'),
        pages: address
          .optional()
          .describe(
            'Where links lead, when people look at another address than it is read at; `url` unless given.',
          ),
      })
      .optional(),
    every: duration.optional().describe('How often CI is asked for changes. 5m unless given.'),
    'stale-after': duration
      .optional()
      .describe('A job that has not run for so long is not known any more. 1d unless given.'),
    jobs: z
      .record(
        z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'expected up to 60 lower-case letters, digits and dashes'),
        z.union([z.literal(false), jobs]),
      )
      .optional()
      .describe('Which jobs are read, by a name of your own.'),
    alerts: z
      .union([
        z.literal(false),
        z.strictObject({
          'escalate-after': z
            .union([z.literal(false), duration], 'expected a duration such as 1d, or false')
            .optional()
            .describe('After so long of red the release lead is told. 1d unless given; false: never.'),
          flapping: duration
            .optional()
            .describe('Red again within this time of its recovery is the same alert. 6h unless given.'),
          'news-per-day': z
            .number()
            .int()
            .min(1)
            .max(100)
            .optional()
            .describe('At most so many pieces of news about one alert a day. 4 unless given.'),
          'in-quiet': inQuiet,
          groups: z
            .record(z.string(), z.strictObject({ 'in-quiet': inQuiet, quiet: quiet.optional() }))
            .optional()
            .describe('What is different for a group, by its slug.'),
        }),
      ])
      .optional()
      .describe('Who is told of a red job, and how often. false: nobody.'),
  })
  .describe('The test signal. Left out: there is none.');

export type CiFile = z.infer<typeof ci>;
export type JobsFile = z.infer<typeof jobs>;
