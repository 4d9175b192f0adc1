/** Which incidents a message may be marked for: people write the timeline mostly after the fire is out. */
import { day } from '../time.js';
import { type Incident, isOpen } from './incident.js';

/** How long after its end an incident is still offered, in ms. */
export const afterwards = 14 * day;

/** What was retracted or merged has no story of its own any more. */
const isLately = ({ state, endedAt }: Incident, now: number): boolean =>
  (state === 'resolved' || state === 'published') && endedAt !== null && endedAt >= now - afterwards;

/**
 * What may be meant where no number is given: the one that is open; otherwise the open ones, and then those that
 * ended lately, each the newest first.
 */
export function lately(incidents: readonly Incident[], now: number): Incident[] {
  const open = incidents.filter(isOpen).sort((a, b) => b.id - a.id);
  if (open.length === 1) return open;
  const over = incidents
    .filter((one) => isLately(one, now))
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0) || b.id - a.id);
  return [...open, ...over];
}
