/** Who may do what with an incident: its commander, and the people and user groups with a role. */
import { UserFault } from '../../domain/fault.js';
import { roleName } from '../../domain/incident/end.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { IncidentRole, IncidentSettings } from '../../domain/incident/settings.js';
import { type Actor, mentions, type People } from '../permission.js';

export interface Roles {
  releaseLead: readonly string[];
  incidentCommander: readonly string[];
  communications: readonly string[];
}

/** What asks for a role. Anybody may look, follow, mark messages for the timeline and propose. */
export type Deed = 'update' | 'approve' | 'end' | 'entries';

const may: Record<Deed, readonly IncidentRole[]> = {
  update: ['commander', 'communications', 'incident-commander', 'release-lead'],
  // Text for many is read by one who answers for it.
  approve: ['commander', 'release-lead'],
  end: ['commander', 'incident-commander', 'release-lead'],
  entries: ['commander', 'communications', 'incident-commander', 'release-lead'],
};

export interface Who {
  people: People;
  roles: Roles;
}

export const idsOf = (roles: Roles, role: IncidentRole): readonly string[] => {
  switch (role) {
    case 'release-lead':
      return roles.releaseLead;
    case 'incident-commander':
      return roles.incidentCommander;
    case 'communications':
      return roles.communications;
    default:
      return [];
  }
};

/** @throws UserFault `not-allowed`, which says who may */
export async function requireDeed(
  { people, roles }: Who,
  deed: Deed,
  incident: Pick<Incident, 'facts' | 'id'>,
  actor: Actor,
): Promise<void> {
  const { commander } = incident.facts;
  if (actor.id === commander.id) return;
  const ids = may[deed].flatMap((role) => idsOf(roles, role));
  if (await people.isAmong(actor.id, ids)) return;
  throw new UserFault(
    'not-allowed',
    `Only ${either(may[deed].map((role) => oneOf(role, incident.id)))} may do that.`,
    `Ask ${mentions(new Set([commander.id, ...ids]))}.`,
  );
}

/** @throws UserFault `not-allowed`, which says who may */
export async function requireDeclarer(
  { people, roles }: Who,
  { declare }: Pick<IncidentSettings, 'declare'>,
  actor: Actor,
): Promise<void> {
  if (declare === null) return;
  const ids = declare.flatMap((role) => idsOf(roles, role));
  if (await people.isAmong(actor.id, ids)) return;
  throw new UserFault(
    'not-allowed',
    `Only ${either(declare.map((role) => oneOf(role, 0)))} may declare an incident here.`,
    ids.length > 0 ? `Ask ${mentions(ids)}.` : 'Nobody is configured for that yet.',
  );
}

/** Which of these the person is, for this incident. */
export async function rolesOf(
  { people, roles }: Who,
  wanted: readonly IncidentRole[],
  incident: Pick<Incident, 'facts'>,
  actor: Actor,
): Promise<IncidentRole[]> {
  const found: IncidentRole[] = [];
  for (const role of wanted)
    if (
      role === 'commander'
        ? actor.id === incident.facts.commander.id
        : await people.isAmong(actor.id, idsOf(roles, role))
    )
      found.push(role);
  return found;
}

/** Who could give a confirmation: people and user groups. */
export function holders(
  roles: Roles,
  role: IncidentRole,
  incident: Pick<Incident, 'facts'>,
): readonly string[] {
  return role === 'commander' ? [incident.facts.commander.id] : idsOf(roles, role);
}

export function oneOf(role: IncidentRole, incident: number): string {
  if (role === 'commander') return `the commander of incident ${incident}`;
  if (role === 'communications') return 'communications';
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${roleName(role)}`;
}

const either = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
