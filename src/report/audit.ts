/** Every decision about a release: as Markdown, a list for each day, and as JSON whose shape is kept stable. */

import { z } from 'zod';
import type { Decision } from '../domain/audit/decision.js';
import { plural } from '../domain/plural.js';
import type { Release } from '../domain/release.js';
import { isoDay, showClock, showDay, showMoment } from '../domain/time.js';
import { escapeWithLinks, escapeMarkdown as plain } from './escape.js';
import { iso } from './iso.js';

export interface Audit {
  release: Pick<Release, 'name' | 'zone'>;
  decisions: readonly Decision[];
  /** Only those from then on; null: all. ms, UTC */
  since: number | null;
  /** ms, UTC */
  now: number;
}

/** @returns Markdown that ends with a line break */
export function auditMarkdown({ release, decisions, since, now }: Audit): string {
  const { zone } = release;
  const days = new Map<string, Decision[]>();
  for (const one of decisions)
    days.set(isoDay(one.at, zone), [...(days.get(isoDay(one.at, zone)) ?? []), one]);
  const count = plural(decisions.length, 'decision');
  const from = since === null ? '' : ` since ${showMoment(since, zone)}`;
  return `${[
    `# Decisions about ${plain(release.name)}`,
    `${decisions.length === 0 ? 'Nothing was decided' : count}${from}, as of ${showMoment(now, zone)}. Times are ${plain(zone)}.`,
    ...[...days.values()].map((some) =>
      [`## ${showDay(some[0]?.at ?? now, zone)}`, ...some.map((one) => lineOf(one, zone))].join('\n'),
    ),
  ].join('\n\n')}\n`;
}

function lineOf(one: Decision, zone: string): string {
  const facts = [
    ...(one.reason === '' ? [] : [`Why: ${escapeWithLinks(one.reason)}`]),
    ...(one.commit === null ? [] : [`Commit: \`${one.commit.replace(/[^0-9a-z]/gi, '').slice(0, 64)}\``]),
    ...(one.until === null ? [] : [`Until: ${showMoment(one.until, zone)}`]),
    ...(one.now === '' ? [] : [`Now: ${plain(one.now)}`]),
  ];
  const who =
    one.by === null
      ? 'Signalman'
      : `${plain(one.by.name)}${one.by.name === one.by.id ? '' : ` (${plain(one.by.id)})`}`;
  return [
    `- ${showClock(one.at, zone)} **${who}**: ${plain(one.what)}. ${plain(one.about)} (${plain(one.ref)})`,
    ...facts.map((fact) => `  - ${fact}`),
  ].join('\n');
}

const moment = z.iso.datetime().describe('UTC');

export const auditSchema = z
  .object({
    schema: z.literal(1),
    release: z.string(),
    generatedAt: moment,
    since: moment.nullable().describe('Only decisions from then on; null: all.'),
    decisions: z
      .array(
        z.object({
          kind: z.enum([
            ...['sign-off', 'delegation', 'waiver', 'exception', 'override'],
            ...['manual-test', 'checklist', 'incident'],
          ] as [Decision['kind'], ...Decision['kind'][]]),
          ref: z.string().describe('What it is part of, such as `waiver 3`.'),
          what: z.string(),
          about: z.string().describe('As it was then.'),
          by: z
            .object({ id: z.string().describe('Slack id'), name: z.string() })
            .nullable()
            .describe('null: Signalman itself'),
          at: moment,
          commit: z.string().nullable().describe('The commit it was for.'),
          reason: z.string(),
          until: moment.nullable(),
          now: z.string().describe('What has become of it; empty for a step of something else.'),
        }),
      )
      .describe('In the order of time.'),
  })
  .describe('Signalman audit');

export function auditJson({ release, decisions, since, now }: Audit): z.infer<typeof auditSchema> {
  return {
    ...{ schema: 1, release: release.name, generatedAt: iso(now) },
    since: since === null ? null : iso(since),
    decisions: decisions.map((one) => ({
      ...{ kind: one.kind, ref: one.ref, what: one.what, about: one.about },
      by: one.by && { id: one.by.id, name: one.by.name },
      ...{ at: iso(one.at), commit: one.commit, reason: one.reason, now: one.now },
      until: one.until === null ? null : iso(one.until),
    })),
  };
}
