/** How many enhancements of each group are not ready, in one line of a digest. */
import { countByGroup, sayGroups } from '../../../domain/enhancement/ready.js';
import { enhancementsKnown } from '../../../domain/gates/enhancement-sign-off.js';
import type { Status } from '../../../domain/status.js';
import { type Block, sections } from '../parts/block.js';
import { clipEscaped } from '../parts/text.js';

/** Nothing where documents are not read. @param groups so many are named */
export function enhancementsLine({ release, evidence, now }: Status, groups: number): Block[] {
  if (!release.readsDocuments || !evidence.documents) return [];
  const found = enhancementsKnown(release, evidence, now);
  if (!found.known) return sections('', [`*Enhancements* not known: ${clipEscaped(found.why, 200)}`]);
  const counts = countByGroup(found.standings);
  const open = counts.reduce((sum, { notReady }) => sum + notReady, 0);
  const all = found.standings.length;
  const words =
    all === 0
      ? 'none in the milestone'
      : open === 0
        ? all === 1
          ? 'the one is ready'
          : `all ${all} ready`
        : `${open} of ${all} not ready: ${sayGroups(counts, release.groups, groups)}`;
  return sections('', [`*Enhancements* ${clipEscaped(words, 600)}`]);
}
