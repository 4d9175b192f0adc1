/** A place is closed between a post of which nothing was heard and the next one: what counts is what stands there in the end. */
import { describe, expect, it } from '@jest/globals';
import { deliveryDesk } from '../../src/storage/delivery/desk.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';
import { doneButLost, lost, memoryPlace } from './place.js';
import { couriers, owe, rows, untilSettled } from './stage.js';

const refused = { kind: 'refused', reason: 'is_archived' } as const;

onEveryDatabase('a post that is refused after one that could not be found', ({ open }) => {
  describe('with its courier', () => {
    const { start } = couriers();

    it('was sent when the first one turns up late', async () => {
      const database = await open();
      const place = memoryPlace();
      let arrive = () => {};
      place.next('post', (one) => {
        arrive = () => void one.done();
        return lost;
      });
      place.next('post', () => {
        arrive();
        return refused;
      });
      await owe(database, [delivery({ text: 'head' })]);
      start(database, place);
      const [row] = await untilSettled(database);
      expect(row).toMatchObject({ state: 'sent', reason: null });
      expect(place.texts()).toEqual(['head']);
    });

    it('has failed, with the reason, when it never does', async () => {
      const database = await open();
      const place = memoryPlace();
      place.next('post', () => lost);
      place.always(() => refused);
      await owe(database, [delivery({ text: 'head' })]);
      start(database, place);
      const [row] = await untilSettled(database);
      expect(row).toMatchObject({ state: 'failed', reason: 'is_archived' });
      expect(place.texts()).toEqual([]);
      expect(place.tries.filter((one) => one.startsWith('post'))).toHaveLength(2);

      // Somebody opened the place again, and an operator asks for it.
      place.always(null);
      await deliveryDesk(database).retry(row?.id ?? 0, Date.now());
      expect(await untilSettled(database)).toMatchObject([{ state: 'sent' }]);
      expect(place.texts()).toEqual(['head']);
    });
  });
});

onEveryDatabase('an edit that is refused after one of which nothing was heard', ({ open }) => {
  describe('with its courier', () => {
    const { start } = couriers();

    async function posted() {
      const database = await open();
      const place = memoryPlace();
      await owe(database, [delivery({ text: 'first' })]);
      start(database, place);
      await untilSettled(database);
      return { database, place };
    }

    /** @returns state and reason of each revision */
    async function ends(database: Awaited<ReturnType<typeof posted>>['database']) {
      await untilSettled(database);
      return (await rows(database)).map(({ state, reason }) => [state, reason]);
    }

    it('was sent when that one stands there', async () => {
      const { database, place } = await posted();
      place.next('edit', doneButLost);
      place.always(() => refused);
      await owe(database, [delivery({ text: 'second', revision: 2 })]);
      expect(await ends(database)).toEqual([
        ['sent', null],
        ['sent', null],
      ]);
      expect(place.texts()).toEqual(['second']);
    });

    it('has failed, with the reason, when it does not', async () => {
      const { database, place } = await posted();
      place.next('edit', () => lost);
      place.always(() => refused);
      await owe(database, [delivery({ text: 'second', revision: 2 })]);
      expect(await ends(database)).toEqual([
        ['sent', null],
        ['failed', 'is_archived'],
      ]);
      expect(place.texts()).toEqual(['first']);
    });

    it('has failed, and the revision before it was sent, when that is what stands there', async () => {
      const { database, place } = await posted();
      place.next('edit', async (one) => {
        // The next one comes while nobody knows of this one.
        await owe(database, [delivery({ text: 'third', revision: 3 })]);
        return doneButLost(one);
      });
      place.always(() => refused);
      await owe(database, [delivery({ text: 'second', revision: 2 })]);
      expect(await ends(database)).toEqual([
        ['sent', null],
        ['sent', null],
        ['failed', 'is_archived'],
      ]);
      expect(place.texts()).toEqual(['second']);
    });

    it('is not called failed where nobody can tell what stands there', async () => {
      const { database, place } = await posted();
      place.untold();
      place.next('edit', doneButLost);
      place.always(() => refused);
      await owe(database, [delivery({ text: 'second', revision: 2 })]);
      const [, last] = await ends(database);
      expect(last).toEqual([
        'failed',
        'not known whether it arrived, and it cannot be read back: is_archived',
      ]);
    });
  });
});
