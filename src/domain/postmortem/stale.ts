/** Two people at one section: the second is shown what stands there now. */
import { UserFault } from '../fault.js';
import type { Section } from './event.js';
import type { PostMortem } from './postmortem.js';

export class StaleSectionFault extends UserFault {
  constructor(
    readonly section: Section,
    /** As it stands now. */
    readonly written: { text: string; by: { name: string } | null; at: number },
  ) {
    super(
      'stale',
      `${written.by?.name ?? 'Somebody'} has written another text there meanwhile.`,
      'Look at it, then send yours.',
    );
  }
}

/** @param base when what the writer had before their eyes was written; null: nobody had @throws StaleSectionFault */
export function requireSeen(
  { sections }: Pick<PostMortem, 'sections'>,
  section: Section,
  base: number | null,
) {
  const written = sections.get(section);
  if (written && written.at !== base) throw new StaleSectionFault(section, written);
}
