/** Figures of incidents in reports: the month before, in the first report of a month. */

import { z } from 'zod';
import { steps } from '../domain/incident/course.js';
import type { IncidentMonth } from '../domain/incident/month.js';
import { type IncidentStats, share } from '../domain/incident/stats.js';
import {
  apartWords,
  spreadWords,
  stepMeanings,
  stepNames,
  updatesWords,
} from '../domain/incident/stats-words.js';
import { actionTypes } from '../domain/postmortem/event.js';
import type { Release } from '../domain/release.js';
import type { Report } from '../domain/report.js';
import { escapeMarkdown as plain } from './escape.js';
import { iso } from './iso.js';
import type { Section } from './sections.js';

const count = z.number().int().min(0);
const spread = z
  .object({
    of: count.describe('Of how many incidents it is known.'),
    medianMs: count,
    longestMs: count,
    longest: z.number().int().describe('The incident that took so long.'),
  })
  .nullable();
const todo = z.object({ open: count, done: count });

export const incidentMonthShape = z.object({
  from: z.iso.datetime().describe('UTC'),
  until: z.iso.datetime().describe('UTC; how things stood then'),
  name: z.string(),
  count: count.describe('Declared in the month; without those that were retracted or merged into another.'),
  open: count,
  resolved: count,
  retracted: count,
  merged: count,
  bySeverity: z.record(z.string(), count),
  took: z.object({ announce: spread, identify: spread, fix: spread, resolve: spread }),
  updates: z.object({
    kept: count,
    missed: count,
    percent: z.number().nullable().describe('null: none was promised'),
  }),
  postmortems: z.object({ final: count, open: count }),
  actions: z.object({ detect: todo, prevent: todo, mitigate: todo }),
});

export function incidentMonthJson({
  from,
  until,
  name,
  stats,
}: IncidentMonth): z.infer<typeof incidentMonthShape> {
  const { count: all, open, resolved, retracted, merged, took, updates, postmortems, actions } = stats;
  const shown = (step: keyof IncidentStats['took']) => {
    const it = took[step];
    return it && { of: it.of, medianMs: it.median, longestMs: it.longest, longest: it.longestId };
  };
  return {
    ...{ from: iso(from), until: iso(until), name },
    ...{ count: all, open, resolved, retracted, merged },
    bySeverity: Object.fromEntries(stats.bySeverity.map((one) => [one.name, one.count])),
    took: {
      ...{ announce: shown('announce'), identify: shown('identify') },
      ...{ fix: shown('fix'), resolve: shown('resolve') },
    },
    updates: { ...updates, percent: share(updates.kept, updates.missed) },
    ...{ postmortems, actions },
  };
}

/** Nothing where the month is not told. */
export function incidentMonthSections(report: Report | null): Section[] {
  const month = report?.month;
  if (!report || !month) return [];
  return [{ title: `Incidents in ${month.name}`, level: 2, lines: monthLines(month, report.status.release) }];
}

function monthLines({ stats }: IncidentMonth, release: Release): string[] {
  const apart = apartWords(stats);
  const besides = apart === '' ? [] : [`- Besides: ${apart}`];
  if (stats.count === 0) return ['- None was declared', ...besides];
  const severities = stats.bySeverity.map((one) => `${one.count} ${plain(severityTitle(release, one.name))}`);
  const updates = updatesWords(stats);
  const { final, open } = stats.postmortems;
  const items = actionTypes.flatMap((type) => {
    const { done, open: left } = stats.actions[type];
    return done + left === 0 ? [] : [`${type} ${done} of ${done + left} done`];
  });
  return [
    `- ${stats.count} declared: ${severities.join(', ')}; ${stats.resolved} resolved, ${stats.open} open when the month was over`,
    ...steps.flatMap((step) => {
      const it = stats.took[step];
      return it === null ? [] : [`- Time ${stepNames[step]} (${stepMeanings[step]}): ${spreadWords(it)}`];
    }),
    ...(updates === null ? [] : [`- ${updates}`]),
    ...(final + open === 0 ? [] : [`- Post-mortems: ${final} final, ${open} open`]),
    ...(items.length === 0 ? [] : [`- Action items: ${items.join(', ')}`]),
    ...besides,
  ];
}

/** As it is configured, or its id where it is no more. */
export const severityTitle = ({ severities }: Pick<Release, 'severities'>, id: string): string =>
  severities.find((one) => one.id === id)?.title ?? id.toUpperCase();
