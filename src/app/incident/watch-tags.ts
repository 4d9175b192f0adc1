/** Looks whether a tag of the release contains what repairs it: then the fix is released. */
import { fixesOf } from '../../domain/incident/fix.js';
import type { LinkedItem } from '../../domain/incident/github-events.js';
import {
  byVersion,
  isFinalTag,
  isMerged,
  mergedInto,
  placeOf,
  whereNow,
} from '../../domain/incident/sights.js';
import { isDue } from '../signoff/refs.js';
import { loaded } from './dependencies.js';
import { type FixDependencies, itemKey, note, seenOnce, type Watching } from './fix.js';

/** So many tags are compared at one look: each is a request. */
const mostTags = 30;

export async function watchTags(deps: FixDependencies, watching: Watching): Promise<void> {
  const { incident } = await loaded(deps, watching.id);
  const isThere = ({ sights }: LinkedItem) =>
    isMerged(sights) && (watching.branch === null || mergedInto(sights) === watching.branch);
  for (const item of fixesOf(incident))
    if (isThere(item) && !item.sights.some(({ what }) => what === 'released'))
      for (const prefix of prefixes(watching.version))
        if (await lookForTag(deps, watching, item, prefix)) break;
}

/** How the tags of a version begin; all tags where that cannot be told. */
const prefixes = (version: string): string[] =>
  /^\d+(\.\d+)*$/.test(version) ? [`v${version}`, version] : [''];

/** @returns whether it is found */
async function lookForTag(
  deps: FixDependencies,
  watching: Watching,
  { name, sights }: LinkedItem,
  prefix: string,
): Promise<boolean> {
  const { github, watches, clock, log } = deps;
  const { id, fix, version, branch } = watching;
  const [commit] = (await watches.load(id, itemKey(name))).known;
  const key = `tags ${name} ${prefix}`;
  const triedAt = clock();
  const watch = await watches.load(id, key);
  if (commit === undefined || !isDue(watch.triedAt, triedAt, fix.every)) return false;
  const { repository } = placeOf(whereNow(name, sights));
  const known = [...watch.known];
  try {
    const listed = await github.tags(repository, prefix, watch.etag);
    const fresh = (listed?.tags ?? [])
      .filter(({ name: tag, object }) => isFinalTag(tag, version) && !known.includes(object))
      .sort((a, b) => byVersion(a.name, b.name));
    for (const { name: tag, object } of fresh.slice(0, mostTags)) {
      if (await github.contains(repository, tag, commit)) {
        const { at, by, url } = await github.released(repository, tag);
        await note(deps, watching, (now) =>
          seenOnce(now, name, { what: 'released', at, by, branch, tag, url }),
        );
        return true;
      }
      known.push(object);
    }
    const isAll = fresh.length <= mostTags;
    const etag = listed ? listed.etag : watch.etag;
    await watches.save(id, key, { etag: isAll ? etag : null, triedAt, known });
  } catch (error) {
    log.warn({ err: error, repository, incident: id }, 'the tags of a repository could not be read');
    // What was compared need not be compared again; the list has to be read again.
    await watches.save(id, key, { etag: null, triedAt, known });
  }
  return false;
}
