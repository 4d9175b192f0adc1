/** What delivery has written at GitHub for something, or still owes there. */
import type { Kysely } from 'kysely';
import type { AtGitHubNow } from '../../app/ports/incident.js';
import { type Content, unreadable } from '../../domain/delivery.js';
import type { Tables } from '../tables.js';
import { lastOwed } from './receipts.js';

/**
 * @param subject also of those that begin with it, as with a word
 * @param given.web where people look at issues, e.g. `https://github.com`
 * @param given.now ms, on the clock of the machine
 */
export async function writtenAtGitHub(
  db: Kysely<Tables>,
  purposes: readonly string[],
  subject: string,
  { web, now }: { web: string; now: number },
): Promise<AtGitHubNow[]> {
  const owed = await lastOwed(db, purposes, subject, { andBelow: true });
  if (owed.length === 0) return [];
  const contents = await db
    .selectFrom('delivery_content')
    .select(['id', 'body'])
    .where('id', 'in', [...new Set(owed.map((one) => one.content_id))])
    .execute();
  const kinds = new Map(contents.map(({ id, body }) => [id, (JSON.parse(body) as Content).kind]));
  return owed.map(({ purpose, subject, destination, shown_revision, state, ...row }) => ({
    ...{ purpose, subject, destination, shown: shown_revision, state },
    item: itemOf(kinds.get(row.content_id), row, web),
    reason: reasonOf(state, row.reason),
    failedFor: state === 'failed' && row.settled_at !== null ? Math.max(0, now - row.settled_at) : null,
  }));
}

function itemOf(
  kind: Content['kind'] | undefined,
  { channel, ts }: { channel: string | null; ts: string | null },
  web: string,
): AtGitHubNow['item'] {
  if (channel === null || ts === null) return null;
  const [repository = '', number = ts] = channel.split('#');
  const name = `${repository}#${number}`;
  const page = `${web}/${repository}/${kind === 'pull-request' ? 'pull' : 'issues'}/${number}`;
  return { name, url: kind === 'comment' ? `${page}#issuecomment-${ts}` : page };
}

function reasonOf(state: AtGitHubNow['state'], reason: string | null): string | null {
  if (state === 'failed') return reason ?? 'failed';
  if (state === 'dropped') return 'dropped by an operator';
  return state === 'uncertain' && reason?.startsWith(unreadable) ? reason : null;
}
