// Options with their defaults.
import type { LocalSlackOptions, Settings } from './options.js';
import { commonScopes } from './scopes.js';

export function settingsOf(options: LocalSlackOptions): Settings {
  const { id = 'T00000001', name = 'Local', domain = 'local' } = options.team ?? {};
  return {
    now: options.now ?? Date.now,
    port: options.port ?? 0,
    team: { id, name, domain },
    seed: options.seed,
    botToken: options.botToken,
    botUserId: options.botUserId,
    botId: options.botId ?? `B${options.botUserId.slice(1)}`,
    appId: options.appId ?? 'A00000001',
    appToken: options.appToken,
    signingSecret: options.signingSecret,
    eventsUrl: options.eventsUrl,
    limits: options.limits ?? 'slack',
    scopes: options.scopes ?? [...commonScopes],
    events: options.events,
    refuse: { charts: options.refuse?.charts ?? false, tables: options.refuse?.tables ?? false },
    ackTimeoutMs: options.ackTimeoutMs ?? 3_000,
    retryDelaysMs: options.retryDelaysMs ?? [100, 60_000, 300_000],
    logSize: options.logSize ?? 2_000,
    pingIntervalMs: options.pingIntervalMs ?? 10_000,
  };
}
