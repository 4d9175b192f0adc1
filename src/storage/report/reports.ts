/** Reports with their snapshots: gathered from one moment, saved together with what is to be said. */
import type { Kysely } from 'kysely';
import type { Gathered, ReportStore } from '../../app/ports/report.js';
import { needsBodies } from '../../domain/census.js';
import { issuesPlan } from '../../domain/plan.js';
import type { Release } from '../../domain/release.js';
import { hasBegun } from '../../domain/report.js';
import type { Schedule } from '../../domain/schedule.js';
import { day } from '../../domain/time.js';
import { enqueue } from '../delivery/enqueue.js';
import { receiptOf } from '../delivery/receipts.js';
import { type Database, isTwin, writing } from '../dialect.js';
import { gatherEvidence } from '../evidence.js';
import { closedIssues, issuesNumbered } from '../issues/milestone-issues.js';
import { eachOpenIssue } from '../issues/open-issues.js';
import { repositoryKey, type Tables } from '../tables.js';
import { incidentMonthFor } from './month.js';
import { pastOf } from './past.js';
import { fromScheduleRow } from './schedules.js';
import { toSnapshotRow } from './snapshots.js';

type Db = Kysely<Tables>;

/** Closed issues further back have no part in a report. ms */
const recently = 30 * day;
export function reportStore({ read, write }: Database, machine: () => number): ReportStore {
  return {
    async gather(release, series, now) {
      return await read
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute((tx) => gather(tx, release, series, now));
    },

    async save({ schedule, slot, revision, again, snapshot, baselineId, reconstructed }, deliveries) {
      const work = async (tx: Db) => {
        const place = { schedule_id: schedule.id, slot };
        if (revision === 1 && !(await takeSlot(tx, { ...place, at: snapshot.at }, again))) return null;
        if (reconstructed.length > 0 && (await isFirstContact(tx, snapshot.release)))
          await tx.insertInto('snapshot').values(reconstructed.map(toSnapshotRow)).execute();
        const { id } = await tx
          .insertInto('snapshot')
          .values(toSnapshotRow(snapshot))
          .returning('id')
          .executeTakeFirstOrThrow();
        await tx
          .insertInto('report')
          .values({
            ...place,
            revision,
            at: snapshot.at,
            snapshot_id: id,
            baseline_id: baselineId,
            receipted: 0,
          })
          .execute();
        await enqueue(tx, deliveries(id, await slotBefore(tx, place)), machine());
        return id;
      };
      try {
        return await writing({ write }, work);
      } catch (error) {
        // Another process wrote the same slot or revision between our look and our writing.
        if (isTwin(error)) return null;
        throw error;
      }
    },

    async note({ schedule, slot, state, note, at }, deliveries) {
      return await writing({ write }, async (tx) => {
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('slot')
          .values({ schedule_id: schedule.id, slot, state, note, at })
          .onConflict((conflict) =>
            conflict
              .columns(['schedule_id', 'slot'])
              .doUpdateSet({ state, note, at })
              .where('slot.state', '<>', 'posted')
              .where('slot.at', '>', at),
          )
          .executeTakeFirst();
        if (Number(numInsertedOrUpdatedRows ?? 0) === 0) return false;
        await enqueue(tx, deliveries, machine());
        return true;
      });
    },

    async tell(deliveries) {
      await writing({ write }, (tx) => enqueue(tx, deliveries, machine()));
    },

    async lastIssued(scheduleId, now) {
      const slot = await read
        .selectFrom('slot')
        .select('slot')
        .where('schedule_id', '=', scheduleId)
        .where('slot', '<=', now)
        .orderBy('slot', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!slot) return null;
      const report = await read
        .selectFrom('report')
        .select((select) => select.fn.max('revision').as('revision'))
        .where('schedule_id', '=', scheduleId)
        .where('slot', '=', slot.slot)
        .executeTakeFirst();
      return { slot: slot.slot, revision: Number(report?.revision ?? 0) };
    },

    async toReceipt() {
      const rows = await read
        .selectFrom('report')
        .select(['id', 'schedule_id', 'slot'])
        .where('receipted', '=', 0)
        .orderBy('id')
        .limit(100)
        .execute();
      const all = await read.selectFrom('schedule').selectAll().execute();
      const schedules = new Map(all.map((row) => [row.id, fromScheduleRow(row)]));
      const found: {
        id: number;
        schedule: Schedule;
        slot: number;
        receipt: Awaited<ReturnType<typeof receiptOf>>;
      }[] = [];
      for (const { id, schedule_id, slot } of rows) {
        const schedule = schedules.get(schedule_id);
        const receipt = await receiptOf(read, { id: schedule_id, slot });
        if (schedule && receipt.open === 0) found.push({ id, schedule, slot, receipt });
      }
      return found;
    },

    async receipted(reportId, deliveries) {
      await writing({ write }, async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('report')
          .set({ receipted: 1 })
          .where('id', '=', reportId)
          .where('receipted', '=', 0)
          .executeTakeFirst();
        if (Number(numUpdatedRows) === 1) await enqueue(tx, deliveries, machine());
      });
    },
  };
}

async function gather(
  db: Db,
  release: Release,
  series: { scheduleId: number; slot: number } | null,
  now: number,
): Promise<Gathered> {
  const evidence = await gatherEvidence(db, release);
  const past = {
    ...(await pastOf(db, release, series, now)),
    month: await incidentMonthFor(db, release, series, now),
  };
  const { baseline, history } = past;
  const nothing = { evidence, ...past, open: [], closed: [], left: [] };
  const { milestone, repository } = evidence.issues;
  const row = await db
    .selectFrom('repository')
    .select('id')
    .where('full_name', '=', repositoryKey(repository))
    .executeTakeFirst();
  if (!milestone || !row) return nothing;
  const bodies = needsBodies(issuesPlan(release));
  const open: Gathered['open'] = [];
  await eachOpenIssue(db, row.id, milestone.number, bodies, (issue) => open.push(issue));
  const from = !hasBegun(history) ? 0 : Math.min(now - recently, baseline?.readAt ?? now);
  const closed = await closedIssues(db, row.id, milestone.number, from, bodies);
  const numbers = new Set(open.map((issue) => issue.number));
  const missing = (baseline?.members ?? []).map((one) => one.number).filter((number) => !numbers.has(number));
  const left = new Map(
    (await issuesNumbered(db, row.id, missing, bodies)).map((issue) => [issue.number, issue]),
  );
  for (const issue of closed)
    if (baseline && (issue.closedAt ?? 0) > baseline.readAt) left.set(issue.number, issue);
  return { ...nothing, open, closed, left: [...left.values()] };
}

/** @returns false when the slot was worked off before */
async function takeSlot(
  db: Db,
  slot: { schedule_id: number; slot: number; at: number },
  again: boolean,
): Promise<boolean> {
  const row = { ...slot, state: 'posted' as const, note: null };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('slot')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['schedule_id', 'slot'])
        .doUpdateSet(row)
        .where('slot.state', '<>', 'posted')
        // What was noted in the future was noted by a clock that was wrong.
        .where('slot.at', '>', again ? Number.MIN_SAFE_INTEGER : slot.at),
    )
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

/** The last slot before that one of which a report was posted. */
async function slotBefore(
  db: Db,
  { schedule_id, slot }: { schedule_id: number; slot: number },
): Promise<number | null> {
  const { before } = await db
    .selectFrom('slot')
    .select((select) => select.fn.max<number | null>('slot').as('before'))
    .where('schedule_id', '=', schedule_id)
    .where('slot', '<', slot)
    .where('state', '=', 'posted')
    .executeTakeFirstOrThrow();
  return before === null ? null : Number(before);
}

/** Whether nothing of the release is kept, but for reports on a GitHub that could not be read. */
async function isFirstContact(db: Db, release: string): Promise<boolean> {
  // Nothing is changed: of several schedules that begin at the same moment, the others wait here for the first.
  await db.updateTable('schedule').set({ release }).where('release', '=', release).execute();
  const known = await db
    .selectFrom('snapshot')
    .select('id')
    .where('release', '=', release)
    .where((is) => is.or([is('members', 'is not', null), is('origin', '=', 'reconstructed')]))
    .limit(1)
    .executeTakeFirst();
  return known === undefined;
}
