/** A sender before a local Slack, with a proxy between them that fails on order. */
import type { Place, Sender } from '../../../src/app/ports/delivery.js';
import type { Saying } from '../../../src/domain/delivery.js';
import { type FaultProxy, type ProxyFault, startFaultProxy } from '../../../src/sandbox/fault-proxy.js';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import type { LocalSlackOptions } from '../../../src/sandbox/slack/options.js';
import { createPostingClient } from '../../../src/slack/sending/client.js';
import { slackSender } from '../../../src/slack/sending/sender.js';
import { rememberingLog } from '../../builders/log.js';
import { botToken, start } from '../../sandbox/slack/fixture.js';

/** Short, so that a time-out is soon over. */
export const timeout = 1000;

export interface Scene {
  slack: LocalSlack;
  proxy: FaultProxy;
  sender: Sender;
  lines: ReturnType<typeof rememberingLog>['lines'];
  /** The next call of this method fails so. */
  next(method: string, fault: ProxyFault): void;
  /** Another sender, as after a restart. */
  restarted(clock?: () => number): Sender;
  close(): Promise<void>;
}

/** @param patience of each request, in ms */
export async function openScene(
  options: Partial<LocalSlackOptions> = {},
  patience = timeout,
): Promise<Scene> {
  const slack = await start(options);
  const proxy = await startFaultProxy({ target: slack.url });
  const { log, lines } = rememberingLog();
  const client = createPostingClient({ botToken, apiUrl: `${proxy.url}/api/` }, log, patience);
  const restarted = (clock = Date.now) => slackSender({ client, log, clock, timing: { request: patience } });
  return {
    slack,
    proxy,
    lines,
    sender: restarted(),
    restarted,
    next(method, fault) {
      proxy.setDecide(({ path }) => {
        if (path !== `/api/${method}`) return undefined;
        proxy.setDecide(undefined);
        return fault;
      });
    },
    async close() {
      await proxy.close();
      await slack.close();
    },
  };
}

export const at = (destination: string, more: Partial<Place> = {}): Place => ({
  destination,
  channel: null,
  threadTs: null,
  ...more,
});

export const saying = (text = 'Hello'): Saying => ({
  text,
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
});

export const inTime = () => true;

/** Takes note of the files that were uploaded. */
export const remember = (ids: string[]) => async (id: string) => {
  ids.push(id);
  return true;
};

export const file = { kind: 'file', name: 'notes.md', title: 'Notes', text: '# Notés\n' } as const;

/** The workspace of the other tests with that many more public channels, `X1` and on; the bot is in them or not. */
export function wide(count: number, isIn: boolean): Partial<LocalSlackOptions> {
  const members = isIn ? ['U1', 'U0BOT'] : ['U1'];
  const channels = Array.from({ length: count }, (_, n) => ({
    id: `X${n + 1}`,
    name: `x-${n + 1}`,
    members,
  }));
  return { seed: { users: [{ id: 'U1', name: 'ada', realName: 'Ada' }], channels, userGroups: [] } };
}

/** The first revision of the message with this key. */
export const mark = (key: string) => ({ key, revision: 1 });
