/** A delivery with its message, its content and the head of its thread: all that is needed to send it. */
import type { Kysely } from 'kysely';
import type { Claimed } from '../../app/ports/delivery.js';
import type { Content } from '../../domain/delivery.js';
import type { Tables } from '../tables.js';

export function loading(tx: Kysely<Tables>, wanted: readonly { id: number }[]) {
  return (
    tx
      .selectFrom('delivery as d')
      .innerJoin('message as m', 'm.id', 'd.message_id')
      .innerJoin('delivery_content as c', 'c.id', 'd.content_id')
      .leftJoin('message as head', 'head.id', 'm.thread_id')
      .selectAll('d')
      .select(['m.purpose', 'm.subject', 'm.channel', 'm.ts', 'm.key', 'm.thread_id', 'c.body'])
      .select(['head.ts as thread_ts', 'head.channel as thread_channel'])
      // A copy that is looked for may be of an earlier revision that this one stands for.
      .select((select) =>
        select
          .selectFrom('delivery as first')
          .select((of) => of.fn.min('first.created_at').as('at'))
          .whereRef('first.message_id', '=', 'd.message_id')
          .whereRef('first.revision', '<=', 'd.revision')
          .where((is) => is.or([is('first.reposted', '>', 0), is('first.unclear', '=', 1)]))
          .as('first_written'),
      )
      // An edit of which nothing was heard before it was given up, or a later revision took its place: it may be what stands there.
      .select((select) =>
        select
          .selectFrom('delivery as before')
          .select((of) => of.fn.max('before.revision').as('revision'))
          .whereRef('before.message_id', '=', 'd.message_id')
          .whereRef('before.revision', '<', 'd.revision')
          .whereRef('before.revision', '>', 'm.shown_revision')
          .where('before.unclear', '=', 1)
          .as('perhaps_shown'),
      )
      .where(
        'd.id',
        'in',
        wanted.map((one) => one.id),
      )
  );
}

type Loaded = Awaited<ReturnType<ReturnType<typeof loading>['execute']>>[number];

/** As it stands when it is marked as claimed. @param row as it stood before */
export function claimedFrom(
  row: Loaded,
  content: Content,
  step: Claimed['step'],
  now: number,
): Claimed & { orphan: boolean } {
  const isSent = step === 'send';
  const isEdit = row.ts !== null && content.kind !== 'file';
  return {
    id: row.id,
    step,
    version: row.version + 1,
    purpose: row.purpose,
    subject: row.subject,
    revision: row.revision,
    place: {
      destination: row.destination,
      channel: row.channel ?? row.thread_channel,
      threadTs: row.thread_ts,
    },
    ts: row.ts,
    key: row.key,
    files: JSON.parse(row.files) as string[],
    content,
    usePlain: row.use_plain === 1,
    isEdit,
    isRevised: row.revision > 1 && content.kind !== 'file',
    hasPlain: content.kind === 'message' && content.plain !== null && row.use_plain === 0,
    attempts: row.attempts + (isSent ? 1 : 0),
    absences: row.absences,
    reposts: row.reposted,
    rechecks: row.rechecks,
    unclear: row.unclear === 1 || (isEdit && row.perhaps_shown !== null),
    reason: row.reason,
    startedAt: isSent ? now : (row.started_at ?? row.created_at),
    writtenAt: row.first_written ?? row.created_at,
    giveUpAt: row.give_up_at,
    orphan: row.thread_id !== null && row.thread_ts === null,
  };
}
