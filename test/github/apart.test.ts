/** Slack and GitHub have couriers of their own: one that hangs delays nothing of the other. */
import { describe, expect, it } from '@jest/globals';
import { githubPlace } from '../../src/domain/delivery.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery, fastTiming } from '../builders/delivery.js';
import { owe } from '../delivery/stage.js';
import { comment } from './stage.js';

const wanted = { posts: 9, edits: 9, reads: 9, notTo: [] };

onEveryDatabase('what is owed', ({ open }) => {
  describe('to Slack and to GitHub', () => {
    it('is claimed by the courier of each, and waited for by it alone', async () => {
      const database = await open();
      const slack = deliveryStore(database, fastTiming, 'messages');
      const github = deliveryStore(database, fastTiming, 'github');
      const now = Date.now();
      await owe(database, [delivery(), comment('rev 1')], now);
      const [first, ...none] = await slack.claim(wanted, now);
      expect(none).toEqual([]);
      expect(first?.place.destination).toBe('C0RELEASE');
      // What GitHub is owed is due now; of Slack's only the lease ends some time.
      expect(await github.nextDue()).toBe(now);
      expect(await slack.nextDue()).toBe(now + fastTiming.lease);
      const [second, ...others] = await github.claim(wanted, now);
      expect(others).toEqual([]);
      expect(second?.place.destination.startsWith(githubPlace)).toBe(true);
    });

    it('is read back by the courier of each after a process was not heard of again', async () => {
      const database = await open();
      const all = deliveryStore(database, fastTiming);
      const slack = deliveryStore(database, fastTiming, 'messages');
      const github = deliveryStore(database, fastTiming, 'github');
      const now = Date.now();
      await owe(database, [delivery(), comment('rev 1')], now);
      expect(await all.claim(wanted, now)).toHaveLength(2);
      const later = now + fastTiming.lease + 1;
      const steps = async (store: typeof all) =>
        (await store.claim(wanted, later)).map(({ step, content }) => [step, content.kind]);
      expect(await steps(slack)).toEqual([['expired', 'message']]);
      expect(await steps(github)).toEqual([['expired', 'comment']]);
    });
  });
});
