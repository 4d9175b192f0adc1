/** Who belongs to Slack user groups, remembered for a few minutes. */
import type { WebClient } from '@slack/web-api';
import type { People } from '../app/permission.js';
import type { Clock } from '../app/ports.js';

const remembered = 5 * 60_000;

export function slackPeople(client: Pick<WebClient, 'usergroups'>, clock: Clock): People {
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
      for (const id of ids.filter((one) => one.startsWith('S'))) {
        if ((await members(id)).includes(userId)) return true;
      }
      return false;
    },
  };
}
