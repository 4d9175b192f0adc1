/** Couriers on a store, with everything that a test asks about them. */
import { afterEach } from '@jest/globals';
import { sql } from 'kysely';
import type { Carrier, DeliveryStore } from '../../src/app/ports/delivery.js';
import { type Courier, createCourier } from '../../src/delivery/courier.js';
import { messageCarrier } from '../../src/delivery/messages.js';
import type { NewDelivery } from '../../src/domain/delivery.js';
import { unsettled } from '../../src/domain/delivery.js';
import type { Timing } from '../../src/domain/delivery-timing.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import type { Database } from '../../src/storage/dialect.js';
import { fastTiming } from '../builders/delivery.js';
import { type RememberedLine, rememberingLog } from '../builders/log.js';
import type { MemoryPlace } from './place.js';

export interface Working {
  courier: Courier;
  lines: RememberedLine[];
  observed: { sent: number; failed: number; reconciled: number; doubled: number };
}

export interface Row {
  id: number;
  name: string;
  state: string;
  reason: string | null;
  attempts: number;
  usePlain: boolean;
  files: string;
  dueAt: number | null;
  startedAt: number | null;
}

/** Stops every courier after its test, before its store is closed: to be called in a describe of its own. */
export function couriers() {
  const working: Courier[] = [];
  afterEach(async () => {
    await Promise.all(working.splice(0).map((one) => one.stop(5000)));
  });
  return {
    /** @param change what this courier's store does differently */
    start(
      database: Database,
      place: Pick<MemoryPlace, 'sender'> | { carrier: Carrier },
      change: (store: DeliveryStore) => Partial<DeliveryStore> = () => ({}),
      timing: Timing = fastTiming,
    ): Working {
      const { log, lines } = rememberingLog();
      const observed = { sent: 0, failed: 0, reconciled: 0, doubled: 0 };
      const store = deliveryStore(database, timing);
      const courier = createCourier({
        store: { ...store, ...change(store) },
        carrier: 'carrier' in place ? place.carrier : messageCarrier(place.sender),
        clock: Date.now,
        timing,
        log,
        observe: {
          settled(state) {
            if (state !== 'superseded') observed[state]++;
          },
          reconciled: () => void observed.reconciled++,
          doubled: (count) => {
            observed.doubled += count;
          },
        },
      });
      courier.start();
      working.push(courier);
      return { courier, lines, observed };
    },
  };
}

export async function owe(database: Database, deliveries: NewDelivery[], now = Date.now()): Promise<void> {
  await database.write.transaction().execute((tx) => enqueue(tx, deliveries, now));
}

/** Every delivery in the order of writing; its name is that of its subject and revision. */
export async function rows(database: Database): Promise<Row[]> {
  const found = await database.read
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .select([
      'd.id',
      'm.subject',
      'd.revision',
      'd.state',
      'd.reason',
      'd.attempts',
      'd.use_plain',
      'd.files',
      'd.due_at',
      'd.started_at',
    ])
    .orderBy('d.id')
    .execute();
  return found.map((row) => ({
    id: row.id,
    name: `${row.subject} r${row.revision}`,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    usePlain: row.use_plain === 1,
    files: row.files,
    dueAt: row.due_at,
    startedAt: row.started_at,
  }));
}

export async function states(database: Database): Promise<Record<string, string>> {
  return Object.fromEntries((await rows(database)).map((row) => [row.name, row.state]));
}

/** Waits until what is stored is so. @throws Error with everything that is stored, after 15 s */
export async function until(database: Database, condition: (all: Row[]) => boolean): Promise<Row[]> {
  for (const end = Date.now() + 15_000; ; ) {
    const all = await rows(database);
    if (condition(all)) {
      await told(database);
      return all;
    }
    if (Date.now() > end) throw new Error(`waited in vain; stored is ${JSON.stringify(all, null, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What is written can be read a little before whoever wrote it is told that the disk has it. */
async function told(database: Database): Promise<void> {
  await sql`select 1`.execute(database.write);
  await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Until nothing is owed any more. */
export const untilSettled = (database: Database) =>
  until(database, (all) => all.every((row) => !(unsettled as readonly string[]).includes(row.state)));

/** Until nothing is owed and nothing is looked for again either. */
export const untilQuiet = (database: Database) =>
  until(database, (all) =>
    all.every((row) => !(unsettled as readonly string[]).includes(row.state) && row.dueAt === null),
  );

/** Something to wait for that a test opens itself. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
