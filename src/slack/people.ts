/** Who belongs to Slack user groups, remembered for a few minutes. */
import type { WebClient } from '@slack/web-api';
import type { People } from '../app/permission.js';
import type { Clock } from '../app/ports.js';

const remembered = 5 * 60_000;

/** Also tells who the people behind ids are. */
export interface SlackPeople extends People {
  /** Users for user and user-group ids; a group that cannot be read stands for its people itself. */
  among(ids: readonly string[]): Promise<string[]>;
}

export function slackPeople(client: Pick<WebClient, 'usergroups'>, clock: Clock): SlackPeople {
  const groups = new Map<string, { at: number; members: string[] }>();

  async function members(group: string): Promise<string[]> {
    const known = groups.get(group);
    if (known && clock() - known.at < remembered) return known.members;
    const answer = await client.usergroups.users.list({ usergroup: group });
    const found = { at: clock(), members: answer.users ?? [] };
    groups.set(group, found);
    return found.members;
  }

  return {
    async isAmong(userId, ids) {
      if (ids.includes(userId)) return true;
      let trouble: unknown;
      for (const id of ids.filter((one) => one.startsWith('S'))) {
        try {
          if ((await members(id)).includes(userId)) return true;
        } catch (error) {
          // Another group may still say yes.
          trouble = error;
        }
      }
      if (trouble !== undefined) throw trouble;
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
