/** Meetings as rows, and rows as meetings. */
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { StoredMeeting } from '../../app/ports/meeting-store.js';
import type { AgendaFacts } from '../../domain/meeting/compare.js';
import type { MeetingEvent, MeetingRecorded } from '../../domain/meeting/event.js';
import { foldMeeting } from '../../domain/meeting/fold.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import { meetingMessages } from '../../domain/meeting/messages.js';
import { inChunks } from '../bulk.js';
import type { Tables } from '../tables.js';
import type { MeetingEventTable } from './tables.js';

type Db = Kysely<Tables>;

/** What an earlier version of the program has written may look otherwise: then nothing is compared with it. */
const facts: z.ZodType<AgendaFacts> = z.object({
  release: z.string(),
  verdict: z.enum(['GO', 'NO GO', 'UNKNOWN']).nullable(),
  gates: z.record(z.string(), z.enum(['go', 'no-go', 'unknown'])),
  blockers: z
    .array(z.object({ name: z.string(), title: z.string(), url: z.string(), owners: z.array(z.string()) }))
    .nullable(),
});

export function fromMeetingRow(row: Selectable<MeetingEventTable>): MeetingRecorded {
  const event = JSON.parse(row.body) as MeetingEvent;
  return {
    ...{ seq: row.seq, at: row.at },
    by: row.by_id === null ? null : { id: row.by_id, name: row.by_name ?? row.by_id },
    event:
      event.kind === 'agenda-posted' ? { ...event, facts: facts.safeParse(event.facts).data ?? null } : event,
  };
}

/** What the rows of meetings say beside their record. */
export const projectionOf = ({ begins, cancelled, agenda, seq }: Meeting) => ({
  ...{ begins, seq, is_cancelled: cancelled === null ? 0 : 1, has_agenda: agenda === null ? 0 : 1 },
});

/** In the order of the ids; without those that there are not. */
export async function meetingsOf(db: Db, ids: readonly number[]): Promise<StoredMeeting[]> {
  const rows = await inChunks([...ids], (some) =>
    db.selectFrom('meeting_event').selectAll().where('meeting_id', 'in', some).orderBy('seq').execute(),
  );
  const records = new Map<number, MeetingRecorded[]>();
  for (const row of rows) {
    const record = records.get(row.meeting_id);
    if (record) record.push(fromMeetingRow(row));
    else records.set(row.meeting_id, [fromMeetingRow(row)]);
  }
  const places = await placesOf(db, ids);
  return ids.flatMap((id) => {
    const record = records.get(id);
    return record ? [{ meeting: foldMeeting(id, record), place: places.get(id) ?? null }] : [];
  });
}

async function placesOf(db: Db, ids: readonly number[]) {
  const subjects = new Map(ids.map((id) => [meetingMessages.agenda(id).subject, id]));
  const rows = await inChunks([...subjects.keys()], (some) =>
    db
      .selectFrom('message')
      .select(['subject', 'channel', 'ts'])
      .where('purpose', '=', meetingMessages.agenda(0).purpose)
      .where('subject', 'in', some)
      .execute(),
  );
  return new Map(
    rows.flatMap(({ subject, channel, ts }) =>
      channel === null || ts === null ? [] : [[subjects.get(subject) ?? 0, { channel, ts }] as const],
    ),
  );
}
