/** What a group says, from what was answered: of two answers within a second the more careful one, otherwise the later. */
import type { Person } from '../person.js';
import { second } from '../time.js';
import type { Condition, GroupAnswer, GroupState, PollEvent } from './poll.js';

type Answered = Extract<PollEvent, { kind: 'answered' }>;

export function answerFrom(event: Answered, by: Person, at: number): GroupAnswer {
  const { answer, delegateOf, reason, issue, isLate } = event;
  return {
    ...{ answer, by, delegateOf, at, reason, issue, isLate, voided: null },
    conditions: event.conditions.map((one: Condition) => ({ ...one, state: 'open', why: '' })),
  };
}

/**
 * The one of two answers of a group that counts. Within a second it is not the order in which they were stored that
 * decides: that is chance. A GO that came too late takes nothing from one that came in time.
 */
export function countingOf(before: GroupAnswer | null, next: GroupAnswer): GroupAnswer {
  if (before !== null && isTimelyGo(before) && next.answer === 'go' && next.isLate) return before;
  if (before === null || before.voided !== null || !isSameSecond(before.at, next.at)) return next;
  const more = carefulness(next) - carefulness(before);
  if (more !== 0) return more > 0 ? next : before;
  return orderOf(next) > orderOf(before) ? next : before;
}

const isTimelyGo = ({ answer, voided, isLate, conditions }: GroupAnswer): boolean =>
  answer === 'go' && voided === null && !isLate && conditions.every(({ state }) => state === 'met');

const isSameSecond = (a: number, b: number) => Math.floor(a / second) === Math.floor(b / second);

function carefulness({ answer, conditions }: GroupAnswer): number {
  if (answer === 'no-go') return 2;
  return conditions.length > 0 ? 1 : 0;
}

/** Any order will do that the answers themselves make. */
const orderOf = ({ at, by, reason, issue, conditions, delegateOf }: GroupAnswer): string =>
  JSON.stringify([
    String(at).padStart(20, '0'),
    ...[by.id, reason, issue?.url, conditions.map(({ name }) => name), delegateOf?.id],
  ]);

/** @param deadline ms, UTC: as it is now */
export function stateOf(answer: GroupAnswer | null, deadline: number): GroupState {
  if (answer === null) return 'waiting';
  if (answer.voided !== null) return 'void';
  const has = (state: string) => answer.conditions.some((one) => one.state === state);
  if (answer.answer === 'no-go' || has('failed')) return 'no-go';
  if (isStillLate(answer, deadline)) return 'late';
  return has('open') ? 'conditional' : 'go';
}

/** A GO that came too late counts once the deadline is later than it. */
export const isStillLate = ({ isLate, at, answer }: GroupAnswer, deadline: number): boolean =>
  answer === 'go' && isLate && at >= deadline;
