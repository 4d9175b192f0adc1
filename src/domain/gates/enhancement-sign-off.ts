/** The sign-off of enhancements: the documents of each one in the milestone are complete for its stage. */
import { lackWords } from '../enhancement/lack-words.js';
import { blocking, countByGroup, isReady, sayGroups, worstFirst } from '../enhancement/ready.js';
import type { EnhancementStanding } from '../enhancement/standing.js';
import type { Evidence } from '../evidence.js';
import { fill, type Release } from '../release.js';
import { minute, showDuration } from '../time.js';
import type { Decide, EnhancementSignOffGate } from './gate.js';
import { knowledge } from './knowledge.js';
import { notKnown } from './unknown.js';

/** So many groups are named in its figure. */
const namedGroups = 6;

export type KnownEnhancements =
  | { known: true; standings: EnhancementStanding[]; observedAt: number }
  | { known: false; why: string; observedAt: number | null };

/** Whether what the documents said may be used: what is not confirmed, or was long ago, is not known. */
export function enhancementsKnown(release: Release, evidence: Evidence, now: number): KnownEnhancements {
  const { documents, enhancements } = evidence;
  const readAt = documents?.readAt ?? null;
  if (!documents || !enhancements)
    return { known: false, why: 'the documents of enhancements are not read', observedAt: null };
  const not = (why: string) => ({ known: false as const, why, observedAt: readAt });
  // Which enhancements there are is known from their issues.
  const issues = knowledge(enhancements, release.staleAfter, now);
  if (!issues.known) return not(issues.why);
  const { problem } = documents;
  if (readAt === null) return not(problem ?? 'the documents of enhancements have not been read yet');
  const age = now - readAt;
  if (age < -minute) return not('the documents were last read in the future: a clock is wrong');
  if (age > release.documentsWithin)
    return not(
      `the documents were last read ${showDuration(age)} ago, limit ${showDuration(release.documentsWithin)}${problem ? `: ${problem}` : ''}`,
    );
  return { known: true, standings: documents.standings, observedAt: Math.min(readAt, issues.observedAt) };
}

export const decideEnhancementSignOff: Decide<EnhancementSignOffGate> = (gate, release, evidence, now) => {
  const base = {
    gate: gate.id,
    type: gate.type,
    blocks: gate.blocks,
    reason: fill(gate.reason, release),
    rule: `each enhancement in milestone ${release.enhancements?.milestone ?? ''} of ${release.enhancements?.repository ?? ''} has complete documents for its stage`,
    limit: 0,
    actions: gate.actions.map((action) => fill(action, release)),
    items: [],
  };
  const found = enhancementsKnown(release, evidence, now);
  if (!found.known) return notKnown(base, found.why, found.observedAt);
  const { standings, observedAt } = found;
  const open = standings.filter((one) => !isReady(one)).sort(worstFirst);
  const lacking = open.filter((one) => blocking(one).length > 0);
  return {
    ...base,
    state: lacking.length > 0 ? 'no-go' : open.length > 0 ? 'unknown' : 'go',
    detail: sayFigure(standings, open, release),
    value: open.length,
    evidence: open.map((one) => ({ title: `KEP-${one.number}: ${sayLacks(one)}`, url: one.url })),
    observedAt,
    // What is not known is no part: nobody can waive it.
    parts: lacking.map(({ number, title, url }) => ({ key: `kep:${number}`, title, url })),
    ...(open.some(({ unread }) => unread !== undefined) ? { besides: 'unknown' as const } : {}),
  };
};

function sayFigure(
  all: readonly EnhancementStanding[],
  open: readonly EnhancementStanding[],
  { groups }: Release,
): string {
  if (all.length === 0) return 'no enhancement in the milestone';
  if (open.length === 0) return all.length === 1 ? 'the one is ready' : `all ${all.length} are ready`;
  const unread = open.filter((one) => one.unread !== undefined).length;
  const figure = `${open.length} of ${all.length} not ready: ${sayGroups(countByGroup(all), groups, namedGroups)}`;
  return unread === 0 ? figure : `${figure}; the documents of ${unread} could not be read`;
}

/** `status, 2 boxes open` */
function sayLacks(one: EnhancementStanding): string {
  return [
    ...lackWords(blocking(one)),
    ...(one.unread === undefined ? [] : ['not all of its documents could be read']),
  ].join(', ');
}
