/** What delivery has written at GitHub for an incident, or still owes there. */
import type { Kysely } from 'kysely';
import type { AtGitHubNow } from '../app/incident-ports.js';
import { type Content, unreadable } from '../domain/delivery.js';
import { githubPurposes, messages } from '../domain/incident/places.js';
import { lastOwed } from './receipts.js';
import type { Tables } from './tables.js';

/**
 * @param web where people look at issues, e.g. `https://github.com`
 * @param now ms, on the clock of the machine
 */
export async function atGitHub(
  db: Kysely<Tables>,
  id: number,
  web: string,
  now: number,
): Promise<AtGitHubNow[]> {
  const owed = await lastOwed(db, githubPurposes, messages.head(id).subject, { andBelow: true });
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
