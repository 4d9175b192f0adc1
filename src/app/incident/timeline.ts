/** The timeline: messages that people mark anywhere, and what they add by hand. Marked messages are followed. */

import { aDay, type NewDelivery } from '../../domain/delivery.js';
import { UserFault } from '../../domain/fault.js';
import type { Source } from '../../domain/incident/event.js';
import type { Incident } from '../../domain/incident/incident.js';
import {
  changeEntry,
  entriesFrom,
  type NewEntry,
  note,
  removeEntry,
} from '../../domain/incident/timeline.js';
import { longest } from '../../domain/incident/words.js';
import { readable } from '../../domain/readable.js';
import { second } from '../../domain/time.js';
import {
  type Asked,
  type Changed,
  change,
  type IncidentDependencies,
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
  return await change(deps, id, { by, request }, ({ incident }, { now }) =>
    note(incident, entry, by, deps.newId(), now),
  );
}

/** A message that somebody marked. */
export interface Marked {
  channel: string;
  ts: string;
  /** The parent, for a reply in a thread: without it another message would be read. */
  threadTs: string | null;
}

/**
 * Puts a message into the timeline, at the time when it was written.
 * @throws UserFault `noted` | `no-message`
 */
export async function markMessage(
  deps: IncidentDependencies,
  { actor, request, id, message }: About & { message: Marked },
): Promise<Changed> {
  const { text, source } = await readMessage(deps, message);
  const at = momentOfTs(message.ts);
  const entry = { text: clipped(text), at, approximate: false, source };
  return await addEntry(deps, { actor, request, id, entry });
}

/** @throws UserFault `no-message` when Signalman cannot see it, or it has no text */
export async function readMessage(
  { workspace }: Pick<IncidentDependencies, 'workspace'>,
  { channel, ts, threadTs }: Marked,
): Promise<{ text: string; source: Source }> {
  const found = await workspace.read({ channel, ts }, threadTs);
  if (!found || found.text.trim() === '')
    throw new UserFault(
      'no-message',
      'Signalman cannot read that message.',
      'Invite Signalman to the channel, or add what it says by hand: `/incident note`',
    );
  const url = (await workspace.permalinks()).to({ channel, ts });
  return { text: readable(found.text), source: { channel, ts, author: found.author, url } };
}

/** A message that Slack has handed over whole, with a shortcut. @param text as Slack stores it */
export async function messageSource(
  { workspace }: Pick<IncidentDependencies, 'workspace'>,
  { channel, ts, text, user }: { channel: string; ts: string; text: string; user: string | null },
): Promise<{ source: Source; text: string; at: number }> {
  const author = user === null ? null : await workspace.person(user).catch(() => null);
  const url = (await workspace.permalinks()).to({ channel, ts });
  return { source: { channel, ts, author, url }, text: readable(text), at: momentOfTs(ts) };
}

/** When a message was written. Its name is its time, which is never printed back from the number. ms, UTC */
const momentOfTs = (ts: string): number => Math.floor(Number(ts) * 1000);

/** A marked message was edited or deleted: the entry follows. The record keeps what it said before. */
export async function followMessage(
  deps: IncidentDependencies,
  { channel, ts, text, request }: { channel: string; ts: string; text: string | null; request: string },
): Promise<number> {
  const ids = await deps.store.notedFrom({ channel, ts });
  for (const id of ids)
    await change(deps, id, { by: null, request: `${request} ${id}` }, ({ incident }, { now }) =>
      entriesFrom(incident, { channel, ts }).flatMap((entry) => {
        if (text === null) return removeEntry(incident, entry.id, 'the message was deleted');
        const clean = clipped(readable(text)).trim();
        return clean === '' || clean === entry.text
          ? []
          : changeEntry(incident, entry.id, { text: clean }, now);
      }),
    );
  return ids.length;
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
  const { incident } = await loaded(deps, id);
  if (incident.timeline.find((one) => one.id === entry)?.by.id !== actor.id)
    await requireDeed(deps, 'entries', incident, actor);
  return incident;
}

/** The whole timeline as a file, to the person directly. @param zone IANA; null: the configured one */
export async function sendTimeline(
  deps: IncidentDependencies,
  { actor, request, id, zone }: About & { zone: string | null },
): Promise<void> {
  const { incident } = await loaded(deps, id);
  const content = deps.renderer.timelineFile(incident, zone ?? deps.settings.zone);
  const owed: NewDelivery = {
    ...{ purpose: 'incident-timeline', subject: `incident ${id} for ${request}`, revision: 1 },
    ...{ destination: actor.id, content, thread: null, urgent: false, worthFor: aDay },
  };
  await deps.store.change([id], request, deps.clock(), () => [{ events: [], deliveries: () => [owed] }]);
  deps.nudge();
}

const clipped = (text: string) => {
  const characters = [...text];
  return characters.length <= longest.entry ? text : `${characters.slice(0, longest.entry - 1).join('')}…`;
};
