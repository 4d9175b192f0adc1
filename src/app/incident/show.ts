/** What people look at: the list, one incident with all that belongs to it, its timeline. Anybody may, but for what is under embargo. */
import { settingsFor } from '../../domain/incident/embargo.js';
import { type Missing, missingForAllClear } from '../../domain/incident/end.js';
import type { Recorded } from '../../domain/incident/event.js';
import type { Incident } from '../../domain/incident/incident.js';
import { afterwards, lately } from '../../domain/incident/lately.js';
import type { Receipt } from '../../domain/receipt.js';
import type { Shown } from '../ports/incident.js';
import { withGitHub } from './delivered.js';
import { type IncidentDependencies, loaded, unknownIncident, type Viewer } from './dependencies.js';
import { type Knowing, maySee } from './embargo.js';
import { linksOf } from './publish.js';

export interface IncidentView {
  shown: Shown;
  receipt: Receipt | null;
  missing: Missing;
  now: number;
}

/** @throws UserFault `unknown-incident` */
export async function showIncident(
  deps: IncidentDependencies,
  id: number,
  viewer?: Viewer,
): Promise<IncidentView> {
  const stored = await loaded(deps, id, viewer);
  const { incident } = stored;
  const { clock, workspace } = deps;
  const settings = settingsFor(incident, deps.settings, stored.home.head);
  return {
    shown: { incident, settings, links: linksOf(incident, stored, await workspace.permalinks()) },
    receipt: withGitHub(
      await deps.store.receipt(id),
      incident,
      await deps.store.atGitHub(id),
      stored.receipt,
    ),
    missing: missingForAllClear(incident, settings),
    now: clock(),
  };
}

/** The open ones, newest first. */
export async function openIncidents(
  deps: Pick<IncidentDependencies, 'store'> & Knowing,
  viewer?: { id: string },
): Promise<Incident[]> {
  const withEmbargoed = await maySee(deps, viewer?.id);
  return await deps.store.list({ isOpen: true, release: null, most: 50, withEmbargoed });
}

/** What may be meant without a number, the most likely first: what is open, or ended lately. */
export async function latelyIncidents(
  deps: Pick<IncidentDependencies, 'store' | 'clock'> & Knowing,
  viewer?: { id: string },
): Promise<Incident[]> {
  const { store, clock } = deps;
  const now = clock();
  const withEmbargoed = await maySee(deps, viewer?.id);
  const ids = await store.toTend(now - afterwards, { withEmbargoed });
  const stored = await Promise.all(ids.map((id) => store.load(id)));
  return lately(
    stored.flatMap((one) => one?.incident ?? []),
    now,
  );
}

/** The open ones, and the latest that are over; with the addresses of their heads, by number. */
export async function listIncidents(
  deps: IncidentDependencies,
  viewer?: { id: string },
): Promise<{ incidents: Incident[]; heads: Map<number, string> }> {
  const withEmbargoed = await maySee(deps, viewer?.id);
  const over = await deps.store.list({ isOpen: false, release: null, most: 10, withEmbargoed });
  const permalinks = await deps.workspace.permalinks();
  const incidents = [...(await openIncidents(deps, viewer)), ...over];
  const heads = new Map<number, string>();
  for (const { id } of incidents) {
    const { head } = await loaded(deps, id, 'signalman');
    if (head) heads.set(id, permalinks.to(head));
  }
  return { incidents, heads };
}

/**
 * The record as it is exported: of one that was under embargo, from its lifting on.
 * @param withEmbargoed also what is or was under embargo, for whoever asked for it by name
 * @throws UserFault `unknown-incident`
 */
export async function exportIncident(
  { store }: Pick<IncidentDependencies, 'store'>,
  id: number,
  { withEmbargoed = false } = {},
): Promise<{ incident: Incident; record: Recorded[] }> {
  const stored = await store.load(id);
  const record = await store.record(id, { whole: withEmbargoed });
  if (!stored || !record || (stored.incident.isEmbargoed && !withEmbargoed)) throw unknownIncident(id);
  return { incident: stored.incident, record };
}
