/** What follows for an open poll from what has become known: answers that are void, conditions, reminders, its deadline. */
import { foldPoll, recorded, redIn } from './fold.js';
import type { GroupStanding, Poll, PollEvent, PollRecord, VoidCause } from './poll.js';
import type { JobLook } from './red-jobs.js';
import { isOwed, remindersDue } from './remind.js';
import type { SignOffSettings } from './settings.js';

/** Where a reference led to when it was read last (ms, UTC); null: nowhere. */
export interface RefLook {
  commit: string | null;
  readAt: number;
}

export interface Facts {
  /** null: never read. */
  head: RefLook | null;
  /** Of the candidate's tag; null: it has none, or that was never read. */
  tag: RefLook | null;
  jobs: readonly JobLook[];
  /** What became of conditions, by their names. */
  conditions: ReadonlyMap<string, { state: 'met' | 'failed'; why: string }>;
  /** The pull requests that brought all that came onto the branch since, as `cameSince` tells them; null: not known. */
  came: ReadonlySet<string> | null;
  isQuiet: boolean;
}

export const nothingKnown: Facts = {
  ...{ head: null, tag: null, jobs: [], conditions: new Map(), came: null, isQuiet: true },
};

/** What Signalman has to record of a poll now, in order; decided from the record alone, so that nothing is done twice. */
export function followsFor(
  { id, release, records }: { id: number; release: string; records: readonly PollRecord[] },
  settings: SignOffSettings,
  facts: Facts,
  now: number,
): PollEvent[] {
  const events: PollEvent[] = [];
  const all = () => [
    ...records,
    ...recorded(
      records,
      events.map((event) => ({ by: null, event })),
      now,
    ),
  ];
  const poll = () => foldPoll(id, release, all());
  if (poll().ended) return [];
  const cause = movedBy(poll(), settings, facts, now);
  if (cause) {
    // Whoever said "GO if this is merged" said GO to the commit that only it has made.
    const isSpared = (one: GroupStanding) => cause.why === 'commit' && awaited(one, facts.came);
    const groups = named(poll().groups.filter((one) => isAnswered(one) && !isSpared(one)));
    return [
      { kind: 'voided', groups, cause },
      { kind: 'ended', why: 'overtaken', by: null },
    ];
  }
  if (settings.voidOn.job) events.push(...turned(poll(), redIn(records), facts.jobs));
  events.push(...resolved(poll(), facts.conditions));
  events.push(...overdue(poll(), all(), now));
  const groups = facts.isQuiet ? [] : remindersDue(poll(), all(), settings.remind, now);
  if (groups.length > 0) events.push({ kind: 'reminded', groups });
  return events;
}

const named = (groups: readonly GroupStanding[]) => groups.map(({ group }) => group);
const isAnswered = ({ answer }: GroupStanding) => answer !== null && answer.voided === null;

/**
 * Whether the branch or the tag has moved since. What was read before the poll was asked says nothing of that; nor does
 * what was read at a moment that is still to come: by a clock that was ahead, and perhaps before it was asked.
 */
function movedBy(
  { head, candidate, askedAt }: Poll,
  { voidOn }: SignOffSettings,
  facts: Pick<Facts, 'head' | 'tag'>,
  moment: number,
): VoidCause | null {
  const fresh = (look: RefLook | null) =>
    look && look.readAt >= askedAt && look.readAt <= moment ? look : null;
  const tag = fresh(facts.tag);
  if (candidate.tag !== null && tag && tag.commit !== candidate.commit)
    return { why: 'tag', from: candidate.commit, to: tag.commit };
  const now = fresh(facts.head);
  if (voidOn.commit && now?.commit && now.commit !== head)
    return { why: 'commit', from: head, to: now.commit };
  return null;
}

/** Whether a GO was given on the condition that exactly this comes. */
export function awaited({ answer }: GroupStanding, came: ReadonlySet<string> | null): boolean {
  if (answer === null || answer.voided !== null || answer.answer !== 'go' || came === null) return false;
  const { conditions } = answer;
  if (conditions.length === 0 || conditions.length !== came.size || answer.isLate) return false;
  return conditions.every(({ name, wants, state }) => {
    return wants === 'merged' && state !== 'failed' && came.has(name.toLowerCase());
  });
}

/** A job that was red when somebody said GO takes nothing back. A NO GO stands: a red job makes nothing better. */
function turned(poll: Poll, red: ReadonlySet<string>, jobs: readonly JobLook[]): PollEvent[] {
  const changed = jobs.filter(({ job, isRed }) => isRed !== red.has(job));
  const events: PollEvent[] = changed.map((look) => ({ kind: 'job', ...look }));
  const first = changed.find(({ isRed }) => isRed);
  const groups = poll.groups.filter((one) => isAnswered(one) && one.answer?.answer === 'go');
  if (!first || groups.length === 0) return events;
  const { job, name, url } = first;
  return [...events, { kind: 'voided', groups: named(groups), cause: { why: 'job', job, name, url } }];
}

function resolved({ groups }: Poll, known: Facts['conditions']): PollEvent[] {
  return groups.filter(isAnswered).flatMap(({ group, answer }) =>
    (answer?.conditions ?? []).flatMap(({ name, state }): PollEvent[] => {
      const now = state === 'open' ? known.get(name) : undefined;
      return now ? [{ kind: 'condition', group, name, ...now }] : [];
    }),
  );
}

function overdue(poll: Poll, records: readonly PollRecord[], now: number): PollEvent[] {
  if (now < poll.deadline) return [];
  const since = records.findLastIndex(({ event }) => event.kind === 'asked' || event.kind === 'extended');
  if (records.slice(since).some(({ event }) => event.kind === 'overdue')) return [];
  // Whoever says NO GO has answered, and a late GO was told already.
  const groups = named(poll.groups.filter(({ state }) => isOwed(state)));
  return groups.length === 0 ? [] : [{ kind: 'overdue', groups }];
}
