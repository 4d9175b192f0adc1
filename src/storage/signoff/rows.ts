/** Polls and delegations as rows, and the rows folded back; what evidence and the audit show of a release. */
import type { Kysely, Selectable } from 'kysely';
import type { RefName } from '../../app/ports/signoff-store.js';
import type { Person } from '../../domain/person.js';
import type { Release } from '../../domain/release.js';
import { foldPoll } from '../../domain/signoff/fold.js';
import {
  type Delegation,
  nothingSigned,
  type Poll,
  type PollEvent,
  type PollRecord,
  type SignOffEvidence,
} from '../../domain/signoff/poll.js';
import { askAll } from '../questions.js';
import { repositoryKey, type Tables } from '../tables.js';
import type { DelegationTable } from './tables.js';

type Db = Kysely<Tables>;

export interface PollWithRecord {
  poll: Poll;
  records: PollRecord[];
}

/** Names a reference; no two repositories, and no branch and tag, have one in common. */
export const refKey = ({ repository, kind, name }: RefName): string =>
  `${repositoryKey(repository)} ${kind} ${name ?? ''}`;

export function toEventRows(
  id: number,
  records: readonly PollRecord[],
  request: string | null,
): Tables['poll_event'][] {
  return records.map(({ seq, at, by, event }, index) => ({
    ...{ poll_id: id, seq, at, by_id: by.id, by_name: by.name },
    // It is named by the first: what follows from that came with it.
    request: index === 0 ? request : null,
    body: JSON.stringify(event),
  }));
}

/** In the order of the ids. */
export async function pollsOf(
  db: Db,
  rows: readonly { id: number; release: string }[],
): Promise<PollWithRecord[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const events = await db
    .selectFrom('poll_event')
    .selectAll()
    .where('poll_id', 'in', ids)
    .orderBy('poll_id')
    .orderBy('seq')
    .execute();
  const records = new Map<number, PollRecord[]>(ids.map((id) => [id, []]));
  for (const { poll_id, seq, at, by_id, by_name, body } of events)
    records
      .get(poll_id)
      ?.push({ seq, at, by: { id: by_id, name: by_name }, event: JSON.parse(body) as PollEvent });
  return rows.map(({ id, release }) => {
    const own = records.get(id) ?? [];
    return { poll: foldPoll(id, release, own), records: own };
  });
}

/** Every poll of a release with its whole record, in the order in which they were asked: for the audit. */
export async function pollsOfRelease(db: Db, release: string): Promise<PollWithRecord[]> {
  const rows = await db
    .selectFrom('poll')
    .select(['id', 'release'])
    .where('release', '=', release)
    .orderBy('id')
    .execute();
  const polls: PollWithRecord[] = [];
  // A few at a time: the history of a release has no end.
  for (let from = 0; from < rows.length; from += 50)
    polls.push(...(await pollsOf(db, rows.slice(from, from + 50))));
  return polls;
}

export function delegationOf(row: Selectable<DelegationTable>): Delegation {
  const person = (id: string, name: string): Person => ({ id, name });
  return {
    ...{ id: row.id, release: row.release, group: row.group_slug, at: row.at, endedAt: row.ended_at },
    lead: person(row.lead_id, row.lead_name),
    delegate: person(row.delegate_id, row.delegate_name),
    ...{ from: row.from_at, until: row.until_at },
  };
}

/** So many of a release are looked at, the newest ones. */
const mostDelegations = 500;

/** Those that nobody ended, whatever their dates, in the order in which they were made. */
export async function delegationsOf(db: Db, release: string): Promise<Delegation[]> {
  const rows = await db
    .selectFrom('delegation')
    .selectAll()
    .where('release', '=', release)
    .where('ended_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(mostDelegations)
    .execute();
  return rows.reverse().map(delegationOf);
}

/** Every delegation of a release, those that are over included, in the order in which they were made: for the audit. */
export async function allDelegationsOf(db: Db, release: string): Promise<Delegation[]> {
  const rows = await db
    .selectFrom('delegation')
    .selectAll()
    .where('release', '=', release)
    .orderBy('id')
    .execute();
  return rows.map(delegationOf);
}

async function refOf(db: Db, ref: RefName) {
  return await db.selectFrom('git_ref').selectAll().where('key', '=', refKey(ref)).executeTakeFirst();
}

/** What is known of a release's sign-off. */
export async function signOffOfRelease(db: Db, release: Release): Promise<SignOffEvidence> {
  if (!release.signOff) return nothingSigned;
  const { repository } = release.issues;
  const [last, head, delegations] = await askAll(db, [
    () =>
      db
        .selectFrom('poll')
        .select(['id', 'release'])
        .where('release', '=', release.name)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst(),
    () => refOf(db, { repository, kind: 'branch', name: release.branch }),
    () => delegationsOf(db, release.name),
  ]);
  const [found] = last ? await pollsOf(db, [last]) : [];
  const name = found?.poll.candidate.tag ?? null;
  const tag = name === null ? undefined : await refOf(db, { repository, kind: 'tag', name });
  const readAt = head?.read_at ?? null;
  return {
    poll: found?.poll ?? null,
    head: head && head.commit_hash !== null && readAt !== null ? { commit: head.commit_hash, readAt } : null,
    tag: tag && tag.read_at !== null ? { commit: tag.commit_hash, readAt: tag.read_at } : null,
    problem: head?.problem ?? tag?.problem ?? null,
    delegations,
  };
}
