/** Who opens and owns seeded issues: people and robots, all made up. */

import type { Random } from './random.js';

const PEOPLE = [
  'ada-n',
  'brunok',
  'chidi-o',
  'dora-lin',
  'emre-t',
  'farah-s',
  'gita-r',
  'hollis-w',
  'ines-m',
  'jun-p',
];
const ROBOT = { login: 'k8s-flake-reporter[bot]', type: 'Bot' } as const;

/** An author; robots open `share` of the issues (0 to 1). */
export function author(chance: Random, share: number): { login: string; type: 'User' | 'Bot' } {
  return chance.next() < share ? ROBOT : { login: chance.pick(PEOPLE), type: 'User' };
}

/** Nobody, or one or two people; `share` is how often somebody. */
export function assignees(chance: Random, share: number): string[] {
  if (chance.next() >= share) return [];
  return [
    ...new Set(chance.below(5) === 0 ? [chance.pick(PEOPLE), chance.pick(PEOPLE)] : [chance.pick(PEOPLE)]),
  ];
}
