/** Messages that people mark anywhere for the timeline: which incident is meant, what they say, and marks taken off. */
import { UserFault } from '../../domain/fault.js';
import type { Source } from '../../domain/incident/event.js';
import { unmark } from '../../domain/incident/follow.js';
import type { Incident } from '../../domain/incident/incident.js';
import { note } from '../../domain/incident/timeline.js';
import type { Person } from '../../domain/person.js';
import type { Address } from '../ports/incident.js';
import { catchUp, clipped, isKeptFrom } from './catch-up.js';
import {
  type Asked,
  type Changed,
  change,
  type IncidentDependencies,
  loaded,
  personOf,
} from './dependencies.js';
import { visible } from './embargo.js';
import { latelyIncidents } from './show.js';

/** A message that somebody marked. */
export interface Marked extends Address {
  /** The parent, for a reply in a thread: without it another message would be read. */
  threadTs: string | null;
}

/** A message as it was read. */
export interface Found {
  text: string;
  source: Source;
  threadTs: string | null;
}

/** Where an incident was merged into another, and that again, is followed this far. */
const mostMerges = 10;

/**
 * Which incidents a mark may mean: the one in whose thread it stands, or else what is open or ended lately.
 * @returns null where nothing has happened lately: there the emoji has other uses
 * @throws UserFault `no-message` | `not-in-channel` | `try-later`
 */
export async function placeMark(
  deps: IncidentDependencies,
  at: Address,
  viewer?: { id: string },
): Promise<{ incidents: Incident[]; found: Found } | null> {
  const incidents = await latelyIncidents(deps, viewer);
  if (incidents.length === 0) return null;
  const found = await readMessage(deps, { ...at, threadTs: null });
  const { channel, ts } = at;
  const home = await deps.store.messageAt({ channel, ts: found.threadTs ?? ts });
  const meant = home ? await visible(deps, [await survivor(deps, home.incident)], viewer?.id) : [];
  return { incidents: meant.length > 0 ? meant : incidents, found };
}

async function survivor(deps: IncidentDependencies, id: number): Promise<Incident> {
  let { incident } = await loaded(deps, id, 'signalman');
  for (let merges = 0; incident.mergedInto && merges < mostMerges; merges++)
    ({ incident } = await loaded(deps, incident.mergedInto.id, 'signalman'));
  return incident;
}

/**
 * Puts a message into the timeline, at the time when it was written.
 * @param found where it was read already
 * @throws UserFault `noted` | `no-message` | `not-in-channel` | `try-later`
 */
export async function markMessage(
  deps: IncidentDependencies,
  { actor, request, id, message, found }: Asked & { id: number; message: Marked; found?: Found },
): Promise<Changed> {
  const { text, source, threadTs } = found ?? (await readMessage(deps, message));
  const by = personOf(actor);
  const entry = { text: clipped(text), at: momentOfTs(message.ts), approximate: false, source };
  const changed = await change(deps, id, { by, request }, ({ incident }, { now }) => {
    requireHeard(deps, incident, message);
    return note(incident, { ...entry, markedBy: actor.id }, by, deps.newId(), now);
  });
  if (changed.isNew) await catchUp(deps, source, { threadTs, isRead: true });
  return changed;
}

/** What is said in the private channel stays there, also after the lifting: the timeline is read by everybody then. */
function requireHeard(
  deps: Pick<IncidentDependencies, 'settings'>,
  incident: Incident,
  { channel }: Address,
): void {
  if (!isKeptFrom(deps, incident, channel)) return;
  throw new UserFault(
    'embargo',
    `That message stands in the private channel, and everybody can read the timeline of incident ${incident.id}.`,
    'Add by hand what everybody may know: `/incident note`',
  );
}

/** Whoever takes their reaction off takes their entry out again. @returns the incidents that had it */
export async function unmarkMessage(
  deps: IncidentDependencies,
  { actor, request, message }: Asked & { message: Address },
): Promise<number[]> {
  const ids: number[] = [];
  const lately = await latelyIncidents(deps, actor);
  for (const id of await deps.store.notedFrom(message)) {
    const { incident } = await loaded(deps, id, 'signalman');
    if ((await visible(deps, [incident], actor.id)).length === 0) continue;
    // What is long over is not changed by somebody who clears up.
    const isOver = incident.endedAt !== null && !lately.some((one) => one.id === id);
    if (isOver || unmark(incident, message, actor.id).length === 0) continue;
    const asked = { by: personOf(actor), request: `${request} ${id}` };
    const { isNew } = await change(deps, id, asked, (stored) => unmark(stored.incident, message, actor.id));
    if (isNew) ids.push(id);
  }
  return ids;
}

/** @throws UserFault `no-message` when it is gone or has no text, `not-in-channel`, `try-later` */
export async function readMessage(
  { workspace }: Pick<IncidentDependencies, 'workspace'>,
  { channel, ts, threadTs }: Marked,
): Promise<Found> {
  const found = await workspace.read({ channel, ts }, threadTs);
  const byHand = 'Add what it said by hand: `/incident note`';
  if (!found)
    throw new UserFault('no-message', 'Signalman cannot read that message: it was deleted.', byHand);
  if (found.text.trim() === '')
    throw new UserFault('no-message', 'Signalman cannot read that message: there is no text in it.', byHand);
  const { text, author, edited } = found;
  return {
    text,
    source: await sourceOf(workspace, { channel, ts, author, edited }),
    threadTs: found.threadTs,
  };
}

/**
 * A message that Slack has handed over whole, with a shortcut.
 * @param said as people read it
 * @param said.user the id of its author; `app` instead where an app wrote it
 */
export async function messageSource(
  { workspace }: Pick<IncidentDependencies, 'workspace'>,
  said: Address & { text: string; user: string | null; app: Person | null; edited: string | null },
): Promise<{ source: Source; text: string; at: number }> {
  const { channel, ts, text, user, app, edited } = said;
  const found = user === null ? null : await workspace.person(user).catch(() => null);
  const author = user === null ? app : found && { id: found.id, name: found.name };
  return {
    source: await sourceOf(workspace, { channel, ts, author, edited }),
    text,
    at: momentOfTs(ts),
  };
}

async function sourceOf(
  workspace: IncidentDependencies['workspace'],
  { channel, ts, author, edited }: Address & { author: Person | null; edited: string | null },
): Promise<Source> {
  const url = (await workspace.permalinks()).to({ channel, ts });
  return { channel, ts, author, url, ...(edited === null ? {} : { edited }) };
}

/** When a message was written. Its name is its time, which is never printed back from the number. ms, UTC */
const momentOfTs = (ts: string): number => Math.floor(Number(ts) * 1000);
