/** Whether a report is the first of its series in a month, and what it then says of the incidents of the month before. */
import type { Kysely } from 'kysely';
import { type IncidentMonth, incidentMonth } from '../../domain/incident/month.js';
import { monthAround, monthBefore } from '../../domain/incident/period.js';
import type { Release } from '../../domain/release.js';
import { incidentHistories } from '../incident/figures.js';
import type { Tables } from '../tables.js';

type Db = Kysely<Tables>;

/**
 * What is stored of the month cannot change any more, and of the slots before neither: a slot that is issued again says
 * the same.
 * @param series null: it is asked for by hand, and always told
 * @returns null where it is not told, or no incidents are configured
 */
export async function incidentMonthFor(
  db: Db,
  release: Release,
  series: { scheduleId: number; slot: number } | null,
  now: number,
): Promise<IncidentMonth | null> {
  if (release.severities.length === 0) return null;
  const at = series?.slot ?? now;
  if (series && (await wasTold(db, release, series))) return null;
  const span = monthBefore(at, release.zone);
  const histories = [];
  for await (const one of incidentHistories(db, { ...span, release: release.name })) histories.push(one);
  return incidentMonth(span, histories);
}

async function wasTold(
  db: Db,
  { name, zone }: Release,
  { scheduleId, slot }: { scheduleId: number; slot: number },
): Promise<boolean> {
  const earlier = await db
    .selectFrom('report')
    .innerJoin('snapshot', 'snapshot.id', 'report.snapshot_id')
    .select('report.id')
    .where('report.schedule_id', '=', scheduleId)
    .where('snapshot.release', '=', name)
    .where('report.slot', '>=', monthAround(slot, zone).from)
    .where('report.slot', '<', slot)
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}
