/** Signed requests are taken once by all processes that share a store, and forgotten when their signatures are too old. */
import { expect, it } from '@jest/globals';
import { minute } from '../../src/domain/time.js';
import { firstRequests } from '../../src/storage/requests.js';
import { onEveryDatabase } from '../builders/databases.js';

onEveryDatabase('signed requests', (databases) => {
  it('are new once, also to another process, and each for itself', async () => {
    const [one, other] = [await databases.open(), await databases.reopen()];
    const [isFirst, isFirstThere] = [firstRequests(one, () => 0), firstRequests(other, () => 0)];

    expect(await isFirst('a')).toBe(true);
    expect(await isFirst('a')).toBe(false);
    expect(await isFirstThere('a')).toBe(false);
    expect(await isFirstThere('b')).toBe(true);
    expect(await isFirst('b')).toBe(false);
  });

  it('that come to two processes twenty times in one moment are new to one of them', async () => {
    const first = [await databases.open(), await databases.reopen()].map((db) => firstRequests(db, () => 0));
    const said = await Promise.all(Array.from({ length: 20 }, (_, at) => first[at % 2]?.('a')));
    expect(said.filter(Boolean)).toHaveLength(1);
  });

  it('are forgotten when no signature of their time is good any more, and nothing else is', async () => {
    const database = await databases.open();
    let now = 0;
    const isFirst = firstRequests(database, () => now);
    await isFirst('old');
    await database.write.insertInto('heard').values({ key: 'message of old', at: 0 }).execute();
    now = 8 * minute;
    expect(await isFirst('young')).toBe(true);
    // Dated five minutes ahead it is good for ten.
    now = 10 * minute;
    expect(await isFirst('old')).toBe(false);
    now = 12 * minute;
    await isFirst('new');
    const keys = await database.read.selectFrom('heard').select('key').orderBy('key').execute();
    expect(keys.map(({ key }) => key)).toEqual(['message of old', 'signed new', 'signed young']);
  });
});
