/** What the parts of a meeting are called, and its moments, people and action items in words. */
import { showInAoe, showInUtc, showOnClock } from '../../../domain/calendar/words.js';
import type { PointKind } from '../../../domain/meeting/event.js';
import type { KeptAction, Meeting } from '../../../domain/meeting/meeting.js';
import type { MeetingSeries } from '../../../domain/meeting/settings.js';
import { plural } from '../../../domain/plural.js';
import { clock, forReader } from '../parts/days.js';
import { timeOf } from '../parts/text.js';
import { linked, named, typedLine } from '../parts/typed.js';
import { standingOf } from '../postmortem/words.js';

export const pointNames: Record<PointKind, string> = {
  note: 'Note',
  decision: 'Decision',
  attention: 'Attention requested',
};

export const zoneOf = ({ times }: Pick<MeetingSeries, 'times'>): string => times.zone;

/** `Release team, Thu 16 March`: in the zone of the series. @param near ms, UTC; null: with the year */
export const nameOf = (
  { title, times }: Pick<MeetingSeries, 'title' | 'times'>,
  { begins }: Pick<Meeting, 'begins'>,
  near: number | null,
): string => `${title}, ${showOnClock(begins, times.zone, false, near).replace(/, [^,]*$/, '')}`;

/** From when until when, both on the reader's own clock: two clocks in one line are one too many. */
export const whenWords = (series: MeetingSeries, { begins, ends }: Meeting): string =>
  `*${forReader(begins, zoneOf(series))}* to ${timeOf(ends, clock(ends, zoneOf(series)))}`;

/** The same on the clocks that are nobody's own. */
export const whenEverywhere = ({ begins }: Meeting): string =>
  `${showInUtc(begins, begins)} · ${showInAoe(begins, begins)}`;

/** Whoever has it, by name or with a link to them; null: nobody. */
export function ownerOf(
  { owner, login }: Pick<KeptAction, 'owner' | 'login'>,
  isCalled: boolean,
): string | null {
  if (owner === null) return login === null ? null : `${typedLine(login, 60)} (GitHub)`;
  if (owner.id === null) return typedLine(owner.name, 80);
  return isCalled ? linked(owner) : named(owner);
}

/** `Ann · kubernetes#250 · due 28 April 2017`. @param now ms, UTC */
export const itemWords = (item: KeptAction, now: number, zone: string, isCalled = false): string =>
  [ownerOf(item, isCalled) ?? (item.done ? 'nobody' : '*no owner*'), ...standingOf(item, now, zone)].join(
    ' · ',
  );

/** `2 notes, 1 decision`; empty: nothing yet. */
export function countWords(
  { points, actions }: Pick<Meeting, 'points' | 'actions'>,
  topic: string | null,
): string {
  const of = (kind: PointKind) => points.filter((one) => one.kind === kind && one.topic === topic).length;
  const items = actions.filter((one) => one.topic === topic).length;
  return [
    ...(of('note') === 0 ? [] : [plural(of('note'), 'note')]),
    ...(of('decision') === 0 ? [] : [plural(of('decision'), 'decision')]),
    ...(of('attention') === 0 ? [] : [`${of('attention')} for attention`]),
    ...(items === 0 ? [] : [plural(items, 'action item')]),
  ].join(', ');
}
