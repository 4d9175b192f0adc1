/** Who may do what with a post-mortem: its owners and the roles of the incident; who took part may add to it. */
import { UserFault } from '../../domain/fault.js';
import type { Incident } from '../../domain/incident/incident.js';
import { ownersOf } from '../../domain/postmortem/part.js';
import { loaded } from '../incident/dependencies.js';
import { requireDeed } from '../incident/who.js';
import type { Actor } from '../permission.js';
import { type PostMortemDependencies, participants } from './dependencies.js';

/**
 * @param isOwn whether what is changed is the actor's own
 * @throws UserFault `unknown-incident` | `not-allowed`
 */
export async function requireWriter(
  deps: PostMortemDependencies,
  id: number,
  actor: Actor,
  isOwn: (incident: Incident) => boolean = () => false,
): Promise<Incident> {
  const { incident } = await loaded(deps, id, actor);
  if (!ownersOf(incident).some((one) => one.id === actor.id) && !isOwn(incident))
    await requireDeed(deps, 'update', incident, actor);
  return incident;
}

/** @throws UserFault `unknown-incident` | `not-allowed` */
export async function requirePart(deps: PostMortemDependencies, id: number, actor: Actor): Promise<Incident> {
  return await requireWriter(deps, id, actor).catch(async (error: unknown) => {
    if (!(error instanceof UserFault) || error.code !== 'not-allowed') throw error;
    const { incident } = await loaded(deps, id, actor);
    const people = await participants(deps, incident);
    if (people.some((one) => one.id === actor.id)) return incident;
    throw new UserFault(
      'not-allowed',
      `You have not taken part in incident ${id}.`,
      `Ask ${error.hint.replace(/^Ask /, '').replace(/\.$/, '')}, or add to its timeline what you know: that is taking part.`,
    );
  });
}
