// The page before a local Slack without the bot: what people do is answered by the test itself.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Days } from '../../src/sandbox/days.js';
import { preparePage } from '../../src/sandbox/page-build.js';
import { openDoor } from '../../src/sandbox/page-server.js';
import { MARCH_2017 } from '../../src/sandbox/seed/march-2017.js';
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/index.js';
import { botUserId, slackSeed } from '../../src/sandbox/workspace.js';
import { type Bot, startBot } from './slack/bot.js';
import { botToken, signingSecret } from './slack/fixture.js';

const manifest = `
features:
  shortcuts:
    - { name: Add to the timeline, type: message, callback_id: note, description: Keeps this message }
    - { name: Declare an incident, type: global, callback_id: declare, description: Opens a form }
`;

export interface PageFixture {
  url: string;
  slack: LocalSlack;
  bot: Bot;
  close(): Promise<void>;
}

/** @param text of the manifest; one with a shortcut of each kind unless given, none when null */
export async function startPage(text: string | null = manifest): Promise<PageFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'signalman-manifest-'));
  const path = join(folder, 'manifest.yml');
  if (text !== null) await writeFile(path, text);
  const bot = await startBot();
  const slack = await startLocalSlack({
    ...{
      seed: slackSeed,
      botUserId,
      botToken,
      signingSecret,
      limits: 'none',
      eventsUrl: bot.url,
      events: [],
    },
    now: () => Date.UTC(2017, 2, 16, 19),
  });
  const door = await openDoor(0);
  const [day] = MARCH_2017;
  if (!day) throw new Error('there is no first day');
  const days: Days = { today: () => day, tomorrow: () => null, next: () => Promise.resolve(day) };
  door.serve({
    ...{ slack, days, manifest: path, land: () => Promise.resolve() },
    github: { seen: () => ({ items: [], next: null }), item: () => null, go: () => Promise.resolve() },
    now: () => Date.UTC(2017, 2, 16, 19),
    page: await preparePage(() => {}),
  });
  return {
    url: door.url,
    slack,
    bot,
    async close() {
      await door.close();
      await slack.close();
      await bot.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
