/** What operators are told of the running bot: whether it is ready, what it owes, and its figures. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../app/ports/clock.js';
import type { Log } from '../app/ports/log.js';
import type { createMetrics } from '../operate/metrics.js';
import type { Database } from '../storage/dialect.js';
import type { composeDelivery } from './digests.js';

interface Watched {
  database: Database;
  deliveries: Pick<ReturnType<typeof composeDelivery>['store'], 'stats'>;
  metrics: ReturnType<typeof createMetrics>;
  /** The time that passes on this machine. */
  machine: Clock;
  log: Log;
  /** Whether Slack was reached. */
  isConnected(): boolean;
}

export function composeProbe({ database, deliveries, metrics, machine, log, isConnected }: Watched) {
  async function ready() {
    const stored = await isThere(database);
    const slack = isConnected();
    return { ready: slack && stored, detail: { slack, storage: stored } };
  }
  return {
    ready,
    async health() {
      const stats = await deliveries.stats().catch((error: unknown) => {
        log.warn({ err: error }, 'the deliveries could not be counted');
        return null;
      });
      // Whoever asks here may be anybody: what the database says of itself is for the log.
      if (!stats) return { storage: 'the store does not answer; the log says why' };
      const { states, oldest } = stats;
      const seconds = oldest === null ? 0 : Math.max(0, Math.round((machine() - oldest) / 1000));
      return { deliveries: { ...states, oldestSeconds: seconds } };
    },
    async metrics() {
      metrics.ready((await ready()).ready);
      // A store that is away must not take the other figures with it.
      await deliveries.stats().then(
        ({ states, oldest }) => metrics.owed(states, oldest === null ? 0 : machine() - oldest),
        (error: unknown) => log.warn({ err: error }, 'the deliveries could not be counted'),
      );
      return { contentType: metrics.contentType, text: await metrics.text() };
    },
  };
}

/** A store that takes longer than this is as good as away: whoever asks does not wait for ever. ms */
const patience = 2000;

async function isThere(database: Database): Promise<boolean> {
  const asked = database.read.selectFrom('lease').select('name').limit(1).execute();
  const answered = asked.then(
    () => true,
    () => false,
  );
  return await Promise.race([answered, sleep(patience, false, { ref: false })]);
}
