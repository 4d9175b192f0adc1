/** Action items of meetings as rows beside the record: written with each step, so that nobody has to fold all meetings. */
import type { Kysely } from 'kysely';
import type { FollowedAction, MeetingStore } from '../../app/ports/meeting-store.js';
import type { Agenda } from '../../domain/meeting/agenda.js';
import type { KeptAction, Meeting } from '../../domain/meeting/meeting.js';
import type { Database } from '../dialect.js';
import type { Tables } from '../tables.js';

type Db = Kysely<Tables>;

const rowsOf = ({ id, actions }: Meeting) =>
  actions.map((action) => ({
    ...{ meeting_id: id, action: action.id, body: JSON.stringify(action), is_open: action.done ? 0 : 1 },
    ...{ added_at: action.addedAt, done_at: action.done?.at ?? null, issue: action.issue?.name ?? null },
  }));

export async function keepMeetingActions(tx: Db, before: Meeting, after: Meeting): Promise<void> {
  const was = new Map(rowsOf(before).map((row) => [row.action, row]));
  const rows = rowsOf(after);
  for (const row of rows) {
    const old = was.get(row.action);
    if (old && JSON.stringify(old) === JSON.stringify(row)) continue;
    // Of another issue nothing is known.
    const looked = old?.issue === row.issue ? {} : { etag: null, tried_at: null };
    await tx
      .insertInto('meeting_action')
      .values({ ...row, etag: null, tried_at: null })
      .onConflict((conflict) => conflict.columns(['meeting_id', 'action']).doUpdateSet({ ...row, ...looked }))
      .execute();
  }
  const gone = [...was.keys()].filter((id) => !rows.some((row) => row.action === id));
  if (gone.length > 0)
    await tx
      .deleteFrom('meeting_action')
      .where('meeting_id', '=', after.id)
      .where('action', 'in', gone)
      .execute();
}

export async function openActionsBefore(db: Db, series: string, before: number): Promise<Agenda['actions']> {
  const rows = await db
    .selectFrom('meeting_action as a')
    .innerJoin('meeting as m', 'm.id', 'a.meeting_id')
    .select(['a.body', 'm.id', 'm.begins'])
    .where('m.series', '=', series)
    .where('m.begins', '<', before)
    .where('a.is_open', '=', 1)
    .orderBy('a.added_at')
    .orderBy('m.id')
    .orderBy('a.action')
    .execute();
  return rows.map(({ body, id, begins }) => ({
    ...{ meeting: { id, begins }, action: JSON.parse(body) as KeptAction },
  }));
}

export function followedActions({ read, write }: Database): Pick<MeetingStore, 'followed' | 'looked'> {
  return {
    async followed(doneSince) {
      const rows = await read
        .selectFrom('meeting_action')
        .select(['meeting_id', 'action', 'issue', 'etag', 'tried_at', 'is_open'])
        .where('issue', 'is not', null)
        .where((is) => is.or([is('is_open', '=', 1), is('done_at', '>=', doneSince)]))
        .orderBy('meeting_id')
        .orderBy('added_at')
        .execute();
      return rows.map(
        (row): FollowedAction => ({
          ...{ meeting: row.meeting_id, action: row.action, issue: row.issue ?? '', etag: row.etag },
          ...{ triedAt: row.tried_at, isDone: row.is_open === 0 },
        }),
      );
    },

    async looked({ meeting, action, etag, triedAt }) {
      await write
        .updateTable('meeting_action')
        .set({ etag, tried_at: triedAt })
        .where('meeting_id', '=', meeting)
        .where('action', '=', action)
        .execute();
    },
  };
}
