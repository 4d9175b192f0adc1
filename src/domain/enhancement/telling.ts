/** What a group hears of its enhancements, and when: one message that is edited, and posted anew when it was long ago. */
import { isReady, worstFirst } from './ready.js';
import type { EnhancementStanding } from './standing.js';

/** What there is to be said to a group. */
export interface GroupNews {
  /** Its slug. */
  group: string;
  /** Those of which something is missing, the worst first. */
  lacking: EnhancementStanding[];
  /** How many it has in the milestone. */
  all: number;
}

/** What a group heard last. */
export interface Heard {
  /** Counts the messages. */
  edition: number;
  /** Counts what was said in it. */
  revision: number;
  /** When it was posted (ms, UTC). */
  at: number;
  /** What it says, to tell whether that has changed. */
  says: string;
}

/** By group; those whose documents could not be read keep what is said of them: nobody knows better. */
export function newsByGroup(standings: readonly EnhancementStanding[]): GroupNews[] {
  const byGroup = new Map<string, EnhancementStanding[]>();
  for (const one of standings)
    if (one.group !== null) byGroup.set(one.group, [...(byGroup.get(one.group) ?? []), one]);
  return [...byGroup]
    .filter(([, its]) => its.every(({ unread }) => unread === undefined))
    .map(([group, its]) => ({
      group,
      lacking: its.filter((one) => !isReady(one)).sort(worstFirst),
      all: its.length,
    }));
}

/**
 * What becomes of the message: nothing, an edit, or a new one.
 * @param every how often at most a group is told anew, in ms
 * @param says what would be said
 */
export function nextHeard(
  news: GroupNews,
  heard: Heard | null,
  says: string,
  { every, now }: { every: number; now: number },
): Heard | null {
  if (heard === null) return news.lacking.length === 0 ? null : { edition: 1, revision: 1, at: now, says };
  // What was posted in the future was posted by a clock that was wrong.
  const isLongAgo = now - heard.at >= every || heard.at > now;
  if (news.lacking.length > 0 && isLongAgo) return { edition: heard.edition + 1, revision: 1, at: now, says };
  return heard.says === says ? null : { ...heard, revision: heard.revision + 1, says };
}
