/** Follows the issues of action items until they are closed, and for a while after, in case they are reopened. */
import { followedIssue } from '../../domain/action-item.js';
import { day, minute } from '../../domain/time.js';
import { change } from '../incident/dependencies.js';
import { isHere } from '../incident/fix.js';
import { whereIs } from '../signoff/items.js';
import type { FoundItem } from '../signoff/ports.js';
import type { FollowedIssue, PostMortemDependencies } from './dependencies.js';

/** ms between two looks. Nothing has changed mostly, and then a look costs nothing. */
const often = { open: 5 * minute, done: 60 * minute };
/** So long it is looked whether something is reopened, in ms. */
const reopensWithin = 14 * day;
/** Of one look: the others have their turn at the next. */
const mostAtOnce = 20;

export async function followIssues(deps: PostMortemDependencies): Promise<void> {
  const now = deps.clock();
  const all = await deps.actions.followed(now - reopensWithin);
  const due = all
    .filter(({ triedAt, isDone }) => isDue(triedAt, now, isDone ? often.done : often.open))
    .sort((a, b) => (a.triedAt ?? 0) - (b.triedAt ?? 0));
  for (const one of due.slice(0, mostAtOnce)) await look(deps, one, now);
}

/** A clock that was put back must not stop it. */
const isDue = (triedAt: number | null, now: number, every: number): boolean =>
  triedAt === null || Math.abs(now - triedAt) >= every;

async function look(deps: PostMortemDependencies, one: FollowedIssue, now: number): Promise<void> {
  const { repository, number } = whereIs(one.issue);
  let etag = one.etag;
  try {
    if (!(await isFollowed(deps, one))) return await deps.actions.looked({ ...one, triedAt: now });
    const item = await deps.issues.item(repository, number, one.etag);
    const seen = item && seenOf(item);
    if (seen) await note(deps, one, seen, item.kind === 'found' ? (item.closedAt ?? now) : now);
    etag = item?.kind === 'found' ? item.etag : one.etag;
    if (item?.kind === 'unknown')
      deps.log.warn({ issue: one.issue }, 'the issue of an action item cannot be seen');
  } catch (error) {
    deps.log.warn({ err: error, issue: one.issue }, 'the issue of an action item could not be looked at');
  }
  await deps.actions.looked({ ...one, etag, triedAt: now });
}

/** What is called the same at this GitHub is something else where people track it at another host. */
async function isFollowed(
  { store, web }: PostMortemDependencies,
  { incident: id, action }: FollowedIssue,
): Promise<boolean> {
  const actions = (await store.load(id))?.incident.postmortem.actions ?? [];
  const issue = actions.find((one) => one.id === action)?.issue;
  return issue != null && isHere(web, issue.url);
}

/** What moved elsewhere goes on there: only people know whether it is the same. */
function seenOf(item: FoundItem): Parameters<typeof followedIssue>[1] | null {
  if (item.kind === 'deleted') return 'gone';
  if (item.kind !== 'found') return null;
  if (item.state === 'open') return 'open';
  return item.state === 'dropped' || (item.isPullRequest && item.state === 'closed') ? 'dropped' : 'done';
}

async function note(
  deps: PostMortemDependencies,
  { incident: id, action }: FollowedIssue,
  seen: Parameters<typeof followedIssue>[1],
  at: number,
): Promise<void> {
  await change(deps, id, { by: null, request: null }, ({ incident }) => {
    const item = incident.postmortem.actions.find((one) => one.id === action);
    const event = item ? followedIssue(item, seen, at) : null;
    return event ? [event] : [];
  });
}
