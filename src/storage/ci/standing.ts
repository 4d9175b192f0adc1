/** Alerts behind a lock: what stands is read, what follows is decided, and both are written with all that is owed. */
import type { Kysely } from 'kysely';
import type { Following, Standing, StoredAlert } from '../../app/ports/ci-store.js';
import { isOpen } from '../../domain/ci/alert.js';
import { isWaiting } from '../../domain/ci/hearing.js';
import type { JobKey } from '../../domain/ci/job.js';
import { inChunks } from '../bulk.js';
import { enqueue } from '../delivery/enqueue.js';
import type { Flavour } from '../dialect.js';
import type { Tables } from '../tables.js';
import { alertOf, wordOf } from './rows.js';

type Tx = Kysely<Tables>;

/** So many requests of an alert are remembered. */
const requestsKept = 50;

/**
 * @param request what was done by it already is not done again; null: there is none
 * @param machine ms, on the clock of the machine: that of deliveries
 */
export async function followUp(
  tx: Tx,
  { flavour, keys, request }: { flavour: Flavour; keys: readonly JobKey[]; request: string | null },
  follow: (standing: Standing) => Following,
  now: number,
  machine: number,
): Promise<void> {
  const rows = await inChunks([...keys].sort(), async (some) => {
    const query = tx.selectFrom('ci_alert').selectAll().where('job', 'in', some).where('current', '=', 1);
    // On SQLite a transaction that writes is alone.
    return await (flavour === 'postgres' ? query.orderBy('id').forUpdate() : query).execute();
  });
  const done = new Map(rows.map((row) => [row.id, JSON.parse(row.requests) as string[]]));
  if (request !== null && [...done.values()].some((requests) => requests.includes(request))) return;
  const words = await inChunks(keys, (some) =>
    tx.selectFrom('ci_word').selectAll().where('job', 'in', some).where('ended_at', 'is', null).execute(),
  );
  const alerts = new Map(rows.map((row) => [row.job, alertOf(row)]));
  const { alerts: changed, usedUp, owed } = follow({ alerts, words: words.map(wordOf) });
  for (const stored of changed) {
    const before = alerts.get(stored.alert.job)?.alert.id ?? null;
    const requests = [...(done.get(stored.alert.id) ?? []), ...(request === null ? [] : [request])];
    await write(tx, before, stored, requests.slice(-requestsKept));
  }
  if (usedUp.length > 0)
    await tx
      .updateTable('ci_word')
      .set({ ended_at: now })
      .where('id', 'in', usedUp)
      .where('ended_at', 'is', null)
      .execute();
  await enqueue(tx, owed, machine);
}

/** @param before the id of the job's alert until now */
async function write(
  tx: Tx,
  before: string | null,
  { alert, hearing }: StoredAlert,
  requests: readonly string[],
): Promise<void> {
  const row = {
    is_open: isOpen(alert) ? 1 : 0,
    waits: isWaiting(alert, hearing) ? 1 : 0,
    body: JSON.stringify(alert),
    hearing: JSON.stringify(hearing),
    requests: JSON.stringify(requests),
    since: alert.since,
  };
  if (before === alert.id) {
    await tx.updateTable('ci_alert').set(row).where('id', '=', alert.id).execute();
    return;
  }
  // What was linked by hand was about the trouble before.
  await tx.updateTable('ci_job').set({ filed: null }).where('key', '=', alert.job).execute();
  await tx.updateTable('ci_alert').set({ current: 0 }).where('job', '=', alert.job).execute();
  await tx
    .insertInto('ci_alert')
    .values({ id: alert.id, job: alert.job, current: 1, ...row })
    .execute();
}
