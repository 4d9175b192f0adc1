/** What a revision changes of the facts, with the values before and after, and what each fact is called: everywhere the same. */
import type { FactsChange, FixState } from './event.js';

export type Fact = keyof FactsChange;

/** Only what differs stands in it. Of a declaration there is nothing before. */
export interface Change {
  before: FactsChange;
  after: FactsChange;
}

/** In the order in which they are told: how grave it is and where it stands come first. */
export const factNames: Record<Fact, string> = {
  severity: 'severity',
  fix: 'state',
  title: 'title',
  versions: 'affected versions',
  impact: 'impact',
  workaround: 'workaround',
  action: 'what is being done',
  owner: 'owner',
  issue: 'tracking issue',
  nextUpdateBy: 'next update by',
};

const inOrder = Object.keys(factNames) as Fact[];

export const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

export function changeBetween(before: FactsChange, after: FactsChange): Change {
  const differing = inOrder.filter((fact) => !isSame(before[fact], after[fact]));
  return { before: only(differing, before), after: only(differing, after) };
}

const only = (facts: readonly Fact[], from: FactsChange): FactsChange =>
  Object.fromEntries(facts.flatMap((fact) => (from[fact] === undefined ? [] : [[fact, from[fact]]])));

/** The facts that it changes, in order. */
export const factsIn = ({ after }: Pick<Change, 'after'>): Fact[] =>
  inOrder.filter((fact) => after[fact] !== undefined);

/** What is said where nothing is known. */
export const emptyFact = (fact: Fact): string => (fact === 'workaround' ? 'none known' : 'none');

export function fixInWords(fix: FixState): string {
  switch (fix) {
    case 'unknown':
      return 'Investigating';
    case 'cause-known':
      return 'Cause known';
    case 'proposed':
      return 'Fix proposed';
    case 'merged':
      return 'Fix merged';
    case 'waiting':
      return 'Waiting for the patch release';
    case 'in-place':
      return 'Fix in place, being watched';
  }
}
