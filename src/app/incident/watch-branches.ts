/** Looks through the pull requests onto branches: cherry-picks of fixes, and what takes a fix out again. */
import { fixesOf } from '../../domain/incident/fix.js';
import { isSameItem, type LinkedItem } from '../../domain/incident/github-events.js';
import type { Incident } from '../../domain/incident/incident.js';
import { linkedNamed, mostLinked } from '../../domain/incident/link.js';
import {
  isCherryPickOf,
  isMerged,
  isRevertOf,
  mergedInto,
  newSights,
  placeOf,
  whereNow,
} from '../../domain/incident/sights.js';
import { hour } from '../../domain/time.js';
import type { ListedLook } from '../ports/incident-fix.js';
import { isDue } from '../signoff/refs.js';
import { loaded } from './dependencies.js';
import { type FixDependencies, itemKey, note, seenOnce, type Watching } from './fix.js';

interface Branch {
  repository: string;
  branch: string;
  /** The fixes that something onto this branch may concern. */
  fixes: LinkedItem[];
}

export async function watchBranches(deps: FixDependencies, watching: Watching): Promise<void> {
  const { incident } = await loaded(deps, watching.id);
  for (const branch of branchesOf(incident, watching.branch)) await watchBranch(deps, watching, branch);
}

function branchesOf(incident: Incident, release: string | null): Branch[] {
  const found = new Map<string, Branch>();
  const add = (repository: string, branch: string, fix: LinkedItem) => {
    const key = `${repository.toLowerCase()} ${branch}`;
    const known = found.get(key) ?? { repository, branch, fixes: [] };
    found.set(key, known);
    if (!known.fixes.includes(fix)) known.fixes.push(fix);
  };
  for (const fix of fixesOf(incident)) {
    const { repository } = placeOf(whereNow(fix.name, fix.sights));
    const into = mergedInto(fix.sights);
    if (into !== null) add(repository, into, fix);
    const meant = fix.sights.findLast(({ branch }) => branch !== null)?.branch ?? null;
    if (fix.as === 'fix' && release !== null && meant !== null && meant !== release)
      add(repository, release, fix);
  }
  return [...found.values()];
}

async function watchBranch(deps: FixDependencies, watching: Watching, at: Branch): Promise<void> {
  const { github, watches, clock, log } = deps;
  const { id, fix } = watching;
  const { repository, branch, fixes } = at;
  const key = `pulls ${repository} ${branch}`;
  const triedAt = clock();
  const watch = await watches.load(id, key);
  const names = fixes.map(({ name }) => name).sort();
  const [last, ...before] = watch.known;
  // For another fix what was read before has to be read again.
  const isSame = last !== undefined && names.every((name) => before.includes(name));
  if (isSame && !isDue(watch.triedAt, triedAt, fix.every)) return;
  const opened = Math.min(...fixes.flatMap(({ sights }) => sights.map((one) => one.at)), triedAt);
  // Their clock and ours are never quite the same.
  const since = isSame ? Number(last) - hour : opened - hour;
  try {
    const found = await github.pullsOnto(repository, branch, since, isSame ? watch.etag : null);
    if (found) for (const pull of found.pulls) await lookAtPull(deps, watching, at, pull);
    const known = [String(triedAt), ...names];
    await watches.save(id, key, { etag: found ? found.etag : watch.etag, triedAt, known });
  } catch (error) {
    log.warn(
      { err: error, repository, branch, incident: id },
      'the pull requests onto a branch could not be read',
    );
    await watches.save(id, key, { ...watch, triedAt });
  }
}

async function lookAtPull(
  deps: FixDependencies,
  watching: Watching,
  { repository, branch, fixes }: Branch,
  { look }: ListedLook,
): Promise<void> {
  const { number } = placeOf(look.name);
  for (const fix of fixes) {
    const place = placeOf(whereNow(fix.name, fix.sights));
    if (place.number === number && isSameItem(place.repository, repository)) continue;
    const [commit = null] = (await deps.watches.load(watching.id, itemKey(fix.name))).known;
    const isIn = isMerged(fix.sights) && mergedInto(fix.sights) === branch;
    if (isIn && look.merged && isRevertOf(look, { ...place, commit })) {
      const whole = await whoMerged(deps, repository, number, look);
      const { at, by } = whole.merged ?? look.merged;
      await note(deps, watching, (now) =>
        seenOnce(now, fix.name, { what: 'reverted', at, by, branch, tag: null, url: look.url }),
      );
    } else if (fix.as === 'fix' && branch === watching.branch && isCherryPickOf(look, place)) {
      const { incident } = await loaded(deps, watching.id);
      if (!isNewPick(incident, look.name)) continue;
      const whole = await whoMerged(deps, repository, number, look);
      const { name, url, title } = whole;
      await note(deps, watching, (now) =>
        isNewPick(now, name)
          ? [
              { kind: 'linked', item: { name, url, title }, as: 'cherry-pick', of: fix.name },
              ...newSights([], whole).map((sight) => ({ kind: 'seen' as const, item: name, sight })),
            ]
          : [],
      );
    }
  }
}

/** What somebody took off is not linked again. */
const isNewPick = (incident: Incident, name: string): boolean =>
  !linkedNamed(incident, name) &&
  !incident.github.unlinked.some((one) => isSameItem(one, name)) &&
  incident.github.linked.length < mostLinked;

/** A list does not say who merged. */
async function whoMerged(
  { github }: FixDependencies,
  repository: string,
  number: number,
  listed: ListedLook['look'],
): Promise<ListedLook['look']> {
  const found = await github.look(repository, number, null, true);
  return found?.kind === 'found' ? found.look : listed;
}
