/** What the answers about a post-mortem are made of. */

import type { Incident } from '../../../domain/incident/incident.js';
import type { PostMortemSettings } from '../../../domain/incident/settings.js';
import type { Person } from '../../../domain/person.js';
import type { Section } from '../../../domain/postmortem/event.js';
import type { PostMortem } from '../../../domain/postmortem/postmortem.js';

/** As `app/ports/postmortem.ts` has it, which this layer does not import. */
export interface ShownPostMortem {
  incident: Incident;
  postmortem: PostMortem;
  owners: Person[];
  collaborators: Person[];
  sections: Record<Section, { text: string; isWritten: boolean }>;
  missing: string[];
}

export interface Around {
  settings: Pick<PostMortemSettings, 'repository' | 'zone'>;
  /** Of the incidents: IANA. */
  zone: string;
  /** ms, UTC */
  now: number;
}
