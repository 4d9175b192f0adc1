/** Answers that outlive their candidate: a GO on conditions, where nothing but what it waited for has come since. */
import { shortCommit } from '../../domain/ci/commit.js';
import { redIn } from '../../domain/signoff/fold.js';
import { awaited } from '../../domain/signoff/follow.js';
import type { Poll, PollEvent } from '../../domain/signoff/poll.js';
import type { NewPollEvent } from '../ports/signoff.js';
import type { Signing, SignoffDependencies } from './dependencies.js';
import { cameSince } from './tend.js';

type Asked = Extract<PollEvent, { kind: 'asked' }>;
type Told = Pick<NewPollEvent, 'by' | 'event'>;

/** @returns the events that follow the question: each such answer, with its conditions met */
export async function carriedOver(
  deps: SignoffDependencies,
  release: Signing,
  { candidate, head, branch, groups, red }: Asked,
): Promise<Told[]> {
  const [last] = await deps.store.ofRelease(release.name, 1);
  if (!last || candidate.commit !== head || last.poll.branch !== branch || !isOvertaken(last.poll)) return [];
  // A job that turned red since makes every GO void, also one that nobody could void: its poll was over.
  const seen = redIn(last.records);
  if (red.some((job) => !seen.has(job))) return [];
  const came = await cameSince(deps, release, last.poll, head);
  return last.poll.groups
    .filter((one) => groups.includes(one.group) && awaited(one, came))
    .flatMap(({ group, answer }) => (answer ? carried(last.poll, group, answer) : []));
}

const isOvertaken = ({ ended }: Poll): boolean => ended?.why === 'overtaken' && ended.cause?.why === 'commit';

function carried(
  { candidate }: Poll,
  group: string,
  { by, delegateOf, reason, issue, conditions }: NonNullable<Poll['groups'][number]['answer']>,
): Told[] {
  const before = candidate.tag ?? shortCommit(candidate.commit);
  const why = `Carried over from ${before}: since then nothing landed but what this GO waited for.`;
  const answered: PollEvent = {
    ...{ kind: 'answered', group, answer: 'go', issue, delegateOf, isLate: false },
    reason: reason === '' || reason.startsWith('Carried over') ? why : `${reason} (${why})`,
    conditions: conditions.map(({ name, url, wants }) => ({ name, url, wants })),
  };
  return [
    { by, event: answered },
    ...conditions.map(({ name }): Told => {
      return { by: null, event: { kind: 'condition', group, name, state: 'met', why: 'it was merged' } };
    }),
  ];
}
