/** Slack may be away when the bot starts, or answer what nobody can read: it is asked again until it answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../app/ports/log.js';
import { minute, second } from '../domain/time.js';
import { ownTroubles, type Trouble, troubleOf } from './sending/trouble.js';

const longestPause = minute / 2;

/** Where each token is found: Slack itself only says that one of them is wrong. */
const found = {
  SLACK_BOT_TOKEN: 'OAuth & Permissions, Bot User OAuth Token',
  SLACK_APP_TOKEN: 'Basic Information, App-Level Tokens, with connections:write',
};

/**
 * Asks until there is an answer, with longer and longer pauses of 1 s to 30 s, or as long as Slack says.
 * @param token which one is asked with
 * @throws Error that names it when Slack said no: a token that is wrong stays wrong
 */
export async function untilReached<T>(
  ask: () => Promise<T>,
  token: keyof typeof found,
  log: Log,
): Promise<T> {
  for (let pause: number = second; ; pause = Math.min(longestPause, 2 * pause)) {
    try {
      return await ask();
    } catch (error) {
      const trouble = troubleOf(error);
      if (isNo(trouble)) {
        const text = `Slack refused ${token}: ${inWords(trouble)}. Take it from your app at api.slack.com/apps: ${found[token]}`;
        throw new Error(text, { cause: error });
      }
      const wait = trouble.kind === 'wait' ? Math.max(trouble.ms, pause) : pause;
      log.warn({ err: error, againInMs: wait }, `Slack is not there yet: ${inWords(trouble)}`);
      await sleep(wait);
    }
  }
}

const isNo = (trouble: Trouble) => trouble.kind === 'answer' && !ownTroubles.includes(trouble.code);

function inWords(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'answer':
      return trouble.code;
    case 'wait':
      return 'it wants to be asked later';
    default:
      return trouble.why;
  }
}
