/** Private answers beside an incident: to a reply where only Signalman writes, and to a mark that could mean several. */
import { type Incident, latest } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { showDay } from '../../../domain/time.js';
import { buttons, context, type Message, section } from '../parts/block.js';
import { clip, link } from '../parts/text.js';
import { typedLine } from '../parts/typed.js';
import type { Shown } from './shown.js';

/** A message, as the value of a button: `12:C1:1490.1:1489.9`. */
export interface At {
  channel: string;
  ts: string;
  threadTs: string | null;
}

export const messageValue = (id: number, { channel, ts, threadTs }: At): string =>
  [id, channel, ts, threadTs ?? ''].join(':');

/** @returns null when it is none */
export function messageOf(value: string): (At & { id: number }) | null {
  const [, id, channel, ts, threadTs] = /^(\d{1,9}):([A-Z0-9]+):(\d+\.\d+):(\d+\.\d+)?$/.exec(value) ?? [];
  if (!id || !channel || !ts) return null;
  return { id: Number(id), channel, ts, threadTs: threadTs ?? null };
}

/** Once, to whoever replied below the head or a copy. */
export function replyAnswer({ incident, links }: Pick<Shown, 'incident' | 'links'>, at: At): Message {
  const { id } = incident;
  const value = messageValue(id, at);
  const where = links.discussion === null ? 'the discussion' : link(links.discussion, 'the discussion');
  const text = `Only Signalman writes in the thread of incident ${id}, so that everybody can follow it.`;
  return {
    text,
    blocks: [
      section(`${text} Your reply stays, but few will look for it here. People talk in ${where}.`),
      buttons([
        { text: 'Bring it to the discussion', action: 'incident_bring', value, primary: true },
        { text: 'Propose it as an update', action: 'incident_propose', value },
      ]),
      context('Only you see this.'),
    ],
  };
}

const mostOffered = 10;

/** @param incidents in the order in which they are offered */
export function markQuestion(incidents: readonly Incident[], at: At, { zone }: IncidentSettings): Message {
  const text = 'Into the timeline of which incident?';
  const stands = (one: Incident) =>
    one.endedAt === null ? `rev ${latest(one).number}` : `ended ${showDay(one.endedAt, zone)}`;
  const left = incidents.length - mostOffered;
  return {
    text,
    blocks: [
      section(text),
      ...incidents.slice(0, mostOffered).map((incident) => ({
        ...section(
          `*Incident ${incident.id}* · ${stands(incident)} · ${typedLine(incident.facts.title, 300)}`,
        ),
        accessory: {
          type: 'button',
          text: { type: 'plain_text', text: clip('Into this one', 75) },
          action_id: 'incident_mark',
          value: messageValue(incident.id, at),
        },
      })),
      ...(left > 0 ? [context(`and ${left} more: \`/incident note\` with its number`)] : []),
    ],
  };
}

/** To whoever marked a message: the thread of the incident does not say so. */
export function markAnswer(id: number): Message {
  const text = `It is in the timeline of incident ${id}, and follows what its author changes.`;
  return {
    text,
    blocks: [
      section(text),
      context(`Take your reaction off, and it is taken out again; \`/incident entries ${id}\` changes it`),
    ],
  };
}

/** To whoever took their mark off. */
export function unmarkAnswer(ids: readonly number[]): Message {
  const which = ids.length === 1 ? `incident ${ids[0]}` : `incidents ${ids.join(', ')}`;
  const text = `Taken out of the timeline of ${which} again. The record keeps that it was there.`;
  return { text, blocks: [section(text)] };
}
