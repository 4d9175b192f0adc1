/**
 * The whole bot, as a process of its own that may be killed at any instruction, told to end, put to sleep, or made to
 * believe that it is another time. It is composed as `signalman start` composes it; only its clock and the times of its
 * deliveries are given.
 */
import type { Log } from '../../../app/ports/log.js';
import { openStore, startBot } from '../../../compose.js';
import type { Storage } from '../../../config/environment.js';
import { loadSettings } from '../../../config/load.js';
import type { Timing } from '../../../domain/delivery-timing.js';
import { clocksOf, type Hours } from './hours.js';

export interface BotOptions {
  config: string;
  storage: Storage;
  slack: { botToken: string; signingSecret: string; apiUrl: string };
  github: { apiUrl: string; token: string };
  timing: Timing;
  atGitHub: Timing;
  hours: Hours;
  /** How often it looks what became of fixes, in ms; signalman.yml takes nothing so short. */
  look: number;
  /** Faults that are ordered are not told. */
  quiet: boolean;
}

/** What a bot is told: to look at once, or that its clock is off by so much from now on (ms). */
export type Told = { wake: true } | { shift: number };

const { config, storage, slack, github, timing, atGitHub, hours, look, quiet } = JSON.parse(
  process.argv[2] ?? '{}',
) as BotOptions;
const log: Log = {
  debug() {},
  info() {},
  warn() {},
  error(fields, message) {
    const { err } = fields as { err?: unknown };
    if (!quiet)
      process.stderr.write(`bot ${process.pid}: ${message}: ${String(err ?? JSON.stringify(fields))}\n`);
  },
};
process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'a rejection nobody handled'));
let isUp = false;
// A start in vain is one of the faults that are ordered: the run counts them.
process.on('uncaughtException', (error) => {
  if (isUp || !quiet) process.stderr.write(`bot ${process.pid}: ${error.stack}\n`);
  process.exit(1);
});
let shift = 0;
const { clock, machine } = clocksOf(hours, () => shift);
const settings = loadSettings(config, 'signalman.yml');
if (settings.incidents?.fix) settings.incidents.fix.every = look;
const database = await openStore(storage);
const ended = new Promise<void>((resolve) => process.once('SIGTERM', () => resolve()));
const bot = await startBot(
  { settings, database, log, clock, machine },
  {
    slack: { ...slack, appToken: null },
    github,
    port: 0,
    timing,
    atGitHub,
    pauses: { timeout: 1000, patience: 1500, pause: 20 },
  },
);
process.on('message', async (told: Told) => {
  if ('shift' in told) {
    shift = told.shift;
    return;
  }
  await bot.wake().catch((error: unknown) => log.error({ err: error }, 'it could not be woken'));
  // Whoever asked may be gone by now.
  if (process.connected) process.send?.('woken');
});
isUp = true;
process.send?.(bot.port);
// Whoever started it is gone.
process.once('disconnect', () => process.exit(0));
await ended;
await bot.stop();
await database.close();
process.exit(0);
