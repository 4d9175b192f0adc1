/** The record of the calendar: moments that are worked off once, and exceptions that are asked for and decided once. */
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { slotKey, slotsOf } from '../../src/domain/calendar/announce.js';
import type { NewDelivery } from '../../src/domain/delivery.js';
import { announcementStore } from '../../src/storage/calendar/announcements.js';
import { exceptionStore, exceptionsOfRelease } from '../../src/storage/calendar/exceptions.js';
import type { Database } from '../../src/storage/dialect.js';
import { calendarOf } from '../builders/calendar.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';

const now = Date.UTC(2025, 6, 25);
const machine = () => now;
const [slot] = slotsOf(calendarOf());
if (!slot) throw new Error('nothing is announced');
const grace = { id: 'U1', name: 'grace' };
const lea = { id: 'U0LEAD', name: 'lea' };
const saying = (subject: string): NewDelivery[] => [delivery({ purpose: 'calendar', subject })];

const owed = async ({ read }: Database) =>
  (await read.selectFrom('message').select('subject').execute()).map(({ subject }) => subject).sort();

onEveryDatabase('announcements', (databases) => {
  it('of twenty that take a moment at once, from two processes, one does, and it is said once', async () => {
    const database = await databases.open();
    const stores = [database, await databases.reopen()].map((one) => announcementStore(one, machine));

    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        stores[at % 2]?.take('v1.34', slot, 'posted', now, saying(`taken by ${at}`)),
      ),
    );

    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await owed(database)).toHaveLength(1);
    expect(await stores[0]?.done('v1.34', now)).toEqual(new Set([slotKey(slot)]));
    expect(await stores[0]?.done('v1.33', now)).toEqual(new Set());
  });

  it('a moment that a wrong clock noted in the future is looked at again; what was posted is not', async () => {
    const store = announcementStore(await databases.open(), machine);
    await store.take('v1.34', slot, 'missed', now + 1000, []);

    expect(await store.done('v1.34', now)).toEqual(new Set());
    expect(await store.take('v1.34', slot, 'posted', now, [])).toBe(true);
    expect(await store.take('v1.34', slot, 'posted', now - 1000, [])).toBe(false);
  });
});

onEveryDatabase('exceptions', (databases) => {
  const event = {
    ...{ kind: 'asked' as const, what: 'Merge the fix', reason: 'It leaks.', from: now, until: now + 1000 },
    issue: { name: 'acme/rocket#12', url: 'https://github.com/acme/rocket/issues/12' },
  };
  const asked = { release: 'v1.34', by: grace, at: now, event };
  const decided = (request: string) => ({ by: lea, at: now + 1, request });

  it('the same request is stored and said once, however often it comes', async () => {
    const database = await databases.open();
    const stores = [database, await databases.reopen()].map((one) => exceptionStore(one, machine));

    const found = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        stores[at % 2]?.ask(asked, 'one', ({ id }) => saying(`exception ${id}`)),
      ),
    );

    expect(new Set(found.map((one) => one?.id)).size).toBe(1);
    expect(found[9]).toMatchObject({ what: 'Merge the fix', by: grace, decision: null });
    expect(await owed(database)).toHaveLength(1);
    expect(await exceptionsOfRelease(database.read, 'v1.34')).toHaveLength(1);
    expect(await exceptionsOfRelease(database.read, 'v1.35')).toEqual([]);
  });

  it('of two leads who decide at once one is heard, and the other reads what was decided', async () => {
    const database = await databases.open();
    const stores = [exceptionStore(database, machine), exceptionStore(await databases.reopen(), machine)];
    const { id } = (await stores[0]?.ask(asked, 'one', () => [])) ?? { id: 0 };
    const decide = (at: number) =>
      stores[at]?.decide(
        id,
        decided(`decision ${at}`),
        ({ decision }) => {
          if (decision) throw new Error(`${decision.by.name} was quicker`);
          return { kind: 'approved' };
        },
        () => saying(`decided ${at}`),
      );

    const results = await Promise.allSettled([decide(0), decide(1)]);

    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await owed(database)).toHaveLength(1);
    expect((await stores[0]?.load(id))?.decision).toMatchObject({ isApproved: true, by: lea });
  });

  it('the same decision again changes nothing, and one about nothing finds nothing', async () => {
    const store = exceptionStore(await databases.open(), machine);
    const { id } = await store.ask(asked, 'one', () => []);
    const refuse = () =>
      store.decide(
        id,
        decided('no'),
        () => ({ kind: 'refused', reason: 'It can wait.' }),
        () => [],
      );

    await refuse();
    expect((await refuse())?.decision).toMatchObject({ isApproved: false, reason: 'It can wait.' });
    expect(
      await store.decide(
        id + 1,
        decided('x'),
        () => ({ kind: 'approved' }),
        () => [],
      ),
    ).toBeNull();
  });

  it('work that fails leaves nothing behind, nor anything to be said', async () => {
    const database = await databases.open();
    const store = exceptionStore(database, machine);
    const failing = store.ask(asked, 'one', () => {
      throw new Error('no words');
    });

    await expect(failing).rejects.toThrow('no words');
    expect(await exceptionsOfRelease(database.read, 'v1.34')).toEqual([]);
    expect(await owed(database)).toEqual([]);
  });

  it('the record is only added to: the database itself refuses anything else', async () => {
    const database = await databases.open();
    await exceptionStore(database, machine).ask(asked, 'one', () => []);

    await expect(
      sql`update exception_event set by_name = 'nobody'`.execute(database.write),
    ).rejects.toThrow();
    await expect(sql`delete from exception_event`.execute(database.write)).rejects.toThrow();
  });
});
