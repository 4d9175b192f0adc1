/** Where a release stands in its calendar: what holds, what comes next, which week it is, who is on call. */
import type { Colour } from '../ci/board.js';
import { day } from '../time.js';
import { wallOf } from './clock.js';
import type { Deadline } from './deadline.js';
import { type Exception, stateOf } from './exception.js';
import { type Calendar, holdsAt, isMerging, type Phase } from './phase.js';
import { type OnCall, onCallAt } from './rota.js';

/** What the test signal's board shows; null: there is none. */
export type BoardColour = Colour | null;

/** Something that comes: a phase begins, or ends where its end was written down. */
export interface Coming {
  phase: Phase;
  what: 'begins' | 'ends';
  deadline: Deadline;
  /** ms, UTC */
  at: number;
}

export interface CalendarNow {
  calendar: Calendar;
  /** ms, UTC */
  now: number;
  /** null before the cycle, after the release, and where its beginning is not known. `of`: in which it ships. */
  week: { number: number; of: number | null } | null;
  /** What says what may be merged first, then the latest. */
  holding: Phase[];
  /** In the order of time. */
  coming: Coming[];
  onCall: OnCall[];
  board: BoardColour;
  /** Only those on call may merge. */
  isLimited: boolean;
  /** Those that wait, will hold or hold. */
  exceptions: Exception[];
}

/** @param names of people by their Slack ids, where they are known */
export function calendarNow(
  calendar: Calendar,
  {
    exceptions,
    board,
    now,
    names = {},
  }: { exceptions: readonly Exception[]; board: BoardColour; now: number; names?: Record<string, string> },
): CalendarNow {
  const { phases } = calendar;
  const holding = phases
    .filter((phase) => holdsAt(phase, phases, now))
    .sort((a, b) => Number(isMerging(b)) - Number(isMerging(a)) || b.begins.at - a.begins.at);
  return {
    ...{ calendar, now, holding, board },
    week: weekOf(calendar, now),
    coming: comingAfter(calendar, now),
    onCall: onCallOf(calendar, now).map((one) => ({ ...one, name: one.name ?? nameIn(names, one.who) })),
    isLimited: board === 'red' && holding.some(isMerging),
    exceptions: exceptions.filter((one) => ['waiting', 'coming', 'holds'].includes(stateOf(one, now))),
  };
}

const nameIn = (names: Record<string, string>, id: string): string | null =>
  Object.hasOwn(names, id) ? (names[id] ?? null) : null;

/** By the rota of what holds, otherwise by that of the whole calendar. */
export function onCallOf({ phases, rota }: Calendar, now: number): OnCall[] {
  const holding = phases
    .filter((phase) => phase.rota !== null && holdsAt(phase, phases, now))
    .sort((a, b) => Number(isMerging(b)) - Number(isMerging(a)) || b.begins.at - a.begins.at);
  const own = holding[0]?.rota ?? rota;
  return own ? onCallAt(own, now) : [];
}

function comingAfter({ phases }: Calendar, now: number): Coming[] {
  return phases
    .flatMap((phase): Coming[] => [
      { phase, what: 'begins', deadline: phase.begins, at: phase.begins.at },
      ...(phase.ends ? [{ phase, what: 'ends' as const, deadline: phase.ends, at: phase.ends.at }] : []),
    ])
    .filter(({ at }) => at > now)
    .sort((a, b) => a.at - b.at);
}

/** Weeks begin on Monday, on the team's clock. The one in which the cycle begins is the first. */
function weekOf(calendar: Calendar, now: number): CalendarNow['week'] {
  const { begins, phases, zone } = calendar;
  if (begins === null || now < begins) return null;
  const release = phases.find(({ kind }) => kind === 'release')?.begins;
  const of = release ? weekNumber(begins, release.edge === 'end' ? release.at - 1 : release.at, zone) : null;
  const number = weekNumber(begins, now, zone);
  return of !== null && number > of ? null : { number, of };
}

export function weekNumber(begins: number, at: number, zone: string): number {
  // 1 January 1970 was a Thursday.
  const monday = (moment: number) => Math.floor((Math.floor(wallOf(moment, zone) / day) + 3) / 7);
  return monday(at) - monday(begins) + 1;
}
