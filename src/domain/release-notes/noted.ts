/** Merged pull requests judged for the release notes: what each says and from where, and what was taken back. */
import { inherited, parentsOf } from './inherit.js';
import type { MergedPull, NotedPull, SaidBy, WrittenNote } from './pull.js';
import { namedReverts, pullKey, quotedTitle, type Reverting, takenBack } from './reverts.js';
import type { ReadDescription, Said } from './said.js';
import type { NotesSettings } from './settings.js';

export interface ToNote {
  /** Those of the release. */
  pulls: readonly MergedPull[];
  /** Those that they were picked from and that are not of the release, as far as they are known. */
  parents?: readonly MergedPull[];
  written: readonly WrittenNote[];
  read: ReadDescription;
  settings: Pick<NotesSettings, 'labels' | 'kindPrefix'>;
  /** Of labels that name a group: `sig/`. */
  groupPrefix: string;
}

/** So far a note is looked for, from pick to pick. */
const mostPicks = 10;

interface Heard {
  said: Said;
  saidBy: SaidBy;
}

/** So many are judged before others may come in between. */
const portion = 100;

/** By repository and number. Each is read once. */
export function notedPulls(toNote: ToNote): NotedPull[] {
  const noting = notingPulls(toNote);
  for (;;) {
    const { done, value } = noting.next();
    if (done) return value;
  }
}

/** The same in portions: where it yields, others may come in between. */
export function* notingPulls({
  pulls,
  parents,
  written,
  read,
  settings,
  groupPrefix,
}: ToNote): Generator<void, NotedPull[]> {
  const known = byKey([...(parents ?? []), ...pulls]);
  const writtenBy = byKey(written);
  const picked = new Map<string, number[]>();
  for (const [key, pull] of known) {
    picked.set(key, parentsOf(pull));
    if (picked.size % portion === 0) yield;
  }
  const heard = new Map<string, Heard>();
  const all: Reverting[] = [];
  for (const pull of pulls) {
    all.push(reverting(pull));
    if (all.length % portion === 0) yield;
  }
  const { revertedBy, reverts } = takenBack(all);
  yield;

  const found: NotedPull[] = [];
  for (const [key, { body: _, ...pull }] of byKey(pulls)) {
    found.push({
      ...pull,
      ...hear(key, new Set()),
      groups: suffixes(pull.labels, groupPrefix),
      kinds: suffixes(pull.labels, settings.kindPrefix),
      parents: picked.get(key) ?? [],
      revertedBy: revertedBy.get(key) ?? null,
      reverts: reverts.get(key) ?? null,
    });
    if (found.length % portion === 0) yield;
  }
  return found.sort((a, b) => compare(a.repository, b.repository) || a.number - b.number);

  /** @param under those that are being asked already: two may name each other */
  function hear(key: string, under: ReadonlySet<string>): Heard {
    const there = heard.get(key);
    if (there) return there;
    const pull = known.get(key);
    if (!pull) return { said: { kind: 'missing', why: 'no-block' }, saidBy: 'body' };
    const found = urgent(pull, own(key, pull) ?? fromParents(key, pull, under));
    // What was found while going round in a circle may not be all of it.
    if (under.size === 0 || found.saidBy !== 'body' || found.said.kind !== 'missing') heard.set(key, found);
    return found;
  }

  /** What the pull request says itself. A note that somebody wrote counts more than a label that says there is none. */
  function own(key: string, pull: MergedPull): Heard | null {
    const said = read(pull.body);
    if (said.kind !== 'missing') return { said, saidBy: 'body' };
    const note = writtenBy.get(key);
    if (note) return { said: note.said, saidBy: 'written' };
    return has(pull, settings.labels.none) ? { said: { kind: 'none' }, saidBy: 'label' } : null;
  }

  function fromParents(key: string, pull: MergedPull, under: ReadonlySet<string>): Heard {
    const asking = new Set([...under, key]);
    const keys =
      under.size >= mostPicks
        ? []
        : (picked.get(key) ?? []).map((number) => pullKey(pull.repository, number));
    const said = inherited(keys.filter((one) => !asking.has(one)).map((one) => hear(one, asking).said));
    return said ? { said, saidBy: 'parent' } : { said: read(pull.body), saidBy: 'body' };
  }

  function urgent(pull: MergedPull, { said, saidBy }: Heard): Heard {
    if (said.kind !== 'note' || !has(pull, settings.labels.actionRequired)) return { said, saidBy };
    return { said: { ...said, isActionRequired: true }, saidBy };
  }

  function reverting(pull: MergedPull): Reverting {
    const { repository, number } = pull;
    const from = picked.get(pullKey(repository, number)) ?? [];
    const own = namedReverts(pull);
    const originals = from
      .map((one) => known.get(pullKey(repository, one)))
      .filter((one) => one !== undefined);
    // The pick of a revert takes out what its original does.
    const named = own.length > 0 ? own : originals.flatMap((original) => namedReverts(original));
    return { pull, named, quoted: quotedTitle(pull.title), parents: from };
  }
}

/** Numbers of what the pull requests were picked from and that are not among them, by repository: worth asking for. */
export function unknownParents(pulls: readonly MergedPull[]): { repository: string; number: number }[] {
  const known = byKey(pulls);
  const found = new Map<string, { repository: string; number: number }>();
  for (const pull of pulls)
    for (const number of parentsOf(pull)) {
      const key = pullKey(pull.repository, number);
      if (!known.has(key)) found.set(key, { repository: pull.repository, number });
    }
  return [...found.values()];
}

function byKey<T extends { repository: string; number: number }>(all: readonly T[]): Map<string, T> {
  return new Map(all.map((one) => [pullKey(one.repository, one.number), one]));
}

const has = ({ labels }: MergedPull, wanted: readonly string[]): boolean => {
  const low = wanted.map((label) => label.toLowerCase());
  return labels.some((label) => low.includes(label.toLowerCase()));
};

/** What stands behind the prefix, each once, in the order of the labels. */
function suffixes(labels: readonly string[], prefix: string): string[] {
  const low = labels.map((label) => label.toLowerCase());
  const mine = low.filter((label) => prefix !== '' && label.startsWith(prefix.toLowerCase()));
  return [...new Set(mine.map((label) => label.slice(prefix.length)).filter((slug) => slug !== ''))];
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
