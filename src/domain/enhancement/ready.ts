/** Which enhancements are ready, and how many of each group are not. */
import { type Groups, groupName } from '../release.js';
import type { EnhancementStanding } from './standing.js';

export const blocking = ({ lacks }: EnhancementStanding) => lacks.filter(({ blocks }) => blocks);

/** Nothing is missing that has to be there. One whose documents could not be read is not known to be. */
export const isReady = (one: EnhancementStanding): boolean =>
  one.unread === undefined && blocking(one).length === 0;

/** Those of which most is missing first. */
export const worstFirst = (a: EnhancementStanding, b: EnhancementStanding): number =>
  blocking(b).length - blocking(a).length || b.lacks.length - a.lacks.length || a.number - b.number;

export interface GroupCount {
  /** Its slug; null: nobody knows whose they are. */
  group: string | null;
  all: number;
  notReady: number;
}

/** By group, those with the most that are not ready first. */
export function countByGroup(standings: readonly EnhancementStanding[]): GroupCount[] {
  const counts = new Map<string | null, GroupCount>();
  for (const one of standings) {
    const count = counts.get(one.group) ?? { group: one.group, all: 0, notReady: 0 };
    count.all++;
    if (!isReady(one)) count.notReady++;
    counts.set(one.group, count);
  }
  return [...counts.values()].sort(
    (a, b) => b.notReady - a.notReady || ((a.group ?? '~') < (b.group ?? '~') ? -1 : 1),
  );
}

export const nameOfGroup = (groups: Groups, slug: string | null): string =>
  slug === null ? `no ${groups.noun}` : groupName(groups, slug);

/** `Node 2, Storage 1` */
export function sayGroups(counts: readonly GroupCount[], groups: Groups, most: number): string {
  const open = counts.filter(({ notReady }) => notReady > 0);
  const shown = open.slice(0, most).map(({ group, notReady }) => `${nameOfGroup(groups, group)} ${notReady}`);
  const more = open.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
