/** The release notes as JSON: what every pull request and enhancement says, and what lacks. Its shape is kept stable. */

import { z } from 'zod';
import { stages } from '../domain/enhancement/enhancement.js';
import type { NotesFacts } from '../domain/release-notes/facts.js';
import type { Gap, GapCode } from '../domain/release-notes/gap.js';
import { iso } from './iso.js';

const number = z.number().int();
const gapCodes = [
  ...['no-note', 'none-on-deprecation', 'repeats-title', 'not-in-draft', 'no-pull', 'feature-docs'],
  ...['feature-note', 'feature-stage-unknown', 'feature-group-unknown', 'feature-stage'],
] as [GapCode, ...GapCode[]];
const stage = z.enum([...stages, 'deprecated', 'disabled', 'removed']).nullable();

const pullShape = z.object({
  repository: z.string(),
  ...{ number, title: z.string(), url: z.string(), author: z.string() },
  class: z.enum(['note', 'none', 'missing']),
  reason: z
    .enum(['no-block', 'empty', 'template'])
    .nullable()
    .describe('Why there is no note; null: there is one, or NONE.'),
  text: z.string().nullable().describe('The note as its author wrote it, not escaped; null: there is none.'),
  from: z
    .enum(['body', 'label', 'written', 'parent'])
    .describe('Its description, a label, somebody who wrote it in Slack, or what it was picked from.'),
  actionRequired: z.boolean(),
  kinds: z.array(z.string()),
  groups: z.array(z.string()).describe('Slugs.'),
  parents: z.array(number).describe('The pull requests that it was picked from.'),
  takenBackBy: number.nullable(),
  takesBack: number.nullable(),
  mergedAt: z.iso.datetime().describe('UTC'),
});

const featureShape = z.object({
  repository: z.string(),
  ...{ number, title: z.string(), url: z.string() },
  description: z.string().nullable().describe('One line for release notes, not escaped.'),
  group: z.string().nullable().describe('A slug.'),
  stage: stage.describe('What its issue says.'),
  kepStage: stage.describe('What kep.yaml says.'),
  docs: z.array(
    z.object({
      url: z.string(),
      state: z.enum(['draft', 'open', 'merged', 'closed']).nullable(),
      pages: z.array(z.string()),
    }),
  ),
  needsNoDocs: z.boolean(),
  assignees: z.array(z.string()),
});

const gapShape = z.object({
  code: z.enum(gapCodes),
  repository: z.string().nullable(),
  number: number.nullable(),
  title: z.string(),
  url: z.string().nullable(),
  owners: z.array(z.string()).describe('GitHub logins.'),
  groups: z.array(z.string()),
  text: z.string(),
  todo: z.string(),
  blocks: z.boolean().describe('Whether the gate over release notes counts it.'),
});

export const notesSchema = z
  .object({
    schema: z.literal(1),
    release: z.string(),
    form: z.enum(['features', 'kinds']),
    generatedAt: z.iso.datetime().describe('UTC'),
    range: z
      .object({ from: z.string(), to: z.string() })
      .nullable()
      .describe('null: the merged pull requests of the milestone.'),
    problems: z.array(z.string()).describe('What could not be read.'),
    pulls: z.array(pullShape),
    features: z.array(featureShape),
    gaps: z.array(gapShape).describe('Those that block first.'),
  })
  .describe('Signalman notes');

/** @param now ms, UTC */
export function notesJson(facts: NotesFacts, gaps: readonly Gap[], now: number): z.infer<typeof notesSchema> {
  const { release, settings, range, problems, pulls, features } = facts;
  return {
    ...{ schema: 1, release: release.name, form: settings.form, generatedAt: iso(now), range, problems },
    pulls: pulls.map((pull) => ({
      ...{ repository: pull.repository, number: pull.number, title: pull.title, url: pull.url },
      ...{ author: pull.author, class: pull.said.kind },
      reason: pull.said.kind === 'missing' ? pull.said.why : null,
      text: pull.said.kind === 'note' ? pull.said.text : null,
      ...{ from: pull.saidBy, actionRequired: pull.said.kind === 'note' && pull.said.isActionRequired },
      ...{ kinds: pull.kinds, groups: pull.groups, parents: pull.parents },
      ...{ takenBackBy: pull.revertedBy, takesBack: pull.reverts, mergedAt: iso(pull.mergedAt) },
    })),
    features: features.map((one) => ({
      ...{ repository: one.repository, number: one.number, title: one.title, url: one.url },
      ...{ description: one.description, group: one.group, stage: one.stage, kepStage: one.kepStage },
      docs: one.docs.map(({ url, state, pages }) => ({ url, state, pages })),
      ...{ needsNoDocs: one.needsNoDocs, assignees: one.assignees },
    })),
    gaps: gaps.map((gap) => ({ ...gap })),
  };
}
