/** What people do with links: pull requests and duplicates are linked, taken off, suggested ones decided, duplicates closed. */
import { UserFault } from '../../domain/fault.js';
import type { Item, LinkedItem, LinkKind } from '../../domain/incident/github-events.js';
import type { Incident } from '../../domain/incident/incident.js';
import {
  type Candidate,
  closable,
  close,
  link,
  linkedNamed,
  requireStanding,
  suggestionNamed,
  unlink,
  whyNot,
} from '../../domain/incident/link.js';
import { placeOf, shortName } from '../../domain/incident/sights.js';
import { issueNamed, Wrong } from '../../domain/incident/words.js';
import { second } from '../../domain/time.js';
import { inTime } from '../in-time.js';
import { type Asked, type Changed, change, loaded, personOf } from './dependencies.js';
import { type FixDependencies, isHere } from './fix.js';
import { requireDeed } from './who.js';

type About = Asked & { id: number };

export interface Linked extends Changed {
  /** What was linked, as it is called at GitHub. */
  items: Item[];
  /** What was not, and why, in words. */
  troubles: string[];
  /** What GitHub could not be asked about: it is looked at later. */
  unchecked: Item[];
}

/** So many are named at once. */
const mostAtOnce = 10;
/** Nobody waits longer for GitHub, in ms: what is not known then is linked as it was named. */
const patience = 8 * second;

/**
 * Links what is named, as far as it can be: one that is wrong does not stop the others.
 * @param text as people type names: `owner/name#12`, `#12`, addresses; several with blanks or commas between them
 * @throws UserFault `not-allowed` | `nothing-linked` with every reason | `too-many`
 */
export async function linkItems(
  deps: FixDependencies,
  { actor, request, id, text, as }: About & { text: string; as: LinkKind },
): Promise<Linked> {
  const { incident } = await loaded(deps, id, actor);
  await requireDeed(deps, 'update', incident, actor);
  requireStanding(incident);
  const names = [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ''))];
  if (names.length === 0)
    throw new UserFault('nothing-linked', 'Nothing was named.', `For example: \`/incident link ${id} #123\``);
  if (names.length > mostAtOnce)
    throw new UserFault(
      'too-many',
      `${names.length} are too many at once: ${mostAtOnce} at most.`,
      'Link the others after these.',
    );
  const troubles: string[] = [];
  const found: Candidate[] = [];
  for (const name of names) {
    const candidate = await lookedUp(deps, incident, name);
    if (typeof candidate === 'string') troubles.push(candidate);
    else if (!found.some(({ item }) => item.name.toLowerCase() === candidate.item.name.toLowerCase()))
      found.push(candidate);
  }
  const branch = deps.releases.find((one) => one.name === incident.facts.release)?.branch ?? null;
  let items: Item[] = [];
  const why = (now: Incident, one: Candidate) => whyNot(now, one, as);
  const done = await change(deps, id, { by: personOf(actor), request }, (stored) => {
    requireStanding(stored.incident);
    const fitting = found.filter((one) => why(stored.incident, one) === null);
    items = fitting.map(({ item }) => item);
    return fitting.flatMap((one) => link(stored.incident, one, as, branch));
  });
  if (done.isNew)
    for (const one of found)
      if (!items.includes(one.item))
        troubles.push(why(incident, one) ?? `${shortName(one.item.name)} was linked meanwhile`);
  const unchecked = found.filter(
    ({ item, look }) => look === null && !incident.isEmbargoed && items.includes(item),
  );
  if (done.isNew && items.length === 0)
    throw new UserFault(
      'nothing-linked',
      `Nothing was linked: ${troubles.join('; ')}.`,
      'Try again with what is left: #123, owner/name#123, or an address.',
    );
  return { ...done, items, troubles, unchecked: unchecked.map(({ item }) => item) };
}

/** @returns what is wrong with it, in words */
async function lookedUp(
  deps: FixDependencies,
  incident: Incident,
  text: string,
): Promise<Candidate | string> {
  const release = deps.releases.find((one) => one.name === incident.facts.release);
  const named = issueNamed(new Wrong(), text, release?.issues.repository ?? '', deps.web);
  if (named === null)
    return `"${[...text].slice(0, 80).join('')}" is not a name: owner/name#123, #123 or an address`;
  if (!isHere(deps.web, named.url)) return `${named.name} is not at ${deps.web}`;
  const item = { ...named, title: '' };
  // Nobody there, and nobody who reads the log, is to see which one belongs to it.
  if (incident.isEmbargoed) return { item, look: null };
  let asked = named.name;
  // GitHub leads on once: what was moved is called by its new name.
  for (let step = 0; step < 2; step++) {
    const { repository, number } = placeOf(asked);
    let found: Awaited<ReturnType<typeof deps.github.look>>;
    try {
      found = await inTime(deps.github.look(repository, number, null, true), patience, () => {
        throw new Error('GitHub takes too long');
      });
    } catch (error) {
      deps.log.warn({ err: error, name: asked }, 'what is linked could not be looked at');
      return { item, look: null };
    }
    if (found?.kind === 'moved') asked = found.to;
    else if (found?.kind === 'deleted') return `${shortName(named.name)} was deleted`;
    else if (found?.kind === 'unknown')
      return `${named.name} is not there, or the GitHub token cannot see it`;
    else if (found?.kind === 'found') {
      const { name, url, title } = found.look;
      return { item: { name, url, title }, look: found.look };
    }
  }
  return { item, look: null };
}

/** @throws UserFault `not-allowed` | `not-linked`, or FormFault */
export async function unlinkItem(
  deps: FixDependencies,
  { actor, request, id, item, reason }: About & { item: string; reason: string },
): Promise<Changed> {
  const { incident: known } = await loaded(deps, id, actor);
  await requireDeed(deps, 'update', known, actor);
  const name = nameIn(deps, known, item);
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
    unlink(incident, name, reason),
  );
}

/** @throws UserFault `no-mirror` where GitHub is told nothing */
function requireMirror({ settings }: Pick<FixDependencies, 'settings'>): void {
  if (settings.mirror !== null) return;
  throw new UserFault(
    'no-mirror',
    'Signalman writes nothing on GitHub here.',
    'Close it there by hand; or whoever runs Signalman adds `mirror:` to the incidents of signalman.yml.',
  );
}

/** The linked one that somebody means, before it is asked whether it is closed. @throws UserFault, as it is closed */
export async function duplicateToClose(
  deps: FixDependencies,
  { actor, id, item }: Omit<About, 'request'> & { item: string },
): Promise<{ incident: Incident; item: LinkedItem }> {
  const { incident } = await loaded(deps, id, actor);
  await requireDeed(deps, 'end', incident, actor);
  requireMirror(deps);
  return { incident, item: closable(incident, nameIn(deps, incident, item)) };
}

/** Somebody with a role confirms that a duplicate is closed at GitHub. @throws UserFault `not-allowed` | `not-linked` | `no-duplicate` | `closed-already` */
export async function closeDuplicate(
  deps: FixDependencies,
  { actor, request, id, item, lock }: About & { item: string; lock: boolean },
): Promise<Changed> {
  const { incident: known } = await loaded(deps, id, actor);
  await requireDeed(deps, 'end', known, actor);
  requireMirror(deps);
  const name = nameIn(deps, known, item);
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
    close(incident, name, lock),
  );
}

/** What was suggested is a duplicate. @throws UserFault `not-allowed` | `no-suggestion` */
export async function attachSuggestion(
  deps: FixDependencies,
  { actor, request, id, item }: About & { item: string },
): Promise<Changed> {
  const { incident: known } = await loaded(deps, id, actor);
  await requireDeed(deps, 'update', known, actor);
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }) => {
    requireStanding(incident);
    const { name, url, title } = suggestionNamed(incident, item);
    return link(incident, { item: { name, url, title }, look: null }, 'duplicate', null);
  });
}

/** It is not. @throws UserFault `not-allowed` | `no-suggestion` */
export async function dismissSuggestion(
  deps: FixDependencies,
  { actor, request, id, item }: About & { item: string },
): Promise<Changed> {
  const { incident: known } = await loaded(deps, id, actor);
  await requireDeed(deps, 'update', known, actor);
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }) => [
    { kind: 'dismissed', item: suggestionNamed(incident, item).name },
  ]);
}

/** What is linked may be named without its repository, also where that is not the release's. */
function nameIn({ releases, web }: FixDependencies, incident: Incident, text: string): string {
  const release = releases.find((one) => one.name === incident.facts.release);
  const named = issueNamed(new Wrong(), text, release?.issues.repository ?? '', web);
  const name = named?.name ?? text.trim();
  if (linkedNamed(incident, name)) return name;
  const clean = text.trim().toLowerCase();
  const alike = incident.github.linked.filter(
    (one) => one.name.toLowerCase().endsWith(clean.startsWith('#') ? clean : `/${clean}`) && clean !== '',
  );
  return alike.length === 1 && alike[0] ? alike[0].name : name;
}
