/** The shape of the report as JSON. It is kept stable: what is added is optional. */
import { z } from 'zod';
import { calendar } from './calendar-schema.js';
import { checklistShape } from './checklists.js';
import { jobs, missingJobs } from './ci-schema.js';
import { documents } from './documents-schema.js';
import { incidentMonthShape } from './incident-stats.js';
import { releaseNotesShape } from './release-notes-status.js';
import { signOff } from './signoff-schema.js';
import { waiverShape } from './waivers.js';

const moment = z.iso.datetime().describe('UTC');
const count = z.number().int().min(0);
const counted = z.object({
  count,
  url: z.string().describe('The GitHub search that shows the same issues.'),
});
const finding = z.object({
  gate: z.string(),
  type: z.enum([
    'count',
    'hygiene',
    'sign-off',
    'checklist',
    'enhancement-sign-off',
    'action-items',
    'release-notes',
    'docs',
    'enhancements',
    'jobs',
    'freshness',
    'hand-written',
    'incident',
    'calendar',
  ]),
  state: z.enum(['go', 'no-go', 'unknown']),
  blocks: z.boolean().describe('false: shown, never decides'),
  reason: z.string(),
  detail: z.string(),
  rule: z.string(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  evidence: z.array(z.object({ title: z.string(), url: z.string() })),
  observedAt: moment.nullable(),
  actions: z.array(z.string()),
  author: z.object({ id: z.string(), name: z.string() }).optional(),
  until: moment.optional(),
  waivers: z
    .array(waiverShape)
    .optional()
    .describe(
      'Waivers about it, those that wait for a second person included; left out where there is none.',
    ),
});
const row = z.object({
  name: z.string(),
  total: count,
  kinds: z.record(z.string(), count),
  url: z.string(),
});
const source = z.object({
  repository: z.string(),
  milestone: z
    .object({
      number: z.number(),
      title: z.string(),
      url: z.string(),
      state: z.enum(['open', 'closed']),
      dueOn: moment.nullable(),
    })
    .nullable(),
  observedAt: moment.nullable(),
  problem: z.string().nullable(),
  notice: z.string().nullable(),
  requests: count.nullable(),
  quota: count.nullable(),
});
const issue = z.object({
  number: z.number(),
  title: z.string(),
  url: z.string(),
  pullRequest: z.boolean(),
  labels: z.array(z.string()),
  assignees: z.array(z.string()),
  author: z.string(),
  createdAt: moment,
  updatedAt: moment,
});

const gateState = z.enum(['go', 'no-go', 'unknown']);
const numbers = z.array(z.number().int()).describe('Numbers of issues, ascending.');
const flow = z.object({
  in: count,
  out: count,
  net: z.number().int(),
  opened: numbers,
  reopened: numbers,
  movedIn: numbers,
  relabelledIn: numbers.describe('In the milestone already, and counted here now.'),
  closed: numbers,
  movedOut: numbers,
  relabelledOut: numbers,
});
/** Figures are called the same in `deltas` and in `flows`. */
const figureNames =
  'By figure: `total`, `kind K`, `group:G`, `others` or `none` for a row of the groups, a row, a line break and K for its issues of a kind, `phrase P`, `loose K` (without milestone), `gate G`, `unassigned`, `no-kind`, `enhancements`.';
const comparison = z.object({
  at: moment.describe('When the report before was written.'),
  snapshot: z.number().int().describe('The number of its snapshot.'),
  verdict: z.enum(['GO', 'NO GO', 'UNKNOWN']).nullable().describe('null: not known'),
  deltas: z.record(z.string(), z.number()).describe(figureNames),
  flows: z
    .record(z.string(), flow)
    .nullable()
    .describe('As `deltas`, where something flowed; null when the report before only has counts'),
  flips: z.array(
    z.object({
      gate: z.string(),
      reason: z.string(),
      from: gateState.nullable().describe('null: there was no such gate'),
      to: gateState.nullable().describe('null: there is none any more'),
    }),
  ),
});
const forecast = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reached') }),
  z.object({ kind: z.literal('too-little-history'), why: z.string() }),
  z.object({ kind: z.literal('not-converging'), why: z.string() }),
  z.object({
    kind: z.literal('range'),
    earliest: moment,
    latest: moment.nullable().describe('null: never, at the slower of the recent paces'),
    beforeDeadline: z
      .enum(['yes', 'no', 'perhaps'])
      .nullable()
      .describe('The deadline is when the milestone is due; null without one.'),
  }),
]);

export const reportSchema = z
  .object({
    schema: z.literal(1),
    release: z.string(),
    generatedAt: moment,
    zone: z.string(),
    verdict: z.object({ state: z.enum(['GO', 'NO GO', 'UNKNOWN']), reasons: z.array(finding) }),
    gates: z.array(finding).describe('Every finding, those that hold included, in order.'),
    sources: z.object({ issues: source, enhancements: source.nullable() }),
    counts: z
      .object({
        total: counted,
        closedIssues: count,
        pullRequests: z.object({ open: count, merged: count }),
        kinds: z.record(
          z.string(),
          counted.extend({ title: z.string(), noGroup: counted, withoutMilestone: counted.nullable() }),
        ),
        noGroup: counted,
        noKind: count,
        noAssignee: counted,
        phrases: z.array(counted.extend({ phrase: z.string() })),
        labels: z.record(z.string(), count),
        enhancements: counted.nullable(),
      })
      .nullable()
      .describe('null when GitHub was never read'),
    groups: z
      .object({
        noun: z.string(),
        rows: z.array(row.extend({ slug: z.string() })),
        other: row.extend({ labels: z.array(z.string()) }),
        none: row,
      })
      .nullable(),
    actionLines: z.array(
      z.object({
        id: z.number(),
        heading: z.string().nullable(),
        text: z.string(),
        due: moment.nullable(),
        author: z.string(),
      }),
    ),
    actionsTaken: z.array(
      z.object({
        id: z.number(),
        heading: z.string().nullable(),
        text: z.string(),
        at: moment,
        author: z.string(),
      }),
    ),
    knownIssues: z
      .array(
        z.object({
          incident: z.number().int(),
          title: z.string(),
          severity: z.string(),
          state: z.string(),
          versions: z.string(),
          impact: z.string(),
          workaround: z.string().describe('Empty: none known.'),
          lingering: z.string().describe('What remains after the all-clear.'),
          revision: z.number().int(),
          asOf: moment,
          url: z.string().nullable().describe('The one thread.'),
          issue: z.string().nullable().describe('Where it is tracked.'),
        }),
      )
      .optional()
      .describe('Incidents of the release that are open, or of which something remains.'),
    jobs: jobs.optional().describe('CI jobs that gates look at; left out where there is no such gate.'),
    missingJobs: missingJobs.optional().describe('What gates ask for and nobody runs.'),
    calendar: calendar.optional().describe('Where the release stands in its calendar, where it has one.'),
    signOff: signOff
      .optional()
      .describe('Whether its groups say that the candidate may ship, where they are asked.'),
    releaseNotes: releaseNotesShape.optional().describe('Where the release has notes.'),
    documents: documents
      .optional()
      .describe('What the documents of the enhancements lack, where they are read.'),
    checklists: z
      .array(checklistShape)
      .optional()
      .describe('The checklists of the release team, where there are any.'),
    issues: z.array(issue).describe('Open issues and pull requests of the milestone.'),
    withoutMilestone: z.array(issue).describe('Open issues without a milestone that are counted.'),
    enhancements: z.array(issue),
    incidentMonth: incidentMonthShape
      .optional()
      .describe(
        'The incidents of the month before, where any can be declared: in the first report of a month.',
      ),
    comparison: comparison
      .nullable()
      .optional()
      .describe('What changed since the report before; null when there is none'),
    forecast: forecast.optional().describe('When as few issues are open as the gate allows.'),
  })
  .describe('Signalman report');

export type ReportJson = z.infer<typeof reportSchema>;
