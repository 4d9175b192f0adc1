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
  return {
    answered: (outcome) => answers.inc({ outcome }),
    synced(repository, outcome, spent, at) {
      syncs.inc({ repository, outcome });
      requests.inc({ repository }, spent.requests);
      quota.inc({ repository }, spent.quota);
      if (outcome === 'done') last.set({ repository }, at / 1000);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
