/** Meetings as they are stored: one for each slot, a record that only grows, each request once. */
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { MeetingEvent } from '../../src/domain/meeting/event.js';
import { hour } from '../../src/domain/time.js';
import { meetingStore } from '../../src/storage/meeting/meetings.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';
import { ann, tuesday } from '../builders/meeting.js';

const web = 'https://github.com';
const planned = {
  ...{ kind: 'planned' as const, series: 'team', slot: tuesday, begins: tuesday, ends: tuesday + hour },
  release: 'v1.6',
};
const topic = (id: string): MeetingEvent => ({
  kind: 'topic-added',
  topic: { id, text: id, by: ann, source: null },
});

onEveryDatabase('meetings', (databases) => {
  it('have one for each slot, whoever makes it', async () => {
    const stores = [await databases.open(), await databases.reopen()].map((one) =>
      meetingStore(one, () => tuesday, web),
    );
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, at) => stores[at % 2]?.plan(planned, tuesday)),
    );
    expect(new Set(all.map((one) => one?.meeting.id))).toEqual(new Set([1]));
    const other = await stores[0]?.plan({ ...planned, series: 'other' }, tuesday);
    expect(other?.meeting.id).not.toBe(1);
  });

  it('lose nothing of what many add at once, and do a request once', async () => {
    const database = await databases.open();
    const stores = [database, await databases.reopen()].map((one) => meetingStore(one, () => tuesday, web));
    await stores[0]?.plan(planned, tuesday);
    const done = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        stores[at % 2]?.change(1, `request ${at % 6}`, tuesday, () => ({
          events: [{ by: ann, event: topic(`t${at % 6}`) }],
          deliveries: ({ seq }) => [
            delivery({ purpose: 'meeting-agenda', subject: 'meeting 1', revision: seq }),
          ],
        })),
      ),
    );
    expect(done.filter((one) => one?.isNew)).toHaveLength(6);
    const { meeting } = (await stores[0]?.load(1)) ?? {};
    expect(meeting?.topics.map(({ id }) => id).sort()).toEqual(['t0', 't1', 't2', 't3', 't4', 't5']);
    expect(meeting?.seq).toBe(7);
    expect(await database.read.selectFrom('delivery').select('id').execute()).toHaveLength(6);
  });

  it('undo everything of what is refused, the request too', async () => {
    const store = meetingStore(await databases.open(), () => tuesday, web);
    await store.plan(planned, tuesday);
    const refuse = () => {
      throw new Error('no');
    };
    await expect(store.change(1, 'one', tuesday, refuse)).rejects.toThrow('no');
    const done = await store.change(1, 'one', tuesday, () => ({
      ...{ events: [{ by: null, event: topic('t') }], deliveries: () => [] },
    }));
    expect(done).toMatchObject({ isNew: true, meeting: { topics: [{ id: 't' }] } });
    expect(await store.change(9, 'two', tuesday, refuse)).toBeNull();
  });

  it('keep their record as it is, whoever wants it otherwise', async () => {
    const { read, write } = await databases.open();
    const store = meetingStore({ flavour: 'sqlite', read, write, close: async () => {} }, () => tuesday, web);
    await store.plan(planned, tuesday);
    for (const change of ['update meeting_event set at = 0', 'delete from meeting_event'])
      await expect(sql.raw(change).execute(write)).rejects.toThrow(/only added to/);
  });

  it('are looked after until they are settled, and again when something happens', async () => {
    const store = meetingStore(await databases.open(), () => tuesday, web);
    await store.plan(planned, tuesday);
    expect(await store.toTend()).toEqual([1]);
    await store.settle(1, 1);
    expect(await store.toTend()).toEqual([]);
    await store.change(1, null, tuesday, () => ({
      ...{ events: [{ by: null, event: topic('t') }], deliveries: () => [] },
    }));
    expect(await store.toTend()).toEqual([1]);
  });
});
