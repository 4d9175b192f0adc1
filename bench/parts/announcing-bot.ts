/** The bot with incidents in a process of its own, unpaced as its Slack is: asked, it says when nothing is owed. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pino } from 'pino';
import { openStore, startBot } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { untilDelivered } from '../../src/sandbox/days.js';
import { answering } from './answering.js';

export interface AnnouncingOptions {
  config: string;
  storage: { databaseUrl: string | null; dataDir: string };
  slack: { botToken: string; signingSecret: string; apiUrl: string };
  github: { apiUrl: string; token: string };
}

/** Since it was asked the last time: ms of the processor, and the longest stretch (ms) in which nothing else could run. */
export interface Spent {
  cpu: number;
  longest: number;
}

const { config, storage, slack, github } = JSON.parse(process.argv[2] ?? '{}') as AnnouncingOptions;
/** How far the clock is put ahead, ms. */
let ahead = 0;
const database = await openStore(storage);
const bot = await startBot(
  {
    settings: loadSettings(config, 'signalman.yml'),
    database,
    log: pino({ level: 'warn' }, pino.destination(2)),
    clock: () => Date.now() + ahead,
  },
  {
    slack: { ...slack, appToken: null },
    github,
    port: 0,
    timing: { ...slackTiming, pace: 0, editsPerMinute: 60_000, readsPerMinute: 60_000 },
  },
);
const url = `http://127.0.0.1:${bot.port}`;
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let spent = process.cpuUsage();
answering<{ later?: number }>(url, async ({ later = 0 }) => {
  ahead += later;
  // Links and receipts are owed in their turn.
  for (let round = 0; round < 3; round++) {
    await bot.wake();
    await untilDelivered(url);
  }
  const { user, system } = process.cpuUsage(spent);
  const found: Spent = { cpu: (user + system) / 1000, longest: delay.max / 1e6 };
  delay.reset();
  spent = process.cpuUsage();
  return found;
});
process.once('SIGTERM', () => process.exit(0));
