/** A courier with Slack's sender, as a process of its own that may be killed at any instruction. */
import type { Log } from '../../../app/ports/log.js';
import { openStore } from '../../../compose.js';
import type { Storage } from '../../../config/environment.js';
import { createCourier } from '../../../delivery/courier.js';
import { messageCarrier } from '../../../delivery/messages.js';
import { readDescription } from '../../../documents/release-note.js';
import type { Timing } from '../../../domain/delivery-timing.js';
import { githubCarrier } from '../../../github/carrier.js';
import { createPostingClient } from '../../../slack/sending/client.js';
import { slackSender } from '../../../slack/sending/sender.js';
import { deliveryStore } from '../../../storage/delivery/deliveries.js';
import { botToken } from './places.js';

export interface WorkerOptions {
  storage: Storage;
  apiUrl: string;
  timing: Timing;
  /** Works for GitHub, which is there; left out: for Slack. */
  github?: { token: string };
}

const { storage, apiUrl, timing, github } = JSON.parse(process.argv[2] ?? '{}') as WorkerOptions;
/** Faults are ordered, and warned of; an error is none of them. */
const log: Log = {
  debug() {},
  info() {},
  warn() {},
  error(fields, message) {
    const { err } = fields as { err?: unknown };
    process.stderr.write(`courier ${process.pid}: ${message}: ${String(err ?? JSON.stringify(fields))}\n`);
  },
};
const database = await openStore(storage);
const client = createPostingClient({ botToken, apiUrl }, log, timing.request);
const courier = createCourier({
  store: deliveryStore(database, timing, github ? 'github' : 'all'),
  carrier: github
    ? githubCarrier({
        apiUrl,
        auth: github,
        timeout: timing.request,
        regenerate: (_, generated) => generated,
        readNote: readDescription,
      })
    : messageCarrier(slackSender({ client, log, timing })),
  clock: Date.now,
  timing,
  log,
  observe: { settled() {}, reconciled() {}, doubled() {} },
});
courier.start();
process.send?.('started');
// Whoever started it is gone.
process.once('disconnect', () => process.exit(0));
