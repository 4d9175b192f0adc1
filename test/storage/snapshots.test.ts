/** A snapshot comes back as it was written, whatever is in it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Member, Snapshot } from '../../src/domain/snapshot.js';
import { fromSnapshotRow, toSnapshotRow } from '../../src/storage/report/snapshots.js';
import { hostileTexts } from '../builders/arbitraries.js';
import { onEveryDatabase } from '../builders/databases.js';
import { countsAt } from '../builders/report.js';

const text = fc.oneof(fc.constantFrom(...hostileTexts, 'constructor', 'a\nb', "it's"), fc.string());
const member: fc.Arbitrary<Omit<Member, 'number'>> = fc.record({
  kinds: fc.uniqueArray(fc.constantFrom('bug', 'flake', 'constructor'), { maxLength: 2 }),
  rows: fc.oneof(
    fc.constant<Member['rows']>(['none']),
    fc.uniqueArray(
      text.map((slug): Member['rows'][number] => `group:${slug}`),
      { minLength: 1, maxLength: 3 },
    ),
    fc.constant<Member['rows']>(['others', 'group:node']),
  ),
});
const any: fc.Arbitrary<Snapshot> = fc
  .record({
    release: text,
    at: fc.integer({ min: 0, max: 8_640_000_000_000_000 }),
    readAt: fc.integer({ min: 0, max: 8_640_000_000_000_000 }),
    origin: fc.constantFrom<Snapshot['origin']>('observed', 'reconstructed'),
    state: fc.constantFrom<Snapshot['state']>('GO', 'NO GO', 'UNKNOWN', null),
    figures: fc.dictionary(text, fc.nat()),
    gates: fc.dictionary(
      text,
      fc.record({
        state: fc.constantFrom<'go' | 'no-go' | 'unknown'>('go', 'no-go', 'unknown'),
        reason: text,
        blocks: fc.boolean(),
      }),
    ),
    members: fc.option(fc.array(member, { maxLength: 40 })),
    closed: fc.array(fc.nat()),
    cameIn: fc.option(fc.nat()),
    wentOut: fc.option(fc.nat()),
  })
  .map(({ members, ...rest }) => ({
    ...rest,
    members: members?.map((one, at) => ({ ...one, number: at * 3 + 1 })) ?? null,
  }));
// PostgreSQL has no text with a NUL in it, and GitHub and Slack give none.
const storable = any.filter(
  (one) => !JSON.stringify(one).includes('\\u0000') && !/\p{Surrogate}/u.test(JSON.stringify(one)),
);

describe('a row of a snapshot', () => {
  it('is read as what it was made of', () => {
    fc.assert(
      fc.property(any, (snapshot) => {
        const row = { id: 4, ...toSnapshotRow(snapshot) };
        expect(fromSnapshotRow(row as Parameters<typeof fromSnapshotRow>[0])).toEqual({ id: 4, ...snapshot });
      }),
      { numRuns: 300 },
    );
  });

  it('has its issues in the order of their numbers, however they were read', () => {
    const members: Member[] = [5, 2, 9].map((number) => ({ number, kinds: [], rows: ['none'] }));
    const row = { id: 4, ...toSnapshotRow({ ...countsAt(0, 3), members }) };
    const read = fromSnapshotRow(row as Parameters<typeof fromSnapshotRow>[0]);
    expect(read.members?.map(({ number }) => number)).toEqual([2, 5, 9]);
  });

  it('of no issues is not the same as one of which only the counts are known', () => {
    const none = toSnapshotRow({ ...countsAt(0, 0), members: [] });
    expect([none.members, toSnapshotRow(countsAt(0, 0)).members]).toEqual(['[]', null]);
    const read = fromSnapshotRow({ id: 4, ...none } as Parameters<typeof fromSnapshotRow>[0]);
    expect(read.members).toEqual([]);
  });

  it('weighs less than 12 bytes an issue where thousands count in the same places', () => {
    const members: Member[] = Array.from({ length: 5000 }, (_, at) => ({
      number: 40_000 + at,
      kinds: ['bug'],
      rows: [`group:${['node', 'network', 'apps'][at % 3]}`],
    }));
    expect(toSnapshotRow({ ...countsAt(0, 5000), members }).members?.length).toBeLessThan(60_000);
  });
});

onEveryDatabase('snapshots', ({ open }) => {
  it('come back as they were written', async () => {
    const database = await open();
    const all = fc.sample(storable, 30);
    for (const snapshot of all)
      await database.write.insertInto('snapshot').values(toSnapshotRow(snapshot)).execute();
    const rows = await database.read.selectFrom('snapshot').selectAll().orderBy('id').execute();
    expect(rows.map(fromSnapshotRow).map(({ id: _, ...rest }) => rest)).toEqual(all);
  });
});
