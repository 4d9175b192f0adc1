/** What a message about an incident is made of: the record as it is folded, how the team works, and where the messages stand. */
import type { Incident } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';

/** As `app/ports/incident.ts` has it, which this layer does not import; a test holds the two together. */
export interface Shown {
  incident: Incident;
  settings: IncidentSettings;
  /** Addresses; null where the message is not known yet. */
  links: {
    head: string | null;
    discussion: string | null;
    /** Of the incident that this one was merged into. */
    survivor: string | null;
  };
}
