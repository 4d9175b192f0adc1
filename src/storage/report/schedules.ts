/** When digests are posted, and what became of each moment. */
import type { Kysely, Selectable } from 'kysely';
import type { ScheduleStore } from '../../app/ports/report.js';
import { parseCron } from '../../domain/cron.js';
import type { Schedule } from '../../domain/schedule.js';
import { enqueue } from '../delivery/enqueue.js';
import { receiptOf } from '../delivery/receipts.js';
import { type Database, writing } from '../dialect.js';
import type { Tables } from '../tables.js';
import type { ScheduleTable } from './tables.js';

export function scheduleStore({ read, write }: Database, machine: () => number): ScheduleStore {
  return {
    list: () => activeSchedules(read),

    async adopt(wanted, now) {
      await writing({ write }, async (tx) => {
        const known = await tx.selectFrom('schedule').selectAll().where('origin', '=', 'config').execute();
        for (const schedule of wanted) {
          const row = { ...toRow(schedule), origin: 'config' as const, name: schedule.name, ended_at: null };
          const before = known.find((one) => one.name === schedule.name);
          const same =
            before &&
            before.ended_at === null &&
            Object.entries(row).every(([key, value]) => before[key as keyof typeof before] === value);
          if (same) continue;
          await tx
            .insertInto('schedule')
            .values({ ...row, since: now, created_by: null })
            .onConflict((conflict) =>
              conflict.columns(['origin', 'name']).doUpdateSet({ ...row, since: now }),
            )
            .execute();
        }
        const names = wanted.map((one) => one.name);
        const gone = known.filter((one) => one.ended_at === null && !names.includes(one.name));
        if (gone.length > 0)
          await tx
            .updateTable('schedule')
            .set({ ended_at: now })
            .where(
              'id',
              'in',
              gone.map((one) => one.id),
            )
            .execute();
      });
    },

    async add(schedule, request, confirm) {
      return await writing({ write }, async (tx) => {
        await tx
          .insertInto('schedule')
          .values({
            ...toRow(schedule),
            origin: 'slack',
            name: request,
            since: schedule.since,
            created_by: schedule.createdBy,
            ended_at: null,
          })
          .onConflict((conflict) => conflict.columns(['origin', 'name']).doNothing())
          .execute();
        const row = await tx
          .selectFrom('schedule')
          .selectAll()
          .where('origin', '=', 'slack')
          .where('name', '=', request)
          .executeTakeFirstOrThrow();
        const added = fromScheduleRow(row);
        await enqueue(tx, confirm(added), machine());
        return added;
      });
    },

    async end(id, at, confirm) {
      return await writing({ write }, async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('schedule')
          .set({ ended_at: at })
          .where('id', '=', id)
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (Number(numUpdatedRows) !== 1) return false;
        await enqueue(tx, confirm, machine());
        return true;
      });
    },

    async lastSlot(id, now) {
      const row = await read
        .selectFrom('slot')
        .select((select) => select.fn.max('slot').as('slot'))
        .where('schedule_id', '=', id)
        .where('slot', '<=', now)
        // What was noted in the future was noted by a clock that was wrong: it is looked at again.
        .where((is) => is.or([is('state', '=', 'posted'), is('at', '<=', now)]))
        .executeTakeFirst();
      return row?.slot === null || row?.slot === undefined ? null : Number(row.slot);
    },

    async last(id) {
      const row = await read
        .selectFrom('slot')
        .select(['slot', 'state', 'note'])
        .where('schedule_id', '=', id)
        .orderBy('slot', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row) return null;
      return {
        ...row,
        receipt: row.state === 'posted' ? await receiptOf(read, { id, slot: row.slot }) : null,
      };
    },
  };
}

export async function activeSchedules(db: Kysely<Tables>): Promise<Schedule[]> {
  const rows = await db
    .selectFrom('schedule')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(fromScheduleRow);
}

function toRow({
  release,
  channels,
  times,
  kind,
}: Pick<Schedule, 'release' | 'channels' | 'times' | 'kind'>) {
  return {
    release,
    channels: JSON.stringify(channels),
    line: times.cron.line,
    zone: times.zone,
    weekdays: times.weekdays === null ? null : JSON.stringify(times.weekdays),
    kind,
  };
}

export function fromScheduleRow(row: Selectable<ScheduleTable>): Schedule {
  return {
    id: row.id,
    origin: row.origin,
    name: row.name,
    release: row.release,
    channels: JSON.parse(row.channels) as string[],
    times: {
      cron: parseCron(row.line),
      zone: row.zone,
      weekdays: row.weekdays === null ? null : (JSON.parse(row.weekdays) as number[]),
    },
    kind: row.kind,
    since: row.since,
    createdBy: row.created_by,
  };
}
