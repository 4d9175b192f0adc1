/** Whether a release is over: then nobody is reminded of what its notes lack. */
import { endOf } from '../calendar/phase.js';
import type { Release } from '../release.js';
import type { ReleaseNotesEvidence } from './board.js';

/** By its calendar, the last of several releases; or because its milestone is closed. */
export function isReleaseOver(
  { calendar }: Pick<Release, 'calendar'>,
  { isMilestoneClosed }: Pick<ReleaseNotesEvidence, 'isMilestoneClosed'>,
  now: number,
): boolean {
  if (isMilestoneClosed) return true;
  const phases = calendar?.phases ?? [];
  const ends = phases.flatMap((phase) => (phase.kind === 'release' ? (endOf(phase, phases) ?? []) : []));
  return ends.length > 0 && Math.max(...ends) <= now;
}
