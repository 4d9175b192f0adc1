/** Follows the issues of action items until they are closed, and for a while after, in case they are reopened. */
import { day, minute } from '../domain/time.js';
import type { Clock } from './ports/clock.js';
import type { Log } from './ports/log.js';
import type { FoundItem } from './ports/signoff-store.js';
import { whereIs } from './signoff/items.js';

/** ms between two looks. Nothing has changed mostly, and then a look costs nothing. */
const often = { open: 5 * minute, done: 60 * minute };
/** So long it is looked whether something is reopened, in ms. */
const reopensWithin = 14 * day;
/** Of one look: the others have their turn at the next. */
const mostAtOnce = 20;

/** An issue as it was looked at the last time. */
interface Followed {
  /** `owner/name#12` */
  issue: string;
  etag: string | null;
  /** ms, UTC; null: never */
  triedAt: number | null;
  isDone: boolean;
}

/** What GitHub says of it. */
export type SeenIssue = 'open' | 'done' | 'dropped' | 'gone';

export interface Following<One extends Followed> {
  clock: Clock;
  log: Log;
  /** @returns null when it is as it was */
  issues: { item(repository: string, number: number, etag: string | null): Promise<FoundItem | null> };
  store: { followed(doneSince: number): Promise<One[]>; looked(one: One): Promise<void> };
  /** Whether it is at this GitHub: what is called the same here is something else where people track it elsewhere. */
  isFollowed(one: One): Promise<boolean>;
  /** @param at when it became so (ms, UTC) */
  note(one: One, seen: SeenIssue, at: number): Promise<void>;
}

export async function followIssuesOf<One extends Followed>(following: Following<One>): Promise<void> {
  const now = following.clock();
  const all = await following.store.followed(now - reopensWithin);
  const due = all
    .filter(({ triedAt, isDone }) => isDue(triedAt, now, isDone ? often.done : often.open))
    .sort((a, b) => (a.triedAt ?? 0) - (b.triedAt ?? 0));
  for (const one of due.slice(0, mostAtOnce)) await look(following, one, now);
}

/** A clock that was put back must not stop it. */
const isDue = (triedAt: number | null, now: number, every: number): boolean =>
  triedAt === null || Math.abs(now - triedAt) >= every;

async function look<One extends Followed>(following: Following<One>, one: One, now: number): Promise<void> {
  const { store, issues, log } = following;
  const { repository, number } = whereIs(one.issue);
  let etag = one.etag;
  try {
    if (!(await following.isFollowed(one))) return await store.looked({ ...one, triedAt: now });
    const item = await issues.item(repository, number, one.etag);
    const seen = item && seenOf(item);
    if (seen) await following.note(one, seen, item.kind === 'found' ? (item.closedAt ?? now) : now);
    etag = item?.kind === 'found' ? item.etag : one.etag;
    if (item?.kind === 'unknown')
      log.warn({ issue: one.issue }, 'the issue of an action item cannot be seen');
  } catch (error) {
    log.warn({ err: error, issue: one.issue }, 'the issue of an action item could not be looked at');
  }
  await store.looked({ ...one, etag, triedAt: now });
}

/** What moved elsewhere goes on there: only people know whether it is the same. */
function seenOf(item: FoundItem): SeenIssue | null {
  if (item.kind === 'deleted') return 'gone';
  if (item.kind !== 'found') return null;
  if (item.state === 'open') return 'open';
  return item.state === 'dropped' || (item.isPullRequest && item.state === 'closed') ? 'dropped' : 'done';
}
