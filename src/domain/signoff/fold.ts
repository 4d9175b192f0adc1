/** Makes a poll of its record: what each group says, until when, and whether anybody is asked any more. */
import type { JobKey } from '../ci/job.js';
import type { GroupAnswer, GroupStanding, Poll, PollEvent, PollRecord, VoidCause } from './poll.js';
import { answerFrom, countingOf, isStillLate, stateOf } from './standing.js';

/** Signalman as it stands in the record. */
export const signalman = { id: '', name: 'Signalman' } as const;

/** Events that nobody sees in the message. */
const unseen: readonly PollEvent['kind'][] = ['job', 'reminded'];

/** @throws Error when the record does not begin with somebody asking */
export function foldPoll(id: number, release: string, records: readonly PollRecord[]): Poll {
  const [first, ...rest] = records;
  if (first?.event.kind !== 'asked') throw new Error(`poll ${id} was never asked`);
  const { candidate, branch, head, groups, deadline } = first.event;
  const poll: Poll = {
    ...{ id, release, candidate, branch, head, deadline, askedBy: first.by, askedAt: first.at },
    groups: [],
    ended: null,
    revision: records.filter(({ event }) => !unseen.includes(event.kind)).length,
  };
  const work: Work = { poll, cause: null, answers: new Map(groups.map((group) => [group, null])) };
  for (const record of rest) apply(work, record);
  const { answers } = work;
  return { ...poll, groups: [...answers].map(([group, answer]) => standing(group, answer, poll.deadline)) };
}

interface Work {
  poll: Poll;
  answers: Map<string, GroupAnswer | null>;
  /** Why answers were voided the last time. */
  cause: VoidCause | null;
}

function apply(work: Work, { by, at, event }: PollRecord): void {
  const { poll, answers } = work;
  // What comes after the end changes nothing.
  if (poll.ended) return;
  const change = (groups: readonly string[], to: (answer: GroupAnswer) => GroupAnswer | null) => {
    for (const group of groups) {
      const answer = answers.get(group);
      if (answer) answers.set(group, to(answer));
    }
  };
  switch (event.kind) {
    case 'answered': {
      const before = answers.get(event.group);
      // A group that was not asked says nothing.
      if (before !== undefined) answers.set(event.group, countingOf(before, answerFrom(event, by, at)));
      break;
    }
    case 'withdrawn':
      change([event.group], () => null);
      break;
    case 'condition':
      change([event.group], (answer) => resolved(answer, event));
      break;
    case 'voided':
      work.cause = event.cause;
      change(event.groups, (answer) => ({ ...answer, voided: answer.voided ?? { ...event.cause, at } }));
      break;
    case 'extended':
      poll.deadline = event.deadline;
      break;
    case 'ended':
      poll.ended = { why: event.why, at, by, cause: event.why === 'overtaken' ? work.cause : null };
      break;
  }
}

function resolved(answer: GroupAnswer, { name, state, why }: Extract<PollEvent, { kind: 'condition' }>) {
  const conditions = answer.conditions.map((one) =>
    one.name === name && one.state === 'open' ? { ...one, state, why } : one,
  );
  return { ...answer, conditions };
}

function standing(group: string, answer: GroupAnswer | null, deadline: number): GroupStanding {
  const shown = answer && { ...answer, isLate: isStillLate(answer, deadline) };
  return { group, state: stateOf(answer, deadline), answer: shown };
}

/** Blocking jobs that were red when this was last looked at. */
export function redIn(records: readonly PollRecord[]): Set<JobKey> {
  const red = new Set<JobKey>();
  for (const { event } of records) {
    if (event.kind === 'asked') for (const job of event.red) red.add(job);
    if (event.kind !== 'job') continue;
    if (event.isRed) red.add(event.job);
    else red.delete(event.job);
  }
  return red;
}

/** Whether every group says GO. */
export const isComplete = ({ groups }: Pick<Poll, 'groups'>): boolean =>
  groups.every(({ state }) => state === 'go');

/** The record with these added, as they will stand in it: time never runs backwards there. */
export function recorded(
  records: readonly PollRecord[],
  events: readonly { by: PollRecord['by'] | null; event: PollEvent }[],
  now: number,
): PollRecord[] {
  const last = records.at(-1);
  const at = Math.max(now, last?.at ?? now);
  return events.map(({ by, event }, index) => ({
    seq: (last?.seq ?? 0) + index + 1,
    // A person's answer counts for that person, whatever else the caller knows of them.
    by: by === null ? signalman : { id: by.id, name: by.name },
    ...{ at, event },
  }));
}
