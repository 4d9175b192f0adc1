// The one table of all methods of the Web API that this Slack knows.
import type { Method } from './call.js';
import { conversationMethods } from './conversations.js';
import { editMethods } from './edit.js';
import { fileMethods } from './files.js';
import { historyMethods } from './history.js';
import { pinMethods } from './pins.js';
import { postMethods } from './post.js';
import { reactionMethods } from './reactions.js';
import { userMethods } from './users.js';
import { viewMethods } from './views.js';

const sessionMethods: Record<string, Method> = {
  'api.test': { scopes: [], run: ({ args }) => ({ args }) },
  'auth.test': {
    scopes: [],
    run({ core }) {
      const { team, botUserId, botId } = core.settings;
      const bot = core.world.users.get(botUserId);
      return {
        url: `${core.url}/`,
        team: team.name,
        user: bot?.name,
        team_id: team.id,
        user_id: botUserId,
        bot_id: botId,
      };
    },
  },
};

const appMethods: Record<string, Method> = {
  'apps.connections.open': {
    scopes: [],
    appToken: true,
    run({ core }) {
      const address = core.url.replace(/^http/, 'ws');
      return { url: `${address}/link/?ticket=${core.sockets.ticket()}&app_id=${core.settings.appId}` };
    },
  },
};

const methods = new Map<string, Method>(
  Object.entries({
    ...sessionMethods,
    ...appMethods,
    ...postMethods,
    ...editMethods,
    ...historyMethods,
    ...conversationMethods,
    ...userMethods,
    ...pinMethods,
    ...reactionMethods,
    ...fileMethods,
    ...viewMethods,
  }),
);

export function methodNamed(name: string): Method | undefined {
  return methods.get(name);
}
