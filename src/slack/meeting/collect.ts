/** What people say in the thread of a meeting becomes points, topics and action items, which follow what is edited. */

import type { Actor } from '../../app/permission.js';
import type { MeetingDone, ShownMeeting } from '../../app/ports/meeting.js';
import type { Source } from '../../domain/incident/event.js';
import { type PointKind, pointKinds } from '../../domain/meeting/event.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import type { Prefixed } from '../../domain/meeting/prefixed.js';
import { meetingState } from '../../domain/meeting/state.js';
import type { Kept } from '../blocks/meeting/kept.js';

import { asked, type MeetingsSide, ownerNamed, withNames } from './desk.js';

/** Who says it, and where it stands. `request` tells this event from all others. */
export interface By {
  actor: Actor;
  request: string;
  source: Source;
}

export type Part = Prefixed | { kind: PointKind | 'action'; text: string };

/** One thing that came of a message. */
export type Entry = { id: string; text: string } & (
  | { kind: 'topic' | 'action'; pointKind: null }
  | { kind: 'point'; pointKind: PointKind }
);

export const isFrom = (source: Source | null, at: { channel: string; ts: string }): boolean =>
  source?.channel === at.channel && source.ts === at.ts;

/** Everything that came of a message, in the order in which it was said. */
export function entriesFrom(meeting: Meeting, at: { channel: string; ts: string }): Entry[] {
  return [
    ...meeting.topics
      .filter(({ source }) => isFrom(source, at))
      .map(({ id, text }): Entry => ({ id, text, kind: 'topic', pointKind: null })),
    ...meeting.points
      .filter(({ source }) => isFrom(source, at))
      .map(({ id, text, kind }): Entry => ({ id, text, kind: 'point', pointKind: kind })),
    ...meeting.actions
      .filter(({ source }) => isFrom(source, at))
      .map(({ id, text }): Entry => ({ id, text, kind: 'action', pointKind: null })),
  ];
}

const sameText = (one: string, other: string) =>
  one.replace(/\s+/g, ' ').trim().toLowerCase() === other.replace(/\s+/g, ' ').trim().toLowerCase();

/** @returns null: it was kept before */
export async function keep(
  side: MeetingsSide,
  { meeting }: ShownMeeting,
  { actor, request, source }: By,
  part: Part,
): Promise<Kept | null> {
  const { desk, now } = side;
  const by = asked({ actor, request }, meeting.id);
  const text = await withNames(desk, part.text);
  if (part.kind === 'action') {
    const owner = 'owner' in part ? await ownerNamed(desk, part.owner) : null;
    const due = 'due' in part ? part.due : '';
    const { isNew } = await desk.addAction({ ...by, text, owner, login: null, due, source });
    return isNew ? { kind: 'action' } : null;
  }
  if (part.kind !== 'topic') {
    const { isNew } = await desk.addPoint({ ...by, kind: part.kind, text, source });
    return isNew ? { kind: part.kind } : null;
  }
  const isRunning = meetingState(meeting, now()) === 'running';
  const known = meeting.topics.find((one) => sameText(one.text, text));
  // While people meet, whoever names a topic begins with it.
  if (known && isRunning) {
    const { isNew } = await desk.openTopic({ ...by, topic: known.id });
    return isNew ? { kind: 'opened' } : null;
  }
  const added = await desk.addTopic({ ...by, text, source });
  const topic = newest(added, source);
  if (isRunning && topic) await desk.openTopic({ ...by, request: `${request} open`, topic });
  return added.isNew ? { kind: 'topic' } : null;
}

const newest = ({ meeting }: MeetingDone, at: Source): string | null =>
  meeting.topics.findLast(({ source }) => isFrom(source, at))?.id ?? null;

/** Puts a part in the place of what came of it before: the words change, or one is taken out and another put in. */
export async function replace(
  side: MeetingsSide,
  shown: ShownMeeting,
  by: By,
  old: Entry,
  part: Part,
): Promise<void> {
  const { desk } = side;
  const given = asked({ actor: by.actor, request: by.request }, shown.meeting.id);
  const text = await withNames(desk, part.text);
  if (old.kind === 'topic' && part.kind === 'topic')
    await desk.changeTopic({ ...given, topic: old.id, text });
  else if (old.kind === 'action' && part.kind === 'action') {
    const owner = 'owner' in part && part.owner !== null ? await ownerNamed(desk, part.owner) : null;
    const due = 'due' in part ? part.due : '';
    // What a form has added since is not lost because the message does not say it.
    const change = { text, ...(owner === null ? {} : { owner }), ...(due === '' ? {} : { due }) };
    await desk.changeAction({ ...given, action: old.id, change });
  } else if (old.kind === 'point' && isPoint(part))
    await desk.changePoint({ ...given, point: old.id, kind: part.kind, text });
  else {
    await takeOut(side, shown, by, old);
    await keep(side, shown, { ...by, request: `${by.request} again` }, part);
  }
}

const isPoint = (part: Part): part is { kind: PointKind; text: string } =>
  pointKinds.some((one) => one === part.kind);

export async function takeOut(
  { desk }: MeetingsSide,
  { meeting }: ShownMeeting,
  { actor, request }: By,
  { kind, id }: Pick<Entry, 'kind' | 'id'>,
): Promise<void> {
  const given = asked({ actor, request }, meeting.id);
  if (kind === 'topic') await desk.removeTopic({ ...given, topic: id });
  else if (kind === 'point') await desk.removePoint({ ...given, point: id });
  else await desk.removeAction({ ...given, action: id, reason: 'taken out of the thread' });
}
