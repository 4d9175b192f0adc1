/** A poll in a few words: how many groups said what, which ones still owe an answer, and what a cause is called. */
import { shortCommit } from '../ci/commit.js';
import { groupName, type Release } from '../release.js';
import type { GroupStanding, GroupState, Poll, VoidCause } from './poll.js';

/** In the order in which a tally names them. */
const order: GroupState[] = ['go', 'no-go', 'conditional', 'late', 'void', 'waiting'];

const words: Record<GroupState, string> = {
  go: 'GO',
  'no-go': 'NO GO',
  conditional: 'GO with conditions',
  late: 'after the deadline',
  void: 'void',
  waiting: 'waiting',
};

export const countIn = ({ groups }: Pick<Poll, 'groups'>, state: GroupState): number =>
  groups.filter((one) => one.state === state).length;

/** `6 of 9 GO`, `1 NO GO`, `2 waiting`: what nobody said is left out, but for the first. */
export function tallyOf(poll: Pick<Poll, 'groups' | 'ended'>): [string, ...string[]] {
  const [, ...others] = order;
  const more = others.flatMap((state) => {
    const count = countIn(poll, state);
    if (count === 0) return [];
    return [state === 'waiting' && poll.ended ? `${count} did not answer` : `${count} ${words[state]}`];
  });
  return [`${countIn(poll, 'go')} of ${poll.groups.length} GO`, ...more];
}

/** Those that have to answer, or to answer again. */
export const owing = ({ groups }: Pick<Poll, 'groups'>): GroupStanding[] =>
  groups.filter(({ state }) => state === 'waiting' || state === 'void');

/** `v1.6.0-rc.1`, or `v1.6 at b202120` where no tag names it. */
export const candidateName = ({ candidate, release }: Pick<Poll, 'candidate' | 'release'>): string =>
  candidate.tag ?? `${release} at ${shortCommit(candidate.commit)}`;

/** The first few groups as people call them. */
export function groupNames(
  slugs: readonly string[],
  { groups }: Pick<Release, 'groups'>,
  most: number,
): string {
  const shown = slugs.slice(0, most).map((slug) => groupName(groups, slug));
  const more = slugs.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * What made answers void, as a sentence without its end.
 * @param commit how a commit is shown
 */
export function causeWords(cause: VoidCause, branch: string | null, commit = shortCommit): string {
  switch (cause.why) {
    case 'commit':
      return `${commit(cause.to)} landed on ${branch ?? 'the default branch'}`;
    case 'job':
      return `${cause.name} turned red`;
    case 'tag':
      return cause.to === null
        ? `the tag is gone, which was ${commit(cause.from)}`
        : `the tag moved from ${commit(cause.from)} to ${commit(cause.to)}`;
  }
}

/** `Sign-off for v1.6.0-rc.1: 6 of 9 GO; NO GO: Auth; waiting: Node, Storage`: every group that is not GO is named. */
export function signOffBriefly(poll: Poll, release: Pick<Release, 'groups'>): string {
  const owed = owing(poll);
  const of = (state: GroupState) => poll.groups.filter((one) => one.state === state);
  const named = (title: string, list: GroupStanding[]) =>
    list.length === 0
      ? []
      : [
          `${title}: ${groupNames(
            list.map(({ group }) => group),
            release,
            8,
          )}`,
        ];
  const ended = poll.ended === null ? [] : [endWords[poll.ended.why]];
  return [
    `Sign-off for ${candidateName(poll)}: ${tallyOf(poll)[0]}`,
    ...named('NO GO', of('no-go')),
    ...named('GO with conditions', of('conditional')),
    ...named('after the deadline', of('late')),
    ...(poll.ended === null ? named('waiting', owed) : []),
    ...ended,
  ].join('; ');
}

export const endWords = {
  overtaken: 'overtaken',
  replaced: 'another poll was opened',
  closed: 'closed',
} as const;
