/** A lease lets one process at a time do something, across replicas. */
import { expect, it } from '@jest/globals';
import { giveBackLeases, leaseStore } from '../../src/storage/leases.js';
import { onEveryDatabase } from '../builders/databases.js';

onEveryDatabase('leases', (databases) => {
  it('the second one to ask has to wait until the first has given it back', async () => {
    const leases = leaseStore(await databases.open());

    expect(await leases.take('sync', 'one', 1000, 500)).toBe(true);
    expect(await leases.take('sync', 'two', 1001, 500)).toBe(false);
    await leases.release('sync', 'two');
    expect(await leases.take('sync', 'two', 1002, 500)).toBe(false);
    await leases.release('sync', 'one');
    expect(await leases.take('sync', 'two', 1003, 500)).toBe(true);
  });

  it('the holder may prolong it, and one that has run out is free', async () => {
    const leases = leaseStore(await databases.open());
    await leases.take('sync', 'one', 1000, 500);

    expect(await leases.take('sync', 'one', 1400, 500)).toBe(true);
    expect(await leases.take('sync', 'two', 1600, 500)).toBe(false);
    expect(await leases.take('sync', 'two', 1901, 500)).toBe(true);
  });

  it('of twenty that ask at once, from two processes, one gets it', async () => {
    const stores = [leaseStore(await databases.open()), leaseStore(await databases.reopen())];

    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, at) => stores[at % 2]?.take('sync', `holder ${at}`, 1000, 500)),
    );

    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('a process that ends gives back what it holds, and takes nothing more; others keep theirs', async () => {
    const [ending, other] = [await databases.open(), await databases.reopen()];
    const [mine, theirs] = [leaseStore(ending), leaseStore(other)];
    await mine.take('sync', 'one', 1000, 500);
    await mine.take('digest', 'two', 1000, 500);
    await mine.take('digest', 'three', 1001, 500);
    await theirs.take('home', 'four', 1000, 500);

    await giveBackLeases(ending);

    expect(await mine.take('sync', 'one', 1001, 500)).toBe(false);
    expect(await theirs.take('sync', 'five', 1001, 500)).toBe(true);
    expect(await theirs.take('digest', 'six', 1001, 500)).toBe(true);
    expect(await theirs.take('home', 'seven', 1001, 500)).toBe(false);
  });
});
