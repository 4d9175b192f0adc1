/** Looks at GitHub for what became of linked pull requests and issues, and notes what is new, each once. */
import { fixesOf, proposals } from '../../domain/incident/fix.js';
import { isSameItem, type Sight } from '../../domain/incident/github-events.js';
import { type Incident, isOpen } from '../../domain/incident/incident.js';
import type { FixSettings } from '../../domain/incident/settings.js';
import { isClosed, isGone, isMerged, placeOf, whereNow } from '../../domain/incident/sights.js';
import { day } from '../../domain/time.js';
import { isDue } from '../signoff/refs.js';
import {
  type FixDependencies,
  isHere,
  itemKey,
  note,
  seenOf,
  seenOnce,
  type Watching,
  watchingOf,
} from './fix.js';
import { suggestDuplicates } from './suggest.js';
import { watchBranches } from './watch-branches.js';
import { watchTags } from './watch-tags.js';

/** So long after its end an incident is watched whose fix is not released, in ms. */
const afterEnd = 14 * day;

/**
 * One look at everything that is due. Never throws for what GitHub does.
 * @param hold whether this process is still the one that looks
 */
export async function watchFixes(deps: FixDependencies, hold: () => Promise<boolean>): Promise<void> {
  const { fix } = deps.settings;
  if (fix === null) return;
  const now = deps.clock();
  const watched: number[] = [];
  for (const id of await deps.store.toTend(now - afterEnd)) {
    const incident = (await deps.store.load(id))?.incident;
    if (!incident || !isWatched(incident, now)) continue;
    watched.push(id);
    if (!(await hold())) return;
    try {
      await watchIncident(deps, incident, fix);
    } catch (error) {
      deps.log.error({ err: error, incident: id }, 'the fixes of an incident could not be watched');
    }
  }
  await deps.watches.forget((await deps.watches.watched()).filter((id) => !watched.includes(id)));
}

/** Open, or over for some days with a fix that is not released. */
function isWatched(incident: Incident, now: number): boolean {
  if (isOpen(incident)) return true;
  if (incident.state === 'retracted' || incident.state === 'merged') return false;
  if (incident.endedAt === null || incident.endedAt < now - afterEnd) return false;
  const released = ({ sights }: { sights: Sight[] }) => sights.some(({ what }) => what === 'released');
  const fixes = fixesOf(incident);
  return fixes.some(({ sights }) => !isGone(sights) && !isClosed(sights)) && !fixes.some(released);
}

async function watchIncident(deps: FixDependencies, incident: Incident, fix: FixSettings): Promise<void> {
  const watching = watchingOf(deps, incident, fix);
  await lookAtItems(deps, watching, incident);
  await watchBranches(deps, watching);
  await watchTags(deps, watching);
  if (isOpen(incident)) await suggestDuplicates(deps, watching);
  const now = (await deps.store.load(incident.id))?.incident;
  // What somebody has sent meanwhile may make a proposal pointless.
  if (now && proposals(now, watching.branch).length > 0) await note(deps, watching, () => []);
}

async function lookAtItems(deps: FixDependencies, watching: Watching, incident: Incident): Promise<void> {
  const { linked, tracking } = incident.github;
  const { issue } = incident.facts;
  for (const one of linked) {
    // Of what is over only its fixes are still of interest.
    if (one.as === 'duplicate' && !isOpen(incident)) continue;
    if (!isGone(one.sights)) await lookAtItem(deps, watching, one);
  }
  if (issue === null || !isOpen(incident) || linked.some(({ name }) => isSameItem(name, issue.name))) return;
  const sights = tracking.find(({ name }) => isSameItem(name, issue.name))?.sights ?? [];
  if (isHere(deps.web, issue.url) && !isGone(sights))
    await lookAtItem(deps, watching, { name: issue.name, sights });
}

async function lookAtItem(
  deps: FixDependencies,
  watching: Watching,
  { name, sights }: { name: string; sights: Sight[] },
): Promise<void> {
  const { github, watches, clock, log } = deps;
  const { id, fix } = watching;
  const triedAt = clock();
  const watch = await watches.load(id, itemKey(name));
  if (!isDue(watch.triedAt, triedAt, fix.every)) return;
  // Nothing becomes of what is merged, but that it is reverted: its branch tells.
  if (isMerged(sights) && watch.known.length > 0) return;
  const { repository, number } = placeOf(whereNow(name, sights));
  try {
    const found = await github.look(repository, number, watch.etag, isClosed(sights));
    if (found === null) return await watches.save(id, itemKey(name), { ...watch, triedAt });
    const at = { at: triedAt, by: null, branch: null, tag: null };
    if (found.kind === 'deleted')
      await note(deps, watching, (now) => seenOnce(now, name, { ...at, what: 'deleted', url: null }));
    if (found.kind === 'moved')
      await note(deps, watching, (now) => seenOnce(now, name, { ...at, what: 'moved', url: found.url }));
    if (found.kind === 'unknown') log.warn({ name, incident: id }, 'a linked item cannot be found on GitHub');
    if (found.kind === 'found') await note(deps, watching, (now) => seenOf(now, name, found.look));
    // Only once it is noted: whoever dies before reads it again.
    const known = found.kind === 'found' && found.commit !== null ? [found.commit] : watch.known;
    await watches.save(id, itemKey(name), {
      etag: found.kind === 'found' ? found.etag : null,
      triedAt,
      known,
    });
  } catch (error) {
    log.warn({ err: error, name, incident: id }, 'a linked item could not be looked at');
    await watches.save(id, itemKey(name), { ...watch, triedAt });
  }
}
