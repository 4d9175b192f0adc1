/** What watching fixes needs beside the incident thread, and how what was seen is recorded: once, with what follows. */
import type { IncidentEvent } from '../../domain/incident/event.js';
import { proposals } from '../../domain/incident/fix.js';
import { after } from '../../domain/incident/fold.js';
import { isSameItem, type Sight } from '../../domain/incident/github-events.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { FixSettings } from '../../domain/incident/settings.js';
import { type Look, newSights } from '../../domain/incident/sights.js';
import { type Release, version } from '../../domain/release.js';
import type { FixReader, WatchStore } from '../ports/incident-fix.js';
import { type Changed, change, type IncidentDependencies } from './dependencies.js';

export interface FixDependencies extends IncidentDependencies {
  github: FixReader;
  watches: WatchStore;
}

/** What is watched for one incident. */
export interface Watching {
  id: number;
  fix: FixSettings;
  /** null: its release is not configured any more. */
  release: Release | null;
  /** Where its release is made from; null: not configured. */
  branch: string | null;
  /** `1.6`; empty: not known. */
  version: string;
}

export function watchingOf(
  { releases }: Pick<IncidentDependencies, 'releases'>,
  { id, facts }: Pick<Incident, 'id' | 'facts'>,
  fix: FixSettings,
): Watching {
  const release = releases.find(({ name }) => name === facts.release) ?? null;
  return { id, fix, release, branch: release?.branch ?? null, version: release ? version(release) : '' };
}

/** An issue of another host cannot be asked for here. */
export const isHere = (web: string, url: string): boolean =>
  url.toLowerCase().startsWith(`${web.replace(/\/+$/, '').toLowerCase()}/`);

/** What is kept of an item: the commit that brought it in. */
export const itemKey = (name: string): string => `item ${name}`;

/** What was seen of an item and is not on record yet. @param title as it is called, where that is not known */
export function seenOf(incident: Incident, name: string, look: Look): IncidentEvent[] {
  const { linked, tracking } = incident.github;
  const known = [...linked, ...tracking].find((one) => isSameItem(one.name, name));
  const title = known?.title ? {} : { title: look.title };
  return newSights(known?.sights ?? [], look).map((sight) => ({ kind: 'seen', item: name, sight, ...title }));
}

/** The sight, unless the same is on record. */
export function seenOnce(incident: Incident, name: string, sight: Sight): IncidentEvent[] {
  const { linked, tracking } = incident.github;
  const known = [...linked, ...tracking].find((one) => isSameItem(one.name, name))?.sights ?? [];
  const isThere = known.some(
    (one) => one.what === sight.what && one.tag === sight.tag && one.url === sight.url,
  );
  return isThere ? [] : [{ kind: 'seen', item: name, sight }];
}

/** With what Signalman proposes after them. */
export function withProposals(
  incident: Incident,
  events: IncidentEvent[],
  branch: string | null,
  now: number,
): IncidentEvent[] {
  const then = events.reduce<Incident>(
    (one, event) => after(one, { seq: one.seq + 1, at: now, by: null, event }),
    incident,
  );
  return [...events, ...proposals(then, branch)];
}

/**
 * Records what was seen. It is decided behind the lock of the incident, by what is on record then: nothing stands
 * there twice, however many processes have seen it.
 */
export async function note(
  deps: FixDependencies,
  { id, branch }: Pick<Watching, 'id' | 'branch'>,
  decide: (incident: Incident) => IncidentEvent[],
): Promise<Changed> {
  return await change(deps, id, { by: null, request: null }, ({ incident }, { now }) =>
    withProposals(incident, decide(incident), branch, now),
  );
}
