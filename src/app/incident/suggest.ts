/** Looks among new issues for what may report the same as an incident, and suggests it in its thread, each once. */
import { isSameItem } from '../../domain/incident/github-events.js';
import type { Incident } from '../../domain/incident/incident.js';
import { likeness, type Rarity, rarityIn, type Told } from '../../domain/incident/likeness.js';
import type { Look } from '../../domain/incident/sights.js';
import { placeOf } from '../../domain/incident/sights.js';
import { isDue } from '../signoff/refs.js';
import { loaded } from './dependencies.js';
import { type FixDependencies, note, type Watching } from './fix.js';

/** An incident with more is a flood: then people look for themselves. */
const mostSuggested = 50;

export async function suggestDuplicates(deps: FixDependencies, watching: Watching): Promise<void> {
  if (watching.fix.duplicatesIn.length === 0) return;
  const { incident } = await loaded(deps, watching.id);
  const { issue } = incident.facts;
  const places = [
    ...watching.fix.duplicatesIn,
    ...(issue ? [placeOf(issue.name).repository] : []),
    ...(watching.release ? [watching.release.issues.repository] : []),
  ];
  const repositories = new Map(places.map((place) => [place.toLowerCase(), place]));
  for (const repository of repositories.values()) await suggestFrom(deps, watching, incident, repository);
}

async function suggestFrom(
  deps: FixDependencies,
  watching: Watching,
  { declaredAt, facts }: Incident,
  repository: string,
): Promise<void> {
  const { github, watches, clock, log } = deps;
  const { id, fix } = watching;
  const key = `issues ${repository}`;
  const triedAt = clock();
  const watch = await watches.load(id, key);
  if (!isDue(watch.triedAt, triedAt, fix.every)) return;
  try {
    // What it goes by is changed by people: with other words everything is looked at again.
    const basis = JSON.stringify([facts.title, facts.versions, facts.issue?.name ?? null]);
    const isSame = watch.known[0] === basis;
    const found = await github.newIssues(repository, declaredAt, isSame ? watch.etag : null);
    const fresh = (found?.issues ?? []).filter(({ openedAt }) => openedAt >= declaredAt);
    const weigh = rarityIn((found?.issues ?? []).map(({ title }) => title));
    // The oldest first: whoever was first reads first.
    for (const look of fresh.reverse()) await suggest(deps, watching, look, weigh);
    await watches.save(id, key, { etag: found ? found.etag : watch.etag, triedAt, known: [basis] });
  } catch (error) {
    log.warn({ err: error, repository, incident: id }, 'new issues could not be looked at');
    await watches.save(id, key, { ...watch, triedAt });
  }
}

async function suggest(deps: FixDependencies, watching: Watching, look: Look, weigh: Rarity): Promise<void> {
  const { incident } = await loaded(deps, watching.id);
  const why = isNew(incident, look.name) ? likeness(toldBy(incident), look, weigh) : null;
  if (why === null) return;
  const { name, url, title } = look;
  await note(deps, watching, (now) =>
    isNew(now, name) ? [{ kind: 'suggested', item: { name, url, title }, why }] : [],
  );
}

function isNew({ facts, github }: Incident, name: string): boolean {
  const known = [...github.linked, ...github.suggested, ...(facts.issue ? [facts.issue] : [])];
  return (
    github.suggested.length < mostSuggested &&
    !known.some((one) => isSameItem(one.name, name)) &&
    !github.unlinked.some((one) => isSameItem(one, name))
  );
}

function toldBy({ facts, github }: Incident): Told {
  const { issue } = facts;
  const tracking = github.tracking.find(({ name }) => issue !== null && isSameItem(name, issue.name));
  const duplicates = github.linked.filter(({ as }) => as === 'duplicate');
  return {
    issues: [
      ...(issue ? [{ name: issue.name, title: tracking?.title ?? '' }] : []),
      ...duplicates.map(({ name, title }) => ({ name, title })),
    ],
    title: facts.title,
    versions: facts.versions,
  };
}
