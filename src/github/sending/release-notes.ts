/**
 * What somebody wrote for a pull request, told to it: in its description where the token may edit that, otherwise in a
 * comment. Where it was told first it is told again, so that nothing is said twice.
 */
import type { Found, SendResult } from '../../domain/delivery.js';
import { type BlockText, withBlock } from '../../domain/release-notes/block.js';
import type { ReadDescription, Said } from '../../domain/release-notes/said.js';
import type { Answer } from './call.js';
import { comments } from './comments.js';
import { type Doing, type Means, mostCharacters, type Task, tooLate } from './doing.js';
import { afterWrite, unreadableFor } from './outcome.js';
import { nameOf, pathOf } from './place.js';

/** Stands for the id of a comment where the description says it. */
const inDescription = 'description';

export function releaseNotes({
  readNote,
  ...means
}: Means & { readNote: ReadDescription }): Doing<'release-note'> {
  const { call, follow } = means;
  const commenting = comments(means);
  const asComment = (task: Task<'release-note'>): Task<'comment'> => ({
    ...task,
    content: { kind: 'comment', body: task.content.comment, pin: false },
  });
  /** Looked for first: an edit whose answer was lost is tried again without being read back. */
  async function commentInstead(task: Task<'release-note'>): Promise<SendResult> {
    const { claimed } = task;
    const one = asComment({ ...task, claimed: { ...claimed, ts: null } });
    const there = await commenting.find(one, 0);
    if (there.kind === 'wait') return there;
    if (there.kind === 'unreadable') return { kind: 'not-sent', why: there.reason };
    const [ts = null] = there.kind === 'found' ? there.copies : [];
    return await commenting.send({ ...one, claimed: { ...claimed, ts } });
  }

  async function describe(task: Task<'release-note'>): Promise<SendResult> {
    const now = await follow.issue(task.at);
    if (now.kind === 'away') return now.obstacle;
    const { spot, data } = now;
    const { note, instead } = task.content;
    const description = data.body ?? '';
    const there = readNote(description);
    const said: SendResult = { kind: 'sent', ts: inDescription, channel: nameOf(spot) };
    if (isSame(there, note)) return said;
    const body = withBlock(description, note);
    // Somebody has written one meanwhile, or more is read there than one block: only people know what is to stay.
    const isTheirs = there.kind !== 'missing' && !instead.includes(textOf(there));
    if (isTheirs || body.length > mostCharacters || !isSame(readNote(body), note))
      return await commentInstead({ ...task, at: spot });
    if (!task.inTime()) return tooLate;
    const answer = await call('PATCH', pathOf(spot), { body });
    if (answer.kind === 'ok') return said;
    if (!mayNot(answer)) return afterWrite(answer, spot);
    return await commentInstead({ ...task, at: spot });
  }

  const isComment = ({ claimed, content }: Task<'release-note'>): boolean =>
    claimed.ts === null ? content.how === 'comment' : claimed.ts !== inDescription;

  async function find(task: Task<'release-note'>, elapsed: number): Promise<Found> {
    const comment = await commenting.find(asComment(task), elapsed);
    if (isComment(task) || comment.kind === 'wait' || comment.kind === 'unreadable') return comment;
    // Whoever follows the comment puts it into the description: that is theirs, and no second copy of ours.
    if (comment.kind === 'found' && task.claimed.ts === null) return comment;
    const now = await follow.issue(task.at);
    if (now.kind === 'away') return unreadableFor(now.obstacle, now.status === 410);
    if (!isSame(readNote(now.data.body ?? ''), task.content.note)) return { kind: 'absent' };
    return { kind: 'found', copies: [inDescription], channel: nameOf(now.spot) };
  }

  return {
    send: (task) => (isComment(task) ? commenting.send(asComment(task)) : describe(task)),
    find,
    remove: async (task, ts, kept) =>
      ts === inDescription || (await commenting.remove(asComment(task), ts, kept)),
  };
}

const textOf = (said: Exclude<Said, { kind: 'missing' }>): string | null =>
  said.kind === 'none' ? null : said.text;

const isSame = (said: Said, { text, isActionRequired }: BlockText): boolean =>
  said.kind === 'note'
    ? said.text === text && said.isActionRequired === isActionRequired
    : said.kind === 'none' && text === null;

/** GitHub hides from a token what it may not do; a description that it does not take is said beside it. */
const mayNot = (answer: Answer): boolean => answer.kind === 'no' && [403, 404, 422].includes(answer.status);
