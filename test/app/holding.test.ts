/** Only one at a time, also within one process. */
import { describe, expect, it } from '@jest/globals';
import { whileHolding } from '../../src/app/holding.js';
import { leaseStore } from '../../src/storage/leases.js';
import { onEveryDatabase } from '../builders/databases.js';
import { silentLog } from '../builders/log.js';

onEveryDatabase('what only one may do', ({ open }) => {
  const setUp = async () => ({ leases: leaseStore(await open()), machine: Date.now, log: silentLog });

  describe('while somebody does it', () => {
    it('is left to whoever began, and is free afterwards', async () => {
      const holding = await setUp();
      const inner: (string | null)[] = [];
      const outer = await whileHolding(holding, 'sync acme/rocket', async () => {
        inner.push(await whileHolding(holding, 'sync acme/rocket', async () => 'also done'));
        inner.push(await whileHolding(holding, 'sync acme/other', async () => 'another one'));
        return 'done';
      });
      expect([outer, ...inner]).toEqual(['done', null, 'another one']);
      expect(await whileHolding(holding, 'sync acme/rocket', async () => 'again')).toBe('again');
    });

    it('is free when it failed', async () => {
      const holding = await setUp();
      const work = whileHolding(holding, 'digest 1', () => Promise.reject(new Error('broken')));
      await expect(work).rejects.toThrow('broken');
      expect(await whileHolding(holding, 'digest 1', async () => 'again')).toBe('again');
    });

    it('can be lost to somebody else, who is told apart', async () => {
      const holding = await setUp();
      let time = 1_000_000;
      const slow = { ...holding, machine: () => time };
      await whileHolding(slow, 'digest 1', async (hold) => {
        expect(await hold()).toBe(true);
        time += 60_000;
        expect(await holding.leases.take('digest 1', 'somebody else', time, 20_000)).toBe(true);
        expect(await hold()).toBe(false);
      });
    });
  });
});
