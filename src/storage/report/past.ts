/** The earlier snapshots of a release: what a report is compared with, and the curve that leads to it. */
import type { Kysely } from 'kysely';
import type { Release } from '../../domain/release.js';
import type { Past } from '../../domain/report.js';
import { weekAgo } from '../../domain/schedule.js';
import type { Snapshot } from '../../domain/snapshot.js';
import { day, isoDay } from '../../domain/time.js';
import type { Tables } from '../tables.js';
import { fromSnapshotRow } from './snapshots.js';

type Db = Kysely<Tables>;

/** How far back the curve goes, in ms. */
const curve = 60 * day;
/** Without the members, which are most of what a snapshot weighs. */
const light = [
  'id',
  'release',
  'at',
  'read_at',
  'origin',
  'state',
  'figures',
  'gates',
  'came_in',
  'went_out',
] as const;

/** @param series null: that of the release's last report, whichever schedule it was of */
export async function pastOf(
  db: Db,
  release: Release,
  series: { scheduleId: number; slot: number } | null,
  now: number,
): Promise<Past> {
  const { scheduleId, slot } = series ?? (await presentSeries(db, release, now));
  const reports = await reportsOf(db, release, { scheduleId, slot }, now);
  const baselineId = reports.at(-1)?.snapshot_id;
  const observed = await lightSnapshots(
    db,
    reports.map((one) => one.snapshot_id),
  );
  return {
    baseline: baselineId === undefined ? null : await snapshotAt(db, baselineId),
    week: await weekBefore(db, release, now),
    history: [...(await reconstructed(db, release, now)), ...observed],
  };
}

/**
 * The series that posted last for a release. What is asked for on the day of its last report is another edition
 * of that one, with the same baseline; on a later day it is the next one.
 */
async function presentSeries(
  db: Db,
  release: Release,
  now: number,
): Promise<{ scheduleId: number; slot: number }> {
  const last = await db
    .selectFrom('report')
    .innerJoin('snapshot', 'snapshot.id', 'report.snapshot_id')
    .select(['report.schedule_id', 'report.slot'])
    .where('snapshot.release', '=', release.name)
    .orderBy('report.at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return { scheduleId: 0, slot: now };
  const isToday = isoDay(last.slot, release.zone) === isoDay(now, release.zone);
  return { scheduleId: last.schedule_id, slot: isToday ? last.slot : Number.MAX_SAFE_INTEGER };
}

/**
 * The last edition of each slot before this one, in the order of the slots. A schedule of signalman.yml may go over
 * to the next release: what it posted on another one is no part of the series.
 */
async function reportsOf(
  db: Db,
  release: Release,
  { scheduleId, slot }: { scheduleId: number; slot: number },
  now: number,
) {
  const rows = await db
    .selectFrom('report')
    .innerJoin('snapshot', 'snapshot.id', 'report.snapshot_id')
    .select(['slot', 'revision', 'snapshot_id'])
    .where('schedule_id', '=', scheduleId)
    .where('snapshot.release', '=', release.name)
    .where('slot', '<', slot)
    .where('slot', '>', now - curve)
    .orderBy('slot')
    .orderBy('revision')
    .execute();
  return [...new Map(rows.map((row) => [row.slot, row])).values()];
}

async function snapshotAt(db: Db, id: number) {
  return fromSnapshotRow(
    await db.selectFrom('snapshot').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
}

async function lightSnapshots(db: Db, ids: number[]): Promise<Snapshot[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('snapshot')
    .select(light)
    .where('id', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(fromSnapshotRow);
}

async function reconstructed(db: Db, release: Release, now: number): Promise<Snapshot[]> {
  const rows = await db
    .selectFrom('snapshot')
    .select(light)
    .where('release', '=', release.name)
    .where('origin', '=', 'reconstructed')
    .where('at', '>', now - curve)
    .orderBy('at')
    .execute();
  return rows.map(fromSnapshotRow);
}

async function weekBefore(db: Db, release: Release, now: number) {
  const row = await db
    .selectFrom('snapshot')
    .select(light)
    .where('release', '=', release.name)
    // What has left the milestone is missing in what was reconstructed: no delta is taken of that.
    .where('origin', '=', 'observed')
    .where('at', '<=', now - weekAgo.atLeast)
    .where('at', '>=', now - weekAgo.atMost)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? fromSnapshotRow(row) : null;
}
