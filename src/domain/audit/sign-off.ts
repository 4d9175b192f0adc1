/** What is recorded of polls and of delegates, as decisions. */
import { shortCommit } from '../ci/commit.js';
import type { Person } from '../person.js';
import { type Groups, groupName } from '../release.js';
import type { Delegation, GroupState, Poll, PollEvent, PollRecord, VoidCause } from '../signoff/poll.js';
import type { Decision } from './decision.js';

export interface RecordedPoll {
  poll: Poll;
  records: readonly PollRecord[];
}

const idOnly = (id: string): Person => ({ id, name: id });
const nothing = { reason: '', until: null, now: '' } as const;

export const ofPolls = (polls: readonly RecordedPoll[], groups: Groups): Decision[] =>
  polls.flatMap(({ poll, records }) =>
    records.flatMap((record) => {
      const said = words(record.event, record, poll, groups);
      if (!said) return [];
      return [
        {
          ...{ ...nothing, kind: 'sign-off' as const, ref: `poll ${poll.id}`, at: record.at },
          // Signalman itself has no id.
          by: record.by.id === '' ? null : record.by,
          commit: poll.candidate.commit,
          ...said,
        },
      ];
    }),
  );

type Said = Pick<Decision, 'what' | 'about'> & Partial<Decision>;

/** @returns null for what is no decision: reminders, and what jobs do by themselves */
function words(event: PollEvent, record: PollRecord, poll: Poll, groups: Groups): Said | null {
  const name = (group: string) => `${groups.noun} ${groupName(groups, group)}`;
  const candidate = poll.candidate.name;
  switch (event.kind) {
    case 'asked':
      return {
        what: 'asked for sign-off',
        about: `${candidate}: ${event.groups.map(name).join(', ')}`,
        until: event.deadline,
        now: poll.ended ? `ended: ${poll.ended.why}` : 'open',
      };
    case 'answered': {
      const conditions = event.conditions.map((one) => `if ${one.name} is ${one.wants}`).join(', ');
      const late = event.isLate ? ', after the deadline' : '';
      return {
        what: `said ${event.answer === 'go' ? 'GO' : 'NO GO'}${event.delegateOf ? ` for ${event.delegateOf.name}` : ''}${late}`,
        about: `${name(event.group)} for ${candidate}`,
        reason: [event.reason, conditions, event.issue?.name ?? ''].filter((one) => one !== '').join('; '),
        now: stateNow(event.group, record, poll),
      };
    }
    case 'withdrawn':
      return { what: 'withdrew the answer', about: `${name(event.group)} for ${candidate}` };
    case 'condition':
      return {
        what: `a condition is ${event.state}: ${event.name}`,
        about: `${name(event.group)} for ${candidate}`,
        reason: event.why,
      };
    case 'voided':
      return {
        what: 'answers became void',
        about: `${event.groups.map(name).join(', ')} for ${candidate}`,
        reason: causeWords(event.cause),
      };
    case 'extended':
      return { what: 'moved the deadline', about: candidate, until: event.deadline };
    case 'ended':
      return { what: `the poll ended: ${event.why}`, about: candidate };
    default:
      return null;
  }
}

const states: Record<GroupState, string> = {
  go: 'counts',
  'no-go': 'counts',
  conditional: 'waits for its conditions',
  waiting: 'withdrawn',
  void: 'void',
  late: 'too late',
};

/** Of the answer that a group gave last; others were overtaken by it. */
function stateNow(group: string, { at, by }: PollRecord, poll: Poll): string {
  const standing = poll.groups.find((one) => one.group === group);
  const isLast = standing?.answer?.at === at && standing.answer.by.id === by.id;
  // What was said about a candidate that nobody is asked about any more counts for nothing, whatever it was.
  if (standing && isLast)
    return poll.ended && standing.state !== 'void'
      ? `no longer counts, the poll ended: ${poll.ended.why}`
      : states[standing.state];
  return standing?.answer ? 'overtaken' : 'withdrawn';
}

function causeWords(cause: VoidCause): string {
  if (cause.why === 'job') return `job ${cause.name} turned red`;
  if (cause.why === 'commit')
    return `the branch moved from ${shortCommit(cause.from)} to ${shortCommit(cause.to)}`;
  return cause.to === null
    ? 'the tag is gone'
    : `the tag moved from ${shortCommit(cause.from)} to ${shortCommit(cause.to)}`;
}

/** @param endedBy Slack ids of those who ended them, by number */
export const ofDelegations = (
  delegations: readonly Delegation[],
  endedBy: ReadonlyMap<number, string>,
  groups: Groups,
  now: number,
): Decision[] =>
  delegations.flatMap((one) => {
    const about = `${one.delegate.name} answers for ${groups.noun} ${groupName(groups, one.group)}`;
    const base = {
      ...nothing,
      kind: 'delegation' as const,
      ref: `delegation ${one.id}`,
      about,
      commit: null,
    };
    const isOver = one.endedAt !== null ? 'ended' : one.until <= now ? 'over' : 'in force';
    return [
      { ...base, what: 'named a delegate', by: one.lead, at: one.at, until: one.until, now: isOver },
      ...(one.endedAt === null
        ? []
        : [
            {
              ...{ ...base, what: 'ended the delegation', at: one.endedAt },
              by: idOnly(endedBy.get(one.id) ?? one.lead.id),
            },
          ]),
    ];
  });
