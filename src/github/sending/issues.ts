/** Issues: opened once and found again in the list; edits leave alone what people set beside the text. */
import { z } from 'zod';
import type { Found, SendResult } from '../../domain/delivery.js';
import { minute } from '../../domain/time.js';
import { type Doing, type Means, marked, type Task, tooLate } from './doing.js';
import { afterHarmless, afterWrite, type No, unreadableFor } from './outcome.js';
import { nameOf, pathOf, repositoryOf, type Spot } from './place.js';
import { ours } from './self.js';

const issue = z.object({
  number: z.number().int().positive(),
  created_at: z.string(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  pull_request: z.unknown().optional(),
});

const pageSize = 100;
const mostPages = 10;
/** Clocks differ; ms. */
const margin = 10 * minute;

export function issues({ call, follow, self }: Means): Doing<'issue'> {
  async function open({ claimed, content, at, inTime }: Task<'issue'>): Promise<SendResult> {
    const { title, labels } = content;
    const text = { title, body: marked(content.body, claimed.key), labels };
    let spot = at;
    const go = (assignees: string[]) => call('POST', `${pathOf(spot)}/issues`, { ...text, assignees });
    if (!inTime()) return tooLate;
    let answer = await go(content.assignees);
    if (answer.kind === 'moved') {
      const now = await follow.repository(at);
      if (now.kind === 'away') return now.obstacle;
      spot = now.spot;
      if (!inTime()) return tooLate;
      answer = await go(content.assignees);
    }
    // Somebody whom GitHub does not know there must not keep it from being opened.
    if (answer.kind === 'no' && isAboutAssignees(answer)) {
      if (!inTime()) return tooLate;
      answer = await go([]);
    }
    if (answer.kind !== 'ok') return afterWrite(answer, spot);
    const made = issue.safeParse(answer.data);
    if (!made.success) return { kind: 'unclear', why: 'GitHub’s answer could not be read' };
    return { kind: 'sent', ts: String(made.data.number), channel: repositoryOf(spot) };
  }

  async function edit({ claimed, content, at, inTime }: Task<'issue'>, ts: string): Promise<SendResult> {
    const text = { title: content.title, body: marked(content.body, claimed.key) };
    const there = { ...at, number: Number(ts) };
    if (!inTime()) return tooLate;
    let answer = await call('PATCH', pathOf(there), text);
    let spot: Spot = there;
    if (answer.kind === 'moved') {
      const now = await follow.issue(there);
      if (now.kind === 'away') return now.obstacle;
      spot = now.spot;
      if (!inTime()) return tooLate;
      answer = await call('PATCH', pathOf(spot), text);
    }
    if (answer.kind !== 'ok') return afterWrite(answer, spot);
    return { kind: 'sent', ts: String(spot.number), channel: repositoryOf(spot) };
  }

  /** One that is known is looked at alone, however long ago it was opened. */
  async function look({ claimed, content, at }: Task<'issue'>, ts: string): Promise<Found> {
    const now = await follow.issue({ ...at, number: Number(ts) });
    if (now.kind === 'away') return unreadableFor(now.obstacle, now.status === 410);
    const number = String(now.spot.number);
    const says = now.data.body === marked(content.body, claimed.key) ? claimed.revision : undefined;
    const shown = new Map([[number, says]]);
    return { kind: 'found', copies: [number], shown, channel: repositoryOf(now.spot) };
  }

  /** The list and not the search, which knows of a new issue only after a while. */
  async function find(task: Task<'issue'>, elapsed: number): Promise<Found> {
    const { claimed, at } = task;
    if (claimed.step === 'read' && claimed.isEdit && claimed.ts !== null) return await look(task, claimed.ts);
    const now = await follow.repository(at);
    if (now.kind === 'away') return unreadableFor(now.obstacle);
    const { spot } = now;
    const all: z.infer<typeof issue>[] = [];
    let oldest = Number.NEGATIVE_INFINITY;
    for (let page = 1; ; page++) {
      if (page > mostPages)
        return { kind: 'unreadable', reason: `too many issues are new in ${nameOf(spot)}`, final: false };
      const query = `state=all&sort=created&direction=desc&per_page=${pageSize}&page=${page}`;
      const answer = await call('GET', `${pathOf(spot)}/issues?${query}`);
      if (answer.kind !== 'ok') return unreadableFor(afterHarmless(answer, spot));
      const list = z.array(issue).safeParse(answer.data);
      if (!list.success)
        return { kind: 'unreadable', reason: 'GitHub’s answer could not be read', final: false };
      // No copy is older than what was written, and the newest is no later than now: our clock is not asked.
      if (page === 1) oldest = momentOf(list.data[0]) - elapsed - margin;
      all.push(...list.data);
      if (list.data.length < pageSize || momentOf(list.data.at(-1)) < oldest) break;
    }
    const own = ours(
      all.filter(({ pull_request }) => !pull_request).sort((a, b) => a.number - b.number),
      claimed.key,
      await self(),
    );
    if (own.length === 0) return { kind: 'absent' };
    return { kind: 'found', copies: own.map(({ number }) => String(number)), channel: repositoryOf(spot) };
  }

  return {
    send: (task) => (task.claimed.ts === null ? open(task) : edit(task, task.claimed.ts)),
    find,
    /** Without its marker, so that it is not found for ever. */
    async remove({ at }, ts, kept) {
      const answer = await call('PATCH', pathOf({ ...at, number: Number(ts) }), {
        ...{ state: 'closed', state_reason: 'duplicate' },
        body: `This was opened twice by mistake; it goes on in #${kept}.`,
      });
      return answer.kind === 'ok' || (answer.kind === 'no' && [404, 410].includes(answer.status));
    },
  };
}

const momentOf = (one: { created_at: string } | undefined): number => Date.parse(one?.created_at ?? '') || 0;

const isAboutAssignees = ({ status, message }: No): boolean =>
  status === 422 && /assignee|could not be assigned/i.test(message);
