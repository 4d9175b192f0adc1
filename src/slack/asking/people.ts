/** Who belongs to Slack user groups, remembered for a few minutes. */
import type { WebClient } from '@slack/web-api';
import type { People } from '../../app/permission.js';
import type { Clock } from '../../app/ports/clock.js';
import type { Log } from '../../app/ports/log.js';
import { UserFault } from '../../domain/fault.js';

const remembered = 5 * 60_000;

/** Also tells who the people behind ids are. */
export interface SlackPeople extends People {
  /** Users for user and user-group ids; a group that cannot be read stands for its people itself. */
  among(ids: readonly string[]): Promise<string[]>;
}

export function slackPeople(
  client: Pick<WebClient, 'usergroups'>,
  clock: Clock,
  log: Pick<Log, 'warn'>,
): SlackPeople {
  const groups = new Map<string, { at: number; members: string[] }>();
  const asked = new Map<string, Promise<string[]>>();

  async function members(group: string): Promise<string[]> {
    const known = groups.get(group);
    if (known && clock() - known.at < remembered) return known.members;
    // Several may want to know at once, and Slack is asked so many times a minute only.
    const running = asked.get(group) ?? read(group).finally(() => asked.delete(group));
    asked.set(group, running);
    return await running;
  }

  async function read(group: string): Promise<string[]> {
    const answer = await client.usergroups.users.list({ usergroup: group });
    const found = { at: clock(), members: answer.users ?? [] };
    groups.set(group, found);
    return found.members;
  }

  return {
    async isAmong(userId, ids) {
      if (ids.includes(userId)) return true;
      let isUnknown = false;
      for (const id of ids.filter((one) => one.startsWith('S'))) {
        try {
          if ((await members(id)).includes(userId)) return true;
        } catch (error) {
          // Another group may still say yes.
          isUnknown = true;
          log.warn({ err: error, group: id }, 'Slack did not say who belongs to a user group');
        }
      }
      if (isUnknown) throw unread();
      return false;
    },

    async among(ids) {
      const lists = await Promise.all(
        ids.map(async (id) => (id.startsWith('S') ? await members(id).catch(() => [id]) : [id])),
      );
      return [...new Set(lists.flat())];
    },
  };
}

const unread = () =>
  new UserFault(
    'group-unread',
    'Slack does not say at the moment who belongs to a user group that may do that.',
    'Nothing was changed. Try again in a minute, or ask somebody whom signalman.yml names by themselves.',
  );
