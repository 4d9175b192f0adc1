/** What is asked every day is found without looking through years of use, and an older store learns to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../src/storage/dialect.js';
import { evidenceStore } from '../../src/storage/evidence.js';
import { homeStore } from '../../src/storage/home/home.js';
import { incidentHistories } from '../../src/storage/incident/figures.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { migrate } from '../../src/storage/migrations.js';
import { reportStore } from '../../src/storage/report/reports.js';
import { openEmptyStore } from '../builders/empty-store.js';
import { ann, declared, declaredAt, step } from '../builders/incident.js';
import { planning } from '../builders/plans.js';
import { smallRelease } from '../builders/series.js';

const folder = mkdtempSync(join(tmpdir(), 'signalman-history-'));
/** What grows with each day of use. */
const growing = [
  'incident',
  'incident_event',
  'report',
  'snapshot',
  'sync_run',
  'slot',
  'message',
  'delivery',
];
/** The last report is found backwards in time, whichever release it was of. */
const isBackwards = (detail: string) => detail === 'SCAN report USING INDEX report_by_time';
const isThrough = (detail: string) =>
  (growing.some((table) => new RegExp(`^SCAN (${table}|${table[0]})( |$)`).test(detail)) &&
    !isBackwards(detail)) ||
  detail === 'USE TEMP B-TREE FOR ORDER BY';

let database: Database;
let count = 0;

beforeEach(async () => {
  database = await openEmptyStore(join(folder, String(++count)));
});
afterEach(() => database.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('years of use', () => {
  const release = smallRelease();
  const asked: [string, (store: Database) => Promise<unknown>][] = [
    [
      'the last report and its curve',
      (it) => reportStore(it, () => declaredAt).gather(release, null, declaredAt),
    ],
    [
      'the incidents that ended last',
      (it) => incidentStore(it, () => declaredAt).list({ isOpen: false, release: null, most: 10 }),
    ],
    [
      'the incidents that are open, for whoever sees all of them',
      (it) =>
        incidentStore(it, () => declaredAt).list({
          isOpen: true,
          release: null,
          most: 50,
          withEmbargoed: true,
        }),
    ],
    ['post-mortems that wait for signatures', (it) => homeStore(it).pendingPostMortems()],
    ['open incidents for a Home', (it) => homeStore(it).openIncidents()],
    [
      'the figures of a month',
      async (it) => {
        const asked = { from: declaredAt, until: declaredAt + 1, release: null };
        for await (const _ of incidentHistories(it.read, asked)) throw new Error('there is none');
      },
    ],
  ];
  it.each(asked)('are not looked through for %s', async (_, ask) => {
    const { planned, steps } = planning(database.read);
    await ask({ ...database, read: planned });
    const found = await steps();
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(isThrough)).toEqual([]);
  });

  it('are not looked through for a verdict, but for the few incidents that are open', async () => {
    const { planned, steps } = planning(database.read);
    await evidenceStore({ ...database, read: planned }).gather(release);
    const found = (await steps()).filter((detail) => detail !== 'USE TEMP B-TREE FOR ORDER BY');
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(isThrough)).toEqual([]);
  });
});

describe('a store from before', () => {
  it('still tells which post-mortems wait for signatures, by their last word', async () => {
    const incidents = incidentStore(database, () => declaredAt);
    const changed = (status: 'pending' | 'draft') =>
      ({ by: ann, event: { kind: 'status-changed', status, reason: '' } }) as const;
    const over = { by: ann, event: { kind: 'resolved', text: 'It is over.', lingering: '' } } as const;
    const courses = [[changed('pending')], [changed('pending'), changed('draft')], []];
    for (const [at, course] of courses.entries())
      await incidents.declare(`r${at}`, declaredAt, 99, step([declared(), over, ...course]));
    const made = ['incident_by_signatures', 'incident_in_turn', 'report_by_time', 'incident_event_declared'];
    for (const index of made) await sql`drop index ${sql.id(index)}`.execute(database.write);
    await sql`alter table incident drop column awaits_signatures`.execute(database.write);
    await sql`delete from kysely_migration where name >= '017'`.execute(database.write);

    expect(await migrate(database)).toEqual(['017-the-long-history', '018-the-declarations']);

    const found = await homeStore(database).pendingPostMortems();
    expect(found.map(({ incident }) => incident.id)).toEqual([1]);
  });
});
