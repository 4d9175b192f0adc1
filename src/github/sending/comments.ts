/** Comments: posted once, edited in place, pinned where GitHub allows it, and found again by their marker. */
import { z } from 'zod';
import type { Found, SendResult } from '../../domain/delivery.js';
import type { Answer, Call } from './call.js';
import { type Doing, type Means, marked, type Task, tooLate } from './doing.js';
import { afterHarmless, afterWrite, type Obstacle, unreadableFor } from './outcome.js';
import { nameOf, pathOf, type Spot } from './place.js';
import { ours } from './self.js';

const comment = z.object({
  id: z.number().int().positive(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  pin: z.unknown().optional(),
});
type Comment = z.infer<typeof comment>;

const pageSize = 100;
/** GitHub allows 2,500 comments on an issue. */
const mostPages = 30;

export function comments({ call, follow, self }: Means): Doing<'comment'> {
  const commentPath = ({ owner, repo }: Spot, id: string) => `/repos/${owner}/${repo}/issues/comments/${id}`;

  async function post({ claimed, content, at, inTime }: Task<'comment'>): Promise<SendResult> {
    const body = marked(content.body, claimed.key);
    const tryAt = (spot: Spot) => call('POST', `${pathOf(spot)}/comments`, { body });
    let spot = at;
    if (!inTime()) return tooLate;
    let answer = await tryAt(spot);
    if (answer.kind === 'moved') {
      const now = await follow.issue(at);
      if (now.kind === 'away') return now.obstacle;
      if (!inTime()) return tooLate;
      spot = now.spot;
      answer = await tryAt(spot);
    }
    if (answer.kind !== 'ok') return afterWrite(answer, at);
    const made = comment.safeParse(answer.data);
    if (!made.success) return { kind: 'unclear', why: 'GitHub’s answer could not be read' };
    const ts = String(made.data.id);
    const isPinned = !content.pin || (await pin(call, commentPath(spot, ts)));
    return { kind: 'sent', ts, channel: nameOf(spot), isUnfinished: !isPinned };
  }

  async function edit(task: Task<'comment'>, ts: string): Promise<SendResult> {
    const { claimed, content, at, inTime } = task;
    const body = marked(content.body, claimed.key);
    // A newer revision may stand there by now.
    if (!inTime()) return tooLate;
    const answer = await call('PATCH', commentPath(at, ts), { body });
    if (answer.kind === 'ok') return { kind: 'sent', ts, channel: nameOf(at) };
    const isAway = answer.kind === 'moved' || (answer.kind === 'no' && [404, 410].includes(answer.status));
    if (!isAway) return afterWrite(answer, at);
    const now = await follow.issue(at);
    if (now.kind === 'away') return now.obstacle;
    if (nameOf(now.spot) === nameOf(at)) return { kind: 'gone' };
    // It went with its issue.
    const there = await copies(task, now.spot);
    if (!Array.isArray(there)) return there;
    const [kept] = there;
    if (!kept) return { kind: 'gone' };
    if (!inTime()) return tooLate;
    const again = await call('PATCH', commentPath(now.spot, String(kept.id)), { body });
    if (again.kind !== 'ok') return afterWrite(again, now.spot);
    return { kind: 'sent', ts: String(kept.id), channel: nameOf(now.spot) };
  }

  /** All of them there, the first one first. */
  async function copies({ claimed }: Task<'comment'>, at: Spot): Promise<Comment[] | Obstacle> {
    const found: Comment[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const answer = await call('GET', `${pathOf(at)}/comments?per_page=${pageSize}&page=${page}`);
      if (answer.kind !== 'ok') return afterHarmless(answer, at);
      const list = z.array(comment).safeParse(answer.data);
      if (!list.success) return { kind: 'not-sent', why: 'GitHub’s answer could not be read' };
      found.push(...list.data);
      if (list.data.length < pageSize) break;
    }
    return ours(found, claimed.key, await self()).sort((a, b) => a.id - b.id);
  }

  async function find(task: Task<'comment'>): Promise<Found> {
    const { claimed, content, at } = task;
    const now = await follow.issue(at);
    if (now.kind === 'away') return unreadableFor(now.obstacle, now.status === 410);
    const there = await copies(task, now.spot);
    if (!Array.isArray(there)) return unreadableFor(there);
    const kept = there.find(({ id }) => String(id) === claimed.ts) ?? there[0];
    if (!kept) return { kind: 'absent' };
    // Whoever posted it may have come to an end before it was pinned.
    if (content.pin && !kept.pin) await pin(call, commentPath(now.spot, String(kept.id)));
    const says = kept.body === marked(content.body, claimed.key) ? claimed.revision : undefined;
    const shown = new Map([[String(kept.id), says]]);
    return { kind: 'found', copies: there.map(({ id }) => String(id)), shown, channel: nameOf(now.spot) };
  }

  return {
    send: (task) => (task.claimed.ts === null ? post(task) : edit(task, task.claimed.ts)),
    find,
    remove: async ({ at }, ts) => isGone(await call('DELETE', commentPath(at, ts))),
  };
}

const isGone = (answer: Answer) => answer.kind === 'ok' || (answer.kind === 'no' && answer.status === 404);

/**
 * A refusal is "not pinned". What is not known is tried once more: twice is as good as once.
 * @returns false: it is to be tried later
 */
async function pin(call: Call, path: string): Promise<boolean> {
  const isSettled = ({ kind }: Answer) => kind !== 'lost' && kind !== 'unreached' && kind !== 'wait';
  const answer = await call('PUT', `${path}/pin`);
  if (answer.kind === 'lost' || answer.kind === 'unreached')
    return isSettled(await call('PUT', `${path}/pin`));
  return isSettled(answer);
}
