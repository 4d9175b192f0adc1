/** A group's word that its failing job does not hold the release back: who said so, why, and until when. */
import { UserFault } from '../fault.js';
import { isFullGreen, type Run } from './columns.js';
import type { JobKey } from './job.js';
import type { Judgement, Standing } from './judge.js';
import { clockSlack } from './rules.js';

export interface GroupWord {
  readonly id: number;
  readonly release: string;
  readonly job: JobKey;
  /** The group's slug. */
  readonly group: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly reason: string;
  /** When it was given: ms, UTC. */
  readonly at: number;
  /** It counts until then, without that moment: ms, UTC. */
  readonly until: number;
  /** When somebody took it back, or the job's recovery used it up. */
  readonly endedAt: number | null;
}

/**
 * What a word is about: a job that fails, now and then or always, or has not proved itself yet. What nobody knows it
 * cannot excuse.
 */
const excusable: readonly Standing[] = ['red', 'flaky', 'too-few', 'shrunken'];

/**
 * A word as it may be stored.
 * @throws UserFault `bad-word` when it has no reason, or no end that lies ahead
 */
export function checkWord<W extends Pick<GroupWord, 'reason' | 'until'>>(word: W, now: number): W {
  if (word.reason.trim() === '')
    throw new UserFault(
      'bad-word',
      'A word needs a reason.',
      'Say why the job does not hold the release back.',
    );
  if (!(word.until > now))
    throw new UserFault('bad-word', 'A word needs an end in the future.', 'Say until when it counts.');
  return word;
}

/** @returns the word as it is once it was taken back */
export const endWord = (word: GroupWord, now: number): GroupWord =>
  word.endedAt === null ? { ...word, endedAt: Math.max(now, word.at) } : word;

/** Whether it was given, neither ended nor run out. */
export function isInForce({ at, until, endedAt }: GroupWord, now: number): boolean {
  return at <= now + clockSlack && now < until && (endedAt === null || now < endedAt);
}

/**
 * Whether the job has recovered since the word was given: enough full green runs in a row that began after it. The
 * word was about that failure; the next one needs another.
 */
export function isUsedUp({ at }: GroupWord, runs: readonly Run[], needed: number): boolean {
  let row = 0;
  for (const run of runs) {
    if (run.startedAt < at) break;
    row = isFullGreen(run) ? row + 1 : 0;
    if (row >= Math.max(1, needed)) return true;
  }
  return false;
}

/** The word that excuses the job now, of several the one that lasts longest; null: none does. */
export function wordFor(
  judged: Judgement,
  runs: readonly Run[],
  words: readonly GroupWord[],
  now: number,
): GroupWord | null {
  if (!excusable.includes(judged.standing)) return null;
  const standing = words.filter(
    (word) => word.job === judged.job.key && isInForce(word, now) && !isUsedUp(word, runs, judged.needed),
  );
  return standing.reduce<GroupWord | null>(
    (best, word) => (best === null || word.until > best.until ? word : best),
    null,
  );
}
