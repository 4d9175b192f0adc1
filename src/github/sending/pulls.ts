/**
 * Pull requests that bring in one file: one for each branch, so that it is never opened twice. A later edition of one
 * that was merged or closed gets a new one, if there is anything to say.
 */
import { z } from 'zod';
import type { Found, SendResult } from '../../domain/delivery.js';
import { branches, type Regenerate } from './branches.js';
import { type Doing, type Means, marked, type Task, tooLate } from './doing.js';
import { afterHarmless, afterWrite, type Obstacle, unreadableFor } from './outcome.js';
import { filePath, isBranch, repositoryOf, type Spot } from './place.js';
import { ours } from './self.js';

const pull = z.object({
  number: z.number().int().positive(),
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullish(),
  head: z.object({ ref: z.string() }),
  base: z.object({ ref: z.string() }),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
});
type Pull = z.infer<typeof pull>;

/** So many pull requests of one document come after one another at most. */
const mostBranches = 30;

export function pulls({
  call,
  follow,
  self,
  regenerate,
}: Means & { regenerate: Regenerate }): Doing<'pull-request'> {
  const { ensure, read, write } = branches(call);
  const under = (at: Spot) => `/repos/${repositoryOf(at)}/pulls`;

  /** All pull requests from this branch, the newest first. */
  async function from(at: Spot, branch: string): Promise<Pull[] | Obstacle> {
    const head = encodeURIComponent(`${at.owner}:${branch}`);
    const answer = await call('GET', `${under(at)}?head=${head}&state=all&per_page=100`);
    if (answer.kind !== 'ok') return afterHarmless(answer, at);
    const list = z.array(pull).safeParse(answer.data);
    if (!list.success) return { kind: 'not-sent', why: 'GitHub’s answer could not be read' };
    return list.data.filter(({ head }) => head.ref === branch).sort((a, b) => b.number - a.number);
  }

  /**
   * Goes from branch to branch until there is one to write on: free, or with a pull request of ours that is open.
   * `last`: of ours, and over.
   */
  async function present(
    { claimed, content }: Task<'pull-request'>,
    at: Spot,
  ): Promise<{ branch: string; open: Pull | null; last: Pull | null } | Obstacle> {
    let last: Pull | null = null;
    const who = await self();
    for (let turn = 1; turn <= mostBranches; turn++) {
      const branch = turn === 1 ? content.branch : `${content.branch}-${turn}`;
      const there = await from(at, branch);
      if (!Array.isArray(there)) return there;
      // The one that is known is ours, also where somebody has taken the marker out of what it says.
      const marks = ours(there, claimed.key, who);
      const own = there.filter((one) => String(one.number) === claimed.ts || marks.includes(one));
      const open = own.find(({ state }) => state === 'open');
      if (open || there.length === 0) return { branch, open: open ?? null, last };
      last = own[0] ?? last;
    }
    return { kind: 'refused', reason: `${mostBranches} pull requests of this were opened before` };
  }

  async function send(task: Task<'pull-request'>): Promise<SendResult> {
    const { claimed, content, inTime } = task;
    const { title, path } = content;
    if (!isBranch(content.branch) || filePath(path) === null)
      return { kind: 'refused', reason: `${content.branch} or ${path} is not a name that git takes` };
    const repository = await follow.repository(task.at);
    if (repository.kind === 'away') return repository.obstacle;
    const { spot: at, data } = repository;
    if (data.archived) return { kind: 'refused', reason: `the repository ${repositoryOf(at)} is archived` };
    const now = await present(task, at);
    if ('kind' in now) return now;
    const { branch, open, last } = now;
    const base = open?.base.ref ?? data.default_branch;
    const sent = ({ number }: Pick<Pull, 'number'>): SendResult => ({
      kind: 'sent',
      ts: String(number),
      channel: repositoryOf(at),
    });
    let old: string | null = null;
    if (last && !open) {
      // What people changed in it counts: merged, it is in the base; closed, on its branch.
      const said = await read(at, last.merged_at ? base : last.head.ref, path);
      if (said.kind === 'stopped') return said.obstacle;
      old = said.value?.text ?? null;
      if (old !== null && regenerate(old, content.text) === old) return sent(last);
    }
    if (!inTime()) return tooLate;
    const made = await ensure(at, branch, base);
    if (made.kind === 'stopped') return made.obstacle;
    const message = open || last ? `${title}: new edition` : title;
    const written = await write(at, { branch, path, message }, (existing) =>
      regenerate(open ? existing : (old ?? existing), content.text),
    );
    if (written.kind === 'stopped') return written.obstacle;
    if (open) return sent(open);
    if (!inTime()) return tooLate;
    const body = marked(content.body, claimed.key);
    const answer = await call('POST', under(at), { title, body, head: branch, base });
    if (answer.kind === 'no' && /already exists/i.test(answer.message))
      return { kind: 'not-sent', why: 'its pull request was opened at the same time' };
    if (answer.kind === 'no' && /no commits between/i.test(answer.message))
      return { kind: 'refused', reason: `${repositoryOf(at)} has this text already` };
    if (answer.kind !== 'ok') return afterWrite(answer, at);
    const opened = pull.safeParse(answer.data);
    return opened.success ? sent(opened.data) : { kind: 'unclear', why: 'GitHub’s answer could not be read' };
  }

  async function find(task: Task<'pull-request'>): Promise<Found> {
    const repository = await follow.repository(task.at);
    if (repository.kind === 'away') return unreadableFor(repository.obstacle);
    const now = await present(task, repository.spot);
    if ('kind' in now) return unreadableFor(now);
    const own = now.open ?? now.last;
    if (!own) return { kind: 'absent' };
    return { kind: 'found', copies: [String(own.number)], channel: repositoryOf(repository.spot) };
  }

  return {
    send,
    find,
    async remove({ at }, ts) {
      return (await call('PATCH', `${under(at)}/${ts}`, { state: 'closed' })).kind === 'ok';
    },
  };
}
