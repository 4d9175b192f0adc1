/** People as the workspace calls them. Beside a request Slack gives a handle, which is not what people read elsewhere. */
import { minute, second } from '../../domain/time.js';
import type { Actor } from '../permission.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Workspace } from '../ports/workspace.js';

const remembered = 10 * minute;
/** Where Slack did not say it: nobody waits for that at every step. */
const rememberedHandle = 30 * second;

/** @returns the same person by the name that everybody sees; as they are given where that cannot be told now */
export function namesOf({
  workspace,
  clock,
  log,
}: {
  workspace: Pick<Workspace, 'person'>;
  clock: Clock;
  log: Log;
}): (actor: Actor) => Promise<Actor> {
  const known = new Map<string, { name: string; until: number }>();
  return async ({ id, name: handle }) => {
    const now = clock();
    const before = known.get(id);
    if (before && now < before.until) return { id, name: before.name };
    const person = await workspace.person(id).catch((error: unknown) => {
      log.warn({ err: error, user: id }, 'Slack did not say what somebody is called');
      return null;
    });
    const found = person
      ? { name: person.name, until: now + remembered }
      : { name: before?.name ?? handle, until: now + rememberedHandle };
    known.set(id, found);
    return { id, name: found.name };
  };
}
