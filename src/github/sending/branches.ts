/** A file on a branch of its own: made where it is missing, and written so that nothing is lost that people wrote there. */
import { z } from 'zod';
import type { Call } from './call.js';
import { afterHarmless, type No, type Obstacle } from './outcome.js';
import { filePath, refPath, repositoryOf, type Spot } from './place.js';

const file = z.object({
  type: z.literal('file'),
  sha: z.string(),
  encoding: z.string(),
  content: z.string(),
});
const ref = z.object({ object: z.object({ sha: z.string() }) });

/** Makes of what stands there, null: nothing, and what was generated what is to stand there. */
export type Regenerate = (existing: string | null, generated: string) => string;

type Done<T> = { kind: 'done'; value: T } | { kind: 'stopped'; obstacle: Obstacle };
const done = <T>(value: T): Done<T> => ({ kind: 'done', value });
const stopped = (obstacle: Obstacle): { kind: 'stopped'; obstacle: Obstacle } => ({
  kind: 'stopped',
  obstacle,
});

/** Somebody may write at the same time; so often it is read anew. */
const mostRounds = 3;

export function branches(call: Call) {
  const under = (at: Spot) => `/repos/${repositoryOf(at)}`;

  /** @returns the commit it points to; null: there is none of this name */
  async function tip(at: Spot, branch: string): Promise<Done<string | null>> {
    const answer = await call('GET', `${under(at)}/git/ref/heads/${refPath(branch)}`);
    if (answer.kind === 'no' && answer.status === 404) return done(null);
    if (answer.kind !== 'ok') return stopped(afterHarmless(answer, at));
    const parsed = ref.safeParse(answer.data);
    return parsed.success ? done(parsed.data.object.sha) : stopped(unread);
  }

  async function ensure(at: Spot, branch: string, base: string): Promise<Done<null>> {
    const there = await tip(at, branch);
    if (there.kind === 'stopped' || there.value !== null)
      return there.kind === 'stopped' ? there : done(null);
    const from = await tip(at, base);
    if (from.kind === 'stopped') return from;
    if (from.value === null)
      return stopped({ kind: 'refused', reason: `${repositoryOf(at)} has no branch ${base}` });
    const answer = await call('POST', `${under(at)}/git/refs`, {
      ref: `refs/heads/${branch}`,
      sha: from.value,
    });
    // Another try of the same may have made it.
    if (answer.kind === 'ok' || (answer.kind === 'no' && /already exists/i.test(answer.message)))
      return done(null);
    return stopped(afterHarmless(answer, at));
  }

  /** @returns null when there is no such file, or no such branch */
  async function read(
    at: Spot,
    branch: string,
    path: string,
  ): Promise<Done<{ text: string; sha: string } | null>> {
    const answer = await call(
      'GET',
      `${under(at)}/contents/${filePath(path)}?ref=${encodeURIComponent(branch)}`,
    );
    if (answer.kind === 'no' && answer.status === 404) return done(null);
    if (answer.kind !== 'ok') return stopped(afterHarmless(answer, at));
    const parsed = file.safeParse(answer.data);
    if (!parsed.success || parsed.data.encoding !== 'base64')
      return stopped({ kind: 'refused', reason: `${path} in ${repositoryOf(at)} is not a text file` });
    const text = Buffer.from(parsed.data.content, 'base64').toString('utf8');
    return done({ text, sha: parsed.data.sha });
  }

  /** Commits what is new. @param regenerate asked again when somebody else was faster */
  async function write(
    at: Spot,
    { branch, path, message }: { branch: string; path: string; message: string },
    regenerate: (existing: string | null) => string,
  ): Promise<Done<{ isNew: boolean }>> {
    for (let round = 1; ; round++) {
      const there = await read(at, branch, path);
      if (there.kind === 'stopped') return there;
      const text = regenerate(there.value?.text ?? null);
      if (text === there.value?.text) return done({ isNew: false });
      const answer = await call('PUT', `${under(at)}/contents/${filePath(path)}`, {
        ...{ message, branch, content: Buffer.from(text).toString('base64') },
        ...(there.value ? { sha: there.value.sha } : {}),
      });
      if (answer.kind === 'ok') return done({ isNew: true });
      const refusal = answer.kind === 'no' ? refused(answer, at, branch) : null;
      if (refusal) return stopped(refusal);
      const isOvertaken = answer.kind === 'no' && (answer.status === 409 || /sha/i.test(answer.message));
      if (!isOvertaken) return stopped(afterHarmless(answer, at));
      if (round >= mostRounds) return stopped({ kind: 'not-sent', why: 'somebody else writes there too' });
    }
  }

  return { ensure, read, write };
}

/** A branch that nobody may write to by hand answers as if somebody had been faster: only its words tell it. */
function refused({ status, message }: No, at: Spot, branch: string): Obstacle | null {
  const where = `the branch ${branch} of ${repositoryOf(at)}`;
  const isProtected = /protected|through a pull request|approving review|status check|rule violation/i;
  if ([403, 409, 422].includes(status) && isProtected.test(message))
    return { kind: 'refused', reason: `${where} is protected: it takes changes only by pull requests` };
  if (status === 404 && /\bbranch\b/i.test(message))
    return { kind: 'refused', reason: `${repositoryOf(at)} has no branch ${branch}` };
  return null;
}

const unread: Obstacle = { kind: 'not-sent', why: 'GitHub’s answer could not be read' };
