/** What Prometheus can read: how the bot is doing, without anything about who asked what. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export interface Metrics {
  answered(outcome: string): void;
  synced(
    repository: string,
    outcome: 'done' | 'failed',
    spent: { requests: number; quota: number },
    at: number,
  ): void;
  deliveries: {
    settled(state: 'sent' | 'failed' | 'superseded', reason: string | null): void;
    reconciled(): void;
    doubled(count: number): void;
  };
  /** @param oldestMs how long the oldest that is not settled has been waiting */
  owed(states: Partial<Record<string, number>>, oldestMs: number): void;
  /** Whether requests can be answered. */
  ready(isReady: boolean): void;
  text(): Promise<string>;
  contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'signalman_' });
  const answers = new Counter({
    name: 'signalman_answers_total',
    help: 'Commands and buttons that were answered, by outcome.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  // What was never counted cannot be seen to grow.
  for (const outcome of ['fine', 'fault', 'broken', 'undelivered']) answers.inc({ outcome }, 0);
  const syncs = new Counter({
    name: 'signalman_syncs_total',
    help: 'Readings of GitHub, by repository and outcome.',
    labelNames: ['repository', 'outcome'],
    registers: [registry],
  });
  const requests = new Counter({
    name: 'signalman_github_requests_total',
    help: 'Requests sent to GitHub.',
    labelNames: ['repository'],
    registers: [registry],
  });
  const quota = new Counter({
    name: 'signalman_github_quota_total',
    help: 'Requests that counted against the quota: a 304 does not.',
    labelNames: ['repository'],
    registers: [registry],
  });
  const last = new Gauge({
    name: 'signalman_last_sync_timestamp_seconds',
    help: 'When GitHub was last read successfully, in seconds since the epoch.',
    labelNames: ['repository'],
    registers: [registry],
  });
  const sent = new Counter({
    name: 'signalman_deliveries_sent_total',
    help: 'Messages, edits and files that were delivered.',
    registers: [registry],
  });
  const failed = new Counter({
    name: 'signalman_deliveries_failed_total',
    help: 'Deliveries that were given up, by the reason as Slack names it.',
    labelNames: ['reason'],
    registers: [registry],
  });
  const reconciled = new Counter({
    name: 'signalman_deliveries_reconciled_total',
    help: 'Deliveries whose answer was lost and that were found where they should be.',
    registers: [registry],
  });
  const doubled = new Counter({
    name: 'signalman_deliveries_doubled_total',
    help: 'Second copies of a message that were found and deleted.',
    registers: [registry],
  });
  const owed = new Gauge({
    name: 'signalman_deliveries_owed',
    help: 'Deliveries that are not settled, by state.',
    labelNames: ['state'],
    registers: [registry],
  });
  const oldest = new Gauge({
    name: 'signalman_deliveries_oldest_seconds',
    help: 'How long the oldest delivery that is not settled has been waiting.',
    registers: [registry],
  });
  const ready = new Gauge({
    name: 'signalman_ready',
    help: '1 while Slack is connected and the store answers, as at /readyz.',
    registers: [registry],
  });
  return {
    deliveries: {
      settled(state, reason) {
        if (state === 'sent') sent.inc();
        // Slack's own codes are few; our own sentences are one reason.
        if (state === 'failed')
          failed.inc({ reason: /^[a-z_]{1,60}$/.test(reason ?? '') ? String(reason) : 'other' });
      },
      reconciled: () => reconciled.inc(),
      doubled: (count) => doubled.inc(count),
    },
    owed(states, oldestMs) {
      for (const state of ['waiting', 'pending', 'sending', 'uncertain'])
        owed.set({ state }, states[state] ?? 0);
      oldest.set(oldestMs / 1000);
    },
    answered: (outcome) => answers.inc({ outcome }),
    synced(repository, outcome, spent, at) {
      syncs.inc({ repository, outcome });
      requests.inc({ repository }, spent.requests);
      quota.inc({ repository }, spent.quota);
      if (outcome === 'done') last.set({ repository }, at / 1000);
    },
    ready: (isReady) => ready.set(isReady ? 1 : 0),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
