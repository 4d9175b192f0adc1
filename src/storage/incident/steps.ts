/** Writes a step down: the events, what is read from them, and the messages that follow, in the given transaction. */
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Step } from '../../app/ports/incident.js';
import { unsettled } from '../../domain/delivery.js';
import type { Recorded } from '../../domain/incident/event.js';
import { after, fold } from '../../domain/incident/fold.js';
import type { Incident } from '../../domain/incident/incident.js';
import { messages } from '../../domain/incident/places.js';
import { enqueueAllowed } from '../delivery/enqueue.js';
import type { Tables } from '../tables.js';
import { keepActions } from './actions.js';
import { type Refused, withoutEmbargoed } from './embargo.js';
import { fromEventRow, type IncidentRow, linkedBoth, projectionOf, toEventRows } from './rows.js';

type Tx = Kysely<Tables>;

/** Of the events and of the messages: they are on two clocks. ms */
interface Moments {
  at: number;
  machine: number;
  /** Told of what must not be said. */
  refuse(refused: Refused): void;
}

/** Gives a new incident its number. @throws Error when the step does not begin with a declaration */
export async function begin(tx: Tx, request: string, step: Step, moments: Moments): Promise<Incident> {
  const { at } = moments;
  const declared = fold(0, toEventRows(0, 0, at, step.events).map(fromEventRow));
  const rest = { edition: 0, is_linked: 0, receipt: null, url: null, updated_at: at };
  const row = await tx
    .insertInto('incident')
    .values({ request, ...projectionOf(declared), ...rest })
    .returningAll()
    .executeTakeFirstOrThrow();
  return await take(tx, row, null, step, moments);
}

/**
 * @param before null for an incident that has no event yet
 * @returns the incident afterwards
 */
export async function take(
  tx: Tx,
  row: Pick<IncidentRow, 'id' | 'edition' | 'updated_at'>,
  before: Incident | null,
  step: Step,
  { at, machine, refuse }: Moments,
): Promise<Incident> {
  const { id } = row;
  const rows = toEventRows(id, before?.seq ?? 0, at, step.events);
  if (rows.length > 0) await tx.insertInto('incident_event').values(rows).execute();
  // As it will be read: what JSON leaves out must not stand in the messages either.
  const recorded = rows.map(fromEventRow);
  const incident = before ? recorded.reduce(after, before) : fold(id, recorded);
  await keepSources(tx, id, recorded);
  await keepActions(tx, before, incident);

  const lost = await takeAway(tx, id, step.gone ?? []);
  const edition = row.edition + 1;
  const circle = incident.isEmbargoed ? (step.circle ?? new Set<string>()) : null;
  const owed = step.deliveries(incident, edition);
  // Whatever their subjects are called: all that follows from a step of it is about it.
  const mine = circle === null ? owed : owed.filter(({ destination }) => circle.has(destination));
  for (const { purpose } of owed.filter((one) => !mine.includes(one))) refuse({ incident: id, purpose });
  const { allowed: deliveries, refused } = await withoutEmbargoed(tx, mine, new Map([[id, circle]]));
  for (const one of refused) refuse(one);
  await enqueueAllowed(tx, deliveries, machine);
  for (const messageId of lost) await holdReplies(tx, messageId);

  await tx
    .updateTable('incident')
    .set({
      ...projectionOf(incident),
      // Looking after an incident is no change of it: otherwise that would never come to an end.
      ...(rows.length > 0 ? { updated_at: Math.max(row.updated_at, at) } : {}),
      ...(deliveries.length > 0 ? { edition } : {}),
      ...(step.receipt === undefined ? {} : { receipt: JSON.stringify(step.receipt) }),
      ...(step.url === undefined ? {} : { url: step.url }),
      ...(step.isLinked === undefined ? {} : { is_linked: linksIn(step) }),
    })
    .where('id', '=', id)
    .execute();
  return incident;
}

function linksIn({ isLinked, hasDiscussion = false }: Step): number {
  if (!isLinked) return 0;
  return hasDiscussion ? linkedBoth : 1;
}

/** Which messages the entries of the timeline came from. */
async function keepSources(tx: Tx, id: number, recorded: readonly Recorded[]): Promise<void> {
  for (const { event } of recorded) {
    if (event.kind === 'noted' && event.entry.source) {
      const { channel, ts } = event.entry.source;
      await tx
        .insertInto('incident_source')
        .values({ incident_id: id, entry: event.entry.id, channel, ts })
        .execute();
    }
    if (event.kind === 'entry-removed')
      await tx
        .deleteFrom('incident_source')
        .where('incident_id', '=', id)
        .where('entry', '=', event.entry)
        .execute();
  }
}

/** What was deleted is posted, not edited. @returns the ids of the messages */
async function takeAway(tx: Tx, id: number, gone: NonNullable<Step['gone']>): Promise<number[]> {
  const ids: number[] = [];
  for (const { purpose, destination } of gone) {
    const rows = await tx
      .updateTable('message')
      // With another key: whoever looks for the new one must not take what is left of the old one for it.
      .set({ ts: null, shown_revision: 0, key: randomUUID() })
      .where('purpose', '=', purpose)
      .where('subject', '=', messages.head(id).subject)
      .where('destination', '=', destination)
      // What has no address is being posted: it must be found by the key that it has.
      .where('ts', 'is not', null)
      .returning('id')
      .execute();
    ids.push(...rows.map((row) => row.id));
  }
  return ids;
}

/** Replies that were about to be sent wait for the new message: without one they would be given up. */
async function holdReplies(tx: Tx, headId: number): Promise<void> {
  const owed = await tx
    .selectFrom('delivery')
    .select('id')
    .where('message_id', '=', headId)
    .where('state', 'in', [...unsettled])
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!owed) return;
  await tx
    .updateTable('delivery')
    .set({ state: 'waiting', waits_for: owed.id, due_at: null, version: sql`version + 1` })
    .where('state', '=', 'pending')
    .where('message_id', 'in', tx.selectFrom('message').select('id').where('thread_id', '=', headId))
    .execute();
}
