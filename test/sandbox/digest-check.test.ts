/** The check of digests in a crash run: a slot that is lost or missed, a wrong baseline and a wrong order are found. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { digestSubject, type Schedule } from '../../src/domain/schedule.js';
import { hour, minute } from '../../src/domain/time.js';
import { digestStory } from '../../src/sandbox/chaos/whole/stories/digests.js';
import type { Scene } from '../../src/sandbox/chaos/whole/stories/story.js';
import type { Database } from '../../src/storage/dialect.js';
import { reportStore } from '../../src/storage/report/reports.js';
import { scheduleStore } from '../../src/storage/report/schedules.js';
import { delivery } from '../builders/delivery.js';
import { openEmptyStore } from '../builders/empty-store.js';
import { countsAt } from '../builders/report.js';
import { scheduled } from '../builders/series.js';

/** Two hours ago, on the half hour: three slots have come that nobody works on any more. */
const since = Math.floor(Date.now() / hour) * hour - 2 * hour;
const slots = [1, 2, 3].map((half) => since + half * 30 * minute);
const folder = mkdtempSync(join(tmpdir(), 'signalman-digests-'));
let database: Database;
let schedule: Schedule;
let ids: number[];
let check: () => Promise<string[]>;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function issue(slot: number, baselineId: number | null, ts: string): Promise<void> {
  const subject = digestSubject(schedule.id, slot);
  const id = await reportStore(database, () => 1).save(
    {
      ...{ schedule, slot, revision: 1, again: false, snapshot: countsAt(slot, 1) },
      ...{ baselineId, reconstructed: [] },
    },
    () => [delivery({ subject })],
  );
  ids.push(id ?? 0);
  await database.write.updateTable('message').set({ ts }).where('subject', '=', subject).execute();
}

beforeEach(async () => {
  ids = [];
  database = await openEmptyStore(mkdtempSync(join(folder, 'db-')));
  schedule = await scheduleStore(database, () => 1).add(scheduled({ since }), 'request', () => []);
  // The clock stands still: only the slots above are old enough.
  const hours = { origin: since + 2 * hour + 5 * minute, speed: 0 };
  const slack = { state: { message: () => ({}) } };
  check = digestStory({ database, hours, slack } as unknown as Scene).check;
});
afterEach(() => database.close());

const half = (at: number) => new Date(slots[at] ?? 0).toISOString();

it('finds nothing where each slot has its report, on the one before it and below it', async () => {
  await issue(slots[0] ?? 0, null, '1.1');
  await issue(slots[1] ?? 0, ids[0] ?? null, '2.1');
  await issue(slots[2] ?? 0, ids[1] ?? null, '3.1');
  expect(await check()).toEqual([]);
});

it('finds a slot that nobody worked off, and one that was missed', async () => {
  await issue(slots[0] ?? 0, null, '1.1');
  const missed = { schedule, slot: slots[1] ?? 0, state: 'missed' as const, note: null, at: 1 };
  await reportStore(database, () => 1).note(missed, []);
  expect(await check()).toEqual([
    `lost: slot ${half(2)} of digest ${schedule.id} was not worked off`,
    `lost: slot ${half(1)} of digest ${schedule.id} is missed (null)`,
    `lost: 2 slots of digest ${schedule.id} and 1 reports`,
  ]);
});

it('finds a report on another baseline, and one that stands above the one before it', async () => {
  await issue(slots[0] ?? 0, null, '2.1');
  await issue(slots[1] ?? 0, null, '1.1');
  await issue(slots[2] ?? 0, ids[1] ?? null, '3.1');
  expect(await check()).toEqual([
    `contradicting: the report of ${half(1)} has not the one before it as its baseline`,
    `out of order: ${digestSubject(schedule.id, slots[1] ?? 0)} stands before ${digestSubject(schedule.id, slots[0] ?? 0)} in C0RELEASE`,
  ]);
});
