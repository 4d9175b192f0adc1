/** Days of use in a store, as rows: readings, reports with their snapshots, what was posted, incidents and notes. */

import type { IncidentEvent } from '../../src/domain/incident/event.js';
import { fold } from '../../src/domain/incident/fold.js';
import type { Snapshot } from '../../src/domain/snapshot.js';
import type { Database } from '../../src/storage/dialect.js';
import { fromEventRow, projectionOf, toEventRows } from '../../src/storage/incident/rows.js';
import { toSnapshotRow } from '../../src/storage/report/snapshots.js';
import type { Tables } from '../../src/storage/tables.js';

type Tx = Parameters<Parameters<ReturnType<Database['write']['transaction']>['execute']>[0]>[0];

const [minute, day] = [60_000, 86_400_000];
const portion = 200;
const ann = { id: 'U0COMMANDER', name: 'ann' };
/** A head, four details and a file. */
const messagesPerReport = 6;

export interface Past {
  days: number;
  /** Now, ms. */
  now: number;
  release: string;
  /** Whatever is true of today was true of each day. */
  snapshot: Snapshot;
  incidents: number;
  /** Days for which the record of each reading is there: 30 in a store of today. */
  readings: number;
  /** Columns that the tables do not have yet. */
  without?: (keyof Tables['incident'])[];
}

async function insert(tx: Tx, table: string, rows: object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += portion)
    await tx
      .insertInto(table as 'note')
      .values(rows.slice(at, at + portion) as never)
      .execute();
}

/** Into a store in which the repository is known and nothing was ever posted. */
export async function liveThrough({ write }: Pick<Database, 'write'>, past: Past): Promise<void> {
  await write.transaction().execute(async (tx) => {
    await readingsOf(tx, past);
    await reportsOf(tx, past);
    await incidentsOf(tx, past);
  });
}

async function readingsOf(tx: Tx, { now, readings }: Past): Promise<void> {
  const { id } = await tx.selectFrom('repository').select('id').executeTakeFirstOrThrow();
  const rows: object[] = [];
  for (let at = now - readings * day; at < now; at += 5 * minute)
    rows.push({
      ...{ repository_id: id, kind: 'refresh', started_at: at, finished_at: at + 200, outcome: 'done' },
      ...{ problem: null, requests: 2, quota: 1, changed: 0 },
    });
  await insert(tx, 'sync_run', rows);
}

async function reportsOf(tx: Tx, { days, now, release, snapshot }: Past): Promise<void> {
  const schedule = {
    ...{ id: 1, origin: 'config', name: 'daily', release, channels: '["C0BENCH"]', line: '0 12 * * *' },
    ...{ zone: 'UTC', weekdays: null, kind: 'full', since: 0, created_by: null, ended_at: null },
  };
  await insert(tx, 'schedule', [schedule]);
  const [snapshots, slots, reports, messages, contents, deliveries]: object[][] = [[], [], [], [], [], []];
  for (let which = 1; which <= days; which++) {
    const slot = now - (days + 1 - which) * day;
    snapshots?.push({ id: which, ...toSnapshotRow({ ...snapshot, at: slot, readAt: slot }) });
    slots?.push({ schedule_id: 1, slot, state: 'posted', at: slot, note: null });
    reports?.push({
      ...{ id: which, schedule_id: 1, slot, revision: 1, at: slot, snapshot_id: which },
      ...{ baseline_id: which > 1 ? which - 1 : null, receipted: 1 },
    });
    for (let part = 0; part < messagesPerReport; part++) {
      const id = (which - 1) * messagesPerReport + part + 1;
      messages?.push({
        ...{
          id,
          purpose: part === 0 ? 'digest' : 'digest-details',
          destination: 'C0BENCH',
          channel: 'C0BENCH',
        },
        ...{ subject: `schedule 1, slot ${slot}, part ${part}`, thread_id: part === 0 ? null : id - part },
        ...{ ts: `${Math.floor(slot / 1000)}.00000${part}`, shown_revision: 1, key: `bench-${id}` },
      });
      contents?.push({
        id,
        body: JSON.stringify({ kind: 'message', text: 'x'.repeat(4000) }),
        created_at: slot,
      });
      deliveries?.push({
        ...{ id, message_id: id, revision: 1, destination: 'C0BENCH', content_id: id, state: 'sent' },
        ...{ due_at: null, waits_for: null, reason: null, priority: 1, attempts: 1 },
        ...{ created_at: slot, started_at: slot, settled_at: slot + 1000, give_up_at: slot + day },
      });
    }
  }
  await insert(tx, 'snapshot', snapshots ?? []);
  await insert(tx, 'slot', slots ?? []);
  await insert(tx, 'report', reports ?? []);
  await insert(tx, 'message', messages ?? []);
  await insert(tx, 'delivery_content', contents ?? []);
  await insert(tx, 'delivery', deliveries ?? []);
}

/** All of them ended, with a post-mortem that was decided upon. */
async function incidentsOf(tx: Tx, { days, now, release, incidents, without = [] }: Past): Promise<void> {
  const [rows, events]: object[][] = [[], []];
  for (let id = 1; id <= incidents; id++) {
    const at = now - ((incidents - id + 1) * days * day) / incidents;
    const record = courseOf(release, at).map((event) => ({ by: ann, event }));
    const its = toEventRows(id, 0, at, record).map((row, step) => ({ ...row, at: at + step * 10 * minute }));
    const row: Record<string, unknown> = {
      ...{ id, request: `bench-${id}`, ...projectionOf(fold(id, its.map(fromEventRow))) },
      ...{ edition: its.length, is_linked: 1, receipt: null, url: `https://example.slack.com/${id}` },
      updated_at: at + 3 * 3_600_000,
    };
    for (const column of without) delete row[column];
    rows?.push(row);
    events?.push(...its);
  }
  await insert(tx, 'incident', rows ?? []);
  await insert(tx, 'incident_event', events ?? []);
}

function courseOf(release: string, at: number): IncidentEvent[] {
  const facts = {
    ...{ title: 'Pods do not start after the upgrade', severity: 's1', release, versions: '2.0.0-beta.1' },
    ...{ impact: 'Clusters that were upgraded run no new pods.', workaround: 'Stay on 1.9.' },
    ...{ fix: 'unknown' as const, action: 'We are looking for the cause.', owner: 'ben', issue: null },
    ...{ commander: ann, nextUpdateBy: at + 30 * minute },
  };
  const update = (text: string): IncidentEvent => ({ kind: 'updated', text, facts: {}, draftedBy: null });
  const note = (id: string): IncidentEvent => ({
    kind: 'noted',
    entry: { id, at, approximate: false, text: 'Somebody saw something', by: ann, source: null },
  });
  return [
    { kind: 'declared', facts, source: null },
    ...[update('The cause is not known yet.'), note('a'), update('It is the scheduler.'), note('b')],
    { kind: 'resolved', text: 'It is over.', lingering: '' },
    { kind: 'status-changed', status: 'waived', reason: 'Nothing to learn.' },
  ] as IncidentEvent[];
}
