/** Which incident is meant, and what is known about who asks. */

import type { Incidents } from '../../app/incident/incidents.js';
import type { Actor } from '../../app/permission.js';
import { UserFault } from '../../domain/fault.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { SlackDependencies } from '../dependencies.js';

/** @throws UserFault `no-incidents` when signalman.yml has none */
export function incidentsOf({ incidents }: Pick<SlackDependencies, 'incidents'>): Incidents {
  if (incidents) return incidents;
  throw new UserFault(
    'no-incidents',
    'Incidents are not set up here.',
    'Whoever runs Signalman adds `incidents:` with a channel to signalman.yml.',
  );
}

/**
 * The one that is named; without a number the only one that is open.
 * @param afterToo where people do it after the end too: then what ended lately may be meant
 * @param viewer what is under embargo and not for them is never meant
 * @returns several when it cannot be told
 * @throws UserFault `none-open`
 */
export async function meant(
  incidents: Incidents,
  id: number | null,
  afterToo: boolean,
  viewer: Actor,
): Promise<number | [Incident, ...Incident[]]> {
  if (id !== null) return id;
  const [first, ...others] = await (afterToo ? incidents.lately(viewer) : incidents.open(viewer));
  if (!first)
    throw new UserFault(
      'none-open',
      afterToo ? 'No incident is open, and none ended lately.' : 'No incident is open.',
      'Declare one with `/incident declare`; for one that is over add its number: `/incident list`',
    );
  return others.length === 0 ? first.id : [first, ...others];
}

const afterEnd = [
  ...['timeline', 'show', 'link', 'duplicate', 'unlink', 'links'],
  ...['postmortem', 'action', 'actions', 'lesson'],
];

/** The same where nobody can be asked. @throws UserFault `several-open` | `none-open` */
export async function theOne(
  incidents: Incidents,
  id: number | null,
  word: string,
  viewer: Actor,
): Promise<number> {
  const found = await meant(incidents, id, afterEnd.includes(word), viewer);
  if (typeof found === 'number') return found;
  throw new UserFault(
    'several-open',
    `Which one? ${found.map((one) => `${one.id}: ${one.facts.title}`).join('; ')}.`,
    `For example: \`/incident ${word} ${found[0].id}\``,
  );
}
