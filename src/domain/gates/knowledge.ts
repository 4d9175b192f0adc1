/** Whether a source's figures may be used: no evidence, or stale evidence, is never GO. */
import type { Census } from '../census.js';
import type { Milestone, SourceEvidence } from '../evidence.js';
import { minute, showDuration } from '../time.js';

export type Knowledge =
  | { known: true; census: Census; milestone: Milestone; observedAt: number }
  | { known: false; why: string; lastCensus: Census | null };

/** @param staleAfter ms after which figures are not known any more */
export function knowledge(source: SourceEvidence, staleAfter: number, now: number): Knowledge {
  const { census, milestone, observedAt, problem } = source;
  const cause = problem ? `: ${problem}` : '';
  if (!census || !milestone || observedAt === null) {
    return { known: false, why: problem ?? 'GitHub has not been read yet', lastCensus: null };
  }
  const age = now - observedAt;
  if (age < -minute) {
    return { known: false, why: 'GitHub was last read in the future: a clock is wrong', lastCensus: census };
  }
  if (age > staleAfter) {
    return {
      known: false,
      why: `GitHub was last read ${showDuration(age)} ago, limit ${showDuration(staleAfter)}${cause}`,
      lastCensus: census,
    };
  }
  return { known: true, census, milestone, observedAt };
}
