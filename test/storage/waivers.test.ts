/** Waivers and checklists as they are stored: a record that only grows, each request once; and the audit over all of it. */
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { day, hour } from '../../src/domain/time.js';
import { decisionsAbout } from '../../src/storage/audit.js';
import type { Database } from '../../src/storage/dialect.js';
import { checklistStore } from '../../src/storage/waiver/checklists.js';
import { openWaivers, waiverStore } from '../../src/storage/waiver/waivers.js';
import { onEveryDatabase } from '../builders/databases.js';
import { decideEverything, everythingDecided } from '../builders/decided.js';
import { delivery } from '../builders/delivery.js';
import { noon } from '../builders/issue.js';
import { release } from '../builders/release.js';

const lea = { id: 'U0LEAD', name: 'lea' };
const dee = { id: 'U0DEPUTY', name: 'dee' };
const given = (until = noon + day) => ({
  ...{ release: 'v1.6', by: lea, at: noon },
  event: {
    ...{ kind: 'given' as const, gate: 'bugs', covers: { whole: 3 }, about: 'Bugs', reason: 'Old' },
    ...{ until, needsSecond: true, raisedBy: ['U0X'] },
  },
});
const told = (revision: number) => () => [delivery({ purpose: 'waiver', subject: 'waiver 1', revision })];
const owed = async ({ read }: Database) => (await read.selectFrom('delivery').select('id').execute()).length;

onEveryDatabase('waivers and checklists', (databases) => {
  it('of one request that comes ten times, from two processes, one waiver is stored and told', async () => {
    const database = await databases.open();
    const stores = [database, await databases.reopen()].map((one) => waiverStore(one, () => noon));
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, at) => stores[at % 2]?.give(given(), 'same', told(1))),
    );
    expect(new Set(all.map((one) => one?.id)).size).toBe(1);
    expect(all[0]).toMatchObject({ covers: { whole: 3 }, raisedBy: ['U0X'], second: null, ended: null });
    expect(await owed(database)).toBe(1);
  });

  it('of two who confirm at once, one does', async () => {
    const database = await databases.open();
    const stores = [database, await databases.reopen()].map((one) => waiverStore(one, () => noon));
    const { id } = (await stores[0]?.give(given(), 'one', told(1))) ?? { id: 0 };
    const confirm = (at: number) =>
      stores[at]?.step(
        id,
        { by: dee, at: noon + at, request: `confirm ${at}` },
        (waiver) => {
          if (waiver.second) throw new Error('confirmed already');
          return { kind: 'confirmed' };
        },
        told(2),
      );
    const results = await Promise.allSettled([confirm(0), confirm(1)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await owed(database)).toBe(2);
  });

  it('those that were ended are not looked at any more, and stay in the record', async () => {
    const database = await databases.open();
    const store = waiverStore(database, () => noon);
    const { id } = await store.give(given(), 'one', told(1));
    await store.give(given(noon + 2 * day), 'two', told(1));
    await store.step(id, { by: dee, at: noon + 1, request: 'end' }, () => ({ kind: 'ended' }), told(2));
    expect((await openWaivers(database.read, 'v1.6')).map((one) => one.id)).toEqual([id + 1]);
    expect((await store.ofRelease('v1.6')).map((one) => one.ended?.by.name ?? null)).toEqual([null, 'dee']);
    expect(await store.load(99)).toBeNull();
  });

  it('nobody changes what was decided, or takes it out', async () => {
    const { write } = await filled();
    for (const table of ['waiver_event', 'checklist_tick'])
      for (const change of [sql`delete from ${sql.table(table)}`, sql`update ${sql.table(table)} set at = 0`])
        await expect(change.execute(write)).rejects.toThrow('only added to');
  });

  it('the same ticks twice are stored once, and a file keeps what it said when it cannot be read', async () => {
    const database = await databases.open();
    const store = checklistStore(database);
    const ticked = {
      ...{ release: 'v1.6', checklist: 'before', by: lea, at: noon, note: '', request: 'r' },
      changes: [{ item: 'k', text: 'Tag it', isTicked: true }],
    };
    await store.tick(ticked);
    await store.tick(ticked);
    expect(await store.ticks('v1.6')).toHaveLength(1);
    const place = { repository: 'Acme/Rocket', path: 'a.md', ref: null };
    expect(await store.file(place)).toBeNull();
    await store.saveFile(place, noon, { etag: 'e', boxes: [] });
    await store.failFile({ ...place, repository: 'acme/rocket' }, noon + hour, 'gone', false);
    expect(await store.file(place)).toEqual({ etag: null, readAt: noon, triedAt: noon + hour });
    await store.saveFile(place, noon + 2 * hour, null);
    expect(await store.file(place)).toEqual({
      etag: null,
      readAt: noon + 2 * hour,
      triedAt: noon + 2 * hour,
    });
  });

  const filled = async () => {
    const database = await databases.open();
    await decideEverything(database, noon);
    return database;
  };

  it('the audit has everything that was decided, in the order of time, and nothing of another release', async () => {
    const database = await filled();
    const found = await decisionsAbout(database, release({ name: 'v1.36' }), noon + 18 * hour);
    expect(found.map(({ what }) => what)).toEqual(everythingDecided);
    const moments = found.map(({ at }) => at);
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
    const of = (what: string) => found.find((one) => one.what === what);
    expect(of('said GO')).toMatchObject({ commit: 'a'.repeat(40), now: 'void', by: lea });
    expect(of('answers became void')).toMatchObject({ by: null });
    expect(of('waived')).toMatchObject({ now: 'ended', reason: 'It was there before.' });
    expect(of('excused a job')).toMatchObject({ now: 'ended' });
    expect(of('ended the delegation')).toMatchObject({ by: lea });
    // Only the id was noted, and the name is known from elsewhere.
    expect(of('took the word back')?.by?.name).toContain('dee');
    expect(of('ticked')).toMatchObject({ now: 'overtaken' });
    expect(of('tested by hand: fails')).toMatchObject({ commit: 'abcdef1' });
    expect(await decisionsAbout(database, release({ name: 'v1.35' }), noon)).toEqual([]);
  });
});
