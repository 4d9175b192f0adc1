/** A place is closed between a post of which nothing was heard and the next one: what counts is what stands there in the end. */
import { describe, expect, it } from '@jest/globals';
import { deliveryDesk } from '../../src/storage/delivery/desk.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';
import { lost, memoryPlace } from './place.js';
import { couriers, owe, untilSettled } from './stage.js';

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
