/** A release candidate that nobody has time to try is none: how long it stands before the release is checked. */
import { wallOf } from '../calendar/clock.js';
import { showInZone } from '../calendar/words.js';
import type { Release } from '../release.js';
import { showDuration } from '../time.js';
import type { Finding } from './gate.js';

/** At most one finding: of the last candidate before the release, whether both are over or only planned. */
export function decideCalendar({ calendar }: Release, now: number): Finding[] {
  if (!calendar || calendar.rcPeriod === 0) return [];
  const { phases, rcPeriod, zone } = calendar;
  const release = phases.find(({ kind }) => kind === 'release');
  if (!release) return [];
  const candidate = phases.findLast(({ kind, begins }) => kind === 'rc' && begins.at < release.begins.at);
  if (!candidate && !calendar.needsCandidate) return [];
  // As people count days: a change of clocks makes no week shorter.
  const stands = candidate ? wallOf(release.begins.at, zone) - wallOf(candidate.begins.at, zone) : 0;
  const isPlanned = release.begins.at > now;
  const asked = showDuration(rcPeriod);
  const base = {
    ...{ gate: 'rc-period', type: 'calendar' as const, blocks: true, limit: null, evidence: [], items: [] },
    observedAt: now,
    rule: `a release candidate stands for ${asked} before the release`,
  };
  if (!candidate)
    return [
      {
        ...base,
        state: 'no-go',
        value: rcPeriod,
        reason: `No release candidate is planned before ${release.title}`,
        detail: `none, ${asked} asked for`,
        actions: [`Plan a release candidate ${asked} before ${release.title}`],
      },
    ];
  const span = `${showInZone(candidate.begins.at, zone)} to ${showInZone(release.begins.at, zone)}`;
  const detail = `${showDuration(stands)}, ${asked} asked for (${span})`;
  if (stands >= rcPeriod)
    return [
      {
        ...base,
        state: 'go',
        value: null,
        reason: 'The release candidate period is long enough',
        detail,
        actions: [],
      },
    ];
  return [
    {
      ...base,
      state: 'no-go',
      // ms that are missing: a waiver of it covers no more of them.
      value: rcPeriod - stands,
      reason: `The release candidate period ${isPlanned ? 'is' : 'was'} too short: ${showDuration(stands)} of ${asked}`,
      detail,
      actions: [`Move ${release.title} to ${asked} after ${candidate.title}, or cut the candidate earlier`],
    },
  ];
}
