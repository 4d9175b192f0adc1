/** What people decided about a release, of whatever kind, as one list: who, what, when, for which commit, why, until when. */
import type { Person } from '../person.js';

export type DecisionKind =
  | 'sign-off'
  | 'delegation'
  | 'waiver'
  | 'exception'
  | 'override'
  | 'manual-test'
  | 'checklist'
  | 'incident';

export interface Decision {
  kind: DecisionKind;
  /** What it is part of: `waiver 3`, `poll 2`. */
  ref: string;
  /** In a few words: `waived`, `said GO`, `ended`. */
  what: string;
  /** What it is about, in words, as it was then. */
  about: string;
  /** null: Signalman itself did. */
  by: Person | null;
  /** ms, UTC */
  at: number;
  /** The commit it was for; null: for none. */
  commit: string | null;
  reason: string;
  /** ms, UTC; null: it has no end */
  until: number | null;
  /** What has become of it: `in force`, `over`, `ended by dee`; empty: it is a step of something else. */
  now: string;
}

/** The order of time; of one moment, the order in which they were made. */
export function inOrder(decisions: readonly Decision[]): Decision[] {
  return withNames(decisions)
    .map((one, index) => ({ one, index }))
    .sort((a, b) => a.one.at - b.one.at || a.index - b.index)
    .map(({ one }) => one);
}

/** Where only the id of a person was noted, the name that they have elsewhere. */
function withNames(decisions: readonly Decision[]): Decision[] {
  const names = new Map(
    decisions.flatMap(({ by }) => (by && by.name !== by.id ? [[by.id, by.name] as const] : [])),
  );
  return decisions.map((one) =>
    one.by && one.by.name === one.by.id
      ? { ...one, by: { id: one.by.id, name: names.get(one.by.id) ?? one.by.id } }
      : one,
  );
}
