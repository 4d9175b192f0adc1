/** The timeline: what people add by hand, what they change or take out, and all of it as a file. */
import { aDay, type NewDelivery } from '../../domain/delivery.js';
import type { Incident } from '../../domain/incident/incident.js';
import { changeEntry, type NewEntry, note, removeEntry } from '../../domain/incident/timeline.js';
import { second } from '../../domain/time.js';
import { catchUp } from './catch-up.js';
import {
  type Asked,
  type Changed,
  change,
  type IncidentDependencies,
  keptOf,
  loaded,
  personOf,
} from './dependencies.js';
import { requireDeed } from './who.js';

type About = Asked & { id: number };

/** Anybody may; the record says who did. @throws FormFault, or UserFault `noted` */
export async function addEntry(
  deps: IncidentDependencies,
  { actor, request, id, entry }: About & { entry: NewEntry },
): Promise<Changed> {
  const by = personOf(actor);
  const changed = await change(deps, id, { by, request }, ({ incident }, { now }) =>
    note(incident, entry, by, deps.newId(), now),
  );
  // A form may be open for minutes; nobody waits for a look at what its message has become.
  if (entry.source && changed.isNew) void catchUp(deps, entry.source, { threadTs: null, isRead: false });
  return changed;
}

/** Their author may, and whoever may update. @throws UserFault `not-allowed` | `no-entry` */
export async function dropEntry(
  deps: IncidentDependencies,
  { actor, request, id, entry, reason }: About & { entry: string; reason: string },
): Promise<Changed> {
  await requireEditor(deps, id, entry, actor);
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
    removeEntry(incident, entry, reason),
  );
}

/** Their author may, and whoever may update. @throws FormFault, or UserFault `not-allowed` | `no-entry` */
export async function editEntry(
  deps: IncidentDependencies,
  { actor, request, id, entry, edit }: About & { entry: string; edit: Parameters<typeof changeEntry>[2] },
): Promise<Changed> {
  await requireEditor(deps, id, entry, actor);
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }, { now }) =>
    changeEntry(incident, entry, really(incident, entry, edit), now),
  );
}

/** A picker knows no milliseconds: a time that was not touched must not come back as another one. */
function really(incident: Incident, id: string, edit: Parameters<typeof changeEntry>[2]): typeof edit {
  const before = incident.timeline.find((one) => one.id === id);
  const isSame = edit.at != null && before?.at != null && Math.abs(edit.at - before.at) < second;
  return isSame ? { ...edit, at: before.at } : edit;
}

async function requireEditor(
  deps: IncidentDependencies,
  id: number,
  entry: string,
  actor: Asked['actor'],
): Promise<Incident> {
  const { incident } = await loaded(deps, id, actor);
  if (incident.timeline.find((one) => one.id === entry)?.by.id !== actor.id)
    await requireDeed(deps, 'entries', incident, actor);
  return incident;
}

/** The whole timeline as a file, to the person directly. @param zone IANA; null: the configured one */
export async function sendTimeline(
  deps: IncidentDependencies,
  { actor, request, id, zone }: About & { zone: string | null },
): Promise<void> {
  const { incident } = await loaded(deps, id, actor);
  const content = deps.renderer.timelineFile(incident, zone ?? deps.settings.zone);
  const owed: NewDelivery = {
    ...{ purpose: 'incident-timeline', subject: `incident ${id} for ${request}`, revision: 1 },
    ...{ destination: actor.id, content, thread: null, urgent: false, worthFor: aDay },
  };
  const kept = await keptOf(deps, [id], personOf(actor));
  await deps.store.change([id], request, deps.clock(), () => [
    { events: [], deliveries: () => [owed], ...(kept ? { circle: kept.places(null) } : {}) },
  ]);
  deps.nudge();
}
