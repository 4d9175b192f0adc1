/** How long it took until the incident was told, understood, mended and over. */

import { firstSaying } from '../incident/course.js';
import type { Recorded } from '../incident/event.js';
import type { Incident } from '../incident/incident.js';

export type Step = 'announced' | 'identified' | 'merged' | 'released' | 'resolved';

/** When each was reached first (ms, UTC), as far as it was. */
export type Steps = Partial<Record<Step, number>>;

/** In this order they are told. */
export const stepNames: Record<Step, string> = {
  announced: 'announced',
  identified: 'cause known',
  merged: 'fix merged',
  released: 'fix released',
  resolved: 'resolved',
};

/** @param record to tell when it was announced: the declaration itself is, unless nobody was told by it */
export function stepsOf(incident: Incident, record: readonly Recorded[]): Steps {
  const { declaredAt, endedAt, state, github } = incident;
  const known = (fixes: readonly string[]) =>
    firstSaying(incident, (fix) => fixes.includes(fix)) ?? undefined;
  const sights = github.linked
    .filter(({ as }) => as !== 'duplicate')
    .flatMap(({ as, sights: all }) => all.map((one) => ({ ...one, as })));
  const first = (what: 'merged' | 'released') =>
    sights
      .filter((one) => one.what === what && (what === 'released' || one.as === 'fix'))
      .reduce<number | undefined>((least, { at }) => Math.min(least ?? at, at), undefined);
  const steps: Steps = {
    ...only('announced', record.find(({ event }) => event.kind === 'announced')?.at),
    ...only('identified', known(['cause-known', 'proposed', 'merged', 'waiting', 'in-place'])),
    ...only('merged', first('merged') ?? known(['merged', 'waiting'])),
    ...only('released', first('released') ?? known(['in-place'])),
    ...only('resolved', state === 'resolved' || state === 'published' ? (endedAt ?? undefined) : undefined),
  };
  // What was seen at GitHub may have happened before anybody declared anything.
  return Object.fromEntries(Object.entries(steps).filter(([, at]) => at >= declaredAt));
}

const only = (step: Step, at: number | undefined): Steps => (at === undefined ? {} : { [step]: at });
