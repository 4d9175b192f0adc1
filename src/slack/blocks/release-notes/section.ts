/** `/release-status notes`: what the gates say of the release notes, with the counts and the first gaps. */
import type { Status } from '../../../domain/status.js';
import type { Message } from '../parts/block.js';
import { noNotes, notesSection } from './overview.js';

/** Gates that look at release notes. */
const gates: readonly string[] = ['release-notes', 'docs'];

export function notesStatusMessage({ release, evidence, verdict }: Status): Message {
  const { releaseNotes } = evidence;
  if (!releaseNotes) return noNotes(release);
  const shown = { release, evidence: releaseNotes, proposed: null, hasRepository: false, mayWriteOut: false };
  return notesSection(
    shown,
    verdict.findings.filter(({ type }) => gates.includes(type)),
  );
}
