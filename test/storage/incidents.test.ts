/** The record of incidents: only added to, without gaps, each request once, however many bring it at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { type KyselyPlugin, sql } from 'kysely';
import type { IncidentStore, Step, Stored } from '../../src/app/ports/incident.js';
import { UserFault } from '../../src/domain/fault.js';
import { fold } from '../../src/domain/incident/fold.js';
import { day, hour, minute } from '../../src/domain/time.js';
import type { Database } from '../../src/storage/dialect.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { incidentsOfRelease } from '../../src/storage/incident/rows.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';
import {
  ann,
  ben,
  bySignalman,
  declared,
  declaredAt,
  noted,
  step,
  tellAll,
  updated,
} from '../builders/incident.js';

const machine = () => declaredAt + day;
const announced = bySignalman({ kind: 'announced', places: ['C0RELEASE'] });
const resolved = { by: ann, event: { kind: 'resolved', text: 'It is over.', lingering: '' } } as const;
const times = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => one(i));

/** As by somebody who knows of all the others. */
async function declare(store: IncidentStore, request: string, at: number, told: Step) {
  const done = await store.declare(request, at, Number.MAX_SAFE_INTEGER, told);
  if ('newer' in done) throw new Error('none can be newer');
  return done;
}

async function count(
  { read }: Database,
  table: 'incident' | 'incident_event' | 'incident_request' | 'incident_source' | 'delivery' | 'heard',
): Promise<number> {
  const { n } = await read
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

onEveryDatabase('incidents', ({ open, reopen }) => {
  it('tell the verdict of every one that is open, however many came after it', async () => {
    const database = await open();
    const store = incidentStore(database, machine);
    await declare(store, 'grave', declaredAt, step([declared()]));
    for (const at of times(60, (index) => index))
      await declare(store, `light ${at}`, declaredAt, step([declared({ severity: 's3' })]));
    const known = await incidentsOfRelease(database.read, 'v1.6');
    expect(known).toHaveLength(61);
    expect(known.at(-1)).toMatchObject({ id: 1, severity: 's1', isOpen: true });
  });

  const start = async () => {
    const database = await open();
    return { database, store: incidentStore(database, machine) };
  };
  /** Two processes on the same store. */
  const startTwo = async () => {
    const { database, store } = await start();
    return { database, stores: [store, incidentStore(await reopen(), machine)] as const };
  };

  describe('a declaration', () => {
    it('gets a number, and what follows from it is owed', async () => {
      const { database, store } = await start();
      const first = await declare(
        store,
        'one',
        declaredAt,
        step([declared(), announced], { deliveries: tellAll }),
      );
      const second = await declare(store, 'two', declaredAt, step([declared({ title: 'Another' })]));
      expect([first.isNew, first.incident.id, second.incident.id]).toEqual([true, 1, 2]);
      expect(first.incident).toMatchObject({ seq: 2, state: 'declared', copies: new Set(['C0RELEASE']) });
      expect(await count(database, 'delivery')).toBe(2);
      expect(await store.load(1)).toEqual({
        incident: first.incident,
        edition: 1,
        head: null,
        discussion: null,
        home: { head: 'C0INCIDENTS', discussion: null },
        receipt: null,
        isLinked: false,
        hasDiscussion: false,
        url: null,
      });
      expect(await store.load(2)).toMatchObject({ edition: 0 });
      expect([await store.load(3), await store.record(3)]).toEqual([null, null]);
    });

    it('is stored once for a request, and leaves no number out', async () => {
      const { store } = await start();
      const first = await declare(store, 'one', declaredAt, step([declared()]));
      const again = await declare(store, 'one', declaredAt + 5, step([declared({ title: 'Another' })]));
      expect(again).toEqual({ incident: first.incident, isNew: false });
      expect((await declare(store, 'two', declaredAt, step([declared()]))).incident.id).toBe(2);
    });

    it('is one incident with one set of deliveries when the same request comes ten times at once', async () => {
      const { database, stores } = await startTwo();
      const told = step([declared(), announced], { deliveries: tellAll });
      const done = await Promise.all(
        times(10, (i) => declare(stores[i % 2 ? 1 : 0], 'one', declaredAt, told)),
      );
      expect(done.filter((one) => one.isNew)).toHaveLength(1);
      expect(new Set(done.map((one) => one.incident.id))).toEqual(new Set([1]));
      expect(await count(database, 'incident')).toBe(1);
      expect(await count(database, 'incident_event')).toBe(2);
      expect(await count(database, 'delivery')).toBe(2);
      expect((await declare(stores[0], 'two', declaredAt, step([declared()]))).incident.id).toBe(2);
    });

    it('is not stored when the declarer was not shown one that is open', async () => {
      const { database, store } = await start();
      for (const request of ['a', 'b', 'c']) await declare(store, request, declaredAt, step([declared()]));
      await store.change([1], null, declaredAt, () => [step([resolved])]);
      const another = (known: number) => store.declare('d', declaredAt, known, step([declared()]));
      const newer = async (known: number) => {
        const done = await another(known);
        return 'newer' in done ? done.newer.map((one) => [one.id, one.seq]) : done;
      };
      expect(await newer(0)).toEqual([
        [3, 1],
        [2, 1],
      ]);
      expect(await newer(2)).toEqual([[3, 1]]);
      expect(await count(database, 'incident')).toBe(3);
      expect(await another(3)).toMatchObject({ incident: { id: 4 }, isNew: true });
      // It is there: nobody has to ask what else was declared.
      expect(await another(0)).toMatchObject({ incident: { id: 4 }, isNew: false });
    });

    it('of two that know of nothing is one, however close they are', async () => {
      const { database, stores } = await startTwo();
      const done = await Promise.all(
        times(10, (i) => stores[i % 2 ? 1 : 0].declare(`${i}`, declaredAt, 0, step([declared()]))),
      );
      expect(done.filter((one) => 'incident' in one)).toHaveLength(1);
      expect(done.flatMap((one) => ('newer' in one ? one.newer : [])).map((one) => one.id)).toEqual(
        times(9, () => 1),
      );
      expect(await count(database, 'incident')).toBe(1);
    });

    it('that begins with anything else is refused, and can be made again', async () => {
      const { database, store } = await start();
      await expect(declare(store, 'one', declaredAt, step([updated('news')]))).rejects.toThrow(
        'does not begin',
      );
      expect(await count(database, 'incident')).toBe(0);
      expect((await declare(store, 'one', declaredAt, step([declared()]))).isNew).toBe(true);
    });
  });

  describe('a change', () => {
    it('is decided on what is stored, and is in the record as it was said', async () => {
      const { store } = await start();
      await declare(store, 'one', declaredAt, step([declared()]));
      const seen: Stored[] = [];
      const at = declaredAt + 5 * minute;
      const events = [
        updated('It is the scheduler.', { fix: 'cause-known', workaround: undefined }),
        announced,
      ];
      const done = await store.change([1], 'two', at, (stored) => {
        seen.push(...stored);
        return [step(events)];
      });
      expect(seen[0]?.incident.seq).toBe(1);
      expect(done?.isNew).toBe(true);
      expect(done?.incidents[0]).toMatchObject({ seq: 3, state: 'identified' });
      // What was left out changes nothing, now and when it is read again.
      expect(done?.incidents[0]?.facts.workaround).toBe('Stay on 1.5.');
      const record = await store.record(1);
      expect(record?.map(({ seq, at, by, event }) => [seq, at - declaredAt, by, event.kind])).toEqual([
        [1, 0, ann, 'declared'],
        [2, 5 * minute, ann, 'updated'],
        [3, 5 * minute, null, 'announced'],
      ]);
      expect(fold(1, record ?? [])).toEqual(done?.incidents[0]);
      expect((await store.load(1))?.incident).toEqual(done?.incidents[0]);
    });

    it('raises the edition only when something is owed for it', async () => {
      const { store } = await start();
      await declare(store, 'one', declaredAt, step([declared()], { deliveries: tellAll }));
      const editions: number[] = [];
      const deliveries = (after: Parameters<typeof tellAll>[0], edition: number) => {
        editions.push(edition);
        return tellAll(after, edition);
      };
      await store.change([1], null, declaredAt, () => [step([updated('quiet')])]);
      expect((await store.load(1))?.edition).toBe(1);
      await store.change([1], null, declaredAt, () => [step([updated('loud')], { deliveries })]);
      await store.change([1], null, declaredAt, () => [step([], { deliveries })]);
      expect([editions, (await store.load(1))?.edition]).toEqual([[2, 3], 3]);
    });

    it('keeps a receipt and the link beside the record, and leaves them when it says nothing of them', async () => {
      const { store } = await start();
      await declare(store, 'one', declaredAt, step([declared()]));
      const receipt = {
        all: 2,
        delivered: 1,
        failed: [{ destination: 'C1', reason: 'is_archived' }],
        open: 0,
      };
      await store.change([1], null, declaredAt, () => [step([], { receipt, isLinked: true })]);
      await store.change([1], null, declaredAt, () => [step([updated('news')])]);
      expect(await store.load(1)).toMatchObject({ receipt, isLinked: true, hasDiscussion: false });
      await store.change([1], null, declaredAt, () => [step([], { isLinked: true, hasDiscussion: true })]);
      expect(await store.load(1)).toMatchObject({ isLinked: true, hasDiscussion: true });
    });

    it('is done once for a request', async () => {
      const { store } = await start();
      await declare(store, 'one', declaredAt, step([declared()]));
      const change = () => store.change([1], 'two', declaredAt, () => [step([updated('news')])]);
      const [first, again] = [await change(), await change()];
      expect([first?.isNew, again?.isNew]).toEqual([true, false]);
      expect(again?.incidents).toEqual(first?.incidents);
      expect(await store.record(1)).toHaveLength(2);
      // Without a request it is another one each time.
      await store.change([1], null, declaredAt, () => [step([updated('news')])]);
      await store.change([1], null, declaredAt, () => [step([updated('news')])]);
      expect(await store.record(1)).toHaveLength(4);
    });

    it('of several incidents stores what was decided for each', async () => {
      const { store } = await start();
      for (const request of ['a', 'b', 'c']) await declare(store, request, declaredAt, step([declared()]));
      const done = await store.change([3, 1, 2], 'merge', declaredAt, (stored) => {
        expect(stored.map((one) => one.incident.id)).toEqual([3, 1, 2]);
        return [step([updated('three')]), null, step([updated('two'), updated('two')])];
      });
      expect(done?.incidents.map(({ id, seq }) => [id, seq])).toEqual([
        [3, 2],
        [1, 1],
        [2, 3],
      ]);
    });

    it('of an incident that does not exist is none, and its request may come again', async () => {
      const { store } = await start();
      const change = () => store.change([1], 'two', declaredAt, () => [step([updated('news')])]);
      expect(await change()).toBeNull();
      await declare(store, 'one', declaredAt, step([declared()]));
      expect(await store.change([1, 9], null, declaredAt, () => [null, null])).toBeNull();
      expect((await change())?.isNew).toBe(true);
    });

    it('that is refused leaves nothing behind, and says why', async () => {
      const { database, store } = await start();
      await declare(store, 'one', declaredAt, step([declared()]));
      const refused = store.change([1], 'two', declaredAt, () => {
        throw new UserFault('no', 'Not now.', 'Try again.');
      });
      await expect(refused).rejects.toThrow(UserFault);
      const orphan = delivery({ purpose: 'details', thread: { purpose: 'digest', subject: 'nothing' } });
      const broken = store.change([1], 'two', declaredAt, () => [
        step([updated('news'), noted('e1', { channel: 'C1', ts: '1.1' })], {
          deliveries: () => [delivery(), orphan],
          receipt: { all: 0, delivered: 0, failed: [], open: 0 },
        }),
      ]);
      await expect(broken).rejects.toThrow('never written');
      expect(await store.record(1)).toHaveLength(1);
      expect(await store.load(1)).toMatchObject({ edition: 0, receipt: null });
      expect(await count(database, 'delivery')).toBe(0);
      expect(await count(database, 'incident_source')).toBe(0);
      expect((await store.change([1], 'two', declaredAt, () => [null]))?.isNew).toBe(true);
    });
  });

  describe('many at once', () => {
    it('lose no event and leave no gap', async () => {
      const { database, stores } = await startTwo();
      await declare(stores[0], 'one', declaredAt, step([declared()]));
      const done = await Promise.all(
        times(20, (i) =>
          stores[i % 2 ? 1 : 0].change([1], `change ${i}`, declaredAt + i, () => [
            step([updated(`news ${i}`)], { deliveries: tellAll }),
          ]),
        ),
      );
      expect(done.map((one) => one?.incidents[0]?.seq).sort((a = 0, b = 0) => a - b)).toEqual(
        times(20, (i) => i + 2),
      );
      const record = (await stores[0].record(1)) ?? [];
      expect(record.map((one) => one.seq)).toEqual(times(21, (i) => i + 1));
      const said = record.flatMap(({ event }) => (event.kind === 'updated' ? event.text : []));
      expect(said.sort()).toEqual(times(20, (i) => `news ${i}`).sort());
      expect((await stores[0].load(1))?.edition).toBe(20);
      expect(await count(database, 'delivery')).toBe(20);
    });

    it('with the same request change it once', async () => {
      const { stores } = await startTwo();
      await declare(stores[0], 'one', declaredAt, step([declared()]));
      const done = await Promise.all(
        times(10, (i) =>
          stores[i % 2 ? 1 : 0].change([1], 'same', declaredAt, () => [step([updated(`news ${i}`)])]),
        ),
      );
      expect(done.filter((one) => one?.isNew)).toHaveLength(1);
      expect(done.map((one) => one?.incidents[0]?.seq)).toEqual(times(10, () => 2));
      expect(await stores[0].record(1)).toHaveLength(2);
    });

    it('that take two incidents in opposite order do not wait for each other for ever', async () => {
      const { database, store } = await start();
      for (const request of ['a', 'b']) await declare(store, request, declaredAt, step([declared()]));
      // Whoever stood in another's way would be broken off and tried again, and lock twice.
      let locks = 0;
      const counting: KyselyPlugin = {
        transformQuery: ({ node }) => {
          if (node.kind === 'SelectQueryNode' && node.endModifiers) locks++;
          return node;
        },
        transformResult: async ({ result }) => result,
      };
      const stores = [database, await reopen()].map((one) =>
        incidentStore({ ...one, write: one.write.withPlugin(counting) }, machine),
      );
      const merge = (i: number) =>
        stores[i % 2]?.change(i % 2 ? [2, 1] : [1, 2], `merge ${i}`, declaredAt, () =>
          times(2, () => step([updated('news')], { deliveries: tellAll })),
        );
      const waiting = async () =>
        (await sql`select 1 from pg_locks where not granted`.execute(database.read)).rows.length;
      const running: (Promise<unknown> | undefined)[] = [];
      // Both begin while the first one is taken: in another order each would then hold what the other waits for.
      if (database.flavour === 'postgres')
        await database.write.transaction().execute(async (tx) => {
          await tx.selectFrom('incident').select('id').where('id', '=', 1).forUpdate().execute();
          for (const i of [0, 1]) {
            running.push(merge(i));
            while ((await waiting()) <= i) await sleep(5);
          }
        });
      running.push(...times(18, (i) => merge(i + 2)));
      await Promise.all(running);
      if (database.flavour === 'postgres') expect(locks).toBe(running.length);
      expect(await count(database, 'incident_event')).toBe(2 + 2 * running.length);
    });
  });

  describe('the record', () => {
    it.each([
      ['changed', sql`update incident_event set body = '{}' where seq = 1`],
      ['taken out', sql`delete from incident_event`],
      [
        'overwritten',
        sql`insert into incident_event select * from incident_event where true
        on conflict (incident_id, seq) do update set body = '{}'`,
      ],
    ])('cannot be %s, whoever asks the database for it', async (_, change) => {
      const { database, store } = await start();
      await declare(store, 'one', declaredAt, step([declared()]));
      const before = await store.record(1);
      await expect(change.execute(database.write)).rejects.toThrow('only added to');
      expect(await store.record(1)).toEqual(before);
    });

    it('cannot be emptied either, nor its incident be taken away', async () => {
      const { database, store } = await start();
      await declare(store, 'one', declaredAt, step([declared()]));
      if (database.flavour === 'postgres')
        await expect(sql`truncate incident_event`.execute(database.write)).rejects.toThrow('only added to');
      await expect(database.write.deleteFrom('incident').execute()).rejects.toThrow(/foreign key/i);
      expect(await store.record(1)).toHaveLength(1);
    });
  });

  describe('the list', () => {
    it('has the newest first, and only those that are wanted', async () => {
      const { store } = await start();
      for (const [request, release] of [
        ['a', 'v1.5'],
        ['b', 'v1.6'],
        ['c', 'v1.6'],
      ] as const)
        await declare(store, request, declaredAt, step([declared({ release })]));
      await store.change([2], null, declaredAt, () => [step([resolved])]);
      const ids = async (filter: { isOpen?: boolean; release?: string; most?: number }) =>
        (await store.list({ isOpen: null, release: null, most: 10, ...filter })).map((one) => one.id);
      expect(await ids({})).toEqual([3, 2, 1]);
      expect(await ids({ most: 2 })).toEqual([3, 2]);
      expect(await ids({ isOpen: true })).toEqual([3, 1]);
      expect(await ids({ isOpen: false })).toEqual([2]);
      expect(await ids({ release: 'v1.6', isOpen: true })).toEqual([3]);
      expect(await ids({ release: 'v9.9' })).toEqual([]);
    });

    it('reads of a whole year no more than it gives', async () => {
      const { database, store } = await start();
      const events = [declared(), ...times(28, (i) => updated(`news ${i}`))];
      for (const i of times(500, (i) => i))
        await declare(
          store,
          `${i}`,
          declaredAt + i * hour,
          step([...events, i % 25 ? resolved : updated('still')]),
        );
      const read = { queries: 0, rows: 0 };
      const counting: KyselyPlugin = {
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => {
          read.queries++;
          read.rows += result.rows.length;
          return result;
        },
      };
      const counted = incidentStore({ ...database, read: database.read.withPlugin(counting) }, machine);
      const found = await counted.list({ isOpen: true, release: null, most: 10 });
      expect(found.map((one) => one.id)).toEqual(times(10, (i) => 476 - 25 * i));
      expect(found.every((one) => one.seq === 30)).toBe(true);
      expect(read).toEqual({ queries: 2, rows: 10 + 10 * 30 });
    });
  });

  describe('what has to be looked after', () => {
    it('is what is open, or was changed since', async () => {
      const { store } = await start();
      for (const request of ['a', 'b', 'c']) await declare(store, request, declaredAt, step([declared()]));
      await store.change([2], null, declaredAt + hour, () => [step([resolved])]);
      await store.change([3], null, declaredAt + 2 * hour, () => [step([resolved])]);
      expect(await store.toTend(declaredAt + hour)).toEqual([1, 2, 3]);
      expect(await store.toTend(declaredAt + hour + 1)).toEqual([1, 3]);
      // Looking after it is no change: it would never come to an end.
      const receipt = { all: 0, delivered: 0, failed: [], open: 0 };
      await store.change([3], null, declaredAt + 9 * hour, () => [step([], { receipt })]);
      expect(await store.toTend(declaredAt + 3 * hour)).toEqual([1]);
    });

    it('is reminded of when its promise is over, as long as it is open', async () => {
      const { store } = await start();
      for (const [request, nextUpdateBy] of [
        ['a', declaredAt + hour],
        ['b', declaredAt + 2 * hour],
        ['c', null],
      ] as const)
        await declare(store, request, declaredAt, step([declared({ nextUpdateBy })]));
      expect(await store.toRemind(declaredAt + hour - 1)).toEqual([]);
      expect(await store.toRemind(declaredAt + hour)).toEqual([1]);
      expect(await store.toRemind(declaredAt + day)).toEqual([1, 2]);
      const later = updated('news', { nextUpdateBy: declaredAt + 3 * day });
      await store.change([1], null, declaredAt, () => [step([later])]);
      await store.change([2], null, declaredAt, () => [step([resolved])]);
      expect(await store.toRemind(declaredAt + day)).toEqual([]);
    });
  });

  describe('the timeline', () => {
    it('knows which messages its entries came from, as long as they stand', async () => {
      const { store } = await start();
      const at = { channel: 'C0TALK', ts: '1.000100' };
      for (const request of ['a', 'b'])
        await declare(store, request, declaredAt, step([declared(), noted('e1', at)]));
      await store.change([2], null, declaredAt, () => [step([noted('e2', null), noted('e3', at)])]);
      expect(await store.notedFrom(at)).toEqual([1, 2]);
      expect(await store.notedFrom({ ...at, ts: '2.000100' })).toEqual([]);
      const removed = { by: ben, event: { kind: 'entry-removed', entry: 'e1', reason: 'wrong' } } as const;
      for (const id of [1, 2]) await store.change([id], null, declaredAt, () => [step([removed])]);
      expect(await store.notedFrom(at)).toEqual([2]);
    });
  });

  describe('a request', () => {
    it('is known for a week, and then forgotten', async () => {
      const { database, store } = await start();
      await declare(store, 'one', declaredAt, step([declared()]));
      const ask = async (request: string, at: number) =>
        (await store.change([1], request, at, () => [step([updated(request)])]))?.isNew;
      expect([await ask('two', declaredAt), await ask('three', declaredAt + day)]).toEqual([true, true]);
      await store.forget(declaredAt + 7 * day);
      expect([await ask('two', declaredAt + 7 * day), await count(database, 'incident_request')]).toEqual([
        false,
        2,
      ]);
      await store.forget(declaredAt + 7 * day + hour);
      expect(await count(database, 'incident_request')).toBe(1);
      expect(await ask('three', declaredAt + 7 * day + hour)).toBe(false);
      // The declaration itself is known for ever, and so is all that was done.
      const again = await store.declare('one', declaredAt + 30 * day, 1, step([declared()]));
      expect(again).toMatchObject({ isNew: false, incident: { id: 1, seq: 3 } });
    });
  });

  describe('an event of Slack', () => {
    it('is heard once, also when it arrives at several places at once', async () => {
      const { stores } = await startTwo();
      const heard = await Promise.all(times(10, (i) => stores[i % 2 ? 1 : 0].hear('event 1', declaredAt)));
      expect(heard.filter((one) => one)).toHaveLength(1);
      expect(await stores[0].hear('event 1', declaredAt + hour)).toBe(false);
      expect(await stores[0].hear('event 2', declaredAt + hour)).toBe(true);
      await stores[1].unhear('event 1');
      expect(await stores[0].hear('event 1', declaredAt + hour)).toBe(true);
    });

    it('is forgotten after two days', async () => {
      const { database, store } = await start();
      await store.hear('event 1', declaredAt);
      await store.hear('event 2', declaredAt + day);
      await store.forget(declaredAt + 2 * day);
      expect(await count(database, 'heard')).toBe(2);
      await store.forget(declaredAt + 2 * day + hour);
      expect(await count(database, 'heard')).toBe(1);
      expect(await store.hear('event 2', declaredAt + 2 * day + hour)).toBe(false);
    });
  });
});
