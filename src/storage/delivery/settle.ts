/** Stores what became of a claim, and wakes what waited for it. */
import { type Kysely, sql } from 'kysely';
import type { Claimed } from '../../app/ports/delivery.js';
import { type Change, unsettled } from '../../domain/delivery.js';
import { rowsOf } from '../bulk.js';
import type { Flavour } from '../dialect.js';
import type { Tables } from '../tables.js';
import { itsTurn } from './wake.js';

type Tx = Kysely<Tables>;

const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? 1 : 0);

/** @returns false when the claim is lost */
export async function settle(
  tx: Tx,
  claim: Pick<Claimed, 'id' | 'version'>,
  change: Change,
  now: number,
): Promise<boolean> {
  const row = await tx
    .selectFrom('delivery')
    .select(['message_id', 'revision', 'version', 'state', 'reposted'])
    .where('id', '=', claim.id)
    .executeTakeFirst();
  if (!row || row.version !== claim.version || row.state === 'dropped') return false;
  const newer = change.state === 'sent' ? null : await newerWaiting(tx, row);
  const replaced = newer !== null && change.state === 'pending';
  const state = replaced ? 'superseded' : change.state;
  const settled = !(unsettled as readonly string[]).includes(state);
  const result = await tx
    .updateTable('delivery')
    .set({
      state,
      due_at: replaced ? null : change.dueAt,
      reason: change.reason,
      absences: change.absences,
      rechecks: change.rechecks,
      reposted: change.reposts,
      unclear: flag(change.unclear),
      use_plain: flag(change.usePlain),
      ...(settled && row.state !== 'sent' ? { settled_at: now } : {}),
    })
    .where('id', '=', claim.id)
    .where('version', '=', claim.version)
    .executeTakeFirst();
  if (Number(result.numUpdatedRows) !== 1) return false;
  await showIn(tx, row, change);
  if (change.shown !== undefined) await wasSent(tx, row.message_id, change.shown);
  if (newer !== null && settled) {
    await pass(tx, claim.id, newer);
    if ((change.reposts ?? row.reposted) > 0) await inherit(tx, newer);
  }
  // Who waited for it has its turn, whatever became of it.
  if (settled)
    await tx
      .updateTable('delivery')
      .set({
        state: itsTurn,
        waits_for: null,
        due_at: Math.max(now, replaced ? (change.dueAt ?? now) : now),
      })
      .where('waits_for', '=', claim.id)
      .where('state', '=', 'waiting')
      .execute();
  return true;
}

type Settled = [claim: Pick<Claimed, 'id' | 'version'>, change: Change, now: number];

/** Several at once. @returns for each whether its claim held */
export async function settleAll(tx: Tx, flavour: Flavour, batch: readonly Settled[]): Promise<boolean[]> {
  const plain = batch.filter(isPlain);
  const held = plain.length > 1 ? await settleSent(tx, flavour, plain) : new Set<number>();
  const done: boolean[] = [];
  for (const one of batch)
    done.push(plain.length > 1 && isPlain(one) ? held.has(one[0].id) : await settle(tx, ...one));
  return done;
}

/** Sent, and nothing left to be looked at: of a broadcast almost all are, and their rows change alike. */
const isPlain = ([, change]: Settled): boolean =>
  change.state === 'sent' && change.dueAt === null && change.ts !== undefined && isUsual(change);

const isUsual = ({ absences, reposts, rechecks, usePlain, gone, unclear }: Change): boolean =>
  [absences, reposts, rechecks, usePlain, gone].every((one) => one === undefined) && unclear === false;

/** As `settle` for each of them, in a few statements. @returns the ids of those whose claim held */
async function settleSent(tx: Tx, flavour: Flavour, batch: readonly Settled[]): Promise<Set<number>> {
  const now = Math.max(...batch.map(([, , at]) => at));
  const rows = await tx
    .updateTable('delivery')
    .set({
      ...{ state: 'sent', due_at: null, reason: null, unclear: 0 },
      settled_at: sql<number>`case when state = 'sent' then settled_at else ${now} end`,
    })
    .where((is) =>
      is.or(batch.map(([{ id, version }]) => is.and([is('id', '=', id), is('version', '=', version)]))),
    )
    .where('state', '<>', 'dropped')
    .returning(['id', 'message_id', 'revision'])
    .execute();
  const changes = new Map(batch.map(([{ id }, change]) => [id, change]));
  await showAll(
    tx,
    flavour,
    rows.flatMap(({ id, ...row }) => {
      const { ts, channel } = changes.get(id) ?? {};
      return ts === undefined ? [] : [{ ...row, ts, channel }];
    }),
  );
  const ids = rows.map((row) => row.id);
  if (ids.length > 0)
    await tx
      .updateTable('delivery')
      .set({ state: itsTurn, waits_for: null, due_at: now })
      .where('waits_for', 'in', ids)
      .where('state', '=', 'waiting')
      .execute();
  return new Set(ids);
}

interface Shown {
  message_id: number;
  revision: number;
  ts: string;
  channel: string | undefined;
}

/** As `showIn` for each of them. */
async function showAll(tx: Tx, flavour: Flavour, shown: readonly Shown[]): Promise<void> {
  if (shown.length === 0) return;
  // In the order in which they are written, so that whoever writes the next revisions is not met half-way.
  if (flavour === 'postgres')
    await tx
      .selectFrom('message')
      .select('id')
      .where(
        'id',
        'in',
        shown.map((one) => one.message_id),
      )
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
  const rows = shown.map((one) => [one.message_id, one.revision, one.ts, one.channel ?? null]);
  await sql`
    with given(id, revision, ts, channel) as (${rowsOf(rows, ['bigint', 'bigint', 'text', 'text'])})
    update message
    set ts = given.ts,
      channel = coalesce(given.channel, message.channel),
      shown_revision = case when shown_revision > given.revision then shown_revision else given.revision end
    from given
    where message.id = given.id
  `.execute(tx);
}

/** The later revision takes its turn: a thread must not come before its head, nor a reply before the one above it. */
async function pass(tx: Tx, from: number, to: number): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ waits_for: to })
    .where('waits_for', '=', from)
    .where('id', '<>', to)
    .execute();
}

/** A first copy of what it stands for may still turn up: it is looked for after the later one was posted. */
async function inherit(tx: Tx, newer: number): Promise<void> {
  await tx.updateTable('delivery').set({ reposted: 1 }).where('id', '=', newer).execute();
}

/** A later revision that waits for this one: it goes instead of another try. */
async function newerWaiting(tx: Tx, row: { message_id: number; revision: number }): Promise<number | null> {
  const newer = await tx
    .selectFrom('delivery')
    .select('id')
    .where('message_id', '=', row.message_id)
    .where('revision', '>', row.revision)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst();
  return newer?.id ?? null;
}

/** An earlier revision of which nothing was heard: it was found there. */
async function wasSent(tx: Tx, message: number, revision: number): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ state: 'sent', reason: null, unclear: 0 })
    .where('message_id', '=', message)
    .where('revision', '=', revision)
    .where('state', 'in', ['superseded', 'failed'])
    .execute();
}

/** What the place shows now. */
async function showIn(tx: Tx, row: { message_id: number; revision: number }, change: Change): Promise<void> {
  const shown =
    change.gone === true
      ? { ts: null, shown_revision: 0 }
      : change.ts !== undefined
        ? {
            ts: change.ts,
            ...(change.channel === undefined ? {} : { channel: change.channel }),
            ...(change.shown === undefined ? {} : { shown_revision: change.shown }),
            // What was found and does not say what it shows may show any revision up to this one.
            ...(change.state === 'sent'
              ? {
                  shown_revision: sql<number>`case when shown_revision > ${row.revision} then shown_revision else ${row.revision} end`,
                }
              : {}),
          }
        : null;
  if (shown) await tx.updateTable('message').set(shown).where('id', '=', row.message_id).execute();
}
