/** How an incident went, as figures are made of it: when what was known, which promises were kept, what is still to do. */
import { type ActionType, actionTypes } from '../postmortem/event.js';
import type { FixState } from './event.js';
import { type Incident, isOpen } from './incident.js';

/** Retracted and merged ones were no incidents of their own: they are counted apart. */
export type Outcome = 'open' | 'resolved' | 'retracted' | 'merged';

/** Of action items of one type. */
export interface Todo {
  open: number;
  done: number;
}

export interface Course {
  id: number;
  release: string;
  /** Id of the severity that it has, or had last. */
  severity: string;
  outcome: Outcome;
  /** Each in ms from the declaration; null: not yet, or never. */
  took: Record<Step, number | null>;
  /** Promises of a next update that were kept, and that were not. One that is not due yet is neither. */
  kept: number;
  missed: number;
  /** null: none is owed yet. */
  postmortem: 'open' | 'final' | null;
  actions: Record<ActionType, Todo>;
}

/**
 * announce: its head or a first copy was delivered. identify: an update says that the cause is known, or more. fix: a
 * pull request that repairs it was merged, or an update says that the fix is merged. resolve: the all-clear.
 */
export const steps = ['announce', 'identify', 'fix', 'resolve'] as const;
export type Step = (typeof steps)[number];

const fixed: readonly FixState[] = ['merged', 'waiting', 'in-place'];

/**
 * @param announced ms from its declaration to the first message that was delivered; null: none was, or nobody knows
 * @param now ms, UTC: what was promised until then is kept by now or not
 */
export function courseOf(incident: Incident, announced: number | null, now: number): Course {
  const { id, facts, state, declaredAt, endedAt, liftedBy, postmortem } = incident;
  const outcome = outcomeOf(incident);
  const since = (at: number | null) => (at === null ? null : Math.max(0, at - declaredAt));
  return {
    ...{ id, release: facts.release, severity: facts.severity, outcome },
    took: {
      // What was delivered first was for few, and says nothing about when everybody heard.
      announce: liftedBy === null ? announced : null,
      identify: since(firstSaying(incident, (fix) => fix !== 'unknown')),
      fix: since(fixedAt(incident)),
      resolve: outcome === 'resolved' ? since(endedAt) : null,
    },
    ...promisesOf(incident, now),
    postmortem:
      outcome === 'resolved'
        ? postmortem.status === 'final' || state === 'published'
          ? 'final'
          : 'open'
        : null,
    actions: todoOf(incident),
  };
}

function outcomeOf(incident: Incident): Outcome {
  if (isOpen(incident)) return 'open';
  return incident.state === 'retracted' || incident.state === 'merged' ? incident.state : 'resolved';
}

/** When a pull request that repairs it was merged, or people said so: whichever was first. */
function fixedAt(incident: Incident): number | null {
  const merged = incident.github.linked
    .filter((one) => one.as === 'fix')
    .flatMap(({ sights }) => sights.filter(({ what }) => what === 'merged').map(({ at }) => at));
  const said = firstSaying(incident, (fix) => fixed.includes(fix));
  const all = [...merged, ...(said === null ? [] : [said])];
  return all.length === 0 ? null : Math.min(...all);
}

/** When a revision first said so; not one that was corrected to say something else. */
export function firstSaying(
  { revisions }: Pick<Incident, 'revisions'>,
  is: (fix: FixState) => boolean,
): number | null {
  let fix: FixState = 'unknown';
  const after = revisions.map(({ changed }) => {
    fix = changed.after.fix ?? fix;
    return fix;
  });
  const found = revisions.find(({ struck }, at) => {
    const then = after[at];
    const corrected = struck === null ? then : after[struck.by - 1];
    return then !== undefined && corrected !== undefined && is(then) && is(corrected);
  });
  return found?.at ?? null;
}

/** A promise is kept by the revision that replaces it, or that ends the incident, if it came in time. */
function promisesOf({ revisions }: Incident, now: number): { kept: number; missed: number } {
  let due: number | null = null;
  const counted = { kept: 0, missed: 0 };
  for (const { at, changed } of revisions) {
    const next = changed.after.nextUpdateBy;
    if (next === undefined) continue;
    if (due !== null) counted[at <= due ? 'kept' : 'missed'] += 1;
    due = next;
  }
  if (due !== null && due < now) counted.missed += 1;
  return counted;
}

function todoOf({ postmortem }: Incident): Record<ActionType, Todo> {
  const counted = nothingToDo();
  for (const { type, done } of postmortem.actions) {
    // What was given up is neither.
    if (done?.how === 'dropped') continue;
    counted[type][done === null ? 'open' : 'done'] += 1;
  }
  return counted;
}

export function nothingToDo(): Record<ActionType, Todo> {
  return Object.fromEntries(actionTypes.map((type) => [type, { open: 0, done: 0 }])) as Record<
    ActionType,
    Todo
  >;
}
