/** The bot while it is not set up: it reads nothing and posts nothing, and tells whoever asks what is missing. */
import type { Access, Bot, Parts } from '../compose.js';
import { slackTiming } from '../domain/delivery-timing.js';
import { type FirstUse, missingSteps } from '../domain/first-use.js';
import { startServer } from '../operate/http.js';
import { createMetrics } from '../operate/metrics.js';
import { createSlackApp } from '../slack/app.js';
import { listenFirstUse } from '../slack/first-use.js';
import { deliveryStore } from '../storage/delivery/deliveries.js';
import { firstRequests } from '../storage/requests.js';
import { composeProbe } from './probe.js';

/** What is owed from before stays owed. The store is the caller's to close. */
export async function startFirstUse(
  { database, log, clock, machine = Date.now, first }: Omit<Parts, 'settings'> & { first: FirstUse },
  access: Pick<Access, 'slack' | 'port'>,
): Promise<Bot> {
  const metrics = createMetrics();
  const slack = createSlackApp(access.slack, { log, clock, isFirst: firstRequests(database, Date.now) });
  listenFirstUse(slack.app, { log, count: metrics.answered }, first);
  const deliveries = deliveryStore(database, slackTiming, 'messages');
  let connected = false;
  const probe = composeProbe({ database, deliveries, metrics, machine, log, isConnected: () => connected });
  const setup = { setup: { configuration: first.file, exists: first.hasFile, missing: missingSteps(first) } };
  const server = await startServer(
    access.port,
    {
      ready: async () => {
        const { ready, detail } = await probe.ready();
        return { ready, detail: { ...detail, ...setup } };
      },
      health: async () => ({ ...(await probe.health()), ...setup }),
      metrics: probe.metrics,
    },
    slack.requestListener,
  );
  try {
    await slack.start();
  } catch (error) {
    await server.close();
    throw error;
  }
  connected = true;
  log.warn(setup.setup, 'not set up: everybody who asks is told what is missing');
  return {
    port: server.port,
    wake: async () => {},
    async stop() {
      connected = false;
      await Promise.all([slack.stop(), server.close()]);
    },
  };
}
