/** What was taken back within a release: by a revert that is itself not taken back. */
import { isRevertTitle, itemsNamed, speaksOfRevert } from '../named-items.js';
import type { MergedPull } from './pull.js';

/** What reverts are worked out of. */
export interface Reverting {
  pull: Pick<MergedPull, 'repository' | 'number' | 'title' | 'mergedAt'>;
  /** Numbers that it says it takes out, as namedReverts gives them, or those of what it was picked from. */
  named: number[];
  /** The title that it quotes; null: none. */
  quoted: string | null;
  /** Numbers of what it was picked from. */
  parents: number[];
}

export interface Reverted {
  /** By the key of a pull request: the number of the one that took it back. */
  revertedBy: Map<string, number>;
  /** By the key of a pull request: the number of the first that it takes back in this release, itself standing or not. */
  reverts: Map<string, number>;
}

/** `owner/name#12` in lower case */
export const pullKey = (repository: string, number: number): string =>
  `${repository.toLowerCase()}#${number}`;

/** What a revert says that it takes out: `Revert #12`, `Reverts owner/name#12`, `This reverts #12`. Others say nothing. */
export function namedReverts({
  repository,
  number,
  title,
  body,
}: Pick<MergedPull, 'repository' | 'number' | 'title' | 'body'>): number[] {
  if (!isRevertTitle(title)) return [];
  const found = new Set<number>();
  for (const line of body.split('\n', 200)) {
    const start = line.slice(0, 1_000);
    if (/\b(?:partial(?:ly)?|instead of|not)\s{1,3}reverts?\b/i.test(start)) continue;
    const from = speaksOfRevert.exec(start)?.index;
    if (from !== undefined) for (const one of itemsNamed(start.slice(from), repository)) found.add(one);
  }
  // The title that GitHub makes quotes another one, and what is named in it is not what is taken out.
  if (found.size === 0)
    for (const one of itemsNamed(title.slice(0, 1_000).replace(/["“].*["”]/, ''), repository)) found.add(one);
  found.delete(number);
  return [...found];
}

/** The title that the title of a revert quotes, as GitHub words it; null: none. */
export function quotedTitle(title: string): string | null {
  if (!isRevertTitle(title)) return null;
  return /^[^"“]{0,60}["“](.{1,500})["”]\s{0,5}(?:\([^()]{0,40}\)\s{0,5})?$/s.exec(title)?.[1] ?? null;
}

/** Looks at those of one release only: what takes out something of another one takes nothing back here. */
export function takenBack(all: readonly Reverting[]): Reverted {
  const byKey = new Map(all.map((one) => [pullKey(one.pull.repository, one.pull.number), one]));
  const byTitle = grouped(all, ({ pull }) => [`${pull.repository.toLowerCase()} ${plainTitle(pull.title)}`]);
  const byParent = grouped(all, ({ pull, parents }) =>
    parents.map((parent) => pullKey(pull.repository, parent)),
  );
  const revertedBy = new Map<string, number>();
  const reverts = new Map<string, number>();
  // Backwards in time: what takes a revert out is judged before the revert itself.
  for (const one of all.toSorted((a, b) => -inTime(a, b))) {
    const { repository, number } = one.pull;
    const key = pullKey(repository, number);
    const targets = targetsOf(one).filter((target) => inTime(target, one) < 0);
    const [first] = targets;
    if (!first) continue;
    reverts.set(key, first.pull.number);
    if (revertedBy.has(key)) continue;
    for (const { pull } of targets) {
      const taken = pullKey(pull.repository, pull.number);
      if (!revertedBy.has(taken)) revertedBy.set(taken, number);
    }
  }
  return { revertedBy, reverts };

  function targetsOf({ pull, named, quoted }: Reverting): Reverting[] {
    const keys = named.map((number) => pullKey(pull.repository, number));
    // On a release's branch the original is not there, but what was picked from it.
    if (keys.length > 0) return keys.flatMap((key) => byKey.get(key) ?? byParent.get(key) ?? []);
    if (quoted === null) return [];
    const same = byTitle.get(`${pull.repository.toLowerCase()} ${plainTitle(quoted)}`) ?? [];
    return same
      .filter((other) => inTime(other, { pull }) < 0)
      .toSorted((a, b) => -inTime(a, b))
      .slice(0, 1);
  }
}

const plainTitle = (title: string) => title.toLowerCase().replace(/\s+/g, ' ').trim();

type Timed = Pick<Reverting, 'pull'>;
const inTime = ({ pull: a }: Timed, { pull: b }: Timed) => a.mergedAt - b.mergedAt || a.number - b.number;

function grouped(all: readonly Reverting[], keysOf: (one: Reverting) => string[]): Map<string, Reverting[]> {
  const found = new Map<string, Reverting[]>();
  for (const one of all)
    for (const key of keysOf(one)) {
      const there = found.get(key);
      if (there) there.push(one);
      else found.set(key, [one]);
    }
  return found;
}
