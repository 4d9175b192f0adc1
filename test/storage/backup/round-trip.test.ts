/** What a backup holds: everything, from either database into either, and nothing of a file that is not whole. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openStore } from '../../../src/compose.js';
import { partsOf } from '../../../src/storage/backup/format.js';
import { linesIn } from '../../../src/storage/backup/lines.js';
import { contentsOf, load, restore } from '../../../src/storage/backup/restore.js';
import { backupLines } from '../../../src/storage/backup/write.js';
import { enqueue } from '../../../src/storage/delivery/enqueue.js';
import type { Database } from '../../../src/storage/dialect.js';
import { ownTables, schemaSteps } from '../../../src/storage/migrations.js';
import { onEveryDatabase } from '../../builders/databases.js';
import { delivery } from '../../builders/delivery.js';
import { fillRandomly, seeds } from '../../builders/random-store.js';

const now = Date.UTC(2017, 2, 16, 12);
const about = { version: '0.1.0', now };

async function linesOf(database: Database): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of backupLines(database, about)) lines.push(line.slice(0, -1));
  return lines;
}

async function* given<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

/** The lines of each table in an order of their own: the databases read rows in different ones. */
function sorted(lines: readonly string[]): string[] {
  const tables = lines
    .slice(1, -1)
    .join('\n')
    .split(/\n(?=\{"table")/);
  return tables.map((table) => {
    const [head, ...rows] = table.split('\n');
    return [head, ...rows.sort()].join('\n');
  });
}

const loadInto = (database: Database, lines: readonly string[]) =>
  database.write.transaction().execute((tx) => load(tx, database.flavour, partsOf(given(lines))));
const restoreInto = (database: Database, lines: readonly string[]) =>
  restore(database, partsOf(given(lines)), { now });

async function owe(database: Database, ...subjects: string[]): Promise<void> {
  const owed = subjects.map((subject) => delivery({ subject }));
  await database.write.transaction().execute((tx) => enqueue(tx, owed, now));
}

const subjectsIn = async (database: Database) =>
  (await database.read.selectFrom('message').select('subject').orderBy('id').execute()).map(
    (one) => one.subject,
  );

onEveryDatabase('a backup', ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'signalman-backup-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const onSqlite = (name: string) => openStore({ databaseUrl: null, dataDir: join(folder, name) });

  it('goes from SQLite to the other and back, each row of each table as it was', async () => {
    const [there, back] = [await open(), await onSqlite('back')];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const first = await onSqlite(`first ${++run}`);
        const tables = await fillRandomly(first, seed);
        const lines = await linesOf(first);
        await first.close();
        expect(lines).toHaveLength(2 + tables * (1 + seed.rows));
        await loadInto(there, lines);
        const again = await linesOf(there);
        await loadInto(back, again);
        expect(sorted(again)).toEqual(sorted(lines));
        expect(sorted(await linesOf(back))).toEqual(sorted(lines));
      }),
      { numRuns: 3 },
    );
    await back.close();
  });

  it('has every table but those of processes that are gone', async () => {
    const tables = (await linesOf(await open())).flatMap(
      (line) => /^\{"table":"(\w+)"/.exec(line)?.[1] ?? [],
    );
    expect(tables).toEqual(
      [...(await ownTables())].filter((one) => one !== 'lease' && one !== 'issue_stage').sort(),
    );
    expect(tables.length).toBeGreaterThan(45);
  });

  it('is of one moment, whatever is written while it is read', async () => {
    const database = await open();
    await owe(database, 'before');
    const reading = backupLines(database, about);
    const lines = [(await reading.next()).value as string];
    await owe(database, 'after');
    for await (const line of reading) lines.push(line);
    expect(lines.join('')).toContain('"before"');
    expect(lines.join('')).not.toContain('"after"');
    expect(await subjectsIn(database)).toEqual(['before', 'after']);
  });

  it('goes on with the numbers, also after the highest one was taken away', async () => {
    const first = await onSqlite('numbers');
    await owe(first, 'one', 'two');
    await first.write.deleteFrom('delivery').where('id', '=', 2).execute();
    await first.write.deleteFrom('message').where('id', '=', 2).execute();
    const lines = await linesOf(first);
    await first.close();
    const database = await open();
    await loadInto(database, lines);
    await owe(database, 'three');
    const ids = await database.read.selectFrom('message').select('id').orderBy('id').execute();
    expect(ids.map(({ id }) => id)).toEqual([1, 3]);
  });

  it('lets go of leases, and keeps the rules that records are only added to', async () => {
    const database = await open();
    await database.write.insertInto('lease').values({ name: 'sync', holder: 'gone', until: now }).execute();
    const seed = { rows: 1, texts: ['x'], numbers: [1], gaps: [false] };
    const first = await onSqlite('records');
    await fillRandomly(first, seed);
    await restoreInto(database, await linesOf(first));
    await first.close();
    expect(await database.read.selectFrom('lease').selectAll().execute()).toEqual([]);
    for (const table of ['incident_event', 'meeting_event', 'written_note'] as const)
      await expect(database.write.deleteFrom(table).execute()).rejects.toThrow('only added to');
    // References hold again.
    await expect(
      database.write
        .insertInto('milestone')
        .values({ repository_id: 99, number: 1, title: '', url: '', state: 'open', due_on: null })
        .execute(),
    ).rejects.toThrow(/foreign key/i);
  });

  it('is refused when it is not whole, and nothing has changed then', async () => {
    const database = await open();
    await owe(database, 'kept');
    const lines = await linesOf(database);
    const edit = (from: RegExp, to: string) => lines.map((line) => line.replace(from, to));
    const without = (wanted: RegExp) => lines.filter((line) => !wanted.test(line));
    const header = lines[0] ?? '';
    const wrong: [string[], RegExp][] = [
      [lines.slice(0, -1), /its end is missing/],
      [lines.slice(0, 3), /its end is missing/],
      [[], /not a backup/],
      [['hello'], /not a backup/],
      [lines.slice(1), /not a backup/],
      [[...lines, '[]'], /follows its end/],
      [edit(/"kept"/, '"edited"'), /checksum/],
      [without(/"kept"/), /checksum/],
      [edit(/^\["?\w/, '[1,2,3'), /not a row|cannot be read/],
      [edit(/"table":"message"/, '"table":"massage"'), /not one of its schema/],
      [edit(/"table":"message"/, '"table":"delivery"'), /comes twice|not one of its schema/],
      [[header.replace('"format":1', '"format":2'), ...lines.slice(1)], /newer version/],
      [
        [header.replace(schemaSteps.at(-1) ?? '', '999-the-future'), ...lines.slice(1)],
        /newer version of Signalman.*999-the-future/,
      ],
      [[header.replace('"001-the-verdict",', ''), ...lines.slice(1)], /no version of Signalman/],
      [
        [...lines.slice(0, -1), (lines.at(-1) ?? '').replace('"message":1', '"message":2')],
        /not as many rows/,
      ],
    ];
    for (const [some, why] of wrong) await expect(restoreInto(database, some)).rejects.toThrow(why);
    expect(await subjectsIn(database)).toEqual(['kept']);
    expect(await contentsOf(database.read, database.flavour)).toEqual({
      delivery: 1,
      delivery_content: 1,
      message: 1,
    });
    await owe(database, 'goes on');
  });
});

describe('the lines of a file', () => {
  it('are the same, however the file comes in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'grapheme' }).filter((line) => !line.includes('\n') && line !== ''),
          { maxLength: 8 },
        ),
        fc.integer({ min: 1, max: 7 }),
        async (lines, size) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
            bytes.subarray(at * size, (at + 1) * size),
          );
          const read: string[] = [];
          for await (const line of linesIn(given(chunks))) read.push(line);
          expect(read).toEqual(lines.map((line) => Buffer.from(line).toString()));
        },
      ),
    );
  });
});
