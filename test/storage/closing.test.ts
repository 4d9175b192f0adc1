/** A store that is closed while something is being written, as when a stop takes too long: what its writer is told holds, and nothing crashes. */
import { expect, it } from '@jest/globals';
import { onEveryDatabase } from '../builders/databases.js';

onEveryDatabase('a store that is closed', ({ open, reopen }) => {
  it('in the middle of a transaction keeps all of it or nothing, as its writer is told', async () => {
    const database = await open();
    let at = 0;
    const note = (key: string) => ({ key, at: ++at });
    await database.write.insertInto('heard').values(note('before')).execute();
    let begun = () => {};
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let goOn = () => {};
    const isClosed = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const writing = database.write.transaction().execute(async (tx) => {
      await tx.insertInto('heard').values(note('first half')).execute();
      begun();
      await isClosed;
      await tx.insertInto('heard').values(note('second half')).execute();
    });
    const told = writing.then(
      () => 'written',
      () => 'refused',
    );
    await isBegun;
    const closing = database.close();
    // PostgreSQL's pool waits for whoever has a connection; SQLite's file is let go at once.
    await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 200))]);
    goOn();
    const outcome = await told;
    await closing;
    const after = await reopen();
    const rows = await after.read.selectFrom('heard').select('key').orderBy('at').execute();
    expect(rows.map(({ key }) => key)).toEqual(
      outcome === 'written' ? ['before', 'first half', 'second half'] : ['before'],
    );
  });
});
