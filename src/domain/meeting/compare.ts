/** What has changed between two meetings of a series: gates that say something else, and issues that block. */
import type { GateState } from '../gates/gate.js';
import type { VerdictState } from '../verdict.js';
import type { Agenda, AgendaItem } from './agenda.js';

/** What the next meeting is compared with. */
export interface AgendaFacts {
  release: string;
  verdict: VerdictState | null;
  gates: Record<string, GateState>;
  /** null: not known then. */
  blockers: AgendaItem[] | null;
}

/** Where an issue is that blocked and does not any more. */
export type Fate = 'closed' | 'moved';

const shown: Record<GateState, string> = { go: 'GO', 'no-go': 'NO GO', unknown: 'UNKNOWN' };

/** @param before of the last meeting; null: there was none. One of another release says nothing about this one */
export function flippedSince(before: AgendaFacts | null, now: AgendaFacts): Agenda['flipped'] {
  if (before?.release !== now.release) return [];
  return Object.entries(now.gates).flatMap(([gate, state]) => {
    // Gates are called by names that people give them.
    const was = Object.hasOwn(before.gates, gate) ? before.gates[gate] : undefined;
    return was === undefined || was === state ? [] : [{ gate, from: shown[was], to: shown[state] }];
  });
}

/** @param fateOf of those that were there before and are not now; by name */
export function blockersSince(
  before: AgendaFacts | null,
  now: AgendaFacts,
  fateOf: (name: string) => Fate,
): Agenda['blockers'] {
  if (now.blockers === null) return null;
  const open = now.blockers;
  if (before?.release !== now.release || before.blockers === null)
    return { open, fresh: [], closed: [], moved: [] };
  const was = new Set(before.blockers.map(({ name }) => name));
  const is = new Set(open.map(({ name }) => name));
  const gone = before.blockers.filter(({ name }) => !is.has(name));
  return {
    open,
    fresh: open.filter(({ name }) => !was.has(name)),
    closed: gone.filter(({ name }) => fateOf(name) === 'closed'),
    moved: gone.filter(({ name }) => fateOf(name) === 'moved'),
  };
}
