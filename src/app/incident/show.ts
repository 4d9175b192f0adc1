/** What people look at: the list, one incident with all that belongs to it, its timeline. Anybody may. */
import { type Missing, missingForAllClear } from '../../domain/incident/end.js';
import type { Recorded } from '../../domain/incident/event.js';
import type { Incident } from '../../domain/incident/incident.js';
import { afterwards, lately } from '../../domain/incident/lately.js';
import type { Receipt } from '../../domain/receipt.js';
import type { Shown } from '../incident-ports.js';
import { withGitHub } from './delivered.js';
import { type IncidentDependencies, loaded, unknownIncident } from './dependencies.js';
import { linksOf } from './publish.js';

export interface IncidentView {
  shown: Shown;
  receipt: Receipt | null;
  missing: Missing;
  now: number;
}

/** @throws UserFault `unknown-incident` */
export async function showIncident(deps: IncidentDependencies, id: number): Promise<IncidentView> {
  const stored = await loaded(deps, id);
  const { incident } = stored;
  const { settings, clock, workspace } = deps;
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
export async function openIncidents({ store }: Pick<IncidentDependencies, 'store'>): Promise<Incident[]> {
  return await store.list({ isOpen: true, release: null, most: 50 });
}

/** What may be meant without a number, the most likely first: what is open, or ended lately. */
export async function latelyIncidents({
  store,
  clock,
}: Pick<IncidentDependencies, 'store' | 'clock'>): Promise<Incident[]> {
  const now = clock();
  const ids = await store.toTend(now - afterwards);
  const stored = await Promise.all(ids.map((id) => store.load(id)));
  return lately(
    stored.flatMap((one) => one?.incident ?? []),
    now,
  );
}

/** The open ones, and the latest that are over; with the addresses of their heads, by number. */
export async function listIncidents(
  deps: IncidentDependencies,
): Promise<{ incidents: Incident[]; heads: Map<number, string> }> {
  const over = await deps.store.list({ isOpen: false, release: null, most: 10 });
  const permalinks = await deps.workspace.permalinks();
  const incidents = [...(await openIncidents(deps)), ...over];
  const heads = new Map<number, string>();
  for (const { id } of incidents) {
    const { head } = await loaded(deps, id);
    if (head) heads.set(id, permalinks.to(head));
  }
  return { incidents, heads };
}

/** The whole record as it is exported. @throws UserFault `unknown-incident` */
export async function exportIncident(
  { store }: Pick<IncidentDependencies, 'store'>,
  id: number,
): Promise<{ incident: Incident; record: Recorded[] }> {
  const { incident } = await loaded({ store }, id);
  const record = await store.record(id);
  if (!record) throw unknownIncident(id);
  return { incident, record };
}
