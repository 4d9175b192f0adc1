/** What is recorded of waivers, exceptions, words, reasons, manual tests, checklists and incidents, as decisions. */
import { type Exception, stateOf as stateOfException } from '../calendar/exception.js';
import type { Tick } from '../checklist/standing.js';
import type { ManualTest } from '../ci/manual.js';
import type { GroupWord } from '../ci/word.js';
import type { Note } from '../hand-written.js';
import type { Person } from '../person.js';
import { stateOfWaiver, type WaiverState } from '../waiver/cover.js';
import type { Waiver, Waiving } from '../waiver/waiver.js';
import type { Decision } from './decision.js';

/** Who ended something, by the id that was noted; null: it ended by itself. */
export interface EndedBy {
  endedBy: string | null;
}

export interface TickRecord extends Tick {
  /** What the item said. */
  text: string;
}

/** An incident that holds a release back, and ceased to by somebody's decision. */
export interface IncidentStep {
  id: number;
  title: string;
  what: 'resolved' | 'retracted' | 'merged';
  reason: string;
  by: Person;
  at: number;
}

const nothing = { commit: null, reason: '', until: null, now: '' } as const;
const idOnly = (id: string): Person => ({ id, name: id });

const waiverStates: Record<WaiverState, string> = {
  'in-force': 'in force',
  waiting: 'waits for a second person',
  over: 'over',
  ended: 'ended',
  void: 'void: the gate may not be waived any more',
};

export const ofWaivers = (waivers: readonly Waiver[], waiving: Waiving, now: number): Decision[] =>
  waivers.flatMap((one) => {
    const base = { kind: 'waiver', ref: `waiver ${one.id}`, about: one.about } as const;
    return [
      {
        ...{
          ...nothing,
          ...base,
          what: 'waived',
          by: one.by,
          at: one.at,
          reason: one.reason,
          until: one.until,
        },
        now: waiverStates[stateOfWaiver(one, waiving, now)],
      },
      ...(one.second ? [{ ...nothing, ...base, what: 'confirmed the waiver', ...one.second }] : []),
      ...(one.ended ? [{ ...nothing, ...base, what: 'ended the waiver', ...one.ended }] : []),
    ];
  });

export const ofExceptions = (exceptions: readonly Exception[], now: number): Decision[] =>
  exceptions.flatMap((one) => {
    const { id, what, issue, decision } = one;
    const base = { kind: 'exception', ref: `exception ${id}`, about: `${what} (${issue.name})` } as const;
    return [
      {
        ...{ ...nothing, ...base, what: 'asked for an exception', by: one.by, at: one.askedAt },
        ...{ reason: one.reason, until: one.until, now: stateOfException(one, now) },
      },
      ...(decision
        ? [
            {
              ...{ ...nothing, ...base, by: decision.by, at: decision.at, reason: decision.reason },
              what: `${decision.isApproved ? 'approved' : 'refused'} the exception`,
            },
          ]
        : []),
    ];
  });

/** A group's word excuses its job; a reason written by hand stands against the figures. */
export const ofWords = (words: readonly (GroupWord & EndedBy)[], now: number): Decision[] =>
  words.flatMap((one) => {
    const base = {
      kind: 'override',
      ref: `word ${one.id}`,
      about: `job ${one.job} of ${one.group}`,
    } as const;
    const by = { id: one.authorId, name: one.authorName };
    return [
      {
        ...{
          ...nothing,
          ...base,
          what: 'excused a job',
          by,
          at: one.at,
          reason: one.reason,
          until: one.until,
        },
        now: standing(one.endedAt, one.until, now),
      },
      ...(one.endedAt === null
        ? []
        : [
            ended(
              base,
              one.endedBy,
              one.endedAt,
              'took the word back',
              'the word ended when its job recovered',
            ),
          ]),
    ];
  });

export const ofReasons = (notes: readonly (Note & EndedBy)[], now: number): Decision[] =>
  notes
    .filter(({ type }) => type === 'reason')
    .flatMap((one) => {
      const about = one.heading === null ? one.text : `${one.heading}: ${one.text}`;
      const base = { kind: 'override', ref: `reason ${one.id}`, about } as const;
      return [
        {
          ...{ ...nothing, ...base, at: one.at, until: one.until },
          what: `wrote a reason for ${one.state === 'unknown' ? 'UNKNOWN' : 'NO GO'}`,
          by: { id: one.authorId, name: one.authorName },
          now: standing(one.endedAt, one.until, now),
        },
        ...(one.endedAt === null
          ? []
          : [ended(base, one.endedBy, one.endedAt, 'ended the reason', 'the reason was ended')]),
      ];
    });

export const ofManualTests = (tests: readonly ManualTest[]): Decision[] =>
  tests.flatMap((one) => {
    const base = { kind: 'manual-test', ref: `manual test ${one.id}`, about: `job ${one.job}` } as const;
    return [
      {
        ...{ ...nothing, ...base, at: one.at, commit: one.commit, reason: one.what },
        what: one.result === 'pass' ? 'tested by hand: passes' : 'tested by hand: fails',
        by: { id: one.authorId, name: one.authorName },
        now: one.endedAt === null ? 'counts for its commit' : 'taken back',
      },
      ...(one.endedAt === null ? [] : [ended(base, null, one.endedAt, '', 'the manual test was taken back')]),
    ];
  });

export function ofTicks(ticks: readonly TickRecord[]): Decision[] {
  const last = new Map(ticks.map((one) => [`${one.checklist} ${one.item}`, one]));
  return ticks.map((one) => ({
    ...{ ...nothing, kind: 'checklist', ref: `checklist ${one.checklist}`, about: one.text },
    ...{ what: one.isTicked ? 'ticked' : 'took the tick back', by: one.by, at: one.at, reason: one.note },
    now:
      last.get(`${one.checklist} ${one.item}`) === one
        ? one.isTicked
          ? 'ticked'
          : 'not ticked'
        : 'overtaken',
  }));
}

export const ofIncidents = (steps: readonly IncidentStep[]): Decision[] =>
  steps.map(({ id, title, what, reason, by, at }) => ({
    ...{ ...nothing, kind: 'incident', ref: `incident ${id}`, about: title, by, at, reason },
    what: {
      resolved: 'gave the all-clear',
      retracted: 'retracted the incident',
      merged: 'merged the incident',
    }[what],
  }));

const standing = (endedAt: number | null, until: number | null, now: number): string =>
  endedAt !== null ? 'ended' : until !== null && until <= now ? 'over' : 'in force';

/** @param by null: nobody did, and `itself` says what happened */
function ended(
  base: Pick<Decision, 'kind' | 'ref' | 'about'>,
  by: string | null,
  at: number,
  what: string,
  itself: string,
): Decision {
  return { ...nothing, ...base, at, by: by === null ? null : idOnly(by), what: by === null ? itself : what };
}
