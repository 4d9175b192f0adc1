/** A store that was restored while the world went on: nothing is said twice because of it, and nothing owed is lost. */
import { describe, expect, it } from '@jest/globals';
import { unsettled } from '../../../src/domain/delivery.js';
import { partsOf } from '../../../src/storage/backup/format.js';
import { type Restored, restore } from '../../../src/storage/backup/restore.js';
import { lastNumber } from '../../../src/storage/backup/rows.js';
import { backupLines } from '../../../src/storage/backup/write.js';
import { deliveryDesk } from '../../../src/storage/delivery/desk.js';
import type { Database } from '../../../src/storage/dialect.js';
import { onEveryDatabase } from '../../builders/databases.js';
import { delivery } from '../../builders/delivery.js';
import { memoryPlace } from '../../delivery/place.js';
import { couriers, owe, rows, states, until, untilSettled } from '../../delivery/stage.js';

async function backup(database: Database, now = Date.now()): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of backupLines(database, { version: '0.1.0', now })) lines.push(line.slice(0, -1));
  return lines;
}

async function* given<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

const restoreInto = (database: Database, lines: readonly string[], now = Date.now()): Promise<Restored> =>
  restore(database, partsOf(given(lines)), { now });

const head = { purpose: 'digest', subject: 'head' };
const reply = (subject: string) => delivery({ subject, text: subject, thread: head });
const story = [
  delivery({ subject: 'head', text: 'head' }),
  reply('first reply'),
  reply('second reply'),
  delivery({ subject: 'elsewhere', text: 'elsewhere', destination: 'C0OTHER' }),
];
const file = delivery({
  subject: 'file',
  destination: 'C0FILES',
  content: { kind: 'file', name: 'report.md', title: 'Report', text: 'the file' },
});

onEveryDatabase('a restored store', ({ open }) => {
  const { start } = couriers();

  describe('whose messages were sent after the backup', () => {
    it('finds them where they stand and says none of them again', async () => {
      const database = await open();
      const place = memoryPlace();
      await owe(database, story);
      const lines = await backup(database);
      const first = start(database, place);
      await untilSettled(database);
      await first.courier.stop(1000);
      const said = [...place.messages];
      const { doubts } = await restoreInto(database, lines);
      expect(doubts).toEqual({ lookedFor: 4, heldBack: [], passed: 0 });
      const second = start(database, place);
      await untilSettled(database);
      expect(await states(database)).toEqual({
        ...{ 'head r1': 'sent', 'first reply r1': 'sent', 'second reply r1': 'sent', 'elsewhere r1': 'sent' },
      });
      expect(place.messages).toEqual(said);
      expect(second.observed).toMatchObject({ reconciled: 4, doubled: 0 });
    });

    it('does not send a file again, which could not be found, but keeps it for an operator', async () => {
      const database = await open();
      const place = memoryPlace();
      await owe(database, [file]);
      const { doubts } = await restoreInto(database, await backup(database));
      const [owed] = await rows(database);
      expect(doubts).toMatchObject({ heldBack: [owed?.id], lookedFor: 0 });
      expect(owed).toMatchObject({ state: 'failed', reason: expect.stringContaining('may have been sent') });
      start(database, place);
      await deliveryDesk(database).retry(owed?.id ?? 0, Date.now());
      await untilSettled(database);
      expect(place.texts('C0FILES')).toEqual(['the file']);
    });

    it('says an edit once more, at the same place', async () => {
      const database = await open();
      const place = memoryPlace();
      const first = start(database, place);
      await owe(database, [delivery({ text: 'one' })]);
      await untilSettled(database);
      await first.courier.stop(1000);
      await owe(database, [delivery({ text: 'two', revision: 2 })]);
      const { doubts } = await restoreInto(database, await backup(database));
      expect(doubts?.lookedFor).toBe(0);
      start(database, place);
      await untilSettled(database);
      expect(place.texts()).toEqual(['two']);
    });
  });

  it('whose messages were never sent sends each once, a thread in its order', async () => {
    const database = await open();
    const place = memoryPlace();
    await owe(database, story);
    await restoreInto(database, await backup(database));
    start(database, place);
    await until(database, (all) =>
      all.every(({ state }) => !(unsettled as readonly string[]).includes(state)),
    );
    expect(place.texts('C0RELEASE')).toEqual(['head', 'first reply', 'second reply']);
    expect(place.texts('C0OTHER')).toEqual(['elsewhere']);
    const [top, ...below] = place.messages.filter(({ channel }) => channel === 'C0RELEASE');
    expect(below.map(({ threadTs }) => threadTs)).toEqual([top?.ts, top?.ts]);
  });

  it('that was in the middle of a request looks for what it may have done', async () => {
    const database = await open();
    await owe(database, [delivery()]);
    await database.write
      .updateTable('delivery')
      .set({ state: 'sending', started_at: 1, due_at: 2 })
      .execute();
    await restoreInto(database, await backup(database));
    expect(await states(database)).toEqual({ 'report 1 r1': 'uncertain' });
  });

  it('posts no second report for moments that have passed, and says so where they are listed', async () => {
    const database = await open();
    const noon = Date.UTC(2017, 2, 16, 12);
    const common = {
      origin: 'slack' as const,
      release: 'v1.6',
      channels: '["C1"]',
      zone: 'UTC',
      weekdays: null,
    };
    const more = { ...common, kind: 'full' as const, created_by: null, since: noon - 3_600_000 };
    await database.write
      .insertInto('schedule')
      .values([
        { ...more, name: 'hourly', line: '30 * * * *', ended_at: null },
        { ...more, name: 'ended', line: '30 * * * *', ended_at: noon },
      ])
      .execute();
    const worked = { schedule_id: 1, slot: noon - 1_800_000, state: 'posted' as const, at: noon, note: null };
    await database.write.insertInto('slot').values(worked).execute();
    const { doubts } = await restoreInto(database, await backup(database, noon), noon + 2 * 3_600_000);
    expect(doubts?.passed).toBe(2);
    const slots = await database.read.selectFrom('slot').selectAll().orderBy('slot').execute();
    expect(slots).toMatchObject([
      worked,
      { slot: noon + 1_800_000, state: 'missed', note: expect.stringContaining('2017-03-16T12:00:00.000Z') },
      { slot: noon + 5_400_000, state: 'missed' },
    ]);
  });

  it('gives out no number that something made since may have, unless nobody has worked on it since', async () => {
    const database = await open();
    await owe(database, story);
    const lines = await backup(database);
    const next = async (table: 'incident' | 'message') =>
      1 + ((await lastNumber(database.write, database.flavour, table)) ?? 0);
    await restoreInto(database, lines);
    expect([await next('incident'), await next('message')]).toEqual([101, 105]);
    await owe(database, [delivery({ subject: 'later' })]);
    const ids = await database.read.selectFrom('message').select('id').orderBy('id', 'desc').execute();
    expect(ids[0]?.id).toBe(105);

    const { doubts } = await restore(database, partsOf(given(lines)), { now: Date.now(), moved: true });
    expect(doubts).toBeNull();
    expect([await next('incident'), await next('message')]).toEqual([1, 5]);
    expect(Object.values(await states(database)).sort()).toEqual([
      'pending',
      'pending',
      'waiting',
      'waiting',
    ]);
  });
});
