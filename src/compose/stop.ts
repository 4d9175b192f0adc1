/** How a running bot ends: what was begun is finished, or left so that another process takes it over. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Parts } from '../compose.js';
import type { Courier } from '../delivery/courier.js';
import type { RunningServer } from '../operate/http.js';
import type { Worker } from '../schedule/worker.js';
import type { SlackApp } from '../slack/app.js';
import { giveBackLeases } from '../storage/leases.js';

/** How long a stop waits for what was begun, in ms: whoever stopped us kills after ten seconds. */
const patience = 6500;

interface Running {
  slack: SlackApp;
  server: RunningServer;
  worker: Worker;
  courier: Courier;
}

/**
 * Begins nothing more, and waits for what was begun, for 6.5 s at most. What is left then is in the log: deliveries
 * are settled by whoever finds their lease run out, jobs begin anew elsewhere, and an answer is asked for again.
 * @param notice ms in which requests are still taken, so that whoever distributes them sees that it is not ready
 */
export async function stopAll(
  { database, log }: Pick<Parts, 'database' | 'log'>,
  { slack, server, worker, courier }: Running,
  notice: number,
): Promise<void> {
  const end = performance.now() + patience;
  const left = () => Math.max(0, end - performance.now());
  async function requests(): Promise<number> {
    if (notice > 0) await sleep(notice);
    await Promise.all([slack.stop(), server.close(left())]);
    return await slack.finished(left());
  }
  const [answers, jobs, deliveries] = await Promise.all([
    requests(),
    worker.stop(patience),
    courier.stop(patience),
  ]);
  if (answers + jobs.length + deliveries > 0)
    log.warn({ answers, jobs, deliveries }, 'not everything came to its end: it is left to others');
  // Work that hangs would keep its lease for longer than it takes anybody else to begin it anew.
  await giveBackLeases(database).catch((error: unknown) =>
    log.warn({ err: error }, 'its leases could not be given back: others wait until they run out'),
  );
}
