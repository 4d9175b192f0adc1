/** Figures of incidents in words, the same in Slack and in reports. */
import { plural } from '../plural.js';
import { showDuration } from '../time.js';
import type { Step } from './course.js';
import { type IncidentStats, type Spread, share } from './stats.js';

/** Each counts from the declaration. */
export const stepNames: Record<Step, string> = {
  announce: 'to announce',
  identify: 'to identify',
  fix: 'to fix',
  resolve: 'to resolve',
};

/** What each step ends with: nobody should have to guess what was counted. */
export const stepMeanings: Record<Step, string> = {
  announce: 'the first message delivered, the head or a copy',
  identify: 'the first update that names the cause, or a fix',
  fix: 'the first fix merged, or an update that says so',
  resolve: 'the all-clear',
};

/** `median 2 h 5 min, longest 5 d 14 h 52 min (incident 3)` */
export function spreadWords({ of, median, longest, longestId }: Spread): string {
  if (of === 1) return showDuration(longest);
  return `median ${showDuration(median)}, longest ${showDuration(longest)} (incident ${longestId})`;
}

/** `9 of 12 updates on time (75 %)`; null: none was promised */
export function updatesWords({ updates: { kept, missed } }: Pick<IncidentStats, 'updates'>): string | null {
  const percent = share(kept, missed);
  return percent === null ? null : `${kept} of ${kept + missed} updates on time (${percent} %)`;
}

/** `1 retracted, 2 merged into another`; empty: none */
export function apartWords({ retracted, merged }: Pick<IncidentStats, 'retracted' | 'merged'>): string {
  return [
    ...(retracted === 0 ? [] : [`${retracted} retracted`]),
    ...(merged === 0 ? [] : [`${merged} merged into another`]),
  ].join(', ');
}

/**
 * `3 incidents (2 S1, 1 S2), median to resolve 5 h, 9 of 12 updates on time (75 %)`
 * @param severity what a severity is called
 */
export function statsBriefly(stats: IncidentStats, severity: (id: string) => string): string {
  const { count, bySeverity, took, open } = stats;
  const apart = apartWords(stats);
  if (count === 0) return apart === '' ? 'no incident' : `no incident, and ${apart}`;
  const kinds = bySeverity.map((one) => `${one.count} ${severity(one.name)}`).join(', ');
  const updates = updatesWords(stats);
  return [
    `${plural(count, 'incident')} (${kinds})`,
    ...(open === 0 ? [] : [`${open} still open at its end`]),
    ...(['announce', 'fix', 'resolve'] as const).flatMap((step) => {
      const spread = took[step];
      const median = spread && showDuration(spread.median);
      return median === null ? [] : [`${median} ${stepNames[step]}${spread?.of === 1 ? '' : ' (median)'}`];
    }),
    ...(updates === null ? [] : [updates]),
    ...(apart === '' ? [] : [`besides ${apart}`]),
  ].join(', ');
}
