/** The whole bot with incidents, as a process of its own that may be killed at any instruction. */
import type { Log } from '../../app/ports.js';
import { openStore, startBot } from '../../compose.js';
import type { Storage } from '../../config/environment.js';
import { loadSettings } from '../../config/load.js';
import type { Timing } from '../../domain/delivery-timing.js';

export interface BotOptions {
  config: string;
  storage: Storage;
  slack: { botToken: string; signingSecret: string; apiUrl: string };
  github: { apiUrl: string; token: string };
  timing: Timing;
  atGitHub: Timing;
  /** How often it looks what became of fixes, in ms; signalman.yml takes nothing so short. */
  look: number;
}

const { config, storage, slack, github, timing, atGitHub, look } = JSON.parse(
  process.argv[2] ?? '{}',
) as BotOptions;
const log: Log = {
  debug() {},
  info() {},
  warn() {},
  error(fields, message) {
    const { err } = fields as { err?: unknown };
    process.stderr.write(`bot ${process.pid}: ${message}: ${String(err ?? JSON.stringify(fields))}\n`);
  },
};
const settings = loadSettings(config, 'signalman.yml');
if (settings.incidents?.fix) settings.incidents.fix.every = look;
const bot = await startBot(
  {
    settings,
    database: await openStore(storage),
    log,
    clock: Date.now,
  },
  {
    slack: { ...slack, appToken: null },
    github,
    port: 0,
    timing,
    atGitHub,
    pauses: { timeout: 1000, patience: 1500, pause: 20 },
  },
);
process.on('message', async () => {
  await bot.wake();
  // Whoever asked may be gone by now.
  if (process.connected) process.send?.('woken');
});
process.send?.(bot.port);
// Whoever started it is gone.
process.once('disconnect', () => process.exit(0));
