/** Who is on call when: turns with a beginning and an end, or one person after the other, week by week. */
import { day, momentOf } from '../time.js';
import { wallOf } from './clock.js';

/** Somebody on call. */
export interface OnCall {
  /** Slack user or user-group id */
  who: string;
  /** As people read it where nobody is to be pinged; null: not known. */
  name: string | null;
}

export interface Turn extends OnCall {
  /** ms, UTC; null: always, as far as that end is concerned */
  from: number | null;
  until: number | null;
}

export type Rota =
  | { kind: 'turns'; turns: Turn[] }
  /** `since` (ms, UTC): the first one's turn begins, and each later one at the same time of the week in the zone. */
  | { kind: 'weekly'; people: OnCall[]; since: number; zone: string };

/** Those whose turn it is; several where turns overlap. */
export function onCallAt(rota: Rota, at: number): OnCall[] {
  if (rota.kind === 'turns')
    return rota.turns
      .filter(({ from, until }) => (from === null || from <= at) && (until === null || at < until))
      .map(({ who, name }) => ({ who, name }));
  const { people, since, zone } = rota;
  if (at < since || people.length === 0) return [];
  // On the wall clock, so that a change of clocks moves no hand-over.
  const wall = wallOf(since, zone);
  const weeks = Math.floor((wallOf(at, zone) - wall) / (7 * day));
  // In the night of the change the wall shows some times twice, and some not at all.
  const turn = [weeks + 1, weeks].find((week) => turnAt(wall, week, zone) <= at) ?? weeks - 1;
  const one = people[Math.max(0, turn) % people.length];
  return one ? [one] : [];
}

/** When the turn of that week begins (ms, UTC). @param wall of the first, as `wallOf` has it */
function turnAt(wall: number, week: number, zone: string): number {
  const then = new Date(wall + week * 7 * day);
  const [year, month, date] = [then.getUTCFullYear(), then.getUTCMonth() + 1, then.getUTCDate()];
  return momentOf({ year, month, day: date, hour: then.getUTCHours(), minute: then.getUTCMinutes() }, zone);
}
