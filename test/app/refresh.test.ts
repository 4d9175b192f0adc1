/** What is stored is brought up to date before a report: once for each moment, after whoever reads already. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createRefresh } from '../../src/app/refresh.js';
import type { SyncOutcome } from '../../src/app/sync.js';
import { trackedBy } from '../../src/app/tracked.js';
import { silentLog } from '../builders/log.js';
import { release } from '../builders/release.js';

const of = release({ enhancements: null });
const tracked = trackedBy([of], []);
const slot = 1_000_000;

describe('a refresh', () => {
  let now: number;
  let answers: (SyncOutcome['kind'] | 'failed' | 'throws')[];
  let reads: number;
  let told: SyncOutcome[];
  let refresh: ReturnType<typeof createRefresh>;

  beforeEach(() => {
    now = slot;
    answers = [];
    reads = 0;
    told = [];
    refresh = createRefresh({
      tracked,
      async read({ repository }) {
        reads++;
        const kind = answers.shift() ?? 'refresh';
        if (kind === 'throws') throw new Error('the store is away');
        const failed = kind === 'failed';
        const nothing = { changed: 0, requests: 0, quota: 0, problem: failed ? 'GitHub is away' : null };
        return { repository, kind: failed ? 'refresh' : kind, ...nothing };
      },
      clock: () => now,
      machine: () => now,
      // Time passes only by waiting; the wait for the whole never ends first.
      pause: (ms) => {
        if (ms >= 60_000) return new Promise(() => {});
        now += ms;
        return Promise.resolve();
      },
      stopped: () => false,
      log: silentLog,
    });
  });
  const ask = (since: number) => refresh(of, since, (outcome) => told.push(outcome));

  it('reads once for everybody who asks for the same moment', async () => {
    await Promise.all([ask(slot), ask(slot), ask(slot)]);
    expect([reads, told.length]).toEqual([1, 1]);
  });

  it('reads again for another moment', async () => {
    await ask(slot - 60_000);
    await ask(slot);
    expect(reads).toBe(2);
  });

  it('does not trust a reading that somebody else began before: it waits and reads itself', async () => {
    answers = ['elsewhere', 'elsewhere'];
    await ask(slot);
    expect([reads, told.map((one) => one.kind)]).toEqual([3, ['refresh']]);
  });

  it('gives up after a minute of waiting', async () => {
    answers = Array.from({ length: 5000 }, () => 'elsewhere' as const);
    await ask(slot);
    expect(told).toEqual([]);
    expect(now - slot).toBeGreaterThanOrEqual(60_000);
    expect(now - slot).toBeLessThan(61_000);
  });

  it.each(['failed', 'throws'] as const)('that %s is tried again by the next who asks', async (kind) => {
    answers = [kind];
    await ask(slot);
    await ask(slot);
    expect(reads).toBe(2);
  });
});
