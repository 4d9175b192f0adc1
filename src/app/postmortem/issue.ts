/** What an action item says as an issue: when it is opened, and again when somebody has changed it. */
import type { NewDelivery } from '../../domain/delivery.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { Person } from '../../domain/person.js';
import { actionNamed } from '../../domain/postmortem/actions.js';
import { postMortemMessages } from '../../domain/postmortem/messages.js';
import { publishingOf } from '../incident/dependencies.js';
import { linksOf } from '../incident/publish.js';
import type { Stored } from '../ports/incident.js';
import { leftAmong, type PostMortemDependencies } from './dependencies.js';
import { atRepository } from './owed.js';

/**
 * @param owners who owns it, or will: whoever has left is not assigned
 * @returns what is owed for an action item as it is then; null where nobody has confirmed that it is opened
 */
export async function issueWriter(
  deps: PostMortemDependencies,
  owners: readonly (Person | null)[],
): Promise<(stored: Stored, after: Incident, action: string) => NewDelivery | null> {
  const { web, settings, words } = deps;
  const left = await leftAmong(
    deps,
    owners.flatMap((one) => one ?? []),
  );
  const { permalinks } = await publishingOf(deps);
  return (stored, after, action) => {
    const item = actionNamed(after, action);
    if (!item.filing) return null;
    const hasLeft = item.owner !== null && left.has(item.owner.id);
    const assignees = item.login === null || hasLeft ? [] : [item.login];
    const unassigned = hasLeft
      ? 'has left, somebody else has to take it over'
      : item.owner && item.login === null
        ? 'their login on GitHub is not known'
        : null;
    const thread = linksOf(after, stored, permalinks).head;
    const { zone } = settings.postmortem;
    const said = words.issue({ incident: after, action: item, thread, web, zone, unassigned });
    // Tried again after it came to nothing, and reworded, it is a later revision of the same.
    return atRepository(item.filing.repository, postMortemMessages.action(after.id, action), after.seq, {
      ...{ kind: 'issue', ...said, labels: item.filing.labels, assignees },
    });
  };
}

/** Whether its issue has to say something else. */
export const isReworded = (was: NewDelivery, now: NewDelivery): boolean =>
  was.destination === now.destination && JSON.stringify(was.content) !== JSON.stringify(now.content);
