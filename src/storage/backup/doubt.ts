/**
 * What a restored store cannot know: the bot that wrote it may have gone on after the backup. What was owed then may
 * have been sent since, and the moments that have passed since may have been worked off.
 */
import { type Kysely, sql } from 'kysely';
import { slotsBetween } from '../../domain/slots.js';
import type { Flavour } from '../dialect.js';
import { activeSchedules } from '../report/schedules.js';
import type { Tables } from '../tables.js';
import { skipNumbers } from './rows.js';

type Tx = Kysely<Tables>;

export interface Doubts {
  /** Messages that are looked for before they are sent. */
  lookedFor: number;
  /** The numbers of files that are not sent by themselves: they could not be found again. */
  heldBack: number[];
  /** Moments of digests for which nothing is posted any more. */
  passed: number;
}

/** What stands at the delivery; the date is of the backup. */
const mayBeThere = 'restored from a backup, it may have been sent since';

/**
 * Incidents, polls, alerts and what else may have been made since: their messages stand in Slack, and a button of theirs
 * must not find another one of the same number.
 */
const madeSince = 100;

/** A schedule that is due all day has very many. */
const mostSlots = 100;

/**
 * @param taken when the backup was taken (ms, UTC)
 * @param now ms, UTC
 */
export async function doubtAfter(tx: Tx, flavour: Flavour, taken: number, now: number): Promise<Doubts> {
  await skipNumbers(tx, flavour, madeSince);
  const heldBack = await holdFilesBack(tx, now);
  return { heldBack, lookedFor: await lookBeforeSending(tx, now), passed: await passOver(tx, taken, now) };
}

const isFile = sql<boolean>`exists (select 1 from delivery_content as c
  where c.id = delivery.content_id and substr(c.body, 1, 14) = '{"kind":"file"')`;

/** A message is found by its key; a file only by the number that it gets when it is uploaded. */
async function holdFilesBack(tx: Tx, now: number): Promise<number[]> {
  const rows = await tx
    .updateTable('delivery')
    .set({
      ...{ state: 'failed', due_at: null, waits_for: null, settled_at: now, reason: mayBeThere },
      version: sql`version + 1`,
    })
    .where('state', 'in', ['waiting', 'pending', 'sending'])
    .where('files', '=', '[]')
    .where(isFile)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}

/** An edit may be said twice; a new message is looked for first, also one whose turn has not come. */
async function lookBeforeSending(tx: Tx, now: number): Promise<number> {
  const isNew = sql<boolean>`exists (select 1 from message as m where m.id = delivery.message_id and m.ts is null)`;
  const doubtful = { unclear: 1, absences: 0, reason: mayBeThere, version: sql<number>`version + 1` };
  const { numUpdatedRows: owed } = await tx
    .updateTable('delivery')
    .set({ ...doubtful, state: 'uncertain', due_at: now, started_at: null })
    .where('state', 'in', ['pending', 'sending'])
    .where((is) => is.or([isNew, isFile]))
    .executeTakeFirst();
  const { numUpdatedRows: waiting } = await tx
    .updateTable('delivery')
    .set(doubtful)
    .where('state', '=', 'waiting')
    .where((is) => is.or([isNew, isFile]))
    .executeTakeFirst();
  return Number(owed) + Number(waiting);
}

/** A report that may stand there is not posted a second time, as another one: the next moment brings the next. */
async function passOver(tx: Tx, taken: number, now: number): Promise<number> {
  const note = `restored from a backup of ${new Date(taken).toISOString()}: it may have been posted since`;
  let passed = 0;
  for (const { id, times, since } of await activeSchedules(tx)) {
    const { last } = await tx
      .selectFrom('slot')
      .select((select) => select.fn.max('slot').as('last'))
      .where('schedule_id', '=', id)
      .executeTakeFirstOrThrow();
    const slots = slotsBetween(times, Math.max(since, Number(last ?? 0)), now, mostSlots);
    if (slots.length === 0) continue;
    await tx
      .insertInto('slot')
      .values(slots.map((slot) => ({ schedule_id: id, slot, state: 'missed' as const, at: now, note })))
      .execute();
    passed += slots.length;
  }
  return passed;
}
