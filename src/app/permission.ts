/** Who may change things: the people and user groups that the configuration names for a role. */
import { UserFault } from '../domain/fault.js';

export interface Actor {
  /** Slack user id */
  id: string;
  name: string;
}

/** Looks up who belongs to Slack user groups. */
export interface People {
  /**
   * Whether the person is among these user and user-group ids.
   * @throws UserFault `group-unread` when that cannot be told now
   */
  isAmong(userId: string, ids: readonly string[]): Promise<boolean>;
}

/** @throws UserFault `not-allowed`, which says who may */
export async function requireRole(
  people: People,
  ids: readonly string[],
  actor: Actor,
  role: string,
): Promise<void> {
  if (ids.length === 0) {
    throw new UserFault(
      'not-allowed',
      `Nobody is configured as ${role} yet.`,
      'Whoever runs Signalman adds Slack ids under `roles: release-lead:` in signalman.yml.',
    );
  }
  if (await people.isAmong(actor.id, ids)) return;
  throw new UserFault('not-allowed', `Only a ${role} may do that.`, `Ask ${mentions(ids)}.`);
}

/** People and user groups as Slack shows them in a fault, by their ids. */
export const mentions = (ids: Iterable<string>): string =>
  [...ids].map((id) => (id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`)).join(', ');
