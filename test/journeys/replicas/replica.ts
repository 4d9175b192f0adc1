/** One replica of the whole bot, as a process that may be killed at any instruction. */
import type { Log } from '../../../src/app/ports/log.js';
import { openStore, startBot } from '../../../src/compose.js';
import { loadSettings } from '../../../src/config/load.js';
import type { Timing } from '../../../src/domain/delivery-timing.js';
import { calendar, type ReplicaOptions } from './calendar.js';

const options = JSON.parse(process.argv[2] ?? '{}') as ReplicaOptions;
const say = (fields: object, message: string) => {
  const { err } = fields as { err?: unknown };
  process.stderr.write(`replica ${process.pid}: ${message}: ${String(err ?? JSON.stringify(fields))}\n`);
};
const log: Log = { debug() {}, info() {}, warn() {}, error: say };
const timing: Timing = options.timing;
const database = await openStore({ databaseUrl: options.databaseUrl, dataDir: '' });
await startBot(
  {
    settings: loadSettings(options.config, 'signalman.yml'),
    database,
    log,
    clock: calendar(options.origin),
  },
  {
    slack: {
      botToken: options.botToken,
      appToken: null,
      signingSecret: 'replica-signing-secret',
      apiUrl: options.slackUrl,
    },
    github: { apiUrl: options.githubUrl, token: options.githubToken },
    port: 0,
    pauses: { timeout: 2000, patience: 3000, pause: 5 },
    timing,
  },
);
process.send?.('started');
// Whoever started it is gone.
process.once('disconnect', () => process.exit(0));
