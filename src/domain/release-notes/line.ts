/** How far the release notes are, in one line: how many merged pull requests have none. */
import type { Evidence } from '../evidence.js';
import { sayDocs } from '../gates/docs.js';
import { notesKnown } from '../gates/release-notes.js';
import type { Release } from '../release.js';

/** `12 of 340 merged pull requests have none`. @returns null where there are no release notes */
export function sayNotes({
  release,
  evidence,
  now,
}: {
  release: Release;
  evidence: Evidence;
  now: number;
}): string | null {
  if ((release.notesWithin ?? null) === null) return null;
  const found = notesKnown(release, evidence, now);
  if (!found.known) return `not known: ${found.why}`;
  const { counts, docs, gaps } = found.notes;
  const { pulls, missing } = counts;
  const all = pulls === 1 ? 'merged pull request' : 'merged pull requests';
  const more = gaps.filter(({ code, blocks }) => blocks && code !== 'no-note').length;
  const words =
    pulls === 0
      ? ['no merged pull request yet']
      : missing === 0
        ? [pulls === 1 ? `the one ${all} has one` : `all ${pulls} ${all} have one, or need none`]
        : [`${missing} of ${pulls} ${all} ${missing === 1 ? 'has' : 'have'} none`];
  if (more > 0) words.push(`${more} more ${more === 1 ? 'gap' : 'gaps'}`);
  if (docs !== null && docs.asked > 0) words.push(`docs: ${sayDocs(docs)}`);
  return words.join('; ');
}

/** Whether a reason for the verdict has its figure already. @param reasons so many are shown */
export const saysNotes = (
  found: readonly { type: string; state: string }[],
  reasons = Number.POSITIVE_INFINITY,
): boolean =>
  found.slice(0, reasons).some(({ type, state }) => type === 'release-notes' && state === 'no-go');
