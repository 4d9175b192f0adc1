/** The release notes: every merged pull request of the release has a note, or says that users need not know of it. */

import type { Evidence } from '../evidence.js';
import { plural } from '../plural.js';
import { fill, type Release } from '../release.js';
import type { ReleaseNotesEvidence } from '../release-notes/board.js';
import type { Gap } from '../release-notes/gap.js';
import { minute, showDuration } from '../time.js';
import type { Part } from '../waiver/waiver.js';
import type { Decide, ReleaseNotesGate } from './gate.js';
import { notKnown } from './unknown.js';

/** So many are named one by one, for waivers; the others are only counted, and then the whole can be waived. */
const named = 200;
/** So many of them are linked to. */
const linked = 50;

export type KnownNotes =
  | { known: true; notes: ReleaseNotesEvidence; observedAt: number }
  | { known: false; why: string; observedAt: number | null };

/** Whether what was gathered may be used: what is not confirmed, or was long ago, is not known. */
export function notesKnown(release: Release, evidence: Evidence, now: number): KnownNotes {
  const notes = evidence.releaseNotes ?? null;
  const within = release.notesWithin ?? null;
  const observedAt = notes?.readAt ?? null;
  const not = (why: string) => ({ known: false as const, why, observedAt });
  if (within === null) return not('no release notes are configured');
  if (!notes || observedAt === null)
    return not(notes?.problem ?? 'the release notes have not been gathered yet');
  const age = now - observedAt;
  if (age < -minute) return not('the release notes were last gathered in the future: a clock is wrong');
  if (age > within)
    return not(
      `the release notes were last gathered ${showDuration(age)} ago, limit ${showDuration(within)}${notes.problem ? `: ${notes.problem}` : ''}`,
    );
  return { known: true, notes, observedAt };
}

export const decideReleaseNotes: Decide<ReleaseNotesGate> = (gate, release, evidence, now) => {
  const base = {
    gate: gate.id,
    type: gate.type,
    blocks: gate.blocks,
    reason: fill(gate.reason, release),
    rule: release.enhancements
      ? 'each merged pull request of the release has a release note, or says NONE, and each enhancement says what its note needs'
      : 'each merged pull request of the release has a release note, or says NONE',
    limit: 0,
    actions: gate.actions.map((action) => fill(action, release)),
    items: [],
  };
  const found = notesKnown(release, evidence, now);
  if (!found.known) return notKnown(base, found.why, found.observedAt);
  const { notes, observedAt } = found;
  const gaps = notes.gaps.filter(({ blocks }) => blocks);
  return {
    ...base,
    state: gaps.length === 0 ? 'go' : 'no-go',
    detail: gaps.length === 0 ? sayAll(notes) : sayGaps(notes, gaps),
    value: gaps.length,
    evidence: gaps
      .flatMap((gap) =>
        gap.url === null ? [] : [{ title: `${nameOf(gap)} ${gap.title}`.trim(), url: gap.url }],
      )
      .slice(0, linked),
    observedAt,
    ...(gaps.length === 0 ? {} : { parts: gaps.slice(0, named).map(partOf) }),
  };
};

function sayAll({ counts: { pulls, notes, none } }: ReleaseNotesEvidence): string {
  if (pulls === 0) return 'no merged pull request yet';
  return `${pulls} merged: ${plural(notes, 'note')}, ${none} without need of one`;
}

/** `12 of 340 merged pull requests have no note; 2 say NONE and deprecate something` */
function sayGaps({ counts }: ReleaseNotesEvidence, gaps: readonly Gap[]): string {
  const missing = gaps.filter(({ code }) => code === 'no-note').length;
  const others = gaps.length - missing;
  return [
    ...(missing > 0
      ? [
          `${missing} of ${counts.pulls} merged ${counts.pulls === 1 ? 'pull request' : 'pull requests'} ${missing === 1 ? 'has' : 'have'} no note`,
        ]
      : []),
    ...(others > 0 ? [`${others} ${missing > 0 ? 'more ' : ''}${others === 1 ? 'gap' : 'gaps'}`] : []),
  ].join('; ');
}

const nameOf = ({ number }: Gap): string => (number === null ? '' : `#${number}`);

/** What is wrong belongs to the key: another fault of the same pull request is not waived with this one. */
export function partOf({ code, repository, number, title, url, text }: Gap): Part {
  const what =
    repository === null || number === null ? `line:${title}` : `${repository.toLowerCase()}#${number}`;
  return {
    key: `release-note:${what}/${code}`,
    title: number === null ? `${title}: ${text}` : `#${number} ${title}: ${text}`,
    url,
  };
}
