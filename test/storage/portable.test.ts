/** The guard before both databases, and the promises every store relies on. */
import { setTimeout } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../src/storage/dialect.js';
import { migrate } from '../../src/storage/migrations.js';
import { onEveryDatabase } from '../builders/databases.js';

/** Takes every table away, those that others refer to last. */
async function empty({ write }: Database): Promise<void> {
  const tables = await write.introspection.getTables({ withInternalKyselyTables: true });
  let left = tables.map((table) => table.name).filter((name) => !name.startsWith('sqlite_'));
  for (let tries = 0; left.length > 0 && tries < 20; tries++) {
    const kept: string[] = [];
    for (const name of left)
      await write.schema
        .dropTable(name)
        .execute()
        .catch(() => kept.push(name));
    left = kept;
  }
  expect(left).toEqual([]);
}

onEveryDatabase('values and transactions', (databases) => {
  it('a boolean, a Date, an object and undefined are bound as values both databases know', async () => {
    const { write } = await databases.open();
    const note = {
      release: 'v1.6',
      type: 'reason' as const,
      heading: undefined as unknown as null,
      text: { a: [1] } as unknown as string,
      state: null,
      author_id: 'U1',
      author_name: 'ann',
      at: new Date(1234) as unknown as number,
      until: true as unknown as number,
      ended_at: null,
      ended_by: null,
      request: 'r1',
    };
    await write.insertInto('note').values(note).execute();

    const row = await write.selectFrom('note').selectAll().executeTakeFirstOrThrow();

    expect(row).toMatchObject({ heading: null, text: '{"a":[1]}', at: 1234, until: 1 });
  });

  it('a number that is none is refused before it reaches the database', async () => {
    const { write } = await databases.open();

    await expect(write.selectFrom('note').selectAll().where('at', '=', Number.NaN).execute()).rejects.toThrow(
      'cannot store',
    );
  });

  it('milliseconds come back as numbers, exactly, up to 2^53', async () => {
    const { write } = await databases.open();
    await write
      .insertInto('lease')
      .values({ name: 'big', holder: 'h', until: Number.MAX_SAFE_INTEGER })
      .execute();

    const { until } = await write.selectFrom('lease').select('until').executeTakeFirstOrThrow();

    expect(until).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('a transaction that throws leaves nothing behind', async () => {
    const { write, read } = await databases.open();

    const work = write.transaction().execute(async (tx) => {
      await tx.insertInto('lease').values({ name: 'a', holder: 'h', until: 1 }).execute();
      throw new Error('half-way');
    });

    await expect(work).rejects.toThrow('half-way');
    expect(await read.selectFrom('lease').selectAll().execute()).toEqual([]);
  });

  it('reading goes on while a transaction is open, and sees only what is committed', async () => {
    const { write, read } = await databases.open();
    let seen: unknown[] = ['not read'];

    await write.transaction().execute(async (tx) => {
      await tx.insertInto('lease').values({ name: 'a', holder: 'h', until: 1 }).execute();
      seen = await read.selectFrom('lease').selectAll().execute();
    });

    expect(seen).toEqual([]);
    expect(await read.selectFrom('lease').selectAll().execute()).toHaveLength(1);
  });

  it('migrating a store that is at this version does nothing', async () => {
    const database = await databases.open();

    expect(await migrate(database)).toEqual([]);
  });

  it('three processes that start at once on an empty store bring it to this version together', async () => {
    const first = await databases.open();
    await empty(first);

    const stores = await Promise.all([databases.reopen(), databases.reopen(), databases.reopen()]);

    for (const { read } of stores)
      expect(await read.selectFrom('repository').selectAll().execute()).toEqual([]);
  });

  it('a connection that breaks in the middle of a transaction fails that transaction, and nothing else', async () => {
    const database = await databases.open();
    // There is no connection to break where the database is a file.
    if (database.flavour === 'sqlite') return;
    const other = await databases.reopen();
    const broken = database.write.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0}, 5000)`.execute(other.write);
      // While nothing is asked of it, as when a transaction lets others have their turn.
      await setTimeout(50);
      await sql`select 1`.execute(tx);
    });
    await expect(broken).rejects.toThrow();
    expect(await database.read.selectFrom('lease').selectAll().execute()).toEqual([]);
  });

  it('writers in two processes wait for one another and lose nothing', async () => {
    const one = await databases.open();
    const two = await databases.reopen();
    const add = (store: typeof one, name: string) =>
      store.write.transaction().execute(async (tx) => {
        await tx.insertInto('lease').values({ name, holder: 'h', until: 1 }).execute();
        await new Promise((resolve) => setImmediate(resolve));
      });

    await Promise.all(Array.from({ length: 40 }, (_, at) => add(at % 2 === 0 ? one : two, `lease ${at}`)));

    expect(await one.read.selectFrom('lease').selectAll().execute()).toHaveLength(40);
  });
});
